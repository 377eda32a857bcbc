"""The report: one HTML file that opens from disk, with no network, on any screen.

The page begins with little: totals and lists. Everything else stands in it as lines of deflated JSON that its script opens when they
are asked for, so a few thousand articles open at once. Words of articles are others' words: they reach the page as JSON and
text nodes only, and the page's policy lets no other script, style or address load.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from nlp.showing.gather import Gathered

_SCRIPTS = ("core.js", "lists.js", "plots.js", "pages.js", "article.js", "frame.js")  # one script, in this order


def report(tables: Path) -> str:
    """The report on the tables of a folder (a processed folder, or a snapshot of it), as HTML."""
    gathered = Gathered(tables)
    core = gathered.core()
    blocks = {
        "nutrients": (gathered.nutrient(row[0]) for row in core["nutrients"]),
        "conflicts": [gathered.conflicts()],
        "limits": [gathered.limits()],
        "sources": [gathered.sources()],
        "claims": [gathered.claims()],
        "articles": gathered.articles(),
    }
    style, script = _part("style.css"), "\n".join(map(_part, _SCRIPTS))
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    return Template(_part("page.html")).substitute(
        policy=policy, style=style, script=script, core=_json(core).replace("<", "\\u003c"),
        blocks="\n".join(_block(name, items) for name, items in blocks.items()),
    )  # fmt: skip


def _part(name: str) -> str:
    return (files(__package__) / "page" / name).read_text("utf-8")


def _hash(part: str) -> str:
    """What the page's policy names its own script and style by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}"


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _block(name: str, items: Iterable[Any]) -> str:
    """Items one a line, deflated, in base64: no character of them means anything in HTML."""
    packed = (base64.b64encode(zlib.compress(_json(item).encode(), 6)).decode() for item in items)
    return f'<script type="text/plain" id="block-{name}">\n' + "\n".join(packed) + "\n</script>"

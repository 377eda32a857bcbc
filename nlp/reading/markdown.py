"""From a Markdown file to the text its reader sees: front matter told apart, links, emphasis and footnotes made plain."""

import re

from nlp.reading.characters import raised

_FRONT_MATTER = re.compile(r"---\n(?P<fields>(?:[^\n]*\n){1,60}?)(?:---|\.\.\.)\n")
_FIELD = re.compile(r"^(?P<name>[A-Za-z_][\w-]*):[ \t]*(?P<value>\S.*?)[ \t]*$", re.MULTILINE)
_INLINE = re.compile(
    r"""
      !\[[^\]\n]*\]\([^)\n]*\)                                         # image
    | (?<!!)\[(?P<link>[^\[\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)        # [words](address)
    | <(?P<address>https?://[^>\s]+)>
    | \[\^(?P<footnote>\d{1,3})\]:?                                     # [^1], and [^1]: before the note itself
    | <sup>(?P<raised>[^<\n]{1,20})</sup>
    | (?P<mark>\*\*|__|\*|_|`)(?=\S)(?P<emphasised>[^*_`\n]+?)(?<=\S)(?P=mark)(?!\w)
    | <!--.*?-->
    | </?[a-z][^>\n]{0,200}>                                            # other tags
    """,
    re.VERBOSE | re.DOTALL,
)


def plain(written: str) -> tuple[str, dict[str, str]]:
    """The text without inline markup, and the fields of its front matter. What makes lines (#, *, 1., |) stays."""
    fields: dict[str, str] = {}
    if front := _FRONT_MATTER.match(written):
        fields = {found["name"]: found["value"].strip("\"'[]") for found in _FIELD.finditer(front["fields"])}
        written = written[front.end() :]
    return _INLINE.sub(_shown, written), fields


def _shown(found: re.Match[str]) -> str:
    if found["footnote"]:
        return f"[{found['footnote']}]"
    if found["raised"]:
        return raised(found["raised"], found.string[max(found.start() - 9, 0) : found.start()])
    if found["emphasised"]:
        return _INLINE.sub(_shown, found["emphasised"])
    return _INLINE.sub(_shown, found["link"] or "") or found["address"] or ""

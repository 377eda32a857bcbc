"""A headless Chromium and the few words of its protocol that the tests need."""

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--hide-scrollbars", "--remote-debugging-port=0",
)  # fmt: skip


class Browser:
    """One page. `problems` are the console's errors and warnings, uncaught exceptions and refused loads so far."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._number, self.problems = socket, 0, list[str]()
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        """What the browser answers to a command; events meanwhile are looked through for problems."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": given}))
        while (message := json.loads(self._socket.recv(timeout=60))).get("id") != self._number:
            self._note(message)
        if "error" in message:
            raise RuntimeError(message["error"]["message"])
        return dict(message["result"])

    def _note(self, message: dict[str, Any]) -> None:
        told = message.get("params", {})
        match message.get("method"):
            case "Runtime.exceptionThrown":
                self.problems.append(told["exceptionDetails"].get("exception", {}).get("description") or told["exceptionDetails"]["text"])
            case "Log.entryAdded" if told["entry"]["level"] in ("error", "warning"):
                self.problems.append(told["entry"]["text"])
            case "Runtime.consoleAPICalled" if told["type"] in ("error", "warning", "assert"):
                self.problems.append(str([argument.get("value") for argument in told["args"]]))

    def run(self, script: str) -> Any:
        """Value of an expression in the page, awaited."""
        told = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise RuntimeError(told["exceptionDetails"].get("exception", {}).get("description"))
        return told["result"].get("value")

    def wait(self, script: str, seconds: float = 20) -> Any:
        """The first true value of an expression in the page."""
        end = time.monotonic() + seconds
        while not (value := self.run(script)):
            if time.monotonic() > end:
                raise TimeoutError(f"never came true: {script}; problems: {self.problems}")
            time.sleep(0.05)
        return value

    def open(self, address: str) -> float:
        """Open an address; seconds until its page is drawn."""
        began = time.monotonic()
        self.ask("Page.navigate", url=address)
        self.wait("document.readyState === 'complete' && !!document.querySelector('main h1')")
        return time.monotonic() - began

    def size(self, width: int, height: int, dark: bool = False) -> None:
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser that keeps its profile in a folder."""
    process = subprocess.Popen([str(CHROMIUM), *_FLAGS, f"--user-data-dir={folder}", "about:blank"], stderr=subprocess.DEVNULL)
    try:
        port = _port(folder / "DevToolsActivePort")
        with connect(f"ws://127.0.0.1:{port[0]}{port[1]}", max_size=None, proxy=None) as root:
            pages = _targets(root)
        with connect(f"ws://127.0.0.1:{port[0]}/devtools/page/{pages[0]}", max_size=None, proxy=None) as socket:
            yield Browser(socket)
    finally:
        process.terminate()
        process.wait(20)


def _targets(root: ClientConnection) -> list[str]:
    root.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
    while (message := json.loads(root.recv(timeout=20))).get("id") != 1:
        pass
    return [target["targetId"] for target in message["result"]["targetInfos"] if target["type"] == "page"]


def _port(path: Path) -> tuple[int, str]:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if path.exists() and len(lines := path.read_text().split()) == 2:
            return int(lines[0]), lines[1]
        time.sleep(0.1)
    raise TimeoutError("the browser did not start")

"""
Whether a public player shows a WACZ of ours: its page, its words and its picture.

    python benchmarks/replay.py FILE.wacz ADDRESS WORDS [SCREENSHOT.png]

ReplayWeb.page is fetched by npm into a folder that is deleted afterwards: it is under the AGPL,
is only looked at, and is no part of the program. Everything is served from this machine.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import functools
import html
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Frame, Page, sync_playwright

PLAYER = "replaywebpage@2"
_SECONDS = 120
_WIDTHS = "[...document.images].map(image => image.naturalWidth)"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _prepare(folder: Path, wacz: Path, address: str) -> None:
    npm = shutil.which("npm") or sys.exit("npm is not on this machine")
    done = subprocess.run(  # noqa: S603 - a program asked for by its name
        [npm, "pack", "--silent", PLAYER], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / done.stdout.split()[-1]) as packed:
        for name in ("ui.js", "sw.js"):
            member = packed.extractfile(f"package/{name}")
            if member is not None:
                (folder / name).write_bytes(member.read())
    (folder / "replay").mkdir()
    (folder / "replay" / "sw.js").write_text('importScripts("/sw.js");')
    shutil.copy(wacz, folder / "shown.wacz")
    (folder / "index.html").write_text(
        '<!doctype html><script src="/ui.js"></script><replay-web-page source="/shown.wacz" '
        f'url="{html.escape(address)}" style="height: 90vh; display: block"></replay-web-page>'
    )


def _shown(page: Page, words: str) -> Frame | None:
    for _ in range(_SECONDS * 2):
        for frame in page.frames:
            if words in (frame.evaluate("document.body ? document.body.innerText : ''") or ""):
                return frame
        page.wait_for_timeout(500)
    return None


def main() -> None:
    """Open the player, and say what it shows."""
    wacz, address, words = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    picture = sys.argv[4] if len(sys.argv) > 4 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder, wacz, address)
        serving = functools.partial(_Quiet, directory=name)
        server = ThreadingHTTPServer(("127.0.0.1", 0), serving)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
            frame = _shown(page, words)
            widths = frame.evaluate(_WIDTHS) if frame else []
            if picture:
                page.screenshot(path=picture)
            browser.close()
        server.shutdown()
    if frame is None:
        sys.exit(f"the words {words!r} were not seen in {_SECONDS} seconds")
    print(f"the words were seen; pictures: {widths}")


if __name__ == "__main__":
    main()

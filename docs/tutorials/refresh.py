# ruff: noqa: INP001 - a script, no package
"""
Runs the commands that README.md and the tutorials show, and puts in what they print now.

    .venv/bin/python docs/tutorials/refresh.py            # rewrite the pages
    .venv/bin/python docs/tutorials/refresh.py --check    # only say whether they are current
    .venv/bin/python docs/tutorials/refresh.py --picture  # also take the pictures in docs/images

A block of these pages that starts with ```console holds commands behind `$ ` and what they
print. Where a command needs an id, the line before the block tells of which claim, since
ids are made from content: `<!-- id: incident 02-wire-first-day.txt killed 43 -->`.
Settings after `<!-- into: demo-record/onrecord.toml -->` are written there, before what follows
is run.
What is another each time (days, times, hashes, ids made from them) stays as the page has it
where nothing else differs.
The pictures of the review desk are taken by tests/web/test_tour.py, which does each step; that
of the published site by tests/web/test_published_tutorial.py.
"""

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (  # the first one builds, the last one decides
    ROOT / "docs/tutorials/first-record.md",
    ROOT / "README.md",
    ROOT / "docs/tutorials/from-reading-to-a-release.md",
)
ONRECORD = ROOT / ".venv/bin/onrecord"
WIDTH = 100  # columns, so that a page holds a line
BLOCK = re.compile(
    r"(?:<!-- id: (?P<kind>\w+) (?P<document>\S+) (?P<outcome>\w+) (?P<number>\d+) -->\n)?"
    r"```console\n(?P<body>.*?)```\n"
    r"|<!-- into: (?P<file>\S+) -->\n```toml\n(?P<settings>.*?)```\n",
    re.DOTALL,
)
OF_ID = re.compile(r"(demo-record(?: (?:accept|correct|reject))?) (?!accept|correct|reject)\w+")
VOLATILE = re.compile(
    r"\b(?:dec|rel|sgn)_\w+|\b[0-9a-f]{16,}\b|\b\d{4}-\d\d-\d\d\b|\b\d\d:\d\d(?::\d\d)?\b"
    r"|\(\d[\d,]* bytes\)"
)


def main() -> int:
    """Refresh the pages, or check them; return 1 if a check fails."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("--check", action="store_true", help="change nothing")
    arguments.add_argument("--picture", action="store_true", help="take the pictures too")
    asked = arguments.parse_args()
    stale = False
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "examples").symlink_to(ROOT / "examples")
        for page in PAGES:
            old = page.read_text(encoding="utf-8")
            new = BLOCK.sub(lambda found: _again(found, place), old)
            stale = stale or new != old
            _show(page, old, new)
            if not asked.check:
                page.write_text(new, encoding="utf-8")
        if asked.picture:
            _take_picture(place, ROOT / "docs/images/report.png")
            _take_tour(ROOT / "docs/images")
    return int(asked.check and stale)


def _again(found: re.Match[str], place: Path) -> str:
    """Return a block with its commands run again."""
    if found["file"]:
        with (place / found["file"]).open("a", encoding="utf-8") as file:
            file.write(f"\n{found['settings']}")
        return found[0]
    lines = [line for line in found["body"].splitlines() if line.startswith("$ ")]
    if found["kind"]:
        asked = found["kind"], found["document"], found["outcome"], int(found["number"])
        identity = _identity(*asked, place).partition("_")[2][:6]
        lines = [OF_ID.sub(rf"\1 {identity}", line, count=1) for line in lines]
    body = "".join(f"{line}\n{_printed(line, place)}" for line in lines)
    if VOLATILE.sub("…", body) == VOLATILE.sub("…", found["body"]):
        body = found["body"]
    start = found[0].partition("```console\n")[0]
    return f"{start}```console\n{body}```\n"


def _printed(line: str, place: Path) -> str:
    """Return what a command prints, without trailing spaces and without this machine's paths."""
    command = line.removeprefix("$ ").replace(
        "script/demo", "onrecord build examples --record demo-record"
    )
    done = subprocess.run(  # noqa: S602 - the commands stand in our own pages
        command,
        shell=True,
        cwd=place,
        env={
            **os.environ,
            "COLUMNS": str(WIDTH),
            "PATH": f"{ONRECORD.parent}:{os.environ['PATH']}",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )
    told = done.stdout.replace(str(place.resolve()), "…").replace(str(place), "…")
    lines = [printed.rstrip() for printed in told.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{printed}\n" for printed in lines)


def _identity(kind: str, document: str, outcome: str, number: int, place: Path) -> str:
    """Return the id of a claim, or of the incident or origin that holds it."""
    claims = json.loads(_printed("$ onrecord show demo-record --claims --json", place))
    claim = next(
        one["id"]
        for one in claims
        if one["document"] == document
        and one["outcome"] == outcome
        and number in {one["count"]["low"], one["count"]["high"]}
    )
    if kind == "claim":
        return str(claim)
    holders = json.loads(_printed(f"$ onrecord show demo-record --{kind}s --json", place))
    return next(str(one["id"]) for one in holders if claim in one["claim_ids"])


def _show(page: Path, old: str, new: str) -> None:
    name = page.relative_to(ROOT).as_posix()
    changes = difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, "", "", 1, "")
    sys.stdout.writelines(f"{line}\n" for line in changes)


def _take_picture(place: Path, picture: Path) -> None:
    """Take a picture of the page, at the incident that the tutorial is about."""
    from playwright.sync_api import (  # noqa: PLC0415 - a build machine may lack it
        sync_playwright,
    )

    incident = _identity("incident", "02-wire-first-day.txt", "killed", 43, place)
    picture.parent.mkdir(exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1200, "height": 860})
        tab.goto(f"{(place / 'demo-record/report.html').as_uri()}#{incident}")
        tab.screenshot(path=picture)
        browser.close()


def _take_tour(folder: Path) -> None:
    """Go through the tour of the review desk and to a release, and keep the pictures."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n0",
            "tests/web/test_tour.py",
            "tests/web/test_published_tutorial.py",
        ],
        cwd=ROOT,
        env={**os.environ, "ONRECORD_PICTURES": str(folder)},
        check=True,
    )


if __name__ == "__main__":
    sys.exit(main())

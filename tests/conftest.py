"""What tests ask for: sample reports, a browser, and settings of the property tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

# A shared build machine is no stopwatch, and a failure must be found again on any machine.
settings.register_profile("onrecord", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """
    Real reports with careful readings of them, which cannot be given away with the project.

    They lie beside the checkout; tests that need them are skipped where they are not.
    """
    folder = ROOT.parent / "shared"
    if not (folder / "reports").is_dir():
        pytest.skip("the sample reports are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The system's Chromium, driven by playwright; skipped where there is none, but not in CI."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        _no_browser("there is no chromium on this machine")
    try:
        driver = sync_playwright().start()
    except Exception as fault:  # noqa: BLE001 - the driver says what it lacks on its own stderr
        _no_browser(f"the browser's driver does not start ({fault}); is libatomic1 installed?")
    browser = driver.chromium.launch(
        executable_path=program,
        args=[
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    )
    yield browser
    browser.close()
    driver.stop()


def _no_browser(reason: str) -> NoReturn:
    """Skip what needs a browser; a build server must have one."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def open_page(chromium) -> Iterator[Callable[..., SimpleNamespace]]:
    """
    Open a file in the browser: `open_page(path, width=390, height=844)`.

    The answer has `page` (playwright's), `errors` (what the console said was wrong) and
    `requests` (every address asked for other than the file itself); both lists go on
    growing while the test acts on the page.
    """
    contexts = []

    def opened(path: Path, *, width: int = 1280, height: int = 900, **options) -> SimpleNamespace:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        errors: list[str] = []
        requests: list[str] = []
        own = path.resolve().as_uri()
        page.on("pageerror", lambda fault: errors.append(str(fault)))
        page.on(
            "console",
            lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.split("#")[0] == own or asked.url.startswith("data:")
                else requests.append(asked.url)
            ),
        )
        page.goto(own)
        return SimpleNamespace(page=page, errors=errors, requests=requests)

    yield opened
    for context in contexts:
        context.close()

"""What tests of the review desk ask for: a desk, a client, a server, a browser that watches."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from onrecord import workflow
from onrecord.web import app, serving
from onrecord.workflow.desk import Desk

EXAMPLES = Path(__file__).parents[2] / "examples"
ADDRESS = "http://127.0.0.1:8440"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that open the desk in a browser reach this machine, and no other."""
    for item in items:
        if "served" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The record of the invented reports in examples/, in English and Arabic; not to be written."""
    folder = tmp_path_factory.mktemp("built") / "harbour-coast"
    workflow.build(EXAMPLES, folder)
    return folder


@pytest.fixture
def folder(built, tmp_path) -> Path:
    """A copy of that record, to decide in."""
    return Path(shutil.copytree(built, tmp_path / built.name))


@pytest.fixture
def desk(folder) -> Iterator[Desk]:
    """The record held open, with nobody named as the one who decides."""
    with Desk(folder) as held:
        yield held


@pytest.fixture
def client(desk) -> TestClient:
    """Somebody at the desk who reads answers one by one: no browser, no network."""
    return TestClient(app(desk), base_url=ADDRESS, follow_redirects=False)


@pytest.fixture
def more() -> APIRouter:
    """Pages of a test beside those of the desk; a module that has some overrides this."""
    return APIRouter()


@pytest.fixture
def served(desk, more) -> Iterator[str]:
    """The address of the desk, served as `onrecord serve` does."""
    made = app(desk)
    made.include_router(more)
    with serving.listening(0) as listening:
        server = serving.Server(serving.configured(made))
        started = threading.Event()
        server.when_started = started.set
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        assert started.wait(20)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def browse(chromium, served) -> Iterator[Callable[..., SimpleNamespace]]:
    """
    Open a page of the desk: `browse("/queue", width=390, color_scheme="dark", person="Amal")`.

    The answer has `page` (playwright's), `errors` (what the console said was wrong, and
    what failed to load) and `elsewhere` (every address asked for outside the desk); both
    lists go on growing. All pages that a test opens with one `width` and so on share cookies
    only if they are tabs of one: `opened.page.context.new_page()`.
    """
    contexts = []

    def opened(
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 900,
        person: str = "",
        language: str = "",
        **options,
    ) -> SimpleNamespace:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        told = {"person": person, "language": language}
        context.add_cookies([{"name": n, "value": v, "url": served} for n, v in told.items() if v])
        page = context.new_page()
        errors: list[str] = []
        elsewhere: list[str] = []
        page.on("pageerror", lambda fault: errors.append(str(fault)))
        page.on(
            "console",
            lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((f"{served}/", "data:"))
                else elsewhere.append(asked.url)
            ),
        )
        page.goto(served + path)
        return SimpleNamespace(page=page, errors=errors, elsewhere=elsewhere)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def axe() -> Callable[[object], list[str]]:
    """What axe-core finds that keeps people from using a page: `axe(page) == []`."""
    from axe_playwright_python.sync_playwright import Axe

    def found(page) -> list[str]:
        told = Axe().run(page).response["violations"]
        return [
            f"{one['id']}: {one['help']}: {node['target']} {node['html'][:160]}"
            for one in told
            for node in one["nodes"]
        ]

    return found

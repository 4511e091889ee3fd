"""What tests of the review desk ask for: a desk, a client, a server, a browser that watches."""

import shutil
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from fastapi import APIRouter
from PIL import Image
from starlette.testclient import TestClient

from onrecord import workflow
from onrecord.web import app, serving
from onrecord.workflow.desk import Desk
from tabs import faults_for_anybody

EXAMPLES = Path(__file__).parents[2] / "examples"
ADDRESS = "http://127.0.0.1:8440"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that open the desk in a browser reach this machine, and no other."""
    for item in items:
        if {"served", "serve"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The demonstration record, as script/demo makes it; not to be written."""
    folder = tmp_path_factory.mktemp("built") / "demo-record"
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


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[str]]:
    """Serve a desk as `onrecord serve` does: `with serve(desk) as address`."""

    @contextmanager
    def opened(desk: Desk, more: APIRouter | None = None) -> Iterator[str]:
        made = app(desk)
        if more is not None:
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

    return opened


@pytest.fixture
def served(desk, more, serve) -> Iterator[str]:
    """The address of the desk."""
    with serve(desk, more) as address:
        yield address


@pytest.fixture(scope="session")
def at_rest() -> str:
    """What a page answers as soon as its scripts have run and have nothing left to do."""
    return "() => new Promise((rest) => requestIdleCallback(() => rest(true), { timeout: 2000 }))"


@pytest.fixture
def browse(tabs, served, at_rest) -> Iterator[Callable[..., SimpleNamespace]]:
    """
    Open a page of the desk: `browse("/queue", width=390, color_scheme="dark", person="Amal")`.

    The answer has `page` (playwright's), `errors` (what the console said was wrong, and
    what failed to load) and `elsewhere` (every address asked for outside the desk); both
    lists go on growing. All pages that a test opens with one `width` and so on share cookies
    only if they are tabs of one: `opened.page.context.new_page()`.
    """
    with tabs.lent() as take:

        def opened(
            path: str = "/",
            *,
            width: int = 1280,
            height: int = 900,
            person: str = "",
            language: str = "",
            **options,
        ) -> SimpleNamespace:
            def is_own(asked: str) -> bool:
                return asked.startswith((f"{served}/", "data:"))

            tab = take(is_own, width=width, height=height, **options)
            told = {"person": person, "language": language}
            cookies = [{"name": n, "value": v, "url": served} for n, v in told.items() if v]
            tab.page.context.add_cookies(cookies)
            tab.page.goto(served + path)
            if options.get("java_script_enabled", True):
                tab.page.evaluate(at_rest)
            return SimpleNamespace(page=tab.page, errors=tab.errors, elsewhere=tab.elsewhere)

        yield opened


@pytest.fixture(scope="session")
def axe() -> Callable[[object], list[str]]:
    """What axe-core finds that keeps people from using a page: `axe(page) == []`."""
    return faults_for_anybody


@pytest.fixture(scope="session")
def paletted() -> Callable[[bytes], bytes]:
    """A picture of a page (PNG) in at most 256 colours: a third of the bytes."""
    return reduced


def reduced(png: bytes) -> bytes:
    """Return a PNG of 8 bits a channel with a palette of its most frequent colours."""
    with Image.open(BytesIO(png)) as opened:
        size, pixels = opened.size, np.asarray(opened.convert("RGB"), dtype=np.int32)
    coarse = np.minimum(pixels + 2, 255) >> 2  # 6 bits a channel: not seen
    keys = (coarse[..., 0] << 12 | coarse[..., 1] << 6 | coarse[..., 2]).ravel()
    known, at, many = np.unique(keys, return_inverse=True, return_counts=True)
    kept = np.sort(np.argsort(-many)[:256])
    colours = _as_most_often(pixels, keys, known[kept])
    all_of = np.stack([known >> 12, known >> 6 & 63, known & 63], axis=1) << 2
    nearest = np.abs(all_of[:, None, :] - colours[None]).sum(axis=2).argmin(axis=1)
    nearest[kept] = np.arange(len(kept))
    rows = nearest[at].astype(np.uint8).reshape(size[1], size[0])
    raw = np.concatenate([np.zeros((size[1], 1), np.uint8), rows], axis=1).tobytes()
    head = struct.pack(">IIBBBBB", *size, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", colours.astype(np.uint8).tobytes())]
    parts += [(b"IDAT", zlib.compress(raw, 9)), (b"IEND", b"")]
    return png[:8] + b"".join(
        struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts
    )


def _as_most_often(pixels: np.ndarray, keys: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Return each kept colour as it is most often, so that paper stays as white as it is."""
    exact = (pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]).ravel()
    colours, first, times = np.unique(exact, return_index=True, return_counts=True)
    order = np.lexsort((colours, -times, keys[first]))
    colours, of = colours[order], keys[first][order]
    colours = colours[np.searchsorted(of, kept)]
    return np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)

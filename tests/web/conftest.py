"""What tests of the review desk ask for: a desk, a client, a server, a browser that watches."""

import shutil
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from fastapi import APIRouter
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
    size, pixels = _pixels(png)
    coarse = np.minimum(pixels.astype(np.int32) + 2, 255) >> 2  # 6 bits a channel: not seen
    keys = (coarse[..., 0] << 12 | coarse[..., 1] << 6 | coarse[..., 2]).ravel()
    known, at, many = np.unique(keys, return_inverse=True, return_counts=True)
    kept = np.sort(np.argsort(-many)[:256])
    colours = np.zeros((len(kept), 3), dtype=np.int32)
    flat = pixels.reshape(-1, 3)
    for n, one in enumerate(kept):  # as it is most often, so that paper stays as white as it is
        exact, times = np.unique(flat[at == one], axis=0, return_counts=True)
        colours[n] = exact[times.argmax()]
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


def _pixels(png: bytes) -> tuple[tuple[int, int], np.ndarray]:
    """Return width and height of a PNG in RGB with 8 bits a channel, and its pixels."""
    at, data, size, channels = 8, b"", (0, 0), 3
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if name == b"IHDR":
            *size, depth, kind = struct.unpack(">IIBB", body[:10])
            channels = {2: 3, 6: 4}[kind]
            assert depth == 8
        elif name == b"IDAT":
            data += body
        at += length + 12
    width, height = size
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, -1)
    line = np.zeros((width, channels), np.int32)
    lines = []
    for row in rows:
        line = _unfiltered(int(row[0]), row[1:].reshape(width, channels).astype(np.int32), line)
        lines.append(line)
    return (width, height), np.stack(lines)[..., :3].astype(np.uint8)


def _unfiltered(kind: int, row: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Return a row of pixels as it was before PNG's filter (RFC 2083, section 6)."""
    if kind == 0:
        return row
    if kind == 1:
        return np.cumsum(row, axis=0) & 255
    if kind == 2:
        return (row + above) & 255
    made = row.copy()
    left = corner = np.zeros(row.shape[1], np.int32)
    for n, over in enumerate(above):
        if kind == 3:
            guess = (left + over) >> 1
        else:
            near = left + over - corner
            a, b, c = abs(near - left), abs(near - over), abs(near - corner)
            guess = np.where((a <= b) & (a <= c), left, np.where(b <= c, over, corner))
        left = made[n] = (row[n] + guess) & 255
        corner = over
    return made

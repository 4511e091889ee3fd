"""Finding every page of the desk as a person does: by following links from the first one."""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import html
from starlette.routing import Match, Route

SEEDS = (
    "/", "/queue", "/documents", "/incidents", "/explore", "/actors", "/places", "/sources",
    "/names", "/checks", "/history", "/person", "/api", "/agreement", "/no-such-page",
    "/explore?q=killed&of=documents", "/checks?q=<b>&severity=<i>", "/history?by=<b>&about=<i>",
)  # fmt: skip
OF_A_KIND = 8  # pages that differ only in an id or in what is asked for


def pages(client, seeds=SEEDS, of_a_kind=OF_A_KIND) -> Iterator[tuple[str, object, object]]:
    """Yield each page's address, its answer and, where it is HTML, what was parsed of it."""
    waiting, seen = deque(seeds), set(seeds)
    opened: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        kind = _kind(client, address)
        if opened[kind] >= of_a_kind:
            continue
        opened[kind] += 1
        answer = client.get(address)
        is_html = answer.headers.get("content-type", "").startswith("text/html")
        page = html.document_fromstring(answer.content.decode("utf-8")) if is_html else None
        yield address, answer, page
        if page is None:
            continue
        for link in page.iter("a"):
            parts = urlsplit(urljoin(address, link.get("href", "")))
            found = parts.path + (f"?{parts.query}" if parts.query else "")
            if not parts.netloc and found not in seen and not found.startswith("/static/"):
                seen.add(found)
                waiting.append(found)


def _kind(client, address: str) -> str:
    """Return what is the same of two pages that differ in an id or in what is asked for."""
    parts = urlsplit(address)
    scope = {"type": "http", "method": "GET", "path": parts.path, "root_path": "", "headers": []}
    found = (r.path for r in routes(client.app) if r.matches(scope)[0] is Match.FULL)
    return next(found, "nowhere") + ("?" if parts.query else "")


def routes(app) -> list[Route]:
    """Return every route of an application, those of its routers too."""
    waiting, found = list(app.router.routes), []
    for one in waiting:
        if isinstance(one, Route):
            found.append(one)
        inner = getattr(one, "original_router", None)
        waiting += inner.routes if inner is not None else ()
    return found

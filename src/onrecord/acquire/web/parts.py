"""A page's pictures and styles, fetched with it."""

import hashlib
from dataclasses import dataclass, field, replace

from onrecord.acquire.web.addresses import target
from onrecord.acquire.web.asking import Asking
from onrecord.acquire.web.markup import Named, parts_of
from onrecord.acquire.web.missed import Missed
from onrecord.acquire.web.wire import Exchange
from onrecord.kit import apart
from onrecord.model import Part

_MOST_FAULTS = 20
_DEADLINES = 5.0  # a page's parts may take so many times what one request may


@dataclass
class Parts:
    """
    What came with a page.

    Attributes:
        parts: What came.
        bodies: Their bytes.
        faults: In words, what did not come, and why.
    """

    parts: list[Part] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def fetched(page: Exchange, asking: Asking) -> Parts:
    """Return the parts of a page; one that does not come is a fault, and the rest goes on."""
    found = Parts()
    manners = asking.manners
    if manners.most_parts == 0:
        return found
    try:
        named = parts_of(page.body, charset(page))
    except apart.TooHard as fault:
        found.faults.append(f"The page's parts were not fetched: {fault}.")
        return found
    page = _based(page, named.base)
    _fetch(named.parts, page, asking, found)
    if len(found.faults) > _MOST_FAULTS:
        more = len(found.faults) - _MOST_FAULTS
        found.faults[_MOST_FAULTS:] = [f"{more:,} more parts did not come."]
    return found


def charset(page: Exchange) -> str | None:
    """Return in what encoding the server says that a page is written; None if it does not."""
    for word in (page.header("content-type") or "").split(";")[1:]:
        name, _, value = word.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None


def _based(page: Exchange, base: str | None) -> Exchange:
    """Return the page with the address that its own addresses start from."""
    if base is None:
        return page
    try:
        return replace(page, url=target(base, base=page.url).url)
    except Missed:
        return page


def _fetch(named: tuple[Named, ...], page: Exchange, asking: Asking, found: Parts) -> None:
    manners = asking.manners
    if len(named) > manners.most_parts:
        found.faults.append(
            f"The page names {len(named):,} parts; the first {manners.most_parts:,} were fetched."
        )
    left = manners.most_bytes
    until = asking.clock() + _DEADLINES * manners.deadline
    for one in named[: manners.most_parts]:
        if asking.clock() > until:
            found.faults.append("The page's other parts were not fetched: it took too long.")
            return
        try:
            answer = asking.page(one.url, part_of=page, most=left).last
        except Missed as missed:
            found.faults.append(f"{one.url:.200}: {missed.message}")
            continue
        left = max(left - len(answer.body), 0)
        kind = (answer.header("content-type") or "").partition(";")[0].strip().lower()
        found.parts.append(
            Part(
                url=answer.url,
                sha256=hashlib.sha256(answer.body).hexdigest(),
                media_type=kind or "application/octet-stream",
                caption=one.caption,
            )
        )
        found.bodies.append(answer.body)

"""Who has it from whom: origins, the documents that carry what they say, and those that repeat."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model import Claim, Document, How, Incident
from onrecord.workflow.desk.incident.order import Order, order
from onrecord.workflow.desk.view import View

_MOST_DOCUMENTS = 40
_MOST_HOWS = 2  # kinds of step written beside a document
_MOST_DEPTH = 2  # columns of documents that repeat a document
_ROW, _EDGE = 46, 14
_ORIGIN_WIDTH, _DOCUMENT_WIDTH, _BETWEEN = 250, 290, 210


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """
    An origin or a document on the drawing.

    Attributes:
        letter: Of an origin; empty for a document.
        words: The origin's name, or the document's publisher or title.
        day: Of publication.
        claims: How many of the incident's claims it stands for.
        number: The number of its first claim: where the page shows it.
    """

    key: str
    letter: str
    words: str
    document: Document | None
    day: date | None
    claims: int
    number: int
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """
    A way from an origin or a document to one that has it from there.

    Attributes:
        hows: The kinds of step, the most frequent first, with how many claims took it.
        through: Who stands between, where somebody does.
        path: In the drawing's own terms.
        is_copy: Whether nothing but repeating leads here.
    """

    source: str
    target: str
    hows: tuple[tuple[How, int], ...]
    through: tuple[str, ...]
    path: str
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """How a document came by what it says, written where the lines to it end."""

    hows: tuple[How, ...]
    through: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """All that the drawing needs; `more` documents are left out of it."""

    width: float
    height: float
    origins: tuple[Node, ...]
    documents: tuple[Node, ...]
    edges: tuple[Edge, ...]
    labels: tuple[Label, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    source: str
    target: str
    how: How
    through: tuple[str, ...]


_AGAIN = {How.COPIED, How.QUOTED, How.TRANSLATED, How.CREDITED, How.ECHOED, How.REVISED}


def graph(view: View, incident: Incident) -> Graph:
    """Return how the claims of an incident came to be told, from who first said it."""
    return view.index.once(("links", incident.id), lambda: _graph(view, incident))


def _graph(view: View, incident: Incident) -> Graph:
    known = order(view, incident)
    ways = list(_ways(view, known))
    parents = _parents(ways)
    names, depths = _rows(view, known, ways, parents)
    drawn = names[:_MOST_DOCUMENTS]
    rows = {name: at for at, name in enumerate(drawn)}
    documents = tuple(_document(view, known, n, rows[n], depths[n]) for n in drawn)
    origins = tuple(_origins(known, ways, rows))
    nodes = {node.key: node for node in (*origins, *documents)}
    deepest = max((depths[name] for name in drawn), default=0)
    last = max((node.y for node in nodes.values()), default=0.0)
    return Graph(
        width=_x(deepest) + _DOCUMENT_WIDTH + _EDGE,
        height=last + _ROW,
        origins=origins,
        documents=documents,
        edges=tuple(_edges(ways, nodes)),
        labels=tuple(_labels(ways, documents)),
        more=len(names) - len(drawn),
    )


def _ways(view: View, known: Order) -> Iterator[_Way]:
    """Yield for each claim the step that leads to its document from elsewhere."""
    claims = view.record.claims
    for group in known.groups:
        for place in group.places:
            own = claims[place.claim_id].document
            trace = place.trace
            told = claims.get(trace.to) if trace and trace.to else None
            if told is not None and told.document == own:
                continue  # said twice in one document: no way from elsewhere
            source = told.document if told is not None else _key(group.letter)
            how = trace.how if trace else How.OWN
            yield _Way(source=source, target=own, how=how, through=trace.through if trace else ())


def _key(letter: str) -> str:
    return f"origin {letter}"


def _parents(ways: Sequence[_Way]) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for way in ways:
        found[way.target][way.source] += 1
    return found


def _rows(
    view: View, known: Order, ways: Sequence[_Way], parents: Mapping[str, Counter[str]]
) -> tuple[list[str], Mapping[str, int]]:
    """Return the documents from top to bottom, and how many steps of repeating each is deep."""
    rank = {_key(group.letter): at for at, group in enumerate(known.groups)}
    direct = {way.target for way in ways if way.source in rank}
    below: dict[str, list[str]] = defaultdict(list)
    first: list[tuple[int, date, str]] = []
    for name in {claim.document: None for claim in _claims(view, known)}:
        day = _day(view, name)
        if name in direct or not parents.get(name):
            ranks = [rank[source] for source in parents.get(name, ()) if source in rank]
            first.append((min(ranks, default=len(rank)), day, name))
        else:
            below[parents[name].most_common(1)[0][0]].append(name)
    names: dict[str, int] = {}
    for _, _, name in sorted(first):
        _walk(name, 0, below, names, view)
    for name in sorted(name for some in below.values() for name in some):
        names.setdefault(name, 1)  # what it repeats is told of another incident
    return list(names), names


def _walk(
    name: str, depth: int, below: Mapping[str, list[str]], names: dict[str, int], view: View
) -> None:
    waiting = [(name, depth)]
    while waiting:
        one, deep = waiting.pop()
        if one in names:
            continue
        names[one] = min(deep, _MOST_DEPTH)
        later = sorted(below.get(one, ()), key=lambda n: (_day(view, n), n), reverse=True)
        waiting += [(n, deep + 1) for n in later]


def _claims(view: View, known: Order) -> Iterator[Claim]:
    for group in known.groups:
        for place in group.places:
            yield view.record.claims[place.claim_id]


def _day(view: View, name: str) -> date:
    document = view.record.documents.get(name)
    return (document.published if document else None) or date.max


def _x(depth: int) -> float:
    return _EDGE + _ORIGIN_WIDTH + _BETWEEN + depth * (_DOCUMENT_WIDTH / 3)


def _document(view: View, known: Order, name: str, row: int, depth: int) -> Node:
    document = view.record.documents.get(name)
    numbers = [known.numbers[c] for c in view.index.claims_in.get(name, ()) if c in known.numbers]
    words = (document.publisher or document.title if document else None) or name
    return Node(
        key=name, letter="", words=words, document=document,
        day=document.published if document else None,
        claims=len(numbers), number=min(numbers, default=1),
        x=_x(depth), y=row * _ROW + _EDGE, width=_DOCUMENT_WIDTH,
    )  # fmt: skip


def _origins(known: Order, ways: Sequence[_Way], rows: Mapping[str, int]) -> Iterator[Node]:
    """Yield the origins that lead to a document on the drawing, from A down beside them."""
    leading = {way.source for way in ways if way.target in rows}
    groups = [group for group in known.groups if _key(group.letter) in leading]
    apart = max(1.0, len(rows) / max(1, len(groups))) * _ROW
    for at, group in enumerate(groups):
        yield Node(
            key=_key(group.letter),
            letter=group.letter,
            words=group.origin.name if group.origin else "",
            document=None,
            day=None,
            claims=len(group.places),
            number=group.places[0].number,
            x=_EDGE,
            y=round(_EDGE + (at + 0.5) * apart - _ROW / 2, 1),
            width=_ORIGIN_WIDTH,
        )


def _edges(ways: Sequence[_Way], nodes: Mapping[str, Node]) -> Iterator[Edge]:
    found: dict[tuple[str, str], list[_Way]] = defaultdict(list)
    for way in ways:
        if way.source in nodes and way.target in nodes:
            found[(way.source, way.target)].append(way)
    for (source, target), some in found.items():
        start, end = nodes[source], nodes[target]
        hows = Counter(way.how for way in some).most_common()
        yield Edge(
            source=source,
            target=target,
            hows=tuple(hows),
            through=tuple(dict.fromkeys(name for way in some for name in way.through)),
            path=_path(start, end),
            is_copy=all(how in _AGAIN for how, _ in hows),
        )


def _labels(ways: Sequence[_Way], documents: Sequence[Node]) -> Iterator[Label]:
    for node in documents:
        mine = [way for way in ways if way.target == node.key]
        hows = Counter(way.how for way in mine).most_common(_MOST_HOWS)
        yield Label(
            hows=tuple(how for how, _ in hows),
            through=tuple(dict.fromkeys(name for way in mine for name in way.through)),
            x=node.x - 8,
            y=node.y + _MIDDLE - 4,
        )


_MIDDLE = 17  # from the top of a node to its middle


def _path(start: Node, end: Node) -> str:
    """Return a line from one node to another; between documents it goes down their side."""
    y = end.y + _MIDDLE
    if start.document is None:
        x, from_y = start.x + start.width, start.y + _MIDDLE
        bend = round((end.x - x) / 2, 1)
        return f"M{x:g} {from_y:g}C{x + bend:g} {from_y:g} {end.x - bend:g} {y:g} {end.x:g} {y:g}"
    x = start.x + 12
    if end.x > x + 8:
        return f"M{x:g} {start.y + 2 * _MIDDLE:g}V{y:g}H{end.x:g}"
    far = min(start.x, end.x) - 26
    from_y = start.y + _MIDDLE
    return f"M{start.x:g} {from_y:g}C{far:g} {from_y:g} {far:g} {y:g} {end.x:g} {y:g}"

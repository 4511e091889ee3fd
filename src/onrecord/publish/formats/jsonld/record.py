"""The nodes of a whole record: who keeps it, its rulebooks, its documents and their bytes."""

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.kit.ids import content_id
from onrecord.model.public import Public, PublicDocument, PublicRulebook
from onrecord.publish.formats.jsonld.vocabulary import PROGRAM, node, rule, thing

Node = dict[str, Any]


def publication(public: Public) -> Iterator[Node]:
    """Yield what the record is, who keeps it, and the program that worked its figures out."""
    allowed = public.allowed
    yield node(
        id=own_name(public),
        type=["Publication", "Dataset", "Entity"],
        title=allowed.title or public.name,
        description=allowed.about,
        rights=allowed.licence,
        contact=allowed.contact,
        landingPage=address(allowed.address),
        wasAttributedTo=_publisher_id(allowed.keeper) if allowed.keeper else None,
        wasGeneratedBy={
            "id": thing("reckoning"),
            "type": ["Reckoning", "Activity"],
            "wasAssociatedWith": PROGRAM,
        },
    )
    yield {"id": PROGRAM, "type": "SoftwareAgent", "title": public.program}


def own_name(public: Public) -> str:
    """Return the name of the publication."""
    return thing(content_id("rec", public.name))


def publishers(public: Public) -> Iterator[Node]:
    """Yield who keeps the record, and who published its documents."""
    names = [public.allowed.keeper, *(one.publisher for one in public.documents.values())]
    for name in dict.fromkeys(name for name in names if name):
        yield {"id": _publisher_id(name), "type": ["Organization", "Agent"], "title": name}


def _publisher_id(name: str) -> str:
    return thing("publisher", content_id("pbl", name))


def rulebooks(public: Public) -> Iterator[Node]:
    """Yield each rulebook, and each of its rules with where it stands."""
    for book in public.rulebooks:
        yield _rulebook(book)
        for told in book.rules:
            yield node(
                id=rule(told.rule.id),
                type=["Rule", "Plan", "Entity"],
                description=told.rule.says,
                citation=told.rule.source,
                applied=told.applied,
                but=told.but,
            )


def _rulebook(book: PublicRulebook) -> Node:
    return node(
        id=thing("rulebook", book.name),
        type=["Rulebook", "Plan", "Entity"],
        title=book.name,
        version=book.version,
        citation=book.codebook,
        seen=book.seen,
        hasRule=[rule(told.rule.id) for told in book.rules],
    )


def documents(public: Public) -> Iterator[Node]:
    """Yield each document, and once the bytes that some of them have in common."""
    by_bytes: dict[str, list[PublicDocument]] = {}
    for one in public.documents.values():
        yield node(
            id=thing(one.id),
            type=["Document", "Entity"],
            title=str(one.title) if one.title else None,
            authorName=one.author,
            publisher=_publisher_id(one.publisher) if one.publisher else None,
            wasAttributedTo=_publisher_id(one.publisher) if one.publisher else None,
            issued=one.published and one.published.isoformat(),
            language=one.language,
            url=address(one.url),
            withheld=[str(kind) for kind in one.withheld],
        )
        if snapshot := snapshot_id(one):
            by_bytes.setdefault(snapshot, []).append(one)
    for snapshot, of in by_bytes.items():
        first = of[0]
        yield node(
            id=snapshot,
            type=["Snapshot", "Entity"],
            sha256=first.sha256,
            format=first.media_type,
            generatedAtTime=first.taken_at and first.taken_at.isoformat(),
            specializationOf=[thing(one.id) for one in of],
        )


def snapshot_id(one: PublicDocument) -> str | None:
    """Return the name of the bytes of a document; None where the record has only claims of it."""
    if one.snapshot_id:
        return thing(one.snapshot_id)
    return thing("sha256", one.sha256) if one.sha256 else None


def rules(public: Public) -> dict[str, str]:
    """Return the name of each rulebook and of each rule, by its id."""
    books = {book.name: thing("rulebook", book.name) for book in public.rulebooks}
    return books | {told: rule(told) for told in public.rules}


def anchors(documents_of: Mapping[str, PublicDocument]) -> dict[str, str]:
    """Return for each document what its words are quoted from: its bytes, or itself."""
    return {one.id: snapshot_id(one) or thing(one.id) for one in documents_of.values()}


def address(told: str | None) -> str | None:
    """Return an address on the web as an IRI; what is none, or could break one, is left out."""
    if not told or not told.startswith(("http://", "https://")):
        return None
    return "".join(_escaped(letter) for letter in told)


def _escaped(letter: str) -> str:
    if letter <= " " or letter in '<>"{}|\\^`' or "\x7f" <= letter <= "\xa0":
        return "".join(f"%{byte:02X}" for byte in letter.encode())
    return letter

"""
A record as linked data: JSON-LD 1.1 with PROV-O and W3C Web Annotation.

From every figure one can walk to the bytes: a figure was derived from claims, each claim is an
annotation of a passage and was derived from a snapshot, a snapshot has its SHA-256 and the time
at which it was taken and is what was kept of a document. Rulings have their rulebook as a plan.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from onrecord.model.public import Public
from onrecord.publish.formats.jsonld import record
from onrecord.publish.formats.jsonld.claims import reader
from onrecord.publish.formats.jsonld.incidents import Known, incident, sources
from onrecord.publish.formats.jsonld.rulings import Cells
from onrecord.publish.formats.jsonld.vocabulary import context, own_words, thing
from onrecord.publish.formats.letters import encoded

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write(public: Public, out: BinaryIO) -> None:
    """
    Write a record as one JSON-LD document, a node a line, incidents one by one as they come.

    The context stands in the file, so that nothing has to be fetched to read it.
    """
    out.write(encoded(f'{{"@context":{_JSON.encode(context())},"@graph":['))
    between = "\n"
    for made in _nodes(public):
        out.write(encoded(between + _JSON.encode(made)))
        between = ",\n"
    out.write(b"\n]}\n")


def _nodes(public: Public) -> Iterator[dict[str, Any]]:
    yield from own_words()
    yield from record.publication(public)
    yield from record.publishers(public)
    yield from record.rulebooks(public)
    yield from record.documents(public)
    yield from _incidents(public)


def _incidents(public: Public) -> Iterator[dict[str, Any]]:
    """Yield each incident, before it what it names that no incident before it named."""
    rules = record.rules(public)
    known = Known(
        publication=record.own_name(public),
        anchors=record.anchors(public.documents),
        rules=rules,
        cells=Cells(rules),
    )
    named: set[str] = set()
    there: set[str] = set()
    for one in public.incidents:
        there.add(one.id)
        for source_id, made in sources(one):
            if source_id not in named:
                named.add(source_id)
                yield made
        for name in dict.fromkeys(told.engine for told in one.claims if told.engine):
            if reader(name) not in named:
                named.add(reader(name))
                yield {"id": reader(name), "type": "SoftwareAgent", "title": name}
        yield incident(one, known)
    yield from _retired(public.retired, there)


def _retired(
    retired: Iterable[tuple[str, tuple[str, ...]]], there: set[str]
) -> Iterator[dict[str, Any]]:
    for one, followed_by in retired:
        yield {
            "id": thing(one),
            "type": "RetiredIncident",
            "followedBy": [thing(other) for other in followed_by if other in there],
        }

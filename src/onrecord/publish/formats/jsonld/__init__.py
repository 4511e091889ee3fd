"""
A record as linked data: JSON-LD 1.1 with PROV-O and W3C Web Annotation.

From every figure one can walk to the bytes: a figure was derived from claims, each claim is an
annotation of a passage and was derived from a snapshot, a snapshot has its SHA-256 and the time
at which it was taken and is what was kept of a document. Rulings have their rulebook as a plan.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Any, BinaryIO

from onrecord.model.public import Public, PublicIncident
from onrecord.publish.formats.jsonld import record
from onrecord.publish.formats.jsonld.claims import reader
from onrecord.publish.formats.jsonld.incidents import Known, incident, sources
from onrecord.publish.formats.jsonld.rulings import Cells
from onrecord.publish.formats.jsonld.vocabulary import context, own_words, thing
from onrecord.publish.formats.letters import encoded
from onrecord.publish.formats.walking import Take, Walk

Node = dict[str, Any]
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@contextmanager
def opened(walk: Walk, out: BinaryIO) -> Iterator[Take]:
    """
    Write a record as one JSON-LD document, a node a line, incidents one by one as they come.

    The context stands in the file, so that nothing has to be fetched to read it.
    """
    public = walk.public
    between = chain(["\n"], repeat(",\n"))
    write = out.write  # all that streams have to do

    def put(nodes: Iterable[Node]) -> None:
        for made in nodes:
            write(encoded(next(between) + _JSON.encode(made)))

    out.write(encoded(f'{{"@context":{_JSON.encode(context())},"@graph":['))
    put(_of_record(public))
    incidents = _Incidents(public)

    def take(one: PublicIncident) -> bool:
        put(incidents.nodes(one))
        return True

    yield take
    put(_retired(public.retired, incidents.there))
    out.write(b"\n]}\n")


def _of_record(public: Public) -> Iterator[Node]:
    yield from own_words()
    yield from record.publication(public)
    yield from record.publishers(public)
    yield from record.rulebooks(public)
    yield from record.documents(public)


class _Incidents:
    """Tells of incidents, before each what it names that no incident before it named."""

    def __init__(self, public: Public) -> None:
        rules = record.rules(public)
        self._known = Known(
            publication=record.own_name(public),
            anchors=record.anchors(public.documents),
            rules=rules,
            cells=Cells(rules),
        )
        self._named: set[str] = set()
        self.there: set[str] = set()

    def nodes(self, one: PublicIncident) -> Iterator[Node]:
        named = self._named
        self.there.add(one.id)
        for source_id, made in sources(one):
            if source_id not in named:
                named.add(source_id)
                yield made
        for name in dict.fromkeys(told.engine for told in one.claims if told.engine):
            if reader(name) not in named:
                named.add(reader(name))
                yield {"id": reader(name), "type": "SoftwareAgent", "title": name}
        yield incident(one, self._known)


def _retired(retired: Iterable[tuple[str, tuple[str, ...]]], there: set[str]) -> Iterator[Node]:
    for one, followed_by in retired:
        yield {
            "id": thing(one),
            "type": "RetiredIncident",
            "followedBy": [thing(other) for other in followed_by if other in there],
        }

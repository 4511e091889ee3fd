"""
Writes the invented record of `report.py` into a database, with the program's own store.

    .venv/bin/python benchmarks/release_record.py FOLDER [INCIDENTS [DOCUMENTS [CLAIMS]]]

A person accepted every claim, as the program asks before anything is public. What it takes
does not matter; the record is there for `release.py` to load.
"""

# ruff: noqa: INP001, T201 - made to be run by hand

import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import report as invented_record

from onrecord import review, store
from onrecord.model import Choice, Claim, Decision, GivenId, Grouping, Record

AT = datetime(2031, 5, 1, tzinfo=UTC)
_DOCUMENTS = 2_000  # of one transaction
_SETTINGS = """
[publish]
contact = "desk@record.example"

[people]
name = "Amal Haddad"
"""


def main() -> None:
    """Make a record of the size that is asked for."""
    given = [int(word) for word in sys.argv[2:5]]
    incidents, documents, claims = [*given, *(50_000, 50_000, 150_000)[len(given) :]]
    write(Path(sys.argv[1]), invented_record.invented(incidents, documents, claims))
    print(f"{sys.argv[1]}: {incidents:,} incidents, {documents:,} documents, {claims:,} claims")


def write(folder: Path, record: Record) -> None:
    """Write a record into a new folder."""
    folder.mkdir(parents=True)
    (folder / "onrecord.toml").write_text(_SETTINGS)
    with store.open_record(folder, create=True, clock=lambda: AT) as kept:
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in record.claims.values():
            claims[claim.document].append(claim)
        names = list(record.documents)
        for first in range(0, len(names), _DOCUMENTS):
            with kept.together():
                for name in names[first : first + _DOCUMENTS]:
                    _read(kept, record, name, claims[name])
        kept.save_decisions(map(_accepted, record.claims.values()))
    with store.open_record(folder, clock=lambda: AT) as kept:
        told = review.decided(kept.load())
        kept.save_derived(_derived(record, review.shape(told)))


def _read(kept: store.RecordStore, record: Record, name: str, claims: list[Claim]) -> None:
    kept.save_reading(
        record.documents[name],
        record.snapshots[name],
        record.text_of(name),
        claims,
        by="invented 1",
    )


def _accepted(claim: Claim) -> Decision:
    return Decision(choice=Choice.ACCEPT, by="Amal Haddad", at=AT, claims=(claim.id,), claim=claim)


def _derived(record: Record, worked_from: str) -> store.Derived:
    given = tuple(GivenId(id=one.id, claim_ids=one.claim_ids) for one in record.incidents)
    return store.Derived(
        places=record.places.values(),
        grouping=Grouping(incidents=record.incidents, asides=record.asides, given=given),
        origins=record.origins,
        figures=record.figures,
        problems=record.problems,
        worked_from=worked_from,
    )


if __name__ == "__main__":
    main()

"""Persons whom reports name as harmed, as rows of a list, each with the claim that tells it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onrecord.kit.ids import content_id
from onrecord.model import Claim, Entry, Issue, NameList


class NamedPerson(NamedTuple):
    """
    A person whom a report names.

    Attributes:
        claim: What tells of the harm; its passage holds the words, or introduces the list.
        name: As written.
        age: In whole years; None if not told.
    """

    claim: Claim
    name: str
    age: int | None = None


def named_in_reports(
    named: Iterable[NamedPerson], *, name_list: NameList, issues: Mapping[str, Issue]
) -> tuple[Entry, ...]:
    """
    Return persons named in reports as entries of a list of their own.

    Each report is an issue, and its rows are its persons in their order. Two reports that name
    one person give two entries, as two lists do: linkage finds that, so the list does not hold
    each person once. An id is made from the claim and the name, so working out the record
    anew changes none.

    Args:
        named: The persons, in the order of their reports.
        name_list: What the list of them is called.
        issues: By the name of a report, what it is as an issue of the list.
    """
    rows: Counter[str] = Counter()
    found: list[Entry] = []
    for held in named:
        claim = held.claim
        rows[claim.document] += 1
        found.append(
            Entry(
                list=name_list.id,
                person=content_id("prs", name_list.id, claim.id, held.name),
                issue=issues[claim.document].id,
                row=rows[claim.document],
                name=held.name,
                age=held.age,
                when=claim.when,
                place=claim.places[0].name if claim.places else None,
                outcome=claim.outcome,
                cause=claim.weapon,
                said_by="; ".join(mention.name for mention in claim.sources) or None,
                claim=claim.id,
            )
        )
    return tuple(found)

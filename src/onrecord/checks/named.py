"""Who is named as harmed in the reports of a record, each with the claim that tells of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.checks.indexed import Indexed
from onrecord.checks.name_lists import behind_a_mark, counted_in
from onrecord.checks.persons import Person, listed_in, person
from onrecord.kit.folding import fold
from onrecord.model import Claim, Measure, Record


class Named(NamedTuple):
    """
    A person named as harmed.

    Attributes:
        claim: What tells of the harm: of this person alone, or of all that a list names.
        person: The name as written, with an age where the words tell one.
    """

    claim: Claim
    person: Person


def named(record: Record) -> Iterator[Named]:
    """
    Return every person whom a report names as harmed, once for each report.

    Named are those whom a claim's own words for its victims name; and the names of a list that
    a text gives behind a number of people of one outcome ("They are: A, B and C"). Where it
    is not plain what befell those listed, nobody is taken.

    Args:
        record: Whose claims and texts are looked through. Claims that a person rejected and
            what a report denies are left out.
    """
    told = Indexed(record)
    for document, claims in told.by_document.items():
        held = [c for c in claims if c.measure is Measure.PEOPLE and c.decision != "rejected"]
        seen: set[str] = set()
        for found in (*_by_claims(held), *_by_lists(told, document, held)):
            if found.person.key not in seen:
                seen.add(found.person.key)
                yield found


def _by_claims(claims: Sequence[Claim]) -> Iterator[Named]:
    for claim in claims:
        words = claim.victims or ""
        one = person(words) if claim.count.low == claim.count.high == 1 else None
        listed = (one,) if one else listed_in(words) or behind_a_mark(claim.passage.exact)
        if one or (claim.count.high is not None and len(listed) <= claim.count.high):
            yield from (Named(claim, who) for who in listed)


def _by_lists(told: Indexed, document: str, claims: Sequence[Claim]) -> Iterator[Named]:
    text = told.record.text_of(document)
    if text is None:
        return
    places = {fold(place.name) for claim in claims for place in claim.places}
    for listed in told.name_lists(document):
        of = counted_in(listed, claims, text.content)
        if len({claim.outcome for claim in of}) == 1:
            nearest = max(of, key=lambda claim: claim.passage.start)
            yield from (Named(nearest, who) for who in listed.persons if who.key not in places)

"""Grouping by law: a partition, whatever comes in and in whatever order."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import group, testing
from onrecord.model import (
    Candidate,
    Claim,
    Count,
    Document,
    Measure,
    Mention,
    Outcome,
    Passage,
    Qualifier,
    Stance,
    Voice,
    When,
)

MAP = testing.world("""
    site Old Market < town Tal Amar < province Northern < country Ardania
    site Silos < town Tal Amar < province Northern < country Ardania
    town Dahyan < province Northern < country Ardania
    town Port Sela < province Coastal < country Ardania
    area the coast < country Ardania
    country Belmora
""")
FIRST = date(2018, 8, 1)
SHELF = {
    "a.txt": Document(name="a.txt", published=date(2018, 8, 9)),
    "b.txt": Document(name="b.txt", published=date(2018, 8, 10)),
    "c.txt": Document(name="c.txt"),
}


def _mention(place_id):
    name = place_id.removeprefix("place:")
    return Mention(name=name, candidates=(Candidate(id=place_id, score=1.0, why="drawn"),))


spans = st.builds(
    lambda start, length: When(
        earliest=FIRST + timedelta(days=start), latest=FIRST + timedelta(days=start + length)
    ),
    st.integers(0, 4),
    st.sampled_from([0, 0, 0, 1, 4, 30, 400]),
)
counts = st.one_of(
    st.builds(lambda n: Count(low=n, high=n, qualifier=Qualifier.EXACT), st.integers(0, 40)),
    st.builds(lambda n: Count(low=n, qualifier=Qualifier.AT_LEAST), st.integers(1, 40)),
    st.just(Count(low=24, qualifier=Qualifier.VAGUE)),
    st.just(Count()),
)
drawn = st.fixed_dictionaries(
    {
        "document": st.sampled_from(sorted(SHELF)),
        "start": st.integers(0, 900),
        "measure": st.sampled_from([Measure.PEOPLE] * 5 + [Measure.STRIKES, Measure.SHARE]),
        "outcome": st.sampled_from(
            [Outcome.KILLED, Outcome.KILLED, Outcome.INJURED, Outcome.DISPLACED, Outcome.ATTACKED]
        ),
        "count": counts,
        "place": st.none() | st.sampled_from(sorted(MAP.places)),
        "when": st.none() | spans,
        "by": st.sampled_from([(), ("army",), ("rebels",)]),
        "stance": st.sampled_from([Stance.ASSERTED] * 6 + [Stance.DENIED, Stance.HYPOTHETICAL]),
        "voice": st.sampled_from([Voice.BODY] * 6 + [Voice.COMMENT]),
        "links": st.tuples(st.integers(0, 30), st.sampled_from(["", "", "same_as", "part_of"])),
    }
)


def _claims(rows):
    claims = []
    for row in rows:
        claim = Claim(
            document=row["document"],
            passage=Passage(
                snapshot_id=None, start=row["start"], end=row["start"] + 4, exact="word"
            ),
            measure=row["measure"],
            outcome=row["outcome"],
            count=row["count"],
            places=(_mention(row["place"]),) if row["place"] else (),
            when=row["when"],
            perpetrators=tuple(
                Mention(name=name, candidates=(Candidate(id=name, score=1.0, why="drawn"),))
                for name in row["by"]
            ),
            stance=row["stance"],
            voice=row["voice"],
        )
        back, link = row["links"]
        if link and claims:
            claim = claim.with_(**{link: claims[back % len(claims)].id})
        claims.append(claim)
    return list({claim.id: claim for claim in claims}.values())


tables = st.lists(drawn, max_size=14).map(_claims)


@given(tables)
@settings(max_examples=300)
def test_every_claim_comes_out_exactly_once(claims):
    found = group.incidents(claims, SHELF, MAP.place)
    out = [name for one in found.incidents for name in one.claim_ids]
    out += [aside.claim_id for aside in found.asides]
    assert sorted(out) == sorted(claim.id for claim in claims)


@given(tables, st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_the_order_of_the_claims_does_not_matter(claims, random):
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert group.incidents(shuffled, SHELF, MAP.place) == group.incidents(claims, SHELF, MAP.place)


@given(tables)
@settings(max_examples=200)
def test_claims_told_twice_change_nothing(claims):
    once = group.incidents(claims, SHELF, MAP.place)
    assert group.incidents([*claims, *claims], SHELF, MAP.place) == once


@given(tables)
@settings(max_examples=200)
def test_every_incident_says_why_for_each_member_after_the_first(claims):
    for incident in group.incidents(claims, SHELF, MAP.place).incidents:
        assert [name for name, _ in incident.why] == list(incident.claim_ids[1:])


@given(tables)
@settings(max_examples=300)
def test_numbers_of_disjoint_days_meet_only_where_a_document_links_claims(claims):
    by_id = {claim.id: claim for claim in claims}
    if any(claim.same_as or claim.part_of for claim in claims):
        return
    for incident in group.incidents(claims, SHELF, MAP.place).incidents:
        harm = [
            by_id[name]
            for name in incident.claim_ids
            if by_id[name].outcome in {Outcome.KILLED, Outcome.INJURED}
            and by_id[name].measure is Measure.PEOPLE
            and by_id[name].count.is_known
            and by_id[name].when
        ]
        assert all(one.when.overlaps(other.when) for one in harm for other in harm)

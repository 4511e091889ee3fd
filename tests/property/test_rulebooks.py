"""What holds for any numbers and any claims under the rulebooks."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord import reconcile, testing
from onrecord.model import Incident
from onrecord.reconcile import rulebooks
from onrecord.reconcile.rulebooks import splitting

COUNTS = ["0", "7", "12", "7+", ">7", "~40", "5-9", "<=9", "<9", "dozens", "hundreds", "-"]
SLOTS = ["", "civilian", "of soldiers | combatant", "of children | civilian", "mixed", "cumulative",
         "estimated", "denied", "with air strike", "by the army", "by rebels; the army"]  # fmt: skip
VOICES = ["", "according to SNHR", "according to Amal Watch", "according to the army"]


@given(total=st.integers(0, 5000), parts=st.integers(1, 60))
def test_a_split_loses_nobody_and_is_even(total, parts):
    shares = splitting.evenly(total, parts)
    assert sum(shares) == total
    assert len(shares) == parts
    assert max(shares) - min(shares) <= 1
    assert list(shares) == sorted(shares, reverse=True)


ROWS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["killed", "injured", "casualties", "abducted"]),
        st.sampled_from(COUNTS),
        st.sampled_from(SLOTS),
        st.sampled_from(VOICES),
    ),
    max_size=6,
)


@given(rows=ROWS)
def test_any_claims_give_a_whole_ruling(rows):
    table = "\n".join(
        f'{doc}.txt | "words {n}" | {outcome} | {count} | 2018-08-09 | {slots} | {voice}'
        for n, (doc, outcome, count, slots, voice) in enumerate(rows)
    )
    claims = {claim.id: claim for claim in testing.claims(table)}
    incident = Incident(
        id="inc_any", claim_ids=tuple(claims), when=None, place_ids=(), place_names=(),
        perpetrators=(),
    )  # fmt: skip
    voices = reconcile.by_claim(reconcile.origins(tuple(claims.values()), {}, {}, lambda _: None))
    evidence = rulebooks.Evidence(incident=incident, claims=claims, voices=voices)
    for name in rulebooks.RULEBOOKS:
        ruling = rulebooks.ruling(name, evidence)
        weighed = [one.claim_id for one in (*ruling.used, *ruling.set_aside)]
        assert sorted(weighed) == sorted(claims)
        if name == "ucdp-ged":
            _best_is_the_sum(ruling)


def _best_is_the_sum(ruling):
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    parts = [ruling.value(name) for name in names]
    if ruling.value("best") is None:
        of_sides = [0, 0] if ruling.value("type_of_violence") == 3 else [None, None]
        assert parts == [*of_sides, None, None]
    elif None not in parts:
        assert sum(parts) == ruling.value("best")
        assert min(parts) >= 0
    else:
        assert parts == [None] * 4

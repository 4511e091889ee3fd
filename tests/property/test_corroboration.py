"""What holds for the corroboration of any claims."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord import reconcile, testing
from onrecord.model import Document, Incident, Record
from onrecord.reconcile.corroboration import corroboration
from onrecord.reconcile.rulebooks import Evidence

COUNTS = ["0", "7", "12", "7+", ">7", "~40", "5-9", "<=9", "dozens", "-"]
SLOTS = ["", "civilian", "of soldiers | combatant", "of children", "cumulative", "estimated"]
VOICES = ["", "according to SNHR", "according to the army", "according to residents",
          "according to Amal Watch < residents"]  # fmt: skip
ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(["killed", "killed", "injured", "casualties", "abducted"]),
        st.sampled_from(COUNTS),
        st.sampled_from(SLOTS),
        st.sampled_from(VOICES),
    ),
    max_size=8,
)
DOCUMENTS = {
    f"{name}.txt": Document(name=f"{name}.txt", publisher=name, published=day)
    for name, day in zip(
        "abcd", [date(2018, 8, 10), date(2018, 8, 11), date(2018, 8, 12), None], strict=True
    )
}


def _corroboration(rows, rejected=frozenset()):
    table = "\n".join(
        f'{doc}.txt | "words {n}" | {outcome} | {count} | 2018-08-09 | {slots} | {voice}'
        for n, (doc, outcome, count, slots, voice) in enumerate(rows)
    )
    told = testing.claims(table)
    claims = {c.id: c.with_(decision="rejected") if n in rejected else c
              for n, c in enumerate(told)}  # fmt: skip
    incident = Incident(
        id="inc_any", claim_ids=tuple(claims), when=None, place_ids=(), place_names=(),
        perpetrators=(),
    )  # fmt: skip
    origins = reconcile.origins(tuple(claims.values()), DOCUMENTS, {}, lambda _: None)
    voices = reconcile.by_claim(origins)
    made = reconcile.figures(incident, claims, voices, DOCUMENTS)
    record = Record(
        documents=DOCUMENTS, claims=claims, incidents=(incident,), origins=origins,
        figures={incident.id: made},
    )  # fmt: skip
    evidence = Evidence(incident=incident, claims=claims, voices=voices, documents=DOCUMENTS)
    tolls = reconcile.timing(claims.values(), voices, DOCUMENTS)
    return incident, made, corroboration(record, evidence, tolls)


@given(rows=ROWS, rejected=st.sets(st.integers(0, 7)))
def test_every_claim_stands_there_once_as_said_passed_on_or_not_counted(rows, rejected):
    incident, made, found = _corroboration(rows, rejected)
    said = [s for one in found.tellings for s, _ in one.said]
    again = [s for one in found.tellings for way in one.passed_on for s in way.statements]
    out = [one.statement for one in found.not_counted]
    assert Counter(s.claim_id for s in (*said, *again, *out)) == Counter(incident.claim_ids)
    used = {claim for figure in made for claim in figure.used}
    assert used <= {s.claim_id for s in said}
    assert all(one.why for one in found.not_counted)


@given(rows=ROWS)
def test_leaving_out_an_origin_never_widens_the_range(rows):
    """
    Unless a claim comes in that did not count while that origin spoke, which is then named.

    An end that only that origin gave is open without it.
    """
    _, _, found = _corroboration(rows)
    for one in found.sensitivity.without:
        if one.comes_in:
            continue
        before, after = one.before, one.after
        if after.minimum is not None and before.minimum is not None:
            assert after.minimum >= before.minimum
        if after.maximum is not None and before.maximum is not None:
            assert after.maximum <= before.maximum


@given(rows=ROWS)
def test_each_end_of_a_figure_is_set_by_a_claim_that_it_rests_on(rows):
    _, made, found = _corroboration(rows)
    told = {(end.outcome, end.name): end for end in found.sensitivity.ends}
    for figure in made:
        for name, people in (("minimum", figure.minimum), ("maximum", figure.maximum)):
            if not figure.used:
                assert (figure.outcome, name) not in told
                continue
            end = told[figure.outcome, name]
            assert end.people == people
            assert {one.claim_id for one in end.by} <= set(figure.used)
            assert end.by

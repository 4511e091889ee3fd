"""What holds of origins whatever the reports say."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import reconcile
from onrecord.model import (
    Block,
    Candidate,
    Choice,
    Claim,
    Count,
    Decision,
    Document,
    Measure,
    Mention,
    Outcome,
    Passage,
    Text,
    Voice,
    When,
    trail,
)

PARAGRAPHS = [
    "Shells fell on the grain market of {place} shortly before noon while farmers were weighing "
    "their barley, and {n} people died before the ambulances could reach the square.",
    "The bridge had been closed since the floods of the spring, so that {n} people hurt by glass "
    "waited until the evening for a lorry that took them to the clinic across the river.",
    "“We pulled {n} bodies out of the flour and the youngest of them was six years old”, said a "
    "doctor who had come from the next valley on foot because no car was let through.",
    "In the hills of {place} masked men on motorcycles fired on worshippers who were leaving the "
    "evening prayer; a nurse counted {n} dead and the mayor did not answer his telephone.",
]
PEOPLE = ["people died", "people hurt", "bodies", "dead"]
HEADS = ["", "", "DAHYAN (Reuters) - ", "By our desk. ", "Translated from Arabic. "]
FEET = ["", "", " (AFP)", "\nWith reporting by AP.", "\nAll pages of this paper are printed here."]
SOURCES = [(), (), (), ("Amal Watch",), ("residents",), ("Reuters", "Amal Watch"), ("a doctor",)]
DAY = date(2018, 8, 10)


@st.composite
def reports(draw):
    """Documents, texts and claims that copy, revise, credit and quote one another."""
    documents, texts, claims = {}, {}, []
    for number in range(draw(st.integers(1, 5))):
        name = f"r{number}.txt"
        told = draw(
            st.lists(st.sampled_from(range(len(PARAGRAPHS))), min_size=1, max_size=3, unique=True)
        )
        numbers = [draw(st.sampled_from([7, 12])) for _ in told]
        place = draw(st.sampled_from(["Dahyan", "Marib"]))
        head, foot = draw(st.sampled_from(HEADS)), draw(st.sampled_from(FEET))
        content = (
            head
            + "\n".join(
                PARAGRAPHS[p].format(n=n, place=place) for p, n in zip(told, numbers, strict=True)
            )
            + foot
        )
        documents[name] = Document(
            name=name,
            publisher=draw(st.sampled_from([None, "The Courier", "Northern Post", "AFP"])),
            published=draw(
                st.none() | st.sampled_from([DAY + timedelta(days=n) for n in range(4)])
            ),
            language=draw(st.sampled_from(["en", "ar"])),
        )
        texts[name] = _text(content)
        made = []
        for paragraph, people in zip(told, numbers, strict=True):
            made.append(
                _claim(draw, name, content, f"{people} {PEOPLE[paragraph]}", people, place, made)
            )
        claims += made
    return documents, texts, claims


def _text(content):
    block = Block(start=0, end=len(content), voice=Voice.BODY, rule="test")
    return Text(snapshot_id="", content=content, blocks=(block,), language=None, reader="test")


def _claim(draw, name, content, words, people, place, earlier):
    start = content.index(words)
    slots = {}
    if earlier and draw(st.booleans()):
        slots[draw(st.sampled_from(["same_as", "part_of"]))] = draw(st.sampled_from(earlier)).id
    told = Candidate(id=f"place:{place}", score=1, why="its name")
    return Claim(
        document=name,
        passage=Passage(snapshot_id=None, start=start, end=start + len(words), exact=words),
        measure=Measure.PEOPLE,
        outcome=Outcome.INJURED if "hurt" in words else Outcome.KILLED,
        count=Count(low=people, high=people),
        sources=tuple(Mention(name=n) for n in draw(st.sampled_from(SOURCES))),
        places=(Mention(name=place, candidates=(told,)),),
        when=When(earliest=DAY, latest=DAY),
        **slots,
    )


def _printed_again(claims):
    """Return claims as a reader finds them in an exact copy: with the same links."""
    ids = {claim.id: claim.with_(document="z.txt").id for claim in claims}
    return [
        claim.with_(
            document="z.txt", same_as=ids.get(claim.same_as), part_of=ids.get(claim.part_of)
        )
        for claim in claims
    ]


def origins(documents, texts, claims, **more):
    return reconcile.origins(claims, documents, texts, lambda _: None, **more)


@given(reports(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_claims_documents_and_texts_changes_nothing(told, chance):
    documents, texts, claims = told
    names = list(documents)
    chance.shuffle(names)
    mixed = list(claims)
    chance.shuffle(mixed)
    again = origins({n: documents[n] for n in names}, {n: texts[n] for n in names}, mixed)
    assert again == origins(documents, texts, claims)


@given(reports())
@settings(max_examples=150, deadline=None)
def test_every_claim_has_exactly_one_origin_and_one_edge(told):
    documents, texts, claims = told
    found = origins(documents, texts, claims)
    behind = [claim for origin in found for claim in origin.claim_ids]
    assert sorted(behind) == sorted({claim.id for claim in claims})
    for origin in found:
        assert tuple(trace.claim_id for trace in origin.traces) == origin.claim_ids
        assert all(trace.why for trace in origin.traces)


@given(reports())
@settings(max_examples=150, deadline=None)
def test_every_way_ends_and_stays_with_its_origin(told):
    documents, texts, claims = told
    found = origins(documents, texts, claims)
    home = {claim: origin.id for origin in found for claim in origin.claim_ids}
    traces = {trace.claim_id: trace for origin in found for trace in origin.traces}
    for claim in claims:
        steps = trail(claim.id, traces)
        assert steps[-1].to is None, "the graph runs in a circle"
        assert {home[step.claim_id] for step in steps} == {home[claim.id]}


@given(reports(), st.data())
@settings(max_examples=200, deadline=None)
def test_a_later_exact_copy_never_adds_an_origin(told, data):
    documents, texts, claims = told
    name = data.draw(st.sampled_from(sorted(documents)))
    # An older printing would be news: it shows who had the words first.
    is_dated = all(document.published for document in documents.values())
    published = data.draw(st.none() | st.just(DAY + timedelta(days=9))) if is_dated else None
    copy = Document(
        name="z.txt",
        publisher="Daily Herald",
        published=published,
        language=documents[name].language,
    )
    printed = _printed_again([claim for claim in claims if claim.document == name])
    before = origins(documents, texts, claims)
    after = origins(
        {**documents, "z.txt": copy}, {**texts, "z.txt": texts[name]}, [*claims, *printed]
    )
    assert len(after) <= len(before)


@given(reports(), st.data())
@settings(max_examples=80, deadline=None)
def test_a_decision_wins_over_everything(told, data):
    documents, texts, claims = told
    claim = data.draw(st.sampled_from(claims))
    decision = Decision(
        choice=Choice.TRACE,
        by="Lina",
        at=datetime(2031, 1, 1, tzinfo=UTC),
        why="I asked",
        claims=(claim.id,),
        origin="The night shift",
    )
    found = origins(documents, texts, claims, decisions=[decision])
    (home,) = (origin for origin in found if claim.id in origin.claim_ids)
    assert home.name == "The night shift"

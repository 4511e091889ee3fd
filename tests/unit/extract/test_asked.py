"""What a language model proposes is taken only where the report's own words bear it out."""

import json
from datetime import date
from functools import cache

import pytest

from onrecord import extract, resolve
from onrecord.extract import reader as reading
from onrecord.extract.asked import question as asked
from onrecord.model import Block, Claim, Document, Qualifier, Stance, Text, Voice

DOCUMENT = Document(name="a.txt", title="A raid", published=date(2024, 5, 4))
ENGINE = "llm:small"


@cache
def names():
    return resolve.names()


def text_of(*paragraphs, voices=()):
    content, blocks = "", []
    for at, words in enumerate(paragraphs):
        voice = voices[at] if at < len(voices) else Voice.BODY
        start = len(content)
        content += words
        blocks.append(Block(start=start, end=len(content), voice=voice, rule="made"))
        content += "\n\n"
    return Text(
        snapshot_id="snp", content=content, blocks=tuple(blocks), language="en", reader="made"
    )


class Model:
    """Gives answers prepared by a test, one for each paragraph in which its key stands."""

    engine = ENGINE

    def __init__(self, answer):
        self.given = answer
        self.asked = []

    def answer(self, question):
        self.asked.append(question)
        return self.given(question.words) if callable(self.given) else self.given


def said(quote, count, outcome="killed", **slots):
    entry = dict.fromkeys(asked.FIELDS, "")
    return {**entry, "claim_quote": quote, "count_text": count, "outcome": outcome, **slots}


def answered(*entries):
    return json.dumps({"claims": list(entries)})


def heard(text, answer, *, rules=True, monkeypatch=None):
    if not rules:  # as if the rules and the tagger had found nothing
        monkeypatch.setattr(reading, "drafts", lambda *_: ())
        monkeypatch.setattr(reading.tagger, "installed", lambda: None)
    model = answer if isinstance(answer, Model) else Model(answer)
    found = names().find(text.content)
    return extract.asked.heard(extract.rules_reader(), model, DOCUMENT, text, found)


@pytest.fixture
def alone(monkeypatch):
    """What the model's proposals come to where no other reader finds anything."""

    def proposed(text, *entries):
        text = text if isinstance(text, Text) else text_of(text)
        return heard(text, answered(*entries), rules=False, monkeypatch=monkeypatch)

    return proposed


def counted(problem):
    return problem.message.split("not taken: ")[1]


# --- what is borne out ---------------------------------------------------------------------

RAID = "At least 14 civilians were killed in Douma on Friday by army shelling, SANA said."


def test_a_claim_that_the_text_bears_out_is_taken_at_the_lowest_tier(alone):
    (claim,) = alone(RAID, said("At least 14 civilians were killed", "14")).claims
    assert claim.engine == ENGINE
    assert claim.passage.exact == "At least 14 civilians were killed"
    assert RAID[claim.passage.start : claim.passage.end] == claim.passage.exact
    assert (claim.count.low, claim.count.high) == (14, None)  # the hedge, though not quoted
    assert claim.count.qualifier is Qualifier.AT_LEAST
    assert claim.victims == "civilians"


def test_slots_are_read_by_our_grammars_from_the_words_quoted(alone):
    claim = alone(
        "Shelling hit Douma on Friday. 14 farmers died. The militia fired, the ministry said.",
        said(
            "14 farmers died",
            "14",
            place_text="Douma",
            date_text="on Friday",
            source_text="the ministry",
            perpetrator_text="The militia",
            victim_text="farmers",
        ),
    ).claims[0]
    assert [p.name for p in claim.places] == ["Douma"]
    assert [t.name for t in claim.times] == ["Friday"]
    assert [s.name for s in claim.sources] == ["ministry"]
    assert [p.name for p in claim.perpetrators] == ["militia"]
    assert all(m.carried for m in (*claim.places, *claim.times, *claim.sources))
    assert claim.stance is Stance.REPORTED


def test_words_for_a_place_in_which_no_place_is_known_fill_nothing(alone):
    entry = said("14 farmers died", "14", place_text="near the mill")
    claim = alone("14 farmers died near the mill.", entry).claims[0]
    assert claim.places == ()


def test_white_space_and_quotation_marks_may_differ_and_offsets_are_the_text_s_own(alone):
    text = text_of("He said: “At least\n 14  ‘civilians’ were killed” there.")
    entry = said("\"At least 14 'civilians' were killed\"", "At least 14")
    (claim,) = alone(text, entry).claims
    assert claim.passage.exact == "“At least\n 14  ‘civilians’ were killed”"
    assert text.content[claim.passage.start : claim.passage.end] == claim.passage.exact
    assert claim.voice is Voice.QUOTE


def test_an_answer_between_other_words_is_read(monkeypatch):
    reply = f"Here it is:\n```json\n{answered(said('14 civilians were killed', '14'))}\n```"
    found = heard(text_of(RAID), reply, rules=False, monkeypatch=monkeypatch)
    assert len(found.claims) == 1


def test_the_same_proposal_twice_is_one_claim(alone):
    entry = said("14 civilians were killed", "14")
    assert len(alone(RAID, entry, entry).claims) == 1


# --- what is not ---------------------------------------------------------------------------

HALLUCINATED = [
    said("at least 14 civilians were killed in Douma", "at least 14"),
    said("at least 14 civilians in Douma", "14", place_text="Douma"),
    said("At least 14 civilians were killed in Douma on Friday", "14", source_text="SOHR"),
    said("14 civilians", "14", "injured"),
]
ELSEWHERE = [
    "Gunmen killed 3 farmers in Kafr Nabl on Monday.",
    "Shelling wounded dozens of civilians in Douma, residents said.",
    "At least 14 civilians fled Homs; 5 were killed on the road.",
    "The army says that 114 civilians were killed in Hama.",
    "14 rockets hit Douma and killed a shepherd.",
    "Two people died in a car crash.",
]


@pytest.mark.parametrize("paragraph", ELSEWHERE)
def test_a_model_that_answers_with_its_example_adds_nothing(alone, paragraph):
    """Models too small to read answer so, whatever they are given: nothing may get through."""
    found = alone(paragraph, *HALLUCINATED)
    assert found.claims == ()
    (problem,) = found.problems
    assert problem.code == "model-claims-not-taken"
    assert f"{len(HALLUCINATED)} claims were not taken" in problem.message
    assert problem.where == "a.txt"
    assert "Douma" not in problem.message


@pytest.mark.parametrize(
    ("paragraph", "entry", "why"),
    [
        (RAID, said("14 civilians were murdered", "14"), "whose words do not stand"),
        (RAID, said("at least 14 civilians were killed", "14"), "whose words do not stand"),
        ("114 men died.", said("14 men died", "14"), "whose words do not stand"),
        ("14 men died.", said("14 men die", "14"), "whose words do not stand"),
        (RAID, said("", "14"), "whose words do not stand"),
        (RAID, said("14 civilians were killed", ""), "without a number"),
        (RAID, said("14 civilians were killed", "15"), "without a number"),
        (RAID, said("14 civilians were killed", "civilians"), "without a number"),
        ("1,400 men died.", said("1,400 men died", "1"), "without a number"),
        ("40 to 50 men died.", said("40 to 50 men died", "40"), "without a number"),
        ("Two hundred men died.", said("Two hundred men died", "Two"), "without a number"),
        ("A 14-year-old was killed.", said("A 14-year-old was killed", "14"), "without a number"),
        ("30 rockets killed a boy.", said("30 rockets killed a boy", "30"), "without a number"),
        ("12 gunmen killed a boy.", said("12 gunmen killed a boy", "12"), "without a number"),
        ("He was killed in 2014.", said("killed in 2014", "2014"), "without a number"),
        ("90 percent of them died.", said("90 percent of them died", "90"), "without a number"),
        (RAID, said("14 civilians were killed", "14", "injured"), "where no word tells"),
        (RAID, said("14 civilians", "14"), "where no word tells"),
        ("14 men died.", said("14 men died", "14", place_text="Homs"), "does not stand beside"),
        ("14 men died.", said("14 men died", "14", victim_text="me"), "does not stand beside"),
        (RAID, said("14 civilians were killed", "14", "slain"), "not in the form"),
        (RAID, {"claim_quote": 14}, "not in the form"),
        (RAID, ["14"], "not in the form"),
    ],
)  # fmt: skip
def test_what_the_words_do_not_bear_out_is_rejected_with_a_reason(alone, paragraph, entry, why):
    found = alone(paragraph, entry)
    assert found.claims == ()
    assert why in found.problems[0].message


def test_a_slot_two_sentences_off_is_rejected(alone):
    text = "Troops came to Homs. It rained. It snowed. 14 men died."
    assert alone(text, said("14 men died", "14", place_text="Homs")).claims == ()


def test_a_slot_of_another_paragraph_is_rejected(alone):
    text = text_of("Troops shot at a crowd in Homs.", "14 men died.")
    assert alone(text, said("14 men died", "14", place_text="Homs")).claims == ()


@pytest.mark.parametrize(
    "reply", ["", "{", "no claims", '{"claims": 3}', "[]", '{"claims": {}}', "{" * 5000]
)
def test_an_answer_in_another_form_is_counted_and_nothing_else_happens(reply):
    found = heard(text_of(RAID), reply)
    assert [c.engine for c in found.claims] == [extract.rules_reader().engine]
    assert counted(found.problems[0]) == "1 not in the form asked for."


def test_a_model_that_goes_on_and_on_is_not_read_to_its_end(alone):
    entry = said("14 civilians were killed", "14")
    found = alone(RAID, *([entry] * 5000))
    assert len(found.claims) == 1
    assert counted(found.problems[0]) == "1 not in the form asked for."


# --- beside the other readers ----------------------------------------------------------------

STORY = (
    "Shelling killed 14 people in Douma on Friday, including 5 children, the ministry said.",
    "Residents spoke of 20 bodies. The toll of dead rose to 14 on Saturday.",
)


def plain(text):
    return extract.rules_reader().claims(DOCUMENT, text, names().find(text.content))


def test_where_it_agrees_the_other_reader_s_claim_is_kept_and_says_so():
    text = text_of(RAID)
    (alone,) = plain(text)
    (both,) = heard(text, answered(said("14 civilians were killed in Douma", "14"))).claims
    assert both == alone.with_(engine=f"{alone.engine} + {ENGINE}")


def test_where_it_says_otherwise_of_the_same_number_the_other_reader_s_claim_is_kept():
    text = text_of("14 farmers were killed and 6 wounded.")
    (first, second) = plain(text)
    entry = said("14 farmers were killed and 6 wounded", "14", "injured")
    assert heard(text, answered(entry)).claims == (first, second)


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (said("14 people in Douma on Friday, including 5 children", "5"),),
        (said("Shelling killed 14 people", "14"), said("20 bodies", "20", "killed")),
        (said("The toll of dead rose to 14", "14"),),
    ],
)
def test_whatever_it_adds_the_other_readers_claims_stay_as_they_are(entries):
    text = text_of(*STORY)
    before = {c.id: c for c in plain(text)}
    after = {c.id: c for c in heard(text, answered(*entries)).claims}
    assert before.keys() <= after.keys()
    for known, claim in before.items():
        assert after[known].with_(engine=claim.engine) == claim
    for claim in after.values():
        assert {claim.part_of, claim.same_as} <= {None, *after}


def test_only_paragraphs_worth_reading_are_sent_with_the_one_before_and_no_byline():
    text = text_of(
        "14 dead in raid", "By Sami Noor", "The market was open.", RAID, "Subscribe: 3 died.",
        voices=(Voice.TITLE, Voice.BYLINE, Voice.BODY, Voice.BODY, Voice.BOILERPLATE),
    )  # fmt: skip
    model = Model(answered())
    heard(text, model)
    title, body = (q.words for q in model.asked)
    assert title.endswith("PARAGRAPH: 14 dead in raid")
    assert body == (
        "TITLE: A raid\nPUBLISHED: 2024-05-04\nPARAGRAPH BEFORE: The market was open.\n"
        f"PARAGRAPH: {RAID}"
    )
    assert not any("Sami" in q.words or "a.txt" in q.words for q in model.asked)


def test_a_paragraph_beyond_measure_is_not_sent():
    model = Model(answered())
    heard(text_of(RAID, "14 men died. " * 1000), model)
    assert len(model.asked) == 1


def test_an_unanswered_paragraph_is_counted_and_read_by_the_others():
    found = heard(text_of(RAID), Model(None))
    assert found.unanswered == 1
    assert [c.count.low for c in found.claims] == [14]
    assert found.problems == ()


def test_every_claim_is_made_of_words_of_the_text(alone):
    for claim in alone(RAID, said("14 civilians were killed in Douma", "14")).claims:
        assert isinstance(claim, Claim)
        assert claim.passage.exact in RAID

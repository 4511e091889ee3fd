"""Claims are given times, places and actors; nothing is guessed and nothing told is changed."""

from datetime import date

import pytest

from onrecord import resolve
from onrecord.model import (
    Block,
    Candidate,
    Claim,
    Count,
    Document,
    Measure,
    Mention,
    Outcome,
    Passage,
    Qualifier,
    Text,
    Voice,
    When,
)

CONTENT = (
    "On 3 May 2014 shells fell on the Bab Zuhour area of Aleppo, Syria, killing nine.\n"
    "The next day, two more died there, SNHR said.\n"
    "In Hama five were wounded on Monday, and in Zahirat one.\n"
)
DOCUMENT = Document(name="report.txt", published=date(2014, 5, 7))


def _text(content=CONTENT):
    block = Block(start=0, end=len(content), voice=Voice.BODY, rule="test")
    return Text(snapshot_id="snp_1", content=content, blocks=(block,), language="en", reader="test")


def _mention(words, content=CONTENT, **more):
    start = content.index(words)
    return Mention(name=words, start=start, end=start + len(words), **more)


def _claim(exact, **slots):
    start = CONTENT.index(exact)
    return Claim(
        document="report.txt",
        passage=Passage(snapshot_id="snp_1", start=start, end=start + len(exact), exact=exact),
        measure=Measure.PEOPLE,
        outcome=Outcome.KILLED,
        count=Count(low=9, high=9, qualifier=Qualifier.EXACT),
        **slots,
    )


def _resolved(claim, document=DOCUMENT):
    return resolve.claims([claim], document, _text(), resolve.names())[0]


def test_a_time_is_read_against_publication():
    claim = _claim("five were wounded", times=(_mention("Monday"),))
    assert _resolved(claim).when.earliest == date(2014, 5, 5)


def test_the_next_day_follows_the_day_told_before():
    claim = _claim("two more died", times=(_mention("The next day"),))
    assert _resolved(claim).when == When(earliest=date(2014, 5, 4), latest=date(2014, 5, 4))


def test_the_first_time_that_can_be_read_is_taken():
    claim = _claim("two more died", times=(Mention(name="later"), _mention("3 May 2014")))
    assert _resolved(claim).when.earliest == date(2014, 5, 3)


def test_without_publication_a_weekday_stays_unknown():
    claim = _claim("five were wounded", times=(_mention("Monday"),))
    assert _resolved(claim, Document(name="report.txt")).when is None


def test_a_known_place_gets_candidates():
    claim = _claim("killing nine", places=(_mention("Aleppo"),))
    assert _resolved(claim).places[0].best == "geo:170063"


def test_an_unknown_place_lies_in_the_known_one_of_its_claim():
    claim = _claim("killing nine", places=(_mention("Bab Zuhour"), _mention("Aleppo")))
    unknown = _resolved(claim).places[0]
    assert unknown.best == "within:geo:170063:bab zuhour"
    assert "Aleppo" in unknown.candidates[0].why


def test_or_in_the_one_town_that_its_paragraph_names():
    claim = _claim("killing nine", places=(_mention("Bab Zuhour"),))
    assert _resolved(claim).places[0].best == "within:geo:170063:bab zuhour"


def test_an_unknown_place_alone_stays_unknown():
    claim = _claim("killing nine", places=(Mention(name="the bakery"),))
    assert _resolved(claim).places[0].candidates == ()


def test_sources_and_perpetrators_get_candidates():
    claim = _claim(
        "two more died",
        sources=(_mention("SNHR"),),
        perpetrators=(Mention(name="the Syrian army"), Mention(name="they")),
    )
    done = _resolved(claim)
    assert done.sources[0].best == "actor:snhr"
    assert done.perpetrators[0].best is not None
    assert done.perpetrators[1].candidates == ()


def test_what_a_claim_has_stays():
    chosen = (Candidate(id="geo:1", score=1.0, why="a person chose it"),)
    when = When(earliest=date(2000, 1, 1), latest=date(2000, 1, 1))
    claim = _claim(
        "killing nine",
        places=(_mention("Aleppo", candidates=chosen),),
        when=when,
        times=(_mention("Monday"),),
    )
    done = _resolved(claim)
    assert done == claim


def test_ids_of_claims_do_not_change():
    claim = _claim("killing nine", places=(_mention("Aleppo"),), times=(_mention("3 May 2014"),))
    assert _resolved(claim).id == claim.id


def test_carried_stays_carried():
    claim = _claim(
        "two more died", places=(_mention("Aleppo", carried="from the sentence before"),)
    )
    assert _resolved(claim).places[0].carried == "from the sentence before"


@pytest.mark.parametrize("found", [(), []])
def test_no_claims(found):
    assert resolve.claims(found, DOCUMENT, _text(), resolve.names()) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Idlib province", "adm1:SY.12"),
        ("Kaduna State", "adm1:NG.23"),
        ("the town of Baquba", "geo:97990"),
        ("city of Aleppo", "geo:170063"),
    ],
)
def test_a_place_is_known_with_the_noun_that_says_what_it_is(written, meant):
    mention = Mention(name=written)
    claim = _claim("two more died", places=(mention,))
    assert _resolved(claim).places[0].best == meant

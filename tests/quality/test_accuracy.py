"""The scorer: what it counts, on claims made up here; and that another scorer agrees."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.evaluation.accuracy import measure, readings
from onrecord.evaluation.agreement import FIELDS, dates_agree, figures_agree, names_agree

HELD_OUT = Path(__file__).parent / "held-out"


def claim(start=0, end=20, **changed):
    """Return a claim, both as a reading by hand has it and as claims.jsonl has it."""
    return {
        "doc": "a.txt",
        "quote": "nine people were killed",
        "start": start,
        "end": end,
        "measure": "people",
        "outcome": "killed",
        "low": 9,
        "high": 9,
        "qualifier": "exact",
        "victim_class": "unknown",
        "perpetrators": ["gunmen"],
        "places": ["Old Market", "Tal Amar"],
        "date_from": "2016-03-07",
        "date_to": "2016-03-07",
        "sources": ["police"],
        "stance": "reported",
        "voice": "body",
    } | changed


def against(right, read, distractors=()):
    return measure([{"doc": "a.txt", "claims": right, "distractors": [*distractors]}], read)


def numbers(accuracy):
    return tuple(
        (rate.right, rate.given, rate.wanted)
        for rate in (accuracy.detect, accuracy.value, accuracy.full)
    )


def test_a_claim_read_rightly_is_found_valued_and_full():
    accuracy = against([claim()], [claim()])
    assert numbers(accuracy) == ((1, 1, 1),) * 3
    assert all(accuracy.share(name) == 1 for name in FIELDS)
    assert accuracy.mistakes == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"low": 10, "high": 10}, (1, 0, 0)),
        ({"high": None}, (1, 0, 0)),
        ({"outcome": "injured"}, (1, 0, 0)),
        ({"places": ["Dahyan"]}, (1, 1, 0)),
        ({"perpetrators": []}, (1, 1, 0)),
        ({"sources": []}, (1, 1, 0)),
        ({"date_from": None, "date_to": None}, (1, 1, 0)),
        ({"victim_class": "civilian"}, (1, 1, 1)),
        ({"stance": "asserted"}, (1, 1, 1)),
    ],
    ids=str,
)
def test_what_a_wrong_field_costs(changed, expected):
    accuracy = against([claim()], [claim(**changed)])
    assert tuple(right for right, _, _ in numbers(accuracy)) == expected
    assert len(accuracy.mistakes) == 1


def test_a_missed_claim_costs_recall_and_a_false_one_precision():
    accuracy = against([claim()], [claim(start=50, end=60)])
    assert numbers(accuracy) == ((0, 1, 1),) * 3
    assert [mistake.what for mistake in accuracy.mistakes] == ["false alarm", "missed"]


def test_two_claims_on_one_reading_are_one_found_and_one_false():
    accuracy = against([claim()], [claim(low=8, high=8), claim()])
    assert numbers(accuracy) == ((1, 2, 1),) * 3


def test_a_passage_of_half_a_page_points_at_nothing():
    assert numbers(against([claim()], [claim(end=700)]))[0] == (0, 1, 1)


@pytest.mark.parametrize(
    "aside", [{"stance": "hypothetical"}, {"stance": "denied"}, {"voice": "comment"}], ids=str
)
class TestAside:
    def test_it_need_not_be_found(self, aside):
        assert numbers(against([claim(**aside)], []))[0] == (0, 0, 0)

    def test_it_may_be_found_as_what_it_is(self, aside):
        assert numbers(against([claim(**aside)], [claim(**aside)]))[0] == (0, 0, 0)

    def test_given_as_fact_it_is_a_false_alarm(self, aside):
        accuracy = against([claim(**aside)], [claim()])
        assert (accuracy.asides_as_fact, numbers(accuracy)[0]) == (1, (0, 1, 0))

    def test_a_fact_set_aside_is_not_found(self, aside):
        accuracy = against([claim()], [claim(**aside)])
        assert numbers(accuracy)[0] == (0, 0, 1)
        assert accuracy.mistakes[0].what == "fact set aside"


def test_houses_given_out_as_people_are_a_false_alarm():
    houses = claim(measure="buildings", outcome="attacked")
    assert numbers(against([houses], [claim()]))[0] == (0, 1, 0)
    assert numbers(against([houses], [houses]))[0] == (0, 0, 0)


def test_an_attack_without_a_toll_costs_nothing():
    assert numbers(against([], [claim(outcome="attacked")]))[0] == (0, 0, 0)


def test_a_marked_number_that_is_taken_is_told():
    strength = {"quote": "2,000 fighters", "start": 40, "end": 54}
    accuracy = against([claim()], [claim(), claim(start=40, end=54)], [strength])
    assert (accuracy.distractors_taken, accuracy.distractors) == (1, 1)
    assert against([claim()], [claim()], [strength]).distractors_taken == 0


def test_further_right_answers_are_right():
    reading = claim(
        accept={
            "victim_class": ["civilian"],
            "perpetrators": [[], ["militia"]],
            "date_from": [None],
        }
    )
    read = claim(
        victim_class="civilian", perpetrators=["the militia"], date_from=None, date_to=None
    )
    assert numbers(against([reading], [read])) == ((1, 1, 1),) * 3


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ({"qualifier": "vague", "low": 24, "high": None}, True),
        ({"qualifier": "vague", "low": 40, "high": None}, False),
        ({"qualifier": "at_least", "low": 24, "high": None}, False),
    ],
)
def test_of_a_vague_word_the_fewest_counts(read, expected):
    assert figures_agree({"qualifier": "vague", "low": 24, "high": None}, read) is expected


def test_people_and_several_are_taken_for_one_another():
    several = {"qualifier": "vague", "low": 3, "high": None}
    assert figures_agree(several, several | {"low": 2})


@pytest.mark.parametrize(
    ("right", "read", "expected"),
    [
        ([], [], True),
        (["police"], [], False),
        ([], ["police"], False),
        (["Doctors' Committee"], ["the Sudanese doctors' committee"], True),
        (["São Pedro"], ["Sao Pedro"], True),
        (["Al-Thawra market"], ["Bahri"], False),
        (["gunmen"], ["gunmen", "police", "army"], False),
    ],
)
def test_names(right, read, expected):
    assert names_agree(right, read) is expected


@pytest.mark.parametrize(
    ("right", "read", "expected"),
    [
        (("2016-03-07", None), ("2016-03-07", "2016-03-07"), True),
        (("2016-03-07", None), ("2016-03", None), True),
        (("2016-03-07", None), ("2016", None), False),
        (("2016", None), ("2016-03", None), True),
        (("2016-03-07", "2016-03-09"), ("2016-03-07", "2016-03-07"), False),
        ((None, None), (None, None), True),
        ((None, None), ("2016", None), False),
    ],
)
def test_dates(right, read, expected):
    ends = ("date_from", "date_to")
    told = dict(zip(ends, right, strict=True)), dict(zip(ends, read, strict=True))
    assert dates_agree(*told) is expected


def altered(folder, seed):
    """Return the readings of a folder as a program might have read them: some things wrong."""
    chance = random.Random(seed)  # noqa: S311  not for secrets
    for reading in readings(folder):
        claims = [row for row in reading["claims"] if chance.random() < 0.85]
        false = chance.choices(reading["distractors"], k=2)
        for row in claims:
            moved = row | {"doc": reading["doc"]}
            other = chance.choice(claims)
            wrong = chance.sample(sorted(row.keys() - {"id", "start", "end"}), k=3)
            yield moved | {name: other[name] for name in wrong if name in other}
        for row in false:
            at = max(reading_text(folder, reading).find(row["quote"]), 0)
            words = {"quote": row["quote"], "start": at, "end": at + len(row["quote"])}
            yield claim(doc=reading["doc"]) | words


def reading_text(folder, reading):
    beside = folder if (folder / reading["doc"]).exists() else folder.parent / "reports"
    return (beside / reading["doc"]).read_bytes().decode("utf-8")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("corpus", ["held-out", "shared"])
def test_both_scorers_agree(shared, tmp_path, corpus, seed):
    folder = HELD_OUT if corpus == "held-out" else shared / "gold"
    claims = list(altered(folder, seed))
    (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, claims)), encoding="utf-8")
    other = json.loads(
        subprocess.run(
            [
                *(sys.executable, shared / "score" / "score.py", "--json"),
                *("--gold", folder, "--pred", tmp_path / "claims.jsonl"),
            ],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    own = measure(readings(folder), claims)
    for name in ("detect", "value", "full"):
        rate = getattr(own, name)
        assert other[name] == {
            "p": pytest.approx(rate.precision, abs=1e-4),
            "r": pytest.approx(rate.recall, abs=1e-4),
            "f1": pytest.approx(rate.f1, abs=1e-4),
            "tp": rate.right,
            "pred": rate.given,
            "gold": rate.wanted,
        }
    assert other["fields"] == {n: pytest.approx(own.share(n), abs=1e-4) for n in FIELDS}
    assert other["asides given as fact"] == own.asides_as_fact
    assert other["distractors taken"] == f"{own.distractors_taken}/{own.distractors}"
    assert own.mistakes, "nothing was altered"

"""What people are told of an estimate: the same words in the terminal and at the desk."""

from datetime import UTC, datetime

from onrecord.model import (
    Diagnosis,
    Estimate,
    InclusionTable,
    Interval,
    Method,
    Mode,
    ModelEstimate,
    Variation,
    Verdict,
)
from onrecord.workflow.desk.estimates_told import account

TABLE = InclusionTable(lists=("A", "B", "C"), cells=(("100", 60), ("010", 40), ("111", 20)))


def answer(method, point, low, high, **rest):
    return ModelEstimate(method=method, interval=Interval(low=low, high=high, point=point), **rest)


def sentences(*answers, variations=(), diagnoses=()):
    """Return the account of an estimate by chapter, each sentence with its parts put in."""
    told = Estimate(
        of="people killed",
        table=TABLE,
        estimates=answers,
        variations=variations,
        diagnoses=diagnoses,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return {
        chapter.title: [one.words % one.parts for one in chapter.sentences]
        for chapter in account(told)
    }


def test_it_is_told_who_was_counted_and_by_which_lists():
    """Of 120 people 20 are on more than one list."""
    told = sentences(answer(Method.GRAPHS, 300, 200, 500))["What was counted"]
    assert told == [
        "120 people (people killed) are on at least one of the lists A, B, C; "
        "20 of them are on two or more."
    ]


def test_models_stand_side_by_side_and_no_average_is_made_of_them():
    """One says 300 and the other 900: three times as many, and nothing says 600."""
    told = sentences(
        answer(Method.GRAPHS, 300, 200, 500),
        answer(Method.STEPWISE, 900, 600, 2000),
        answer(Method.CHAO, 280, 250, 330, is_lower_bound=True),
    )["What the models say"]
    assert told[0].startswith("Graphs of lists: about 300 people in all, listed or not;")
    assert told[2] == "Chao's lower bound: at least 250 people in all."
    assert "3.0 times as many as Graphs of lists" in told[3]
    assert "have no number in common" in told[4]
    assert not any("600 people" in one for one in told)


def test_models_that_agree_may_still_share_an_error():
    """300 and 330 are within ten per cent."""
    told = sentences(answer(Method.GRAPHS, 300, 200, 500), answer(Method.STEPWISE, 330, 210, 600))[
        "What the models say"
    ]
    assert told[-1].startswith("The models agree within 10 %. That makes none of them right")


def test_a_refusal_is_told_with_its_reason_and_separate_answers_one_by_one():
    """A sampler that sits near 5,200 or near 22,000 does not say 13,600."""
    few = Diagnosis(code="sparse", verdict=Verdict.FAILS, says="Only 3 people are on two lists.")
    modes = tuple(
        Mode(interval=Interval(low=low, high=high), share=0.5)
        for low, high in ((5000, 5400), (20000, 24000))
    )
    told = sentences(
        ModelEstimate(method=Method.STEPWISE, diagnoses=(few,)),
        ModelEstimate(method=Method.LATENT_CLASSES, modes=modes, diagnoses=(few,)),
    )["What the models say"]
    assert told[0].endswith("gives no answer. Only 3 people are on two lists.")
    assert "5,000–5,400; 20,000–24,000" in told[1]
    assert told[2] == "No model gives an answer, so there is no estimate."


def test_of_other_choices_the_one_that_moves_a_model_the_most_is_told():
    """Without A the answer is 310, without B it is 700."""
    variations = tuple(
        Variation(
            kind="without-list",
            what=name,
            estimates=(answer(Method.GRAPHS, point, 100, 900),),
        )
        for name, point in (("A", 310), ("B", 700))
    )
    told = sentences(answer(Method.GRAPHS, 300, 200, 500), variations=variations)
    assert [one for one in told["What would break it"] if "Without" in one] == [
        "Without the list B, Graphs of lists would say 700 and not 300."
    ]


def test_what_was_found_on_the_way_stands_in_the_account():
    """People left out are told of by name of their lists."""
    lost = Diagnosis(
        code="complete-cases", verdict=Verdict.DOUBTFUL, says="957 of the 1,469 on C were left out."
    )
    told = sentences(answer(Method.GRAPHS, 300, 200, 500), diagnoses=(lost,))
    assert told["What stands in the way, or in doubt"] == [lost.says]


def test_every_model_has_its_name_and_what_it_supposes():
    """A method without words would be a hole in the account."""
    told = sentences(*(answer(method, 300, 200, 500) for method in Method))
    assert len(told["What this supposes"]) == 4 + len(Method)
    assert "never added" in told["What it is not"][0]


def test_models_that_take_people_for_alike_are_said_to_be_wrong_where_they_differ():
    """
    Of populations in which people differ, graphs and log-linear models hold the truth almost
    never. Latent classes and Chao's bound let people differ; a refusal has no answer to warn of.
    """
    few = Diagnosis(code="sparse", verdict=Verdict.FAILS, says="Only 3 people are on two lists.")
    told = sentences(
        answer(Method.GRAPHS, 300, 200, 500),
        answer(Method.INDEPENDENCE, 280, 200, 400),
        answer(Method.LATENT_CLASSES, 400, 200, 900),
        answer(Method.CHAO, 280, 250, 330, is_lower_bound=True),
        ModelEstimate(method=Method.STEPWISE, diagnoses=(few,)),
    )["What would break it"]
    alike = [one for one in told if "supposes that people are alike" in one]
    assert [one.split(" supposes")[0] for one in alike] == ["Graphs of lists", "Independent lists"]
    assert all("too low" in one and "too high" in one for one in alike)

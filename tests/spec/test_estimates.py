"""How many people no list has: what is said, what is refused, and what makes it doubtful."""

import math
from datetime import UTC, date, datetime

import numpy as np
import pytest

from onrecord.estimate import (
    Citing,
    Citings,
    Copying,
    Counting,
    Evidence,
    Fitted,
    Kind,
    Leaning,
    Models,
    People,
    Population,
    Settings,
    estimate,
    from_table,
    from_tables,
    inclusion_tables,
    simulate,
    standard,
    support,
)
from onrecord.model import (
    Diagnosis,
    Entry,
    InclusionTable,
    Interval,
    MatchGroup,
    Method,
    ModelEstimate,
    Outcome,
    Sex,
    Verdict,
    When,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
# Four lists of which each has about half of two thousand people.
FOUR = Population(size=2000, kinds=(Kind(share=1.0, chances=(0.5, 0.4, 0.35, 0.3)),))
GRAPHS = Settings(methods=(Method.GRAPHS,), vary=False)
PLACES = Settings(methods=(Method.CHAO,), by=("place",), vary=False)


def table(lists, **cells):
    """Return a table: `table("ABC", p110=3)` is three people on A and B."""
    return InclusionTable(
        lists=tuple(lists), cells=tuple((name[1:], many) for name, many in cells.items())
    )


def made(people, settings=GRAPHS, models=None, **rest):
    """Return the estimate of people, or of a table."""
    if isinstance(people, InclusionTable):
        people = from_table(people)
    evidence = Evidence(people=people, **rest)
    return estimate(evidence, settings, models or standard(), at=NOW)


def codes(told):
    return [(one.code, one.verdict) for one in told.diagnoses]


def says(told, code):
    return next(one.says for one in told.diagnoses if one.code == code)


def median(told):
    return told.estimates[0].interval.point


def known(points, *, bound=False):
    """Return a model that answers with draws about a number for each table, or refuses it."""

    def model(inclusions, seed, level):
        point = points(inclusions.seen)
        if point is None:
            why = Diagnosis(code="no-mle", verdict=Verdict.FAILS, says="It has no answer.")
            return Fitted(told=ModelEstimate(method=Method.CHAO, diagnoses=(why,)))
        draws = np.random.default_rng(seed).normal(point, 100.0, 4000)
        low, high = np.quantile(draws, [0.025, 0.975])
        told = ModelEstimate(
            method=Method.CHAO,
            interval=Interval(low=low, high=high, point=point, level=level),
            is_lower_bound=bound,
        )
        return Fitted(told=told, draws=draws)

    return Models(by_method={Method.CHAO: model})


def row(who, at, **told):
    """Return a row of list A, B or C."""
    return Entry(list=f"lst_{at}", person=f"{at}:{who}", issue="iss", row=1, name="…", **told)


def counting(entries, groups=(), **settings):
    """Return people counted from rows of lists A, B and C."""
    return inclusion_tables(
        entries, groups, Counting(**settings), {f"lst_{name}": name for name in "ABC"}
    )


def one(*persons):
    return MatchGroup(id="grp_" + "-".join(persons), persons=tuple(sorted(persons)))


# --- What is refused --------------------------------------------------------------------------


def test_fewer_than_three_lists_that_have_anybody_support_no_estimate():
    """C has nobody: what is left is two lists, of which nothing tells how far they depend."""
    told = made(table("ABC", p100=50, p010=40, p110=20))
    assert told.estimates[0].is_refused
    assert codes(told) == [("too-few-lists", Verdict.FAILS)]
    assert says(told, "too-few-lists") == (
        "An estimate needs three separate lists of the same people; here there are 2 (A, B)."
    )


def test_lists_that_have_nobody_in_common_support_no_estimate():
    """C and D know each other's people and nobody of A's and B's."""
    told = made(table("ABCD", p1000=50, p1100=20, p0100=30, p0010=40, p0001=15, p0011=20))
    assert codes(told) == [("lists-share-nobody", Verdict.FAILS)]
    assert "(A, B | C, D)" in says(told, "lists-share-nobody")


def test_lists_that_meet_only_through_a_third_are_not_apart():
    """A and C share nobody, but both share people with B."""
    told = made(table("ABC", p100=50, p110=20, p010=30, p011=20, p001=40))
    assert "lists-share-nobody" not in dict(codes(told))


@pytest.mark.parametrize(("shared", "is_refused"), [(6, True), (7, False)])
def test_fewer_than_seven_people_on_two_lists_or_more_support_no_estimate(shared, is_refused):
    """Robson and Regier 1964: below seven the simplest estimator is biased."""
    told = made(table("ABC", p100=20, p010=20, p001=20, p110=shared - 2, p011=2))
    assert ("sparse", Verdict.FAILS) in codes(told) or not is_refused
    assert told.estimates[0].is_refused is is_refused


def test_lists_that_take_rows_from_each_other_are_refused_unless_something_is_said():
    """The keeper of C says that it takes rows from B."""
    citings = (Citing(list="C", cites="B", why="its keeper says so"),)
    told = made(simulate(FOUR, 1), citings=citings)
    assert told.estimates[0].is_refused
    assert ("lists-cite", Verdict.FAILS) in codes(told)
    assert "C takes from B (its keeper says so)" in says(told, "lists-cite")


def test_lists_that_take_rows_from_each_other_count_as_one_where_that_is_asked_for():
    """C draws on B, and B on A: all three are one list; with D that leaves too few."""
    people, asked = (
        simulate(FOUR, 1),
        Settings(methods=(Method.GRAPHS,), citings=Citings.MERGE, vary=False),
    )
    first = Citing(list="C", cites="B", why="its keeper says so")
    told = made(people, asked, citings=(first,))
    assert told.table.lists == ("A", "B + C", "D")
    assert not told.estimates[0].is_refused
    assert says(told, "lists-merged") == "B, C count as one list: they take rows from each other."
    both = made(people, asked, citings=(first, Citing(list="B", cites="A", why="12 rows say so")))
    assert dict(codes(both))["too-few-lists"] is Verdict.FAILS


def test_lists_that_take_rows_from_each_other_are_kept_apart_only_with_a_warning():
    """Somebody knows better than the rows and says so."""
    citings = (Citing(list="C", cites="B", why="3 of its rows name it"),)
    told = made(
        simulate(FOUR, 1),
        Settings(methods=(Method.GRAPHS,), citings=Citings.KEEP, vary=False),
        citings=citings,
    )
    assert not told.estimates[0].is_refused
    assert dict(codes(told))["lists-cite"] is Verdict.DOUBTFUL


def test_a_list_that_is_copied_is_seen_in_the_people_themselves():
    """D is a copy of A's rows: all its people are there, but only half of B's and C's are."""
    kind = Kind(share=1.0, chances=(0.5, 0.4, 0.3, 0.0001))
    copying = (Copying(list=3, source=0, share=0.4),)
    told = made(simulate(Population(size=2000, kinds=(kind,), copying=copying), 1))
    assert dict(codes(told))["lists-cite"] is Verdict.FAILS
    assert "D takes from A" in says(told, "lists-cite")
    assert "whom other lists have" in says(told, "lists-cite")


def test_a_small_list_inside_one_that_has_nearly_everybody_is_no_copy():
    """A has 97 % of all people, so it has 97 % of B's and C's as well."""
    kinds = (Kind(share=1.0, chances=(0.97, 0.2, 0.1)),)
    told = made(simulate(Population(size=2000, kinds=kinds), 1))
    assert "lists-cite" not in dict(codes(told))


# --- What makes it doubtful -------------------------------------------------------------------


def lossy(share):
    """
    Return people of two sexes, and the same with the sex unknown of many on C alone.

    Men are on lists three times as often as women.
    """
    men = Population(size=1500, kinds=(Kind(share=1.0, chances=(0.6, 0.45, 0.4)),))
    women = Population(size=1500, kinds=(Kind(share=1.0, chances=(0.25, 0.2, 0.2)),))
    whole = from_tables("sex", [("men", simulate(men, 1)), ("women", simulate(women, 2))])
    alone = whole.on[:, 2] & (whole.on.sum(axis=1) == 1)
    gone = np.where(alone, np.round(whole.many * share).astype(np.int64), 0)
    unknown = People(
        lists=whole.lists,
        on=np.vstack([whole.on, whole.on]),
        many=np.concatenate([whole.many - gone, gone]),
        fields=whole.fields,
        values=np.vstack([whole.values, np.full_like(whole.values, -1)]),
        labels=whole.labels,
    )
    return whole, unknown


def test_the_complete_case_trap_is_warned_of_by_name():
    """
    Of 500 people who are only on C, no list tells the sex of 325, and they are left out.

    In the public table of Gaza 957 of the 1,469 who are on the obituaries alone lack age or sex;
    without them a published 64,260 becomes 38,901.
    """
    _, unknown = lossy(0.65)
    alone = int(unknown.many[unknown.on[:, 2] & (unknown.on.sum(axis=1) == 1)].sum())
    lost = int(unknown.many[unknown.values[:, 0] == -1].sum())
    by_sex = Settings(methods=(Method.GRAPHS,), by=("sex",), complete_cases=True, vary=False)
    told = made(unknown, by_sex)
    warning = says(told, "complete-cases")
    assert dict(codes(told))["complete-cases"] is Verdict.DOUBTFUL
    assert f"{lost} of the {alone} who are only on C" in warning
    assert told.table.seen == unknown.seen - lost


def test_unknown_values_are_drawn_from_people_on_the_same_lists():
    """Imputed, the answer is that of the whole data; complete cases are far below it."""
    whole, unknown = lossy(0.65)
    by_sex = Settings(methods=(Method.GRAPHS,), by=("sex",), vary=False)
    truth = median(made(whole, by_sex))
    told = made(unknown, by_sex)
    trap = Settings(methods=(Method.GRAPHS,), by=("sex",), complete_cases=True, vary=False)
    assert median(told) == pytest.approx(truth, rel=0.03)
    assert median(made(unknown, trap)) < 0.9 * truth
    assert dict(codes(told))["imputed"] is Verdict.HOLDS
    assert "drawn 20 times" in says(told, "imputed")
    assert told.table.seen == unknown.seen
    assert sum(part.table.seen for part in told.strata) == unknown.seen


def test_how_far_other_imputations_would_move_the_answer_is_said():
    """White, Royston and Wood 2011: less than a tenth of the answer's own spread."""
    _, unknown = lossy(0.65)
    told = made(unknown, Settings(methods=(Method.GRAPHS,), by=("sex",), vary=False))
    error = next(one for one in told.estimates[0].diagnoses if one.code == "monte-carlo")
    assert 0 < error.value < error.asked
    few = made(unknown, Settings(methods=(Method.GRAPHS,), by=("sex",), imputations=3, vary=False))
    assert dict(codes(few))["imputed"] is Verdict.DOUBTFUL


def test_a_list_that_has_nobody_of_a_month_seems_not_to_cover_it():
    """B began in March: of February's 200 people it has none."""
    february = table("ABC", p100=80, p001=60, p101=60)
    march = table("ABC", p100=80, p010=60, p001=60, p110=40, p011=30, p101=40, p111=20)
    people = from_tables("month", [("2024-02", february), ("2024-03", march)])
    told = made(people)
    assert dict(codes(told))["list-does-not-cover"] is Verdict.DOUBTFUL
    assert "B has none of the 200 people of 2024-02" in says(told, "list-does-not-cover")


def test_people_who_may_come_back_are_no_closed_population():
    """Somebody who is missing on one list may have been found before the next."""
    told = made(
        simulate(FOUR, 1),
        Settings(methods=(Method.GRAPHS,), outcomes=(Outcome.DISAPPEARED,), vary=False),
    )
    assert dict(codes(told))["not-closed"] is Verdict.DOUBTFUL
    assert "not-closed" not in dict(codes(made(simulate(FOUR, 1))))


# --- Parts and their sums ---------------------------------------------------------------------


def parted(*sizes):
    cells = {"p111": 7, "p100": 20, "p010": 20, "p001": 20}
    tables = [
        (f"part {number}", table("ABC", **{**cells, "p100": size - 47}))
        for number, size in enumerate(sizes)
    ]
    return from_tables("place", tables)


def test_parts_are_summed_draw_by_draw_and_ends_of_intervals_are_never_added():
    """Four parts of 1,000 ± 196 each: together 4,000 ± 392, and not ± 784."""
    settings = PLACES
    told = made(parted(100, 110, 120, 130), settings, known(lambda _: 1000.0))
    whole = told.estimates[0].interval
    assert whole.point == pytest.approx(4000)
    assert whole.high - whole.low == pytest.approx(2 * 1.96 * 100 * math.sqrt(4), rel=0.05)
    assert [part.name for part in told.strata] == [f"part {number}" for number in range(4)]


def test_a_model_that_is_silent_about_a_part_has_no_sum_and_says_which():
    """It has an answer for 100 people seen, and none for 110."""
    model = known(lambda seen: 1000.0 if seen == 100 else None)
    told = made(parted(100, 110), PLACES, model)
    assert told.estimates[0].is_refused
    assert "“part 1”: It has no answer." in told.estimates[0].diagnoses[0].says
    assert not told.strata[0].estimates[0].is_refused


def test_lower_bounds_sum_to_a_lower_bound():
    """At least 1,000 here and at least 1,000 there is at least 2,000."""
    model = known(lambda _: 1000.0, bound=True)
    told = made(parted(100, 110), PLACES, model)
    assert told.estimates[0].is_lower_bound
    assert told.estimates[0].interval.point == pytest.approx(2000)


def test_small_lists_count_as_one_only_where_that_is_asked_for():
    """C and D are made one, and that is said."""
    told = made(
        simulate(FOUR, 1), Settings(methods=(Method.GRAPHS,), merge=(("C", "D"),), vary=False)
    )
    assert told.table.lists == ("A", "B", "C + D")
    assert says(told, "lists-merged") == "C, D count as one list: because that was asked for."
    assert made(simulate(FOUR, 1)).table.lists == ("A", "B", "C", "D")


# --- What other choices make of it ------------------------------------------------------------


def test_every_list_is_left_out_once_and_other_priors_are_tried():
    """Where one list carries the answer, the table shows it."""
    told = made(simulate(FOUR, 1), Settings(methods=(Method.GRAPHS,)))
    without = [one for one in told.variations if one.kind == "without-list"]
    assert [one.what for one in without] == ["A", "B", "C", "D"]
    assert all(one.estimates[0].interval for one in without)
    assert {one.kind for one in told.variations} == {"without-list", "prior", "model-set"}


def test_of_three_lists_none_can_be_left_out():
    """Two lists support no estimate, so each line of the table says why."""
    three = made(table("ABC", p100=50, p010=40, p001=40, p110=20, p011=10, p101=9, p111=5),
                 Settings(methods=(Method.GRAPHS,)))  # fmt: skip
    without = [one for one in three.variations if one.kind == "without-list"]
    assert all(one.estimates[0].diagnoses[0].code == "too-few-lists" for one in without)


def test_intervals_carry_what_linking_does_not_know():
    """In each sampled linkage another handful of people on two lists is two people."""
    best = simulate(FOUR, 1)
    torn = Population(size=2000, kinds=FOUR.kinds, missed=0.05)
    sampled = tuple(from_table(simulate(torn, seed)) for seed in range(40))
    alone, told = made(best), made(best, sampled=sampled)
    width = [
        one.estimates[0].interval.high - one.estimates[0].interval.low for one in (alone, told)
    ]
    assert width[1] > width[0]
    assert dict(told.estimates[0].settings)["linkages"] == "40"
    assert told.table == alone.table


def test_the_same_seed_says_the_same_and_another_seed_nearly_the_same():
    """Everything random hangs on the seed that the estimate names."""
    _, unknown = lossy(0.65)
    again = [
        made(unknown, Settings(methods=(Method.GRAPHS,), by=("sex",), vary=False, seed=seed))
        for seed in (1, 1, 2)
    ]
    assert again[0] == again[1]
    assert again[0] != again[2]
    assert median(again[0]) == pytest.approx(median(again[2]), rel=0.02)


# --- From rows of lists to tables -------------------------------------------------------------


def test_rows_that_are_one_person_count_once_with_all_their_lists():
    """Two rows of A and B are one person, a third row of C is another."""
    people = counting([row(1, "A"), row(1, "B"), row(2, "C")], [one("A:1", "B:1")]).people
    assert people.seen == 2
    assert sorted("".join("01"[int(sign)] for sign in on) for on in people.on) == ["001", "110"]


def test_where_rows_differ_most_of_them_are_believed_and_of_two_neither():
    """Two lists say woman and one man; of another person one says each."""
    rows = [
        row(1, "A", sex=Sex.FEMALE), row(1, "B", sex=Sex.FEMALE), row(1, "C", sex=Sex.MALE),
        row(2, "A", sex=Sex.FEMALE), row(2, "B", sex=Sex.MALE),
    ]  # fmt: skip
    groups = [one("A:1", "B:1", "C:1"), one("A:2", "B:2")]
    people = counting(rows, groups).people
    assert sorted(people.column("sex").tolist()) == [-1, 0]


def test_the_age_group_is_worked_out_from_birth_where_that_leaves_one():
    """Born in 2010 and killed in 2024 is under 15 or not: unknown. In 2023 it is under 15."""
    born = When(earliest=date(2009, 1, 1), latest=date(2009, 12, 31))
    killed = [When(earliest=day, latest=day) for day in (date(2023, 5, 1), date(2024, 5, 1))]
    people = counting([row(n, "A", born=born, when=day) for n, day in enumerate(killed)]).people
    assert sorted(people.column("age").tolist()) == [-1, 0]


def test_a_row_counts_if_its_outcome_is_asked_for_or_its_list_tells_none():
    """Of a wounded, a killed and one of whom the list says nothing, two count as killed."""
    rows = [row(1, "A", outcome=Outcome.INJURED), row(2, "A", outcome=Outcome.KILLED), row(3, "A")]
    assert counting(rows, outcomes=(Outcome.KILLED,)).people.seen == 2


@pytest.mark.parametrize(("is_outer", "seen"), [(False, 1), (True, 3)])
def test_inner_and_outer_days_differ_by_those_who_may_belong(is_outer, seen):
    """One on 5 March, one in March or April, one without a date; asked for is March."""
    march, april = (date(2024, 3, 1), date(2024, 3, 31)), date(2024, 4, 30)
    rows = [
        row(1, "A", when=When(earliest=date(2024, 3, 5), latest=date(2024, 3, 5))),
        row(2, "A", when=When(earliest=march[0], latest=april)),
        row(3, "A"),
        row(4, "A", when=When(earliest=april, latest=april)),
    ]
    told = counting(rows, since=march[0], until=march[1], is_outer=is_outer)
    assert told.people.seen == seen
    assert [found.code for found in told.found] == ([] if is_outer else ["complete-cases"])


# --- What lists could support -----------------------------------------------------------------


def test_a_simulation_says_how_often_a_model_would_hold_the_truth():
    """Four separate lists of 500 people: the interval holds 500 nearly always."""
    easy = Population(size=500, kinds=FOUR.kinds)
    said = support(easy, Models(by_method={Method.GRAPHS: standard().by_method[Method.GRAPHS]}),
                   draws=20)[0]  # fmt: skip
    assert said.answered == 20
    assert said.cover >= 0.85
    assert said.middle == pytest.approx(1.0, abs=0.06)


def test_a_simulation_shows_what_lists_that_lean_on_each_other_do():
    """All three of B, C and D have people far likelier whom A has: answers are too low."""
    leanings = tuple(Leaning(list=number, on=0, odds=8.0) for number in (1, 2, 3))
    kinds = (Kind(share=1.0, chances=(0.3, 0.15, 0.15, 0.15)),)
    models = Models(by_method={Method.GRAPHS: standard().by_method[Method.GRAPHS]})
    free = support(Population(size=1000, kinds=kinds), models, draws=5)[0]
    lean = support(
        Population(size=1000, kinds=kinds, leanings=leanings, spread=1.0), models, draws=5
    )[0]
    assert lean.middle < 0.9 < free.middle

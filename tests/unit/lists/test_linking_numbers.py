"""Linkage against known truth: what is learnt, what is chosen, what is drawn."""

from itertools import combinations

import numpy as np
import pytest

from onrecord.lists.linking import Settings, columns, link, link_row, sampled
from onrecord.lists.linking.assignment import assigned
from onrecord.lists.linking.blocking import Key, blocked
from onrecord.lists.linking.comparing import Comparing
from onrecord.lists.linking.parting import Partings, Puzzle
from onrecord.lists.linking.weighing import Weighing, by_chance, learnt
from onrecord.model import Entry, MachineLacks, NameList, Sex

ONE, TWO = NameList(name="one"), NameList(name="two")
SOUNDS = "b d f g h j k l m n r s t z".split()
# Any two differ in two consonants or more, as names do that no slip of the pen turns into each other.
NAMES = [
    f"{one}a{two}i{SOUNDS[(first + second) % len(SOUNDS)]}"
    for first, one in enumerate(SOUNDS)
    for second, two in enumerate(SOUNDS)
]


def _people(size, random):
    """Return families of brothers: given, father, grandfather, family, age, sex."""
    shares = 1 / (np.arange(len(NAMES)) + 10)
    common = random.choice(len(NAMES), size=(size, 4), p=shares / shares.sum())
    for number in range(size):
        if number % 3:  # a brother or sister of the one before
            common[number, 1:] = common[number - 1, 1:]
    ages = random.integers(0, 80, size)
    return [
        ([NAMES[at] for at in row], int(age), number % 2)
        for number, (row, age) in enumerate(zip(common, ages, strict=True))
    ]


def _row(name_list, number, person, random, wrong):
    names, age, sex = person
    names = [
        NAMES[random.integers(len(NAMES))] if at and random.random() < wrong["name"] else name
        for at, name in enumerate(names)
    ]
    age += int(random.random() < wrong["birthday"])
    sex = 1 - sex if random.random() < wrong["sex"] else sex
    return Entry(
        list=name_list.id,
        person=f"{name_list.name}-{number:05}",
        issue="i",
        row=number + 1,
        name=" ".join(names),
        age=age,
        sex=(Sex.MALE, Sex.FEMALE)[sex],
    )


@pytest.fixture(scope="module")
def made():
    random = np.random.default_rng(7)
    people = _people(3_000, random)
    wrong = {"name": 0.06, "birthday": 0.3, "sex": 0.02}
    rows = [
        _row(name_list, number, person, random, wrong)
        for name_list, share in ((ONE, 0.6), (TWO, 0.7))
        for number, person in enumerate(people)
        if random.random() < share
    ]
    numbers = [{entry.person[-5:] for entry in rows if entry.list == one.id} for one in (ONE, TWO)]
    return rows, numbers[0] & numbers[1]


@pytest.fixture(scope="module")
def linked(made):
    return link(made[0], (ONE, TWO), settings=Settings(most_wrong=0.01))


def _is_true(persons):
    return len({person[-5:] for person in persons}) == 1


def test_shares_of_agreement_are_learnt_as_they_were_made(made):
    rows = columns([link_row(entry) for entry in made[0]], [ONE.id, TWO.id])
    found = blocked(rows, 150)
    pairs = (found.left, found.right)
    comparing = Comparing(rows)
    weighing = Weighing(rows, pairs, comparing.grades(*pairs))
    shares = learnt(rows, weighing, pairs, by_chance(rows, comparing, Settings()), Settings())
    both = (0.94 + 0.06 / len(NAMES)) ** 2
    for field in ("father", "grandfather", "family"):
        # Pairs that agree in nothing are in no block, so what is found agrees a little oftener.
        assert shares.m[field][:2].sum() == pytest.approx(both, abs=0.05), field
    assert shares.m["sex"][0] == pytest.approx(0.98**2 + 0.02**2, abs=0.015)
    assert shares.m["born"][2] == pytest.approx(0.7**2 + 0.3**2, abs=0.03)
    assert shares.m["born"][3] == pytest.approx(2 * 0.7 * 0.3, abs=0.03)
    strangers = np.mean([(entry.sex is Sex.MALE) for entry in made[0]])
    assert shares.u["sex"][0] == pytest.approx(strangers**2 + (1 - strangers) ** 2, abs=0.01)


def test_few_links_are_wrong_and_about_as_many_as_expected(made, linked):
    _, common = made
    wrong = sum(not _is_true(group.persons) for group in linked.groups)
    right = len(linked.groups) - wrong
    assert right / len(common) > 0.93
    assert wrong / len(linked.groups) < 0.02
    assert wrong <= 3 * linked.linkage.expected_wrong + 5


def test_probabilities_mean_what_they_say(linked):
    """Of pairs held likely to some degree, about such a share are of one person."""
    told = [
        (pair.probability, _is_true((pair.left, pair.right)))
        for pair in linked.pairs
        if not pair.barred
    ]
    unsure = [one for one in told if 0.02 < one[0] < 0.995]
    assert len(unsure) > 30
    said, true = np.mean(unsure, axis=0)
    assert abs(said - true) < 0.2


def test_no_brothers_are_one_person(made, linked):
    given = {entry.person: entry.name.split()[0] for entry in made[0]}
    assert all(len({given[person] for person in group.persons}) == 1 for group in linked.groups)


def test_a_block_that_is_too_large_is_divided_or_left_out_and_said():
    rows = columns(
        [
            link_row(
                Entry(
                    list=ONE.id, person=f"p{n:02}", issue="i", row=n, name="Samir Odeh", age=n % 2
                )
            )
            for n in range(1, 13)
        ]
    )
    whole = blocked(rows, 12, (Key(("given", "family")),))
    assert len(whole.left) == 66
    divided = blocked(rows, 6, (Key(("given", "family"), ("age",)),))
    assert len(divided.left) == 30
    assert not divided.problems
    left_out = blocked(rows, 6, (Key(("given", "family")),))
    assert not len(left_out.left)
    assert left_out.problems[0].message.startswith("12 rows share their given and family")


def test_more_pairs_than_memory_is_asked_for_are_refused_before_they_are_made(monkeypatch):
    """A million rows would fill the machine; one line says what links them."""
    entries = [
        Entry(list=one.id, person=f"{one.name}{n}", issue="i", row=n, name=f"Samir Odeh {n}")
        for one in (ONE, TWO)
        for n in range(1, 7)
    ]
    link(entries, [ONE, TWO])
    monkeypatch.setattr("onrecord.lists.linking.blocking._MOST_PAIRS", 20)
    with pytest.raises(MachineLacks, match=r"^12 rows make more than 20 pairs, .*onrecord\[link"):
        link(entries, [ONE, TWO])


def _assigned_by_trying(pairs, odds):
    best = 0.0
    for size in range(len(pairs) + 1):
        for chosen in combinations(range(len(pairs)), size):
            ends = [end for at in chosen for end in pairs[at]]
            if len(set(ends)) == len(ends):
                best = max(best, sum(odds[at] for at in chosen))
    return best


@pytest.mark.parametrize("sparsely", [False, True])
def test_the_pairing_is_the_best_there_is(sparsely, monkeypatch):
    if sparsely:
        monkeypatch.setattr("onrecord.lists.linking.assignment._MOST_CELLS", 0)
    random = np.random.default_rng(5)
    entries = [
        Entry(list=(ONE, TWO)[n % 2].id, person=f"p{n}", issue="i", row=1, name=f"n{n}")
        for n in range(10)
    ]
    rows = columns([link_row(entry) for entry in entries], [ONE.id, TWO.id])
    possible = [(a, b) for a in range(10) for b in range(a + 1, 10) if a % 2 != b % 2]
    for _ in range(20):
        pairs = [possible[at] for at in random.choice(len(possible), size=9, replace=False)]
        odds = random.normal(2, 3, size=9)
        left, right = np.array(pairs).T
        chosen = assigned(rows, left, right, odds)
        ends = [*left[chosen], *right[chosen]]
        assert len(set(ends)) == len(ends)
        assert odds[chosen].sum() == pytest.approx(_assigned_by_trying(pairs, odds))


def _shares(drawn):
    ways, counts = np.unique(drawn, axis=0, return_counts=True)
    return {
        tuple(way): count / len(drawn) for way, count in zip(ways.tolist(), counts, strict=True)
    }


def test_chains_draw_as_counting_all_ways_does(monkeypatch):
    """A puzzle small enough to count: two rows of one list, two of another, one of a third."""
    puzzle = Puzzle(
        units=((0,), (1,), (2,), (3,), (4,)),
        lists=(1, 1, 2, 2, 4),
        odds={(0, 2): 2.0, (0, 3): 1.0, (1, 2): 1.5, (1, 3): -1.0, (2, 4): 1.0, (0, 4): -np.inf},
    )
    counted = _shares(Partings(puzzle).drawn(40_000, np.random.default_rng(1)))
    monkeypatch.setattr("onrecord.lists.linking.parting._MOST_WAYS", 1)
    walked = _shares(Partings(puzzle).drawn(40_000, np.random.default_rng(2)))
    for way in counted | walked:
        assert walked.get(way, 0) == pytest.approx(counted.get(way, 0), abs=0.012)


def test_draws_average_to_what_pairs_say(linked):
    draws = sampled(linked, draws=200, seed=1)
    both = (draws.on_lists() == 3).sum(axis=1)
    expected = linked.possible.probability.sum()
    assert both.mean() == pytest.approx(expected, rel=0.01)
    assert both.std() > 1

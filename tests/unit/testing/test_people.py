"""Lists of people who never lived: the truth is kept, and life's difficulties are in them."""

import csv
import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from onrecord.model import Change, Grain
from onrecord.testing.people import (
    FOUR_KEEPERS,
    NO_FAULTS,
    Churn,
    Faults,
    Keeper,
    Writing,
    lists,
    population,
    reissues,
    write_csv,
)
from onrecord.testing.people import words as table
from onrecord.testing.people.letters import latin, slip, written
from onrecord.testing.people.population import lexicon
from onrecord.testing.people.writing import spelt, swapped_days

PEOPLE = population(20_000, seed=5)


def only(**told):
    return lists(PEOPLE, [Keeper(name="one", chances=(1.0,), **told)], seed=1).rows[0]


class TestPopulation:
    def test_the_same_seed_gives_the_same_people_and_another_seed_others(self):
        again, other = population(20_000, seed=5), population(20_000, seed=6)
        assert all(
            np.array_equal(getattr(PEOPLE, name), getattr(again, name)) for name in PEOPLE.__slots__
        )
        assert not np.array_equal(PEOPLE.given, other.given)

    def test_common_names_are_as_common_as_in_life(self):
        men = PEOPLE.given[~PEOPLE.female]
        shares = np.sort(np.bincount(men) / len(men))[::-1]
        assert 0.06 < shares[0] < 0.15  # one man in ten or so has the commonest name
        assert shares[:10].sum() > 0.3
        assert (shares > 0).sum() > 150  # and there are rare ones

    def test_most_families_are_small_and_some_names_are_borne_by_many(self):
        shares = np.sort(np.bincount(PEOPLE.family) / len(PEOPLE))[::-1]
        assert 0.015 < shares[0] < 0.06
        assert (shares > 0).sum() > 800

    def test_siblings_share_father_town_and_day_and_never_a_given_name(self):
        child = ~PEOPLE.parent
        siblings = (np.diff(PEOPLE.household) == 0) & child[1:] & child[:-1]
        assert siblings.mean() > 0.3
        for field in ("father", "grandfather", "family", "place", "died"):
            assert (np.diff(getattr(PEOPLE, field))[siblings] == 0).all()
        homes_and_names = PEOPLE.household * 10_000 + PEOPLE.given
        assert len(np.unique(homes_and_names)) == len(PEOPLE)

    def test_a_father_who_died_with_his_children_gave_them_his_name(self):
        father = np.flatnonzero(PEOPLE.parent)
        assert len(father) > 100
        assert (PEOPLE.father[father + 1] == PEOPLE.given[father]).all()
        assert (PEOPLE.grandfather[father + 1] == PEOPLE.father[father]).all()
        assert (PEOPLE.born[father + 1] - PEOPLE.born[father] > 17 * 365).all()
        assert not PEOPLE.female[father].any()

    def test_twins_are_of_one_day_and_other_siblings_are_not(self):
        twin = np.flatnonzero(PEOPLE.twin)
        assert len(twin) > 100
        assert (PEOPLE.born[twin] == PEOPLE.born[twin - 1]).all()
        assert (PEOPLE.household[twin] == PEOPLE.household[twin - 1]).all()
        later = (np.diff(PEOPLE.household) == 0) & ~PEOPLE.twin[1:]
        assert (np.diff(PEOPLE.born)[later] > 300).all()

    def test_nobody_is_born_after_their_death(self):
        assert (PEOPLE.born <= PEOPLE.died).all()
        assert (PEOPLE.died - PEOPLE.born < 137 * 366).all()

    def test_classes_have_the_shares_that_were_asked_for(self):
        made = population(20_000, seed=1, classes=(0.2, 0.8))
        assert made.latent.mean() == pytest.approx(0.8, abs=0.02)

    def test_no_people_are_a_population_too(self):
        assert len(population(0)) == 0
        assert list(lists(population(0), FOUR_KEEPERS).entries()) == []

    def test_word_lists_hold_parts_of_names_and_no_word_twice(self):
        for words in (table.MEN, table.WOMEN, table.FAMILIES):
            assert len(set(words)) == len(words)
            assert all(
                len(word.removeprefix("ʿabd ").split()) == 1 or word == "nūr al-dīn"
                for word in words
            )


class TestLetters:
    @pytest.mark.parametrize(
        ("word", "hands"),
        [
            ("ʿabd al-raḥmān", ["عبد الرحمن", "عبدالرحمن", "Abd al-Rahman", "Abdul Rahman", "Abdelrahman"]),
            ("fāṭima", ["فاطمة", "فاطمه", "Fatima", "Fatemah", "Fatema", "Fatima", "Fateme"]),
            ("fuʾād", ["فؤاد", "فؤاد", "Fuad"]),
            ("wāʾil", ["وائل", "وائل", "Wail"]),
            ("muṣṭafá", ["مصطفى", "مصطفي", "Mustafa"]),
            ("al-ḵaṭīb", ["الخطيب", "الخطيب", "al-Khatib", "Al Khateeb", "El-Khatib", "El Khatib", "al-Chatib"]),
            ("šawqī", ["شوقي", "شوقي", "Shawqi", "Shawqi", "Shoki", "Chaouki", "Schawqi"]),
            ("jamāl", ["جمال", "جمال", "Jamal", "Jamal", "Gamal", "Djamal", "Dschamal"]),
        ],
    )  # fmt: skip
    def test_hands_write_a_name_each_in_its_own_way(self, word, hands):
        assert [written(word, hand) for hand in Writing][: len(hands)] == hands

    def test_every_word_is_written_in_letters_of_its_own_script_alone(self):
        for hand in Writing:
            for word in spelt()[hand, :, 0]:
                assert all(
                    sign in " -"
                    or (("\u0600" <= sign <= "\u06ff") == hand.is_arabic and sign.isalpha())
                    for sign in word
                ), word
                assert hand.is_arabic or word.isascii(), word

    def test_a_slip_changes_most_words_by_a_letter_or_two(self):
        chance = np.random.default_rng(3)
        made = [
            (word, slip(word, chance))
            for word in (latin(one, Writing.ENGLISH) for one in table.MEN)
        ]
        assert sum(one != two for one, two in made) > 0.7 * len(made)
        assert all(abs(len(one) - len(two)) <= 1 for one, two in made)
        assert slip("Li", chance) == "Li"

    def test_day_and_month_are_swapped_only_where_both_are_months(self):
        first, last = np.array([737_060, 737_090])  # 2019
        turned = swapped_days(int(first), int(last))
        twice = [int(swapped_days(day, day)[0]) for day in turned.tolist()]
        assert twice == list(range(first, last + 1))
        assert (turned != np.arange(first, last + 1)).any()


class TestLists:
    def test_every_row_knows_its_true_person(self):
        made = lists(PEOPLE, FOUR_KEEPERS, seed=1)
        entries = list(made.entries())
        assert len({entry.person for entry in entries}) == len(entries) == len(made.truth)
        by_person = {entry.person: entry for entry in entries}
        for told, name_list in zip(made.rows, made.lists, strict=True):
            entry = by_person[told.person(7)]
            assert entry.list == name_list.id
            assert entry.name == told.name[7]
            assert made.truth[entry.person] == told.people[7]
            assert entry.row == 8

    def test_the_same_seed_gives_the_same_lists_and_another_seed_others(self):
        one, two, three = (lists(PEOPLE, FOUR_KEEPERS, seed=seed) for seed in (1, 1, 2))
        assert list(one.entries()) == list(two.entries())
        assert next(one.entries()) != next(three.entries())

    def test_a_list_without_faults_says_of_each_person_what_is_true(self):
        told = only(faults=NO_FAULTS, has_parts=True, other_writing=Writing.ARABIC)
        assert sorted(told.people.tolist()) == list(range(len(PEOPLE)))
        terms = lexicon().words
        for entry, person in zip(
            told.entries("iss_x", np.arange(500)), told.people.tolist(), strict=False
        ):
            assert entry.given == written(terms[PEOPLE.given[person]], Writing.ENGLISH)
            assert entry.name == f"{entry.given} {entry.father} {entry.grandfather} {entry.family}"
            assert entry.born.earliest.toordinal() == PEOPLE.born[person]
            assert entry.when.earliest.toordinal() == PEOPLE.died[person]
            assert entry.age == int((PEOPLE.died[person] - PEOPLE.born[person]) / 365.2425)
            assert (entry.sex == "female") == PEOPLE.female[person]
            assert written(terms[PEOPLE.family[person]], Writing.ARABIC) in entry.other_names[0]

    def test_lists_find_each_class_as_often_as_their_chances_say(self):
        found = population(20_000, seed=1, classes=(0.5, 0.5))
        made = lists(found, [Keeper(name="one", chances=(0.1, 0.6))], seed=4).inclusion()[:, 0]
        assert made[found.latent == 0].mean() == pytest.approx(0.1, abs=0.02)
        assert made[found.latent == 1].mean() == pytest.approx(0.6, abs=0.02)

    def test_lists_find_people_independently_within_a_class(self):
        keepers = [Keeper(name=name, chances=(0.3,)) for name in ("one", "two")]
        both = lists(PEOPLE, keepers, seed=4)
        assert both.inclusion().all(axis=1).mean() == pytest.approx(0.09, abs=0.01)
        assert both.true_pairs() == both.inclusion().all(axis=1).sum()

    @pytest.mark.parametrize(
        ("fault", "happens"),
        [
            ("no_father", lambda told: told.father == None),  # noqa: E711 - of an array
            ("no_grandfather", lambda told: told.grandfather == None),  # noqa: E711
            ("no_family", lambda told: told.family == None),  # noqa: E711
            ("kunya", lambda told: [name.startswith("Abu ") for name in told.given]),
            ("unknown_given", lambda told: [name in _UNKNOWN for name in told.given]),
            ("swapped", lambda told: _part(told, "father") & _part(told, "grandfather")),
            ("slip", lambda told: _part(told, "given")),
            ("age_off", lambda told: told.age != _age(told)),
            ("no_age", lambda told: told.age == -1),
            ("no_sex", lambda told: told.female == -1),
            ("no_born", lambda told: told.born == -1),
            ("born_year_only", lambda told: told.born_year_only),
            ("day_month", lambda told: told.born != PEOPLE.born[told.people]),
            ("date_off", lambda told: told.died != PEOPLE.died[told.people]),
            ("no_date", lambda told: told.died == -1),
            ("no_place", lambda told: told.place == None),  # noqa: E711
            ("other_place", lambda told: told.place != spelt()[Writing.ENGLISH, PEOPLE.place[told.people], 0]),
        ],
    )  # fmt: skip
    def test_each_fault_happens_about_as_often_as_asked_and_no_other_does(self, fault, happens):
        none = only(faults=NO_FAULTS)
        assert not np.asarray(happens(none)).any()
        share = np.asarray(happens(only(faults=replace(NO_FAULTS, **{fault: 0.4})))).mean()
        assert 0.1 < share < 0.45  # a slip may leave a word as it is, a day may have no other

    def test_strays_are_in_other_hands_of_the_same_letters(self):
        told = only(faults=NO_FAULTS, strays=0.5)
        assert 0.1 < np.mean(_part(told, "given")) < 0.5
        assert all(name.isascii() for name in told.name)

    def test_doubles_are_two_rows_of_one_person_told_anew(self):
        made = lists(
            PEOPLE, [Keeper(name="one", chances=(0.5,), doubles=0.1, faults=Faults(no_age=0.5))]
        )
        told, counts = made.rows[0], np.bincount(made.rows[0].people)
        assert (counts == 2).sum() == pytest.approx((counts > 0).sum() * 0.1, rel=0.2)
        assert counts.max() == 2
        assert not made.lists[0].has_each_once
        twice = np.flatnonzero(counts == 2)
        ages = [tuple(told.age[told.people == person]) for person in twice.tolist()]
        assert any(one != two for one, two in ages)

    def test_a_list_that_copies_another_has_its_rows_as_they_stand_there(self):
        keepers = [
            Keeper(name="one", chances=(0.5,), writing=Writing.FRENCH),
            Keeper(name="two", chances=(0.1,), copies="one", copied=0.4),
        ]
        made = lists(PEOPLE, keepers, seed=3)
        one, two = made.rows
        taken = two.said_by == "one"
        assert taken.sum() == pytest.approx(0.4 * len(one), rel=0.1)
        names = dict(zip(one.people.tolist(), one.name, strict=True))
        assert all(
            names[person] == name
            for person, name in zip(two.people[taken].tolist(), two.name[taken], strict=True)
        )
        assert len(np.unique(two.people)) == len(two)
        assert made.lists[1].draws_on == ("one",)

    def test_a_keeper_copies_only_what_is_there_and_knows_every_class(self):
        with pytest.raises(ValueError, match="not made yet"):
            lists(PEOPLE, [Keeper(name="two", copies="one")])
        with pytest.raises(ValueError, match="1 chances for 2 classes"):
            lists(population(50, classes=(0.5, 0.5)), [Keeper(name="one")])

    def test_a_year_alone_is_a_year_of_birth(self):
        entry = next(only(faults=replace(NO_FAULTS, born_year_only=1.0)).entries("iss_x"))
        assert entry.born.grain is Grain.YEAR
        assert entry.born.earliest.month, entry.born.latest.month == (1, 12)

    def test_tables_have_a_column_for_all_that_is_told(self):
        told = only(has_parts=True, other_writing=Writing.ARABIC)
        file = io.StringIO()
        write_csv(told, file)
        table_rows = list(csv.DictReader(io.StringIO(file.getvalue())))
        assert len(table_rows) == len(told)
        assert [row["Name"] for row in table_rows[:50]] == told.name[:50].tolist()
        assert table_rows[0].keys() == {
            "No", "Name", "Name (other)", "Given", "Father", "Grandfather", "Family", "Sex", "Age",
            "Born", "Date", "Place",
        }  # fmt: skip


class TestReissues:
    keeper = Keeper(name="one", chances=(0.2,), churn=Churn(issues=4, removed=0.1, changed=0.1))

    def test_changes_are_what_differs_between_two_issues(self):
        made = lists(PEOPLE, [self.keeper], seed=2)
        issues = reissues(made.lists[0], made.rows[0], seed=3)
        assert len(issues) == 4
        assert issues[0].changes == {}
        seen = set(Change)
        for before, after in pairwise(issues):
            old, new = set(before.numbers.tolist()), set(after.numbers.tolist())
            of = {
                kind: {row for row, change in after.changes.items() if change is kind}
                for kind in Change
            }
            assert of[Change.ADDED] | of[Change.RETURNED] == new - old
            assert of[Change.REMOVED] == old - new
            told = [
                {entry.person: (entry.name, entry.age) for entry in one.entries()}
                for one in (before, after)
            ]
            differ = {
                person
                for person in told[0].keys() & told[1].keys()
                if told[0][person] != told[1][person]
            }
            assert differ == {after.rows.person(row) for row in of[Change.CHANGED]}
            seen -= {kind for kind, rows in of.items() if rows}
        assert not seen

    def test_who_returns_was_there_before(self):
        made = lists(PEOPLE, [self.keeper], seed=2)
        issues = reissues(made.lists[0], made.rows[0], seed=3)
        been: set[int] = set()
        for issue in issues:
            for row, change in issue.changes.items():
                assert (row in been) == (change is not Change.ADDED)
            been |= set(issue.numbers.tolist())


_UNKNOWN = {"Unknown", "Daughter of", "Son of", "Unidentified"}


def _part(told, name):
    return getattr(told, name) != spelt()[Writing.ENGLISH, getattr(PEOPLE, name)[told.people], 0]


def _age(told):
    return ((PEOPLE.died - PEOPLE.born)[told.people] / 365.2425).astype(int)

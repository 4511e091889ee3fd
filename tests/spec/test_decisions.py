"""What people decide goes before every rule; an incident keeps its id through it all."""

from datetime import UTC, datetime, timedelta

import pytest

from onrecord import group, testing
from onrecord.model import Choice, Decision, standing

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
MAP = testing.world("""
    town Dahyan < province Northern < country Ardania
    town Tal Amar < province Northern < country Ardania
    town Port Sela < province Coastal < country Ardania
""")
SHELF = testing.documents("""
    a.txt | The Courier | 2018-08-20
    b.txt | Northern Post | 2018-08-21
    c.txt | Harbour News | 2018-08-22
""")


class Desk:
    """A record of claims and decisions, worked out anew after each step as the program does."""

    def __init__(self, table):
        self.claims = list(testing.claims(table))
        self.decisions = []
        self.given = ()
        self.work_out()

    def work_out(self):
        found = group.incidents(
            self.claims, SHELF, MAP.place, MAP.actor, standing(self.decisions), self.given
        )
        self.found, self.given = found, found.given

    def add(self, table):
        self.claims += testing.claims(table)
        self.work_out()

    def decide(self, choice, claims=(), others=(), target=None, by="Amal"):
        at = NOON + timedelta(minutes=len(self.decisions))
        self.decisions.append(
            Decision(
                choice=choice, by=by, at=at, why="Seen.", target=target,
                claims=self.ids(*claims), others=self.ids(*others),
            )
        )  # fmt: skip
        self.work_out()

    def ids(self, *words):
        by_words = {claim.passage.exact: claim.id for claim in self.claims}
        return tuple(by_words[one] for one in words)

    def incidents(self):
        """Return each incident's id with the words of its claims."""
        words = {claim.id: claim.passage.exact for claim in self.claims}
        return {one.id: {words[c] for c in one.claim_ids} for one in self.found.incidents}

    def id_of(self, words):
        return next(name for name, held in self.incidents().items() if words in held)

    def became(self, incident_id):
        (one,) = [one for one in self.given if one.id == incident_id]
        return one.is_retired, one.followed_by

    def problems(self):
        return group.overruled(standing(self.decisions), [claim.id for claim in self.claims])


TWO_TOWNS = """
    a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
    a.txt | "9 hurt" | injured | 9 | in Dahyan | 2018-08-09
    b.txt | "sixteen dead" | killed | 16 | in Tal Amar | 2018-08-09
"""


def test_what_a_person_brings_together_is_one_incident_whatever_keeps_it_apart():
    """Two towns are never one place to the rules; a person knows that one name is a mistake."""
    desk = Desk(TWO_TOWNS)
    kept, gone = desk.id_of("16 villagers"), desk.id_of("sixteen dead")
    desk.decide(Choice.TOGETHER, ["16 villagers", "sixteen dead"])
    assert desk.incidents() == {kept: {"16 villagers", "9 hurt", "sixteen dead"}}
    assert desk.became(gone) == (True, (kept,))


def test_who_brought_claims_together_is_said_where_the_tie_stands():
    """A member that no rule ties says whose decision it is, and why."""
    desk = Desk(TWO_TOWNS)
    desk.decide(Choice.TOGETHER, ["16 villagers", "sixteen dead"])
    (incident,) = desk.found.incidents
    assert dict(incident.why)[desk.ids("sixteen dead")[0]] == (
        "decided by Amal (Seen.): as “16 villagers” in a.txt"
    )


def test_what_a_person_splits_off_stays_off():
    """Two raids of one day on one village, which only a reader can tell apart."""
    desk = Desk("""
        a.txt | "16 in the morning raid" | killed | 16 | in Dahyan | 2018-08-09
        a.txt | "16 in the second" | killed | 16 | in Dahyan | 2018-08-09
    """)
    (before,) = desk.incidents()
    desk.decide(Choice.APART, ["16 in the second"], ["16 in the morning raid"])
    assert desk.id_of("16 in the morning raid") == before
    assert len(desk.incidents()) == 2


def test_no_later_report_brings_together_what_a_person_split():
    """A report that fits both raids joins one of them, and never makes the two one."""
    desk = Desk("""
        a.txt | "16 in the morning raid" | killed | 16 | in Dahyan | 2018-08-09
        a.txt | "14 in the second" | killed | 14 | in Dahyan | 2018-08-09
    """)
    desk.decide(Choice.APART, ["14 in the second"], ["16 in the morning raid"])
    desk.add("""
        b.txt | "16 dead" | killed | 16 | in Dahyan | 2018-08-09
        c.txt | "14 dead" | killed | 14 | in Dahyan | 2018-08-09
    """)
    assert desk.id_of("16 in the morning raid") != desk.id_of("14 in the second")
    assert len(desk.incidents()) == 2


def test_a_person_goes_before_what_a_document_says():
    """A report may be wrong about what it counts in what."""
    desk = Desk("""
        a.txt | "20 in the raid" | killed | 20 | in Dahyan | 2018-08-09
        a.txt | "4 of them" | killed | 4 | in Dahyan | 2018-08-09 | part of "20 in the raid"
    """)
    assert len(desk.incidents()) == 1
    desk.decide(Choice.APART, ["4 of them"], ["20 in the raid"])
    assert len(desk.incidents()) == 2


def test_a_claim_of_things_does_not_hang_where_a_person_took_it_away():
    """What stands beside people harmed yields to a decision too."""
    desk = Desk("""
        a.txt | "killed 11" | killed | 11 | in Dahyan | 2018-08-09
        a.txt | "20 shells" | attacked | 20 | in Dahyan | 2018-08-09 | munitions
    """)
    desk.decide(Choice.APART, ["20 shells"], ["killed 11"])
    assert [aside.reason.value for aside in desk.found.asides] == ["not people"]


def test_an_undoing_brings_back_what_was_with_its_ids():
    """Who cited the second id may go on citing it: it means what it meant."""
    desk = Desk(TWO_TOWNS)
    before = desk.incidents()
    desk.decide(Choice.TOGETHER, ["16 villagers", "sixteen dead"])
    desk.decide(Choice.UNDO, target=desk.decisions[0].id)
    assert desk.incidents() == before


def test_an_id_comes_back_to_its_own_side_however_much_was_added_meanwhile():
    """Reports that came while two incidents were one do not turn their ids round."""
    desk = Desk(TWO_TOWNS)
    first, second = desk.id_of("16 villagers"), desk.id_of("sixteen dead")
    desk.decide(Choice.TOGETHER, ["16 villagers", "sixteen dead"])
    desk.add("""
        c.txt | "16 bodies" | killed | 16 | in Tal Amar | 2018-08-09
        c.txt | "15 buried" | killed | 15 | in Tal Amar | 2018-08-09
        c.txt | "14 named" | killed | 14 | in Tal Amar | 2018-08-09
    """)
    desk.decide(Choice.UNDO, target=desk.decisions[0].id)
    assert desk.id_of("16 villagers") == first
    assert desk.id_of("sixteen dead") == desk.id_of("16 bodies") == second


def test_an_earlier_report_does_not_change_an_incidents_id():
    """A page found later may be older than all others: the incident is still the same."""
    desk = Desk('b.txt | "sixteen dead" | killed | 16 | in Dahyan | 2018-08-09')
    (before,) = desk.incidents()
    desk.add('a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09')
    assert desk.incidents() == {before: {"16 villagers", "sixteen dead"}}
    assert desk.found.incidents[0].claim_ids[0] == desk.ids("16 villagers")[0]


def test_a_report_that_makes_two_incidents_one_leaves_the_id_that_stood_for_more():
    """The other is retired, and says where its claims are."""
    desk = Desk("""
        a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
        b.txt | "sixteen dead" | killed | 16 | in Dahyan | 2018-08-09
        b.txt | "3 at the port" | killed | 3 | in Port Sela | 2018-08-09
    """)
    more, less = desk.id_of("16 villagers"), desk.id_of("3 at the port")
    desk.decide(Choice.TOGETHER, ["3 at the port", "16 villagers"])
    assert list(desk.incidents()) == [more]
    assert desk.became(less) == (True, (more,))


def test_a_split_leaves_the_id_with_the_part_that_has_more():
    """And in equal parts with the one that nobody split off."""
    desk = Desk("""
        a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
        b.txt | "sixteen dead" | killed | 16 | in Dahyan | 2018-08-09
        c.txt | "16 bodies" | killed | 16 | in Dahyan | 2018-08-09
    """)
    (before,) = desk.incidents()
    desk.decide(Choice.APART, ["16 villagers"], ["sixteen dead", "16 bodies"])
    assert desk.id_of("16 bodies") == before
    desk.decide(Choice.APART, ["sixteen dead"], ["16 bodies"])
    assert desk.id_of("16 bodies") == before


def test_an_id_is_never_given_to_something_else():
    """A new incident whose first claim once made an id gets another one."""
    desk = Desk("""
        a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
        b.txt | "sixteen dead" | killed | 16 | in Dahyan | 2018-08-09
        c.txt | "16 bodies" | killed | 16 | in Dahyan | 2018-08-09
    """)
    (before,) = desk.incidents()  # made from "16 villagers"
    desk.decide(Choice.APART, ["16 villagers"], ["sixteen dead", "16 bodies"])
    assert desk.id_of("16 villagers") != before


def test_the_later_of_two_decisions_that_contradict_each_other_holds():
    """The earlier one still holds for claims on which nothing was decided later."""
    desk = Desk("""
        a.txt | "5 at the port" | killed | 5 | in Port Sela | 2018-08-09
        a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
        b.txt | "3 at the hill" | killed | 3 | in Tal Amar | 2018-08-09
    """)
    desk.decide(Choice.TOGETHER, ["5 at the port", "16 villagers", "3 at the hill"])
    desk.decide(Choice.APART, ["5 at the port"], ["16 villagers", "3 at the hill"], by="Bo")
    assert set(map(frozenset, desk.incidents().values())) == {
        frozenset({"16 villagers", "3 at the hill"}),
        frozenset({"5 at the port"}),
    }
    (problem,) = desk.problems()
    assert problem.code == "decision-overruled"
    assert problem.where == desk.decisions[0].id
    assert "Bo decided" in problem.message


def test_a_later_merge_holds_against_an_earlier_split():
    """Whoever decides last has seen what was decided before."""
    desk = Desk(TWO_TOWNS)
    desk.decide(Choice.APART, ["16 villagers"], ["sixteen dead"])
    desk.decide(Choice.TOGETHER, ["16 villagers", "sixteen dead"])
    assert len(desk.incidents()) == 1
    assert [problem.where for problem in desk.problems()] == [desk.decisions[0].id]


def test_two_merges_do_not_join_what_a_later_split_keeps_apart():
    """Neither a claim nor a chain of decisions brings the two sides together."""
    desk = Desk("""
        a.txt | "5 at the port" | killed | 5 | in Port Sela | 2018-08-09
        a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
        b.txt | "3 at the hill" | killed | 3 | in Tal Amar | 2018-08-09
    """)
    desk.decide(Choice.TOGETHER, ["5 at the port", "16 villagers"])
    desk.decide(Choice.TOGETHER, ["16 villagers", "3 at the hill"])
    desk.decide(Choice.APART, ["5 at the port"], ["3 at the hill"])
    assert desk.id_of("5 at the port") != desk.id_of("3 at the hill")
    assert desk.id_of("16 villagers") == desk.id_of("3 at the hill")
    assert [problem.where for problem in desk.problems()] == [desk.decisions[0].id]


def test_what_is_attached_to_merged_incidents_stays_apart_as_decided():
    """A split holds also where each side hangs on one half of a merged incident."""
    desk = Desk("""
        a.txt | "5 at the port" | killed | 5 | in Port Sela | 2018-08-09
        b.txt | "five at the port" | killed | 5 | in Port Sela | 2018-08-09
        a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
        b.txt | "16 in Dahyan" | killed | 16 | in Dahyan | 2018-08-09
    """)
    desk.decide(Choice.APART, ["five at the port"], ["16 in Dahyan"])
    desk.decide(Choice.TOGETHER, ["5 at the port", "16 villagers"])
    assert desk.id_of("5 at the port") == desk.id_of("16 villagers")
    assert desk.id_of("five at the port") != desk.id_of("16 in Dahyan")


@pytest.mark.parametrize("choice", [Choice.TRACE, Choice.SETTLE])
def test_other_decisions_leave_incidents_as_they_are(choice):
    """Whom a claim goes back to, and that a problem is settled, moves no claim."""
    desk = Desk(TWO_TOWNS)
    decision = Decision(
        choice=choice, by="Amal", at=NOON, why="Seen.",
        claims=desk.ids("16 villagers") if choice is Choice.TRACE else (),
        origin="Health Ministry", target="prb_1",
    )  # fmt: skip
    before = desk.incidents()
    desk.decisions.append(decision)
    desk.work_out()
    assert desk.incidents() == before


def test_a_late_report_that_a_person_took_away_is_not_brought_back():
    """The rule that finds the one incident of a late report yields to a decision, too."""
    desk = Desk("""
        a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
        c.txt | "16 dead in August" | killed | 16 | in Dahyan | 2018-08
    """)
    assert len(desk.incidents()) == 1
    desk.decide(Choice.APART, ["16 dead in August"], ["16 villagers"])
    assert len(desk.incidents()) == 2


def test_a_late_report_joins_two_incidents_that_a_person_says_are_one():
    """It fitted both and joined neither; once they are one, it fits that alone."""
    desk = Desk("""
        a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
        b.txt | "sixteen dead" | killed | 16 | in Dahyan | 2018-08-10
        c.txt | "16 dead in August" | killed | 16 | in Dahyan | 2018-08
    """)
    assert len(desk.incidents()) == 3
    desk.decide(Choice.TOGETHER, ["16 villagers", "sixteen dead"])
    assert len(desk.incidents()) == 1
    desk.decide(Choice.UNDO, target=desk.decisions[0].id)
    assert len(desk.incidents()) == 3

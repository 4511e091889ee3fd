"""What a reader is told has changed between two releases, and what a notice never repeats."""

from dataclasses import replace

import pytest

from onrecord.model.public import (
    Allegation,
    Piece,
    PublicCell,
    PublicFigure,
    PublicRuling,
    PublicSource,
    Withheld,
    Words,
)
from onrecord.model.side import Role
from onrecord.publish import changes
from onrecord.publish.changes import Altered, Change, Corrected, Kind, Regraded
from onrecord.testing import publics


def told(*incidents, **public):
    return tuple(changes.told(publics.public(*incidents, **public)))


def between(before, after, **public):
    """What is told of a release of `after` that follows one of `before`."""
    later = publics.public(*after, **public)
    return changes.between(told(*before), changes.told(later), later.retired)


def killed(minimum, maximum):
    return PublicFigure(
        outcome="killed", minimum=minimum, maximum=maximum, rule="one origin", used=()
    )


def airwars(verdict, *, version="1", why=""):
    return PublicRuling(
        rulebook="airwars",
        version=version,
        codebook="Airwars methodology",
        cells=(PublicCell(name="grade", value=verdict, why=publics.words(why)),),
        in_short=(("killed", "12"), ("injured", "not told"), ("verdict", verdict)),
    )


def test_the_same_twice_is_no_change():
    """A release of the same record tells of no change."""
    assert between([publics.incident()], [publics.incident()]) == ()


def test_an_incident_that_was_in_no_release_is_new():
    """The second incident was published for the first time."""
    one, two = publics.incident(1), publics.incident(2)
    assert between([one], [one, two]) == (Change(incident_id=two.id, kind=Kind.NEW),)


def test_a_figure_that_is_another_is_corrected_from_what_to_what():
    """12 killed became 12 to 15, and no end was known for the injured."""
    one = publics.incident()
    now = replace(
        one,
        figures=(
            killed(12, 15),
            PublicFigure(outcome="injured", minimum=3, maximum=None, rule="", used=()),
        ),
    )
    [change] = between([one], [now])
    assert change.kind is Kind.CORRECTED
    assert change.figures == (
        Corrected(outcome="killed", before=(12, 12), after=(12, 15)),
        Corrected(outcome="injured", before=None, after=(3, None)),
    )


def test_or_more_is_part_of_a_figure():
    """Of 26 to 55 one source says at least 55; later nobody does."""
    at_least = publics.claim(low=55, high=None)
    exactly = publics.claim(low=55, high=55)
    figure = replace(killed(26, 55), used=(at_least.id,))
    before, after = (
        publics.incident(figures=(figure,), claims=(claim,)) for claim in (at_least, exactly)
    )
    [change] = between([before], [after])
    assert change.figures == (
        Corrected(outcome="killed", before=(26, 55), after=(26, 55), was_open=True),
    )


def test_unknown_is_told_apart_from_none():
    """A figure of 0 that becomes unknown is a correction: unknown is not zero."""
    one = replace(publics.incident(), figures=(killed(0, 0),))
    [change] = between([one], [replace(one, figures=(killed(None, None),))])
    assert change.figures == (Corrected(outcome="killed", before=(0, 0), after=(None, None)),)


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("when", publics.day(2024, 5, 13), "when"),
        ("places", (replace(publics.TOWN, name="Southport"),), "where"),
        ("accused", (Allegation(name="Blue Army", said_by=("Saada health office",)),), "accused"),
    ],
)
def test_another_day_place_or_accused_is_a_correction_that_does_not_repeat_the_old(
    field, value, part
):
    """The incident's page says what it is now; what it was is in the earlier release alone."""
    [change] = between([publics.incident()], [publics.incident(**{field: value})])
    assert (change.kind, change.parts) == (Kind.CORRECTED, (part,))
    line = changes.as_line(change)
    assert not [old for old in ("Northport", "2024-05-14", "Red Army") if old in line]


def test_a_rulebooks_verdict_that_is_another_is_a_regrading():
    """Airwars' grade went from Weak to Fair; the figure stands."""
    weak, fair = (publics.incident(rulings=(airwars(v),)) for v in ("Weak", "Fair"))
    [change] = between([weak], [fair])
    assert change.kind is Kind.REGRADED
    assert change.gradings == (
        Regraded(rulebook="airwars", what="verdict", before="Weak", after="Fair"),
    )


def test_a_rulebooks_number_that_is_another_is_a_correction():
    """Airwars counts 12 killed no more but 14; the figure by no rulebook stands."""
    before = airwars("Fair")
    after = replace(before, in_short=(("killed", "14"), *before.in_short[1:]))
    [change] = between([publics.incident(rulings=(before,))], [publics.incident(rulings=(after,))])
    assert change.kind is Kind.CORRECTED
    assert change.gradings == (
        Regraded(rulebook="airwars", what="killed", before="12", after="14"),
    )
    by_reading = publics.incident(rulings=(replace(after, version="2"),))
    [change] = between([publics.incident(rulings=(before,))], [by_reading])
    assert change.kind is Kind.REGRADED


def test_a_grade_that_changed_with_our_reading_of_the_rulebook_says_so():
    """The program reads the rulebook otherwise now: it may be no news of the incident."""
    before = publics.incident(rulings=(airwars("Weak"),))
    after = publics.incident(rulings=(airwars("Fair", version="2"),))
    [change] = between([before], [after])
    assert change.gradings[0].is_new_reading


def test_a_rulebook_more_or_less_changes_no_incident():
    """Which rulebooks are shown is the release's matter, told once, and not of every incident."""
    without, with_one = publics.incident(), publics.incident(rulings=(airwars("Weak"),))
    assert between([without], [with_one]) == ()
    assert between([with_one], [without]) == ()


def test_where_only_words_or_sources_changed_the_incident_is_reworded():
    """The figures stand; a source was named that was not known before."""
    one = publics.incident()
    second = PublicSource(id="org_2", name="Harbour Watch", role=Role.NOT_A_PARTY, claim_ids=())
    [change] = between([one], [replace(one, sources=(*one.sources, second))])
    assert (change.kind, change.parts) == (Kind.REWORDED, ("sources",))


def test_another_title_of_a_document_rewords_the_incidents_that_rest_on_it():
    """The page of the incident shows it."""
    one = publics.incident()
    retitled = replace(publics.DOCUMENT, title=publics.words("Market struck"))
    before = told(one)
    after = told(one, documents={retitled.id: retitled})
    assert [c.parts for c in changes.between(before, after)] == [("sources",)]


def test_that_a_person_has_decided_is_told():
    """What was a proposal is a decided figure now."""
    [change] = between([publics.incident(is_decided=False)], [publics.incident()])
    assert (change.kind, change.parts) == (Kind.REWORDED, ("decided",))


def test_what_is_public_no_more_is_withdrawn_by_its_id_alone():
    """Nothing that the earlier release said of it is repeated."""
    one, two = publics.incident(1), publics.incident(2)
    [change] = between([one, two], [one])
    assert change == Change(incident_id=two.id, kind=Kind.WITHDRAWN)


def test_a_merged_incident_leads_to_where_its_claims_are_now():
    """Through every merge since, and only to incidents that are public."""
    one, two, three = (publics.incident(n) for n in (1, 2, 3))
    retired = ((two.id, ("inc_between",)), ("inc_between", (one.id, three.id, "inc_held_back")))
    [change] = between([one, two], [one], retired=retired)
    assert change.now_at == (one.id,)


def test_a_notice_says_nothing_of_what_was_taken_out():
    """
    A name was seen in a claim and is withheld now; the place is told less exactly.

    Who compares the releases may find it; the notice does not point there: it says that words
    changed, no more.
    """
    named = Words(pieces=(Piece(text="Salim Haddad, 41, and 11 people were killed"),))
    masked = Words(
        pieces=(Piece(text="", withheld=Withheld.NAME), Piece(text=" and 11 people were killed"))
    )
    before = publics.incident(claims=(publics.claim(exact=named),))
    after = publics.incident(
        claims=(publics.claim(exact=masked),),
        places=(replace(publics.TOWN, name="Saada", is_coarsened=True),),
        withheld=((Withheld.NAME, 1), (Withheld.PLACE, 1)),
    )
    [change] = between([before], [after])
    assert (change.kind, change.parts) == (Kind.REWORDED, ("words",))


def test_what_a_release_keeps_of_itself_holds_no_words():
    """So what is taken out of a later release stands in no summary that is kept."""
    kept = "\n".join(map(changes.as_line, told(publics.incident(rulings=(airwars("Weak"),)))))
    for word in ("Northport", "Red Army", "health office", "2024-05", "market", "people were"):
        assert word not in kept


def test_summaries_and_changes_come_back_from_their_lines_as_they_were():
    """They are kept as lines of JSON."""
    one = publics.incident(rulings=(airwars("Weak"),))
    for kept in told(one):
        assert changes.from_line(changes.as_line(kept)) == kept
    for change in between([one], [replace(one, figures=(killed(1, None),), when=None)]):
        assert changes.change_from_line(changes.as_line(change)) == change
    [gone] = between([one], [publics.incident(2)], retired=((one.id, (publics.incident(2).id,)),))[
        1:
    ]
    assert changes.change_from_line(changes.as_line(gone)) == gone
    method = changes.practice(publics.public())
    assert changes.practice_from_line(changes.as_line(method)) == method
    altered = Altered(what="program", before="onrecord 1", after="onrecord 2")
    assert changes.altered_from_line(changes.as_line(altered)) == altered


@pytest.mark.parametrize(
    "line", ["", "[]", '{"is":"change","incident_id":"a"}', '{"is":"told"}', "{"]
)
def test_another_line_is_refused(line):
    """A summary that was cut off is no summary."""
    with pytest.raises(ValueError, match="not a line of a release"):
        changes.from_line(line)


def test_a_change_of_method_is_told_apart_from_changes_of_incidents():
    """The keepers let names of the dead be told now, and the program is a newer one."""
    public = publics.public()
    later = replace(public, program="onrecord 0.2.0", allowed=replace(public.allowed, names="dead"))
    assert changes.altered(changes.practice(public), changes.practice(later)) == (
        Altered(what="program", before="onrecord 0.1.0", after="onrecord 0.2.0"),
        Altered(what="setting", name="names", before="none", after="dead"),
    )
    assert changes.altered(changes.practice(public), changes.practice(public)) == ()

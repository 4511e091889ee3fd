"""One incident as a report tells it: the figure, who says so, in which words, and the doubts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.kit import shown
from onrecord.model.public import Public, PublicClaim, PublicIncident
from onrecord.publish.paper import figures, runs, sayings
from onrecord.publish.paper.beside import Beside, rows
from onrecord.publish.paper.figures import INJURED, KILLED, Told
from onrecord.publish.paper.notes import Notes
from onrecord.publish.paper.room import Room
from onrecord.publish.paper.runs import Line, apart, english, filled, joined, of_others, own
from onrecord.publish.paper.sayings import Quoted, Speaker
from onrecord.publish.site import wording
from onrecord.publish.words import _, ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Large:
    """A figure printed large: what it counts, the range, its notes, and how it came about."""

    label: str
    words: str
    is_known: bool
    notes: Line
    rule: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    One incident.

    Attributes:
        anchor: Its id, where a link leads.
        title: When and where, in words.
        standing: That it is a proposal, or may be outside the period; empty otherwise.
        figures: Killed and injured, printed large.
        facts: What else is told: a name and a line each.
        speakers: Who says what.
        words: The words that the figures rest on.
        is_brief: It is told briefly, as one of very many.
        unquoted: How many claims are not quoted, in words; empty for none.
        beside: Each rulebook's figure.
        sums, doubts, left_out, withheld: A line each.
    """

    anchor: str
    title: str
    standing: tuple[Line, ...]
    figures: tuple[Large, ...]
    facts: tuple[tuple[str, Line], ...]
    speakers: tuple[Speaker, ...]
    words: tuple[Quoted, ...]
    unquoted: str
    beside: tuple[Beside, ...]
    sums: tuple[Line, ...]
    doubts: tuple[Line, ...]
    left_out: tuple[Line, ...]
    withheld: tuple[Line, ...]
    is_brief: bool


def account(
    one: PublicIncident, public: Public, notes: Notes, rulebook: str, room: Room, *, perhaps: bool
) -> Account:
    """
    Return an incident as the report tells it.

    Args:
        one: The incident.
        public: The record that it is of.
        notes: Where its numbers lead; they grow by what is told here, in that order.
        rulebook: Whose figure is printed large; "" for what the origins say.
        room: How much of it is told.
        perhaps: Whether some of its days lie outside the period.
    """
    notes.elsewhere()
    standing = tuple(_standing(one, perhaps=perhaps))
    told = [
        found
        for outcome in (KILLED, INJURED)
        if (found := figures.told(one, outcome, rulebook)) is not None
    ]
    large = tuple(_large(found, rulebook, notes, room) for found in told)
    facts = tuple(_facts(one, notes, is_brief=room.is_brief))
    speakers = sayings.speakers(one, told, notes, room)
    resting = _resting(told)
    words = tuple(sayings.quoted(c, one, public, notes, room) for c in resting[: room.quotes])
    beside = () if room.is_brief else rows(one, public, notes)
    return Account(
        anchor=shown_anchor(one.id), title=title(one), standing=standing, figures=large,
        facts=facts, speakers=speakers, words=words,
        unquoted=_unquoted(len(one.claims) - len(words)),
        beside=beside,
        sums=() if room.is_brief else _some([english(text) for text in one.sums], room.lines),
        doubts=_some([_doubt(doubt.severity, runs.set_apart(of_others(doubt.words, look="english")))
                      for doubt in one.doubts], room.lines),
        left_out=() if room.is_brief else _some(list(_left_out(one, told)), room.lines),
        withheld=tuple(_withheld(one)),
        is_brief=room.is_brief,
    )  # fmt: skip


def shown_anchor(identity: str) -> str:
    """Return the name by which links find an incident; ids of this program are kept."""
    return identity if identity.replace("_", "").isalnum() and identity.isascii() else "incident"


def title(one: PublicIncident) -> str:
    """Return when and where an incident was, as a heading has it."""
    return _("%(when)s, %(where)s") % {"when": wording.when(one.when), "where": place(one)}


def place(one: PublicIncident) -> str:
    """Return where it was: the most specific name, and the country."""
    if not one.places:
        return _("place not told")
    first = one.places[0]
    country = first.country_name or next((p.country_name for p in one.places if p.country_name), "")
    names = [shown.clean(shown.cut(first.name, 60))]
    names += [shown.clean(country)] if country and country != first.name else []
    return _(", ").join(names)


def _standing(one: PublicIncident, *, perhaps: bool) -> Iterator[Line]:
    if not one.is_decided:
        yield own(
            _("Proposal: no person has decided on every claim of this incident. The program read "
              "it, and may be wrong.")
        )  # fmt: skip
    if perhaps:
        yield own(_("Not certainly in this period: it may have happened on days outside it."))


def _large(told: Told, rulebook: str, notes: Notes, room: Room) -> Large:
    label = _("Killed") if told.outcome == KILLED else _("Injured")
    return Large(
        label=label, words=told.words, is_known=told.is_known,
        notes=notes.of(told.claims[:2]), rule=_rule(told, rulebook, notes, room),
    )  # fmt: skip


def _rule(told: Told, rulebook: str, notes: Notes, room: Room) -> Line:
    """Return how a figure came about, in a sentence."""
    if not told.is_known:
        return own(_("No claim gives a number. That is not the same as none."))
    if rulebook:
        by = figures.rulebook_name(rulebook)
        return filled(_("By the rules of %(rulebook)s, as the program follows them."), rulebook=by)
    if len(told.voices) < 2:
        names = joined([apart(voice.name) for voice in told.voices], _(", "))
        return filled(_("One origin gives a number: %(name)s."), name=names or own(_("not traced")))
    low, high = told.claims[0], told.claims[min(1, len(told.claims) - 1)]
    if low.source_id == high.source_id or room.is_brief:
        return own(_count_of_origins(len(told.voices)))
    return (
        *own(_count_of_origins(len(told.voices)) + " "),
        *filled(
            _("The lowest that one of them now gives: %(low)s, according to %(first)s; the "
              "highest: %(high)s, according to %(second)s."),
            low=(*apart(wording.count(low.count)), *notes.of([low])),
            first=apart(sayings.voice_of(low, told.voices)),
            high=(*apart(wording.count(high.count)), *notes.of([high])),
            second=apart(sayings.voice_of(high, told.voices)),
        ),
    )  # fmt: skip


def _count_of_origins(number: int) -> str:
    words = ngettext(
        "%(n)s independent origin gives a number.", "%(n)s independent origins give a number.",
        number,
    )  # fmt: skip
    return words % {"n": number}


def _facts(one: PublicIncident, notes: Notes, *, is_brief: bool) -> Iterator[tuple[str, Line]]:
    if not is_brief:
        yield from _when_and_where(one)
    if one.victims:
        yield _("Who was harmed"), apart(one.victims)
    if one.weapons:
        yield _("By what means"), joined([apart(weapon) for weapon in one.weapons[:4]], _(", "))
    yield _("Who is accused, and by whom"), sayings.accusations(one, notes)
    if one.first_reported and not is_brief:
        yield _("First reported"), own(wording.day(one.first_reported))


def _when_and_where(one: PublicIncident) -> Iterator[tuple[str, Line]]:
    when = own(wording.when(one.when))
    if one.is_day_coarsened:
        when += own(" " + _("(told less exactly than it is known)"))
    yield _("When"), when
    places = [apart(place.name) for place in one.places[:4]]
    where = joined(places, _(", ")) or own(_("place not told"))
    if any(place.is_coarsened for place in one.places):
        where += own(" " + _("(told less exactly than it is known)"))
    yield _("Where"), where


def _resting(told: Sequence[Told]) -> list[PublicClaim]:
    """Return the claims that the figures rest on, those that set an end first."""
    ends = [claim for found in told for claim in found.claims[:2]]
    return list({c.id: c for c in (*ends, *(c for f in told for c in f.claims))}.values())


def _unquoted(number: int) -> str:
    if number < 1:
        return ""
    words = ngettext(
        "%(n)s more claim of this incident is not quoted here.",
        "%(n)s more claims of this incident are not quoted here.",
        number,
    )
    return words % {"n": f"{number:,}"}


def _doubt(severity: str, words: Line) -> Line:
    names = {
        "error": _("Error:"), "warning": _("Warning:"), "question": _("Question:"),
        "note": _("Note:"),
    }  # fmt: skip
    return (*runs.strong(names.get(severity, "")), *own(" "), *words)


def _left_out(one: PublicIncident, told: Sequence[Told]) -> Iterator[Line]:
    by_id = {claim.id: claim for claim in one.claims}
    for found in told:
        figure = one.figure(found.outcome)
        for claim_id, reason in figure.left_out if figure else ():
            if claim_id in by_id:
                words = runs.set_apart(of_others(by_id[claim_id].exact))
                yield filled(_("“%(words)s”: %(reason)s"), words=words, reason=english(reason))


def _withheld(one: PublicIncident) -> Iterator[Line]:
    for kind, number in one.withheld:
        words = _("%(what)s, in %(n)s places. %(why)s")
        if number == 1:
            words = _("%(what)s, in one place. %(why)s")
        what, why = own(wording.withheld(kind)), own(wording.why_withheld(kind))
        yield filled(words, what=what, n=f"{number:,}", why=why)


def _some(lines: list[Line], most: int) -> tuple[Line, ...]:
    """Return the first lines, and how many more there are."""
    more = len(lines) - most
    if more < 1:
        return tuple(lines)
    words = ngettext("and %(n)s more", "and %(n)s more", more)
    return (*lines[:most], own(words % {"n": f"{more:,}"}))

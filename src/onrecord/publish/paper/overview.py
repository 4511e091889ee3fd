"""What a report says of all its incidents together: sentences, a table, counts of incidents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.kit import shown
from onrecord.model.public import Public, PublicIncident
from onrecord.publish.paper import account, figures, runs
from onrecord.publish.paper.asked import Asked, Chosen
from onrecord.publish.paper.figures import KILLED, Told
from onrecord.publish.paper.notes import Notes
from onrecord.publish.paper.runs import Line, apart, filled, own, strong
from onrecord.publish.site import wording
from onrecord.publish.words import _, ngettext

_MOST_BARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One incident in the table: where it stands below, and a figure for each rulebook."""

    anchor: str
    when: str
    place: str
    is_proposal: bool
    is_perhaps: bool
    figures: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many incidents are of one place, or of one accused: never how many people."""

    name: Line
    note: Line
    incidents: int
    share: float


def summary(public: Public, asked: Asked, chosen: Chosen, notes: Notes) -> tuple[Line, ...]:
    """
    Return a few sentences written from the figures of a period.

    Nothing is added up over incidents: the same people may be counted twice, and what is not
    known would count as zero.
    """
    return tuple(_sentences(public, asked, chosen, notes))


def _sentences(public: Public, asked: Asked, chosen: Chosen, notes: Notes) -> Iterator[Line]:
    yield _how_many(asked, chosen)
    told = [(one, figures.told(one, KILLED, asked.rulebook)) for one in chosen.incidents]
    known = [(one, found) for one, found in told if found is not None and found.is_known]
    if known:
        yield _largest(*max(known, key=lambda pair: _size(pair[1])), notes=notes)
    if unknown := len(told) - len(known):
        words = ngettext(
            "For %(n)s of them no number of people killed is told; unknown is not zero.",
            "For %(n)s of them no number of people killed is told; unknown is not zero.",
            unknown,
        )
        yield filled(words, n=f"{unknown:,}")
    yield own(
        _("The numbers of different incidents are not added up: the same people may be in more "
          "than one, and nobody knows of every incident.")
    )  # fmt: skip
    proposals = sum(not one.is_decided for one in chosen.incidents)
    if proposals:
        words = ngettext(
            "Proposal: no person has decided on every claim of %(n)s of these incidents.",
            "Proposals: no person has decided on every claim of %(n)s of these incidents.",
            proposals,
        )
        yield filled(words, n=f"{proposals:,}")
    if chosen.undated:
        words = ngettext(
            "%(n)s more incident of the record has no day that is known; it is in no period.",
            "%(n)s more incidents of the record have no day that is known; they are in no period.",
            chosen.undated,
        )
        yield filled(words, n=f"{chosen.undated:,}")
    if public.method.held_back:
        words = ngettext(
            "%(n)s more incident is held back, since nobody decided on its claims.",
            "%(n)s more incidents are held back, since nobody decided on their claims.",
            public.method.held_back,
        )
        yield filled(words, n=f"{public.method.held_back:,}")


def _how_many(asked: Asked, chosen: Chosen) -> Line:
    within = len(chosen.incidents) - len(chosen.perhaps)
    words = ngettext("%(n)s incident", "%(n)s incidents", within)
    line = filled(
        _("%(period)s the record holds %(incidents)s."),
        period=own(between(asked)), incidents=strong(words % {"n": f"{within:,}"}),
    )  # fmt: skip
    if chosen.perhaps:
        words = ngettext(
            " %(n)s more may have happened in that time: of its days not all are known to be.",
            " %(n)s more may have happened in that time: of their days not all are known to be.",
            len(chosen.perhaps),
        )
        line += filled(words, n=f"{len(chosen.perhaps):,}")
    return line


def between(asked: Asked) -> str:
    """Return a period as the beginning of a sentence."""
    first = wording.day(asked.first) if asked.first else ""
    last = wording.day(asked.last) if asked.last else ""
    if first and last:
        if first == last:
            return _("On %(day)s") % {"day": first}
        return _("Between %(first)s and %(last)s") % {"first": first, "last": last}
    if first:
        return _("From %(day)s on") % {"day": first}
    if last:
        return _("Until %(day)s") % {"day": last}
    return _("In all,")


def _size(told: Told | None) -> tuple[int, int]:
    """Return what incidents are ranked by: the fewest that is said, then the most."""
    if told is None:
        return (0, 0)
    return (told.low or 0, told.high if told.high is not None else told.low or 0)


def _largest(one: PublicIncident, told: Told | None, *, notes: Notes) -> Line:
    if told is None:
        return ()
    return filled(
        _("The incident with the highest minimum is that of %(title)s: %(figure)s, %(origins)s."),
        title=apart(account.title(one)),
        figure=(*strong(told.sentence), *notes.of(told.claims[:2])),
        origins=according(told),
    )


def according(told: Told) -> Line:
    """Return by whose account a figure is, as the end of a sentence."""
    if not told.voices:
        return own(_("according to claims whose origin is not traced"))
    if len(told.voices) == 1:
        return filled(_("according to %(name)s alone"), name=told.voices[0].name)
    words = ngettext(
        "according to %(n)s independent origin", "according to %(n)s independent origins",
        len(told.voices),
    )  # fmt: skip
    return filled(words, n=f"{len(told.voices):,}")


def columns(public: Public, rulebook: str) -> tuple[str, ...]:
    """Return whose figures the table shows: the chosen rulebook's first."""
    others = ("", *public.allowed.rulebooks)
    return (rulebook, *(name for name in others if name != rulebook))


def rows(chosen: Chosen, shown_books: Sequence[str], notes: Notes) -> tuple[Row, ...]:
    """Return the table of incidents; notes stand at the first figure of each."""
    notes.elsewhere()
    return tuple(
        Row(
            anchor=account.shown_anchor(one.id), when=wording.when(one.when),
            place=account.place(one), is_proposal=not one.is_decided,
            is_perhaps=one.id in chosen.perhaps,
            figures=tuple(
                _figure(figures.told(one, KILLED, name), notes if i == 0 else None)
                for i, name in enumerate(shown_books)
            ),
        )
        for one in chosen.incidents
    )  # fmt: skip


def _figure(told: Told | None, notes: Notes | None) -> Line:
    if told is None:
        return own(_("not recorded"))
    marks = notes.of(told.claims[:2]) if notes else ()
    return (*apart(told.words), *marks) if told.is_known else own(told.words)


def by_place(incidents: Sequence[PublicIncident]) -> tuple[Tally, ...]:
    """Return how many incidents there are in each province, or country where that is not known."""
    found: dict[str, int] = {}
    for one in incidents:
        found[_region(one)] = found.get(_region(one), 0) + 1
    return _tallies([(apart(name), (), n) for name, n in found.items()])


def _region(one: PublicIncident) -> str:
    if not one.places:
        return _("place not told")
    parts = [next((p.province for p in one.places if p.province), "")]
    parts.append(next((p.country_name for p in one.places if p.country_name), ""))
    said = [shown.clean(part) for part in parts if part]
    return _(", ").join(said) if said else shown.clean(shown.cut(one.places[0].name, 60))


def by_accused(incidents: Sequence[PublicIncident]) -> tuple[Tally, ...]:
    """Return in how many incidents each is accused, and by whom: never without the speakers."""
    count: dict[str, int] = {}
    voices: dict[str, dict[str, None]] = {}
    for one in incidents:
        for allegation in one.accused:
            if any(allegation.said_by):
                count[allegation.name] = count.get(allegation.name, 0) + 1
                told = voices.setdefault(allegation.name, {})
                told.update(dict.fromkeys(name for name in allegation.said_by if name))
    return _tallies([(apart(name), _speakers(list(voices[name])), n) for name, n in count.items()])


def _speakers(names: list[str]) -> Line:
    kept = runs.joined([apart(shown.cut(name, 60)) for name in names[:3]], _(", "))
    line = filled(_("according to %(speakers)s"), speakers=kept)
    if len(names) > 3:
        line += own(" " + _("and %(n)s more") % {"n": len(names) - 3})
    return line


def _tallies(found: list[tuple[Line, Line, int]]) -> tuple[Tally, ...]:
    ranked = sorted(found, key=lambda one: (-one[2], runs.plain(one[0])))[:_MOST_BARS]
    most = max((n for _name, _note, n in ranked), default=1)
    return tuple(
        Tally(name=name, note=note, incidents=n, share=round(100 * n / most, 1))
        for name, note, n in ranked
    )

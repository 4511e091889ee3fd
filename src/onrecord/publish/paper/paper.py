"""A whole report in one language, ready to be set as a page or as a paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.kit import shown
from onrecord.model.public import Public, PublicIncident
from onrecord.publish.paper import account, chart, figures, overview
from onrecord.publish.paper.account import Account
from onrecord.publish.paper.asked import Asked, Chosen, chosen
from onrecord.publish.paper.chart import Drawing, Mark
from onrecord.publish.paper.figures import KILLED, Told
from onrecord.publish.paper.notes import Footnote, Notes
from onrecord.publish.paper.overview import Row, Tally
from onrecord.publish.paper.room import ALONE, FEW, MANY
from onrecord.publish.paper.runs import Line, apart, english, filled, own
from onrecord.publish.site import wording
from onrecord.publish.words import LANGUAGES, _, speaking

_TOLD_BRIEFLY = 20  # incidents: a report of more tells each in brief
# Incidents: the notes of a paper of more stand at its end. At the foot of its pages, a paper
# of 300 took the typesetter 2 GB and 9 seconds; at the end 0.4 GB and 4.
_AT_FOOT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """
    A report.

    Attributes:
        language, direction: Of the report.
        title, covers: What it is called and what it is of.
        about: A few sentences of who keeps the record; empty where nothing is said.
        kept: Who keeps it, and with what it was made: a name and a line each.
        summary: Sentences written from the figures.
        is_period: Whether it is of several incidents, which the next four are for.
        drawing: Incidents over time.
        places, accused: How many incidents.
        columns, rows: The table.
        accounts: Each incident.
        method, limits: Sentences.
        notes: The footnotes.
        is_brief: Each incident is told briefly, since there are many.
        at_foot: Whether notes stand at the foot of each page of a paper, or all at its end.
    """

    language: str
    direction: str
    title: str
    covers: str
    about: str
    kept: tuple[tuple[str, Line], ...]
    summary: tuple[Line, ...]
    is_period: bool
    drawing: Drawing | None
    places: tuple[Tally, ...]
    accused: tuple[Tally, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    accounts: tuple[Account, ...]
    method: tuple[Line, ...]
    limits: tuple[Line, ...]
    notes: tuple[Footnote, ...]
    is_brief: bool
    at_foot: bool


def paper(public: Public, asked: Asked) -> Paper:
    """
    Return a report, written from what anybody may see and nothing else.

    Raises:
        OnRecordError: There is no such incident, or there are too many.
    """
    found = chosen(public, asked)
    language = LANGUAGES[asked.language]
    with speaking(language):
        return _made(public, asked, found)


def _made(public: Public, asked: Asked, found: Chosen) -> Paper:
    notes = Notes(public.documents)
    language = LANGUAGES[asked.language]
    is_period = asked.incident is None
    books = overview.columns(public, asked.rulebook)
    # Notes are numbered as a reader meets them: the order of these lines is the report's.
    summary = (
        overview.summary(public, asked, found, notes)
        if is_period
        else _of_one(found.incidents[0], asked, notes)
    )
    rows = overview.rows(found, books, notes) if is_period else ()
    room = ALONE if not is_period else FEW if len(rows) <= _TOLD_BRIEFLY else MANY
    accounts = tuple(
        account.account(one, public, notes, asked.rulebook, room, perhaps=one.id in found.perhaps)
        for one in found.incidents
    )
    return Paper(
        language=language.code, direction=language.direction,
        title=shown.clean(public.name), covers=_covers(asked, found),
        about=shown.clean(public.allowed.about), kept=tuple(_kept(public, asked)),
        summary=summary, is_period=is_period,
        drawing=chart.over_time(tuple(_marks(found, asked))) if is_period else None,
        places=overview.by_place(found.incidents) if is_period else (),
        accused=overview.by_accused(found.incidents) if is_period else (),
        columns=tuple(figures.rulebook_name(name) for name in books), rows=rows,
        accounts=accounts, method=tuple(_method(public)), limits=tuple(_limits(public, asked)),
        notes=notes.all(),
        is_brief=room.is_brief,
        at_foot=len(found.incidents) <= _AT_FOOT,
    )  # fmt: skip


def _covers(asked: Asked, found: Chosen) -> str:
    if asked.incident is not None:
        return account.title(found.incidents[0])
    if not asked.is_period:
        return _("All incidents")
    if asked.first == asked.last and asked.first:
        return wording.day(asked.first)
    first = wording.day(asked.first) if asked.first else ""
    last = wording.day(asked.last) if asked.last else ""
    if first and last:
        return _("%(first)s – %(last)s") % {"first": first, "last": last}
    return _("since %(day)s") % {"day": first} if first else _("until %(day)s") % {"day": last}


def _kept(public: Public, asked: Asked) -> Iterator[tuple[str, Line]]:
    allowed = public.allowed
    if allowed.keeper:
        yield _("Kept by"), apart(allowed.keeper)
    if public.method.last:
        yield _("Newest document"), own(wording.day(public.method.last))
    yield _("Made with"), apart(public.program)
    yield _("Figures printed large"), own(figures.rulebook_name(asked.rulebook))
    for book in public.rulebooks:
        if book.name in allowed.rulebooks:
            name = figures.rulebook_name(book.name)
            yield name, english(f"{book.codebook}; {book.version}")
    if allowed.licence:
        yield _("Licence of the figures"), apart(allowed.licence)


def _of_one(one: PublicIncident, asked: Asked, notes: Notes) -> tuple[Line, ...]:
    sentences: list[Line] = []
    for outcome in (KILLED, figures.INJURED):
        told = figures.told(one, outcome, asked.rulebook)
        if told is None:
            continue
        if told.is_known:
            sentences.append(
                filled(
                    _("In the incident of %(title)s, %(figure)s, %(origins)s."),
                    title=apart(account.title(one)),
                    figure=(*apart(told.sentence), *notes.of(told.claims[:2])),
                    origins=overview.according(told),
                )
            )
        else:
            sentences.append(filled("%(figure)s.", figure=_begun(told)))
    if not one.is_decided:
        sentences.append(own(_("Proposal: no person has decided on every claim.")))
    return tuple(sentences)


def _begun(told: Told) -> Line:
    words = told.sentence
    return own(words[:1].upper() + words[1:])


def _marks(found: Chosen, asked: Asked) -> Iterator[Mark]:
    for one in found.incidents:
        first = one.when and (one.when.earliest or one.when.latest)
        last = one.when and (one.when.latest or one.when.earliest)
        told = figures.told(one, KILLED, asked.rulebook)
        if first and last and told:
            yield Mark(first=first, last=last, label=account.title(one), told=told)


def _method(public: Public) -> Iterator[Line]:
    method = public.method
    yield filled(
        _("The record holds %(documents)s documents and %(claims)s claims. Each claim is kept in "
          "its exact words, with where they stand and who says so."),
        documents=f"{method.documents:,}", claims=f"{method.claims:,}",
    )  # fmt: skip
    yield own(
        _("Claims of one incident are put together. Reports that repeat one another are one "
          "origin; only origins are counted, and not links. Each origin’s later number takes the "
          "place of its earlier one.")
    )  # fmt: skip
    yield own(
        _("A figure runs from the lowest to the highest that an origin now gives. The field’s "
          "rulebooks count the same claims differently; their figures stand beside it.")
    )  # fmt: skip
    if public.method.undecided:
        yield filled(
            _("A program reads the documents and proposes; people decide. On %(n)s claims of the "
              "record no person has decided yet."),
            n=f"{public.method.undecided:,}",
        )  # fmt: skip


def _limits(public: Public, asked: Asked) -> Iterator[Line]:
    yield own(
        _("A range is no interval of confidence, and its middle is no estimate. What is not told "
          "is not zero.")
    )  # fmt: skip
    yield own(
        _("Only what was published, and found by who keeps the record, is in it. Where less is "
          "reported, less is recorded.")
    )  # fmt: skip
    yield own(
        _("Who is accused is a claim of whoever says so, and no finding. Names, places and words "
          "that could harm people are withheld; where, is said.")
    )  # fmt: skip
    if asked.language != "en":
        yield own(_("Sentences of the program’s rules and checks are in English."))
    contact = public.allowed.contact
    if contact:
        yield filled(
            _("To correct something, or to ask that it be taken out, write to %(contact)s."),
            contact=contact,
        )
    else:
        yield own(_("To correct something, write to whoever gave you this report."))

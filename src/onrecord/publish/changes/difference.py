"""What became of each incident from one release to the next, in numbers and fixed phrases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.publish.changes.told import Told, ToldFigure, ToldRuling


class Kind(StrEnum):
    """What became of an incident. The first that fits is told."""

    NEW = "new"  # it was in no release before
    WITHDRAWN = "withdrawn"  # it is public no more
    CORRECTED = "corrected"  # a figure, the day, the place or who is accused is another
    REGRADED = "regraded"  # a rulebook's verdict, or our reading of the rulebook, is another
    REWORDED = "reworded"  # the figures stand: words, sources or what is withheld changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """
    A figure that is another than it was.

    Attributes:
        outcome: `killed` or `injured`.
        before, after: Its ends; None where there was or is no figure.
        was_open, is_open: Whether somebody said, or says, "or more".
    """

    outcome: str
    before: tuple[int | None, int | None] | None
    after: tuple[int | None, int | None] | None
    was_open: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regraded:
    """
    What a rulebook says that it did not say before.

    Attributes:
        rulebook: Whose.
        what: `killed`, `injured` or `verdict`.
        before, after: In the rulebook's own short words.
        is_new_reading: The program reads the rulebook otherwise now, so it may be no news of
            the incident.
    """

    rulebook: str
    what: str
    before: str
    after: str
    is_new_reading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    What became of an incident from one release to the next.

    It holds numbers and fixed phrases, no word of the record, so that nothing which is
    withheld now can show through it, however long it is kept.

    Attributes:
        incident_id: `inc_…`.
        kind: What became of it.
        figures: Figures that are others now.
        gradings: What rulebooks say otherwise.
        parts: What else is another: `when`, `where`, `accused`, `victims`, `sources`, `words`,
            `doubts`, `rulings`, `decided` (a person has decided on every claim now) or
            `undecided`. Where more is withheld than before it is `words` alone: a notice
            draws no eye to what was taken out.
        now_at: Of one that was withdrawn: the public incidents that hold its claims now.
    """

    incident_id: str
    kind: Kind
    figures: tuple[Corrected, ...] = ()
    gradings: tuple[Regraded, ...] = ()
    parts: tuple[str, ...] = ()
    now_at: tuple[str, ...] = ()


_CORRECTS = frozenset({"when", "where", "accused"})
_NUMBERS = ("killed", "injured")
_SAID = (*_NUMBERS, "verdict")


def between(
    before: Iterable[Told],
    after: Iterable[Told],
    retired: Iterable[tuple[str, tuple[str, ...]]] = (),
) -> tuple[Change, ...]:
    """
    Return what changed from one release to the next.

    In the order of the later release, then what was withdrawn, in the order of the earlier.

    Args:
        before: What the earlier release said; nothing for the first release of all.
        after: What the later one says.
        retired: `Public.retired` of the later one.
    """
    then = {one.id: one for one in before}
    gone = dict.fromkeys(then)
    made: list[Change] = []
    now: set[str] = set()
    for one in after:
        now.add(one.id)
        gone.pop(one.id, None)
        was = then.get(one.id)
        if was is None:
            made.append(Change(incident_id=one.id, kind=Kind.NEW))
        elif was.digest != one.digest and (change := _changed(was, one)):
            made.append(change)
    followed = dict(retired)
    made += (
        Change(incident_id=i, kind=Kind.WITHDRAWN, now_at=tuple(_now_at(i, followed, now)))
        for i in gone
    )
    return tuple(made)


def _changed(was: Told, one: Told) -> Change | None:
    figures = tuple(_figures(was.figures, one.figures))
    gradings = tuple(_gradings(was.rulings, one.rulings))
    parts = tuple(_parts(was, one))
    if figures or _CORRECTS & set(parts) or any(map(_is_figure, gradings)):
        kind = Kind.CORRECTED
    elif gradings:
        kind = Kind.REGRADED
    elif parts:
        kind = Kind.REWORDED
    else:  # a rulebook more or less is shown: a change of method, told once and not here
        return None
    return Change(incident_id=one.id, kind=kind, figures=figures, gradings=gradings, parts=parts)


def _is_figure(one: Regraded) -> bool:
    """Whether a rulebook's number is another, and not for our reading it otherwise."""
    return one.what in _NUMBERS and not one.is_new_reading


def _figures(was: Sequence[ToldFigure], now: Sequence[ToldFigure]) -> Iterator[Corrected]:
    then, today = ({one.outcome: one for one in some} for some in (was, now))
    for outcome in dict.fromkeys((*then, *today)):
        before, after = then.get(outcome), today.get(outcome)
        if before != after:
            yield Corrected(
                outcome=outcome,
                before=(before.minimum, before.maximum) if before else None,
                after=(after.minimum, after.maximum) if after else None,
                was_open=bool(before and before.is_open),
                is_open=bool(after and after.is_open),
            )


def _gradings(was: Sequence[ToldRuling], now: Sequence[ToldRuling]) -> Iterator[Regraded]:
    then = {one.rulebook: one for one in was}
    for one in now:
        old = then.get(one.rulebook)
        if old is None:
            continue
        for what in _SAID:
            before, after = getattr(old, what), getattr(one, what)
            if before != after:
                yield Regraded(
                    rulebook=one.rulebook,
                    what=what,
                    before=before,
                    after=after,
                    is_new_reading=old.version != one.version,
                )


def _parts(was: Told, one: Told) -> Iterator[str]:
    then = dict(was.parts)
    changed = [name for name, digest in one.parts if then.get(name, digest) != digest]
    if _withholds_more(was, one):
        yield "words"
        return
    yield from (name for name in changed if not name.startswith("ruling:"))
    if any(name.startswith("ruling:") for name in changed):
        yield "rulings"
    if was.is_decided != one.is_decided:
        yield "decided" if one.is_decided else "undecided"


def _withholds_more(was: Told, one: Told) -> bool:
    then = dict(was.withheld)
    return any(number > then.get(kind, 0) for kind, number in one.withheld)


def _now_at(
    incident_id: str, followed: Mapping[str, tuple[str, ...]], now: set[str]
) -> Iterator[str]:
    """Return the public incidents that hold a retired one's claims, through all that followed."""
    asked = list(followed.get(incident_id, ()))
    seen = {incident_id}
    while asked:
        one = asked.pop(0)
        if one in seen:
            continue
        seen.add(one)
        if one in now:
            yield one
        else:
            asked += followed.get(one, ())

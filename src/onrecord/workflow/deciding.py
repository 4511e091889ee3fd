"""What a person decides, written down with what follows from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from onrecord import review, store
from onrecord.model import OF_CLAIMS, Decision, OnRecordError, Record
from onrecord.workflow import derive, engines, loading, regrouping, working_out
from onrecord.workflow.choosing import About, Asked
from onrecord.workflow.outcome import Stopping, never, stoppable

_STOPPED = "stopped; nothing was decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReport:
    """
    What a decision changed.

    Attributes:
        decision: As it was written down, or as it would be.
        before, after: The record without it and with it.
        page: The page made anew; None if nothing was written.
    """

    decision: Decision
    before: Record
    after: Record
    page: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsTaken:
    """
    What decisions of a colleague changed.

    Attributes:
        before, after: The record without them and with them.
        page: The page made anew.
        new: Those that were not there before.
    """

    before: Record
    after: Record
    page: Path
    new: tuple[Decision, ...]


def decide(
    record_folder: Path,
    asked: Asked,
    *,
    by: str | None,
    why: str,
    preview: bool = False,
    stopping: Stopping = never,
) -> DecisionReport:
    """
    Write down what a person decided, and work out anew what follows from it.

    Both are written in one transaction: whenever the program is killed, the decision is
    there with all that follows from it, or it is not there. The page is made after that.

    Args:
        record_folder: The record.
        asked: What is decided (`choosing`).
        by: Who decides; None for the person that the record's settings name.
        why: The reason.
        preview: Only work out what would change, and write nothing.
        stopping: Is asked before each step whether to stop there.

    Raises:
        OnRecordError: Nobody is named, no reason is given, or the decision changes nothing.
        RecordUnusable: The record cannot be opened or written.
        Stopped: `stopping` said so, or Ctrl-C came; nothing was decided.
    """
    with store.open_record(record_folder) as kept, stoppable(stopping, _STOPPED) as tell:
        if preview:
            return _worked_out(kept, asked, by, why, tell)[0]
        with kept.build(doing="decision"):
            report, told = _worked_out(kept, asked, by, why, tell)
            after, page = _save(kept, told, report.after, [report.decision], tell)
    return replace(report, after=after, page=page)


def take_decisions(
    record_folder: Path, handed: Sequence[Decision], *, stopping: Stopping = never
) -> DecisionsTaken:
    """
    Take decisions that a colleague made on another copy of the record.

    What is there already adds nothing. Decisions are about claims by their ids, which are
    the same wherever the same reports were read in the same way.

    Args:
        record_folder: The record.
        handed: The decisions, with who made them and when.
        stopping: Is asked before each step whether to stop there.

    Raises:
        RecordUnusable: The record cannot be opened or written.
        Stopped: `stopping` said so, or Ctrl-C came; none was taken.
    """
    with (
        store.open_record(record_folder) as kept,
        stoppable(stopping, _STOPPED) as tell,
        kept.build(doing="decision"),
    ):
        before = loading.load(kept)
        known = {decision.id for decision in before.decisions}
        new = [one for one in {d.id: d for d in handed}.values() if one.id not in known]
        told, after = _with(kept, before, new, tell)
        after, page = _save(kept, told, after, new, tell)
    return DecisionsTaken(before=before, after=after, page=page, new=tuple(new))


def _worked_out(
    kept: store.RecordStore, asked: Asked, by: str | None, why: str, tell: working_out.Tell
) -> tuple[DecisionReport, Record | None]:
    """Return what changes, and what it was worked out from; None if only the decision is new."""
    before = loading.load(kept)
    decision = signed(
        asked(before), person(by, kept.settings), why, before.decisions, now=kept.moment()
    )
    told, after = _with(kept, before, [decision], tell)
    return DecisionReport(decision=decision, before=before, after=after, page=None), told


def _with(
    kept: store.RecordStore, before: Record, new: Sequence[Decision], tell: working_out.Tell
) -> tuple[Record | None, Record]:
    """Return a record with more decisions: as it is told, if anything follows; and after."""
    told = review.decided(_and(kept, new))
    if review.shape(told) == review.shape(before):
        return None, replace(
            before, claims=told.claims, as_read=told.as_read, decisions=told.decisions
        )
    return told, derive.derived(told, engines.names(), tell)


def _save(
    kept: store.RecordStore,
    told: Record | None,
    after: Record,
    new: Sequence[Decision],
    tell: working_out.Tell,
) -> tuple[Record, Path]:
    """Write decisions with all that follows, then the page."""
    tell("saving")
    groups = regrouping.followed(kept, new)
    if told is not None:
        working_out.save(kept, told, after, tell, new)
    if groups is not None:
        kept.save_grouped(groups, new)
    elif told is None:
        kept.save_decisions(new)
    saved = loading.load(kept)
    return saved, working_out.write_page(kept, saved, lambda _: None)


def _and(kept: store.RecordStore, new: Sequence[Decision]) -> Record:
    """Return a record as it was read, with the problems of reading it and more decisions."""
    read = kept.load()
    return replace(read, problems=kept.problems_read(), decisions=(*read.decisions, *new))


def person(
    by: str | None, settings: store.Settings, *, does: str = "decides", option: str = "--by"
) -> str:
    """
    Return who decides, or does something else that is signed.

    Args:
        by: Who is named; None for the person that the settings name.
        settings: The record's.
        does: What they do, as the error says it.
        option: Where they may be named.

    Raises:
        OnRecordError: Nobody is named, here or in the settings.
    """
    name = on_one_line(by or "") or settings.person
    if not name:
        raise OnRecordError(
            f"say who {does}: {option} NAME, or once for all in onrecord.toml: [people] name"
        )
    return name


def signed(
    about: About,
    by: str,
    why: str,
    earlier: Iterable[Decision],
    *,
    is_blind: bool = False,
    now: datetime | None = None,
) -> Decision:
    """
    Return a decision with who made it, now.

    Args:
        about: What is decided.
        by: Who decides.
        why: The reason.
        earlier: Decisions that were made before; this one comes after all of them.
        is_blind: Made without seeing what others decided.
        now: The time, of the run that writes it down (`RecordStore.moment`); None asks the
            machine's clock.

    Raises:
        OnRecordError: It needs a reason and has none, or cannot be decided blind.
    """
    if is_blind and about.choice not in OF_CLAIMS:
        raise OnRecordError("only what single claims say can be decided blind")
    try:
        return Decision(
            **{field.name: getattr(about, field.name) for field in fields(About)},
            by=on_one_line(by),
            at=_after_all(earlier, now or datetime.now(UTC)),
            why=" ".join(why.split()),
            is_blind=is_blind,
        )
    except ValueError:
        if why.strip():
            raise
        raise OnRecordError("say why: --why TEXT") from None


def on_one_line(name: str) -> str:
    r"""
    Return a person's name without what cannot be seen, or would move what stands beside it.

    >>> on_one_line("  Amal\u202e \x1b[2J\n Haddad ")
    'Amal [2J Haddad'
    """
    return " ".join("".join(c for c in name if c.isprintable() or c.isspace()).split())


def _after_all(earlier: Iterable[Decision], now: datetime) -> datetime:
    """
    Return the time, or just after the last decision if that one lies ahead.

    The later decision wins; a decision that came from a machine whose clock is fast must
    not win over what is decided now by somebody who sees it.
    """
    last = max((decision.at for decision in earlier), default=now)
    return now if last < now else max(now, last + timedelta(microseconds=1))

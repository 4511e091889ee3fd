"""From what is asked to decisions that a person signed, refused where another was quicker."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from onrecord import review
from onrecord.model import OF_CLAIMS, Choice, Decision, OnRecordError
from onrecord.workflow import deciding
from onrecord.workflow.choosing import About, Asked
from onrecord.workflow.desk.view import View


class Overtaken(OnRecordError):
    """
    Somebody decided on a thing while another person was looking at it; nothing was written.

    Attributes:
        thing: The id of what both decide on.
        earlier: The decisions that this person had not seen, the oldest first.
    """

    def __init__(self, thing: str, earlier: Sequence[Decision]) -> None:
        by = ", ".join(dict.fromkeys(one.by for one in earlier)) or "somebody"
        super().__init__(f"{by} decided on {thing} while you looked at it; nothing was written")
        self.thing = thing
        self.earlier = tuple(earlier)


def check_seen(now: View, seen: Mapping[str, str]) -> None:
    """
    Refuse a decision on things on which others decided since they were seen.

    Args:
        now: The record as it is.
        seen: By thing, the last decision that the person saw on it (`View.last_word_on`).

    Raises:
        Overtaken: Somebody did.
    """
    for thing, last in seen.items():
        if now.last_word_on(thing) == last:
            continue
        on = [d for d in now.on.get(thing, ()) if not d.is_blind]
        at = next((n for n, d in enumerate(on) if d.id == last), -1)
        raise Overtaken(thing, on[at + 1 :])


def signed(
    now: View,
    several: Sequence[Asked],
    by: str,
    why: str,
    *,
    is_blind: bool = False,
    at: datetime | None = None,
) -> list[Decision]:
    """
    Return what is asked as decisions of one person.

    Args:
        now: The record as it is.
        several: What is decided.
        by: Who decides.
        why: The reason.
        is_blind: Made without seeing what others decided.
        at: The time; None asks the machine's clock.

    Raises:
        OnRecordError: Nobody is named, a reason is missing, or nothing would change.
    """
    if not by.strip():
        raise OnRecordError("say who decides: a name")
    record = review.unseen(now.record) if is_blind else now.record
    new: list[Decision] = []
    told: list[About] = []
    for one in several:
        about = one(record)
        if about in told:
            raise OnRecordError("the same is asked twice")
        told.append(about)
        earlier = (*record.decisions[-1:], *new)
        made = deciding.signed(about, by, why, earlier, is_blind=is_blind, now=at)
        _check_new(made, now)
        new.append(made)
    return new


def _check_new(made: Decision, now: View) -> None:
    """Refuse a form that was sent twice, where nothing else tells: words, and blind readings."""
    if made.choice is not Choice.NOTE and not (made.is_blind and made.choice in OF_CLAIMS):
        return
    thing = made.target or made.claims[0]
    mine = [
        one
        for one in now.on.get(thing, ())
        if one.by == made.by and one.is_blind == made.is_blind and one.id not in now.undone
        and (one.choice is Choice.NOTE) == (made.choice is Choice.NOTE)
    ]  # fmt: skip
    if mine and _content(mine[-1]) == _content(made):
        raise OnRecordError(f"that is written on {thing} already, by {made.by}")


def _content(one: Decision) -> tuple[object, ...]:
    return one.choice, one.claims, one.claim, one.target, one.why

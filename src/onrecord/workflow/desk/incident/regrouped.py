"""Whether others regrouped an incident while somebody was about to do so."""

from collections.abc import Collection, Sequence

from onrecord.model import OF_INCIDENTS, Choice, Decision, Record
from onrecord.workflow.choosing import About, Asked
from onrecord.workflow.desk.signing import Overtaken
from onrecord.workflow.desk.view import View


def last_word(view: View, claim_ids: Collection[str]) -> str:
    """
    Return the id of the last decision that regroups or traces some claims, or undoes that.

    A form carries it. Accepting and correcting single claims goes on meanwhile and is no
    reason to stop.
    """
    told = _regrouping(view.record, set(claim_ids))
    return told[-1].id if told else ""


def unless_regrouped(asked: Asked, claim_ids: Sequence[str], seen: str) -> Asked:
    """
    Ask something only if nobody regrouped the claims since `seen`, which `last_word` gave.

    It is looked at when the decision is written, so nobody comes in between.
    """

    def about(record: Record) -> About:
        told = _regrouping(record, set(claim_ids))
        if (told[-1].id if told else "") != seen:
            at = next((n for n, one in enumerate(told) if one.id == seen), -1)
            raise Overtaken(claim_ids[0], told[at + 1 :])
        return asked(record)

    return about


def _regrouping(record: Record, claims: set[str]) -> list[Decision]:
    found: list[Decision] = []
    known: set[str] = set()
    for decision in record.decisions:
        is_about = decision.choice in OF_INCIDENTS and not claims.isdisjoint(
            (*decision.claims, *decision.others)
        )
        if is_about or (decision.choice is Choice.UNDO and decision.target in known):
            found.append(decision)
            known.add(decision.id)
    return found

"""No claim without its words: what is checked before a claim is written."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.kit.ids import content_id
from onrecord.model import Claim, Problem, Severity, Text
from onrecord.model.codec import as_text

_SHOWN = 80  # characters of the words that a message repeats


def anchor(
    claims: Iterable[Claim], snapshot_id: str, text: Text | None
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """
    Return the claims whose words stand in the text where they say, and a Problem for each other.

    A claim that names no snapshot gets this one; one that names another is refused.
    """
    fit: list[Claim] = []
    problems: list[Problem] = []
    for claim in claims:
        if _stands(claim, snapshot_id, text):
            passage = replace(claim.passage, snapshot_id=snapshot_id)
            fit.append(claim if passage == claim.passage else claim.with_(passage=passage))
        else:
            problems.append(_refusal(claim, text))
    return tuple(fit), tuple(problems)


def _stands(claim: Claim, snapshot_id: str, text: Text | None) -> bool:
    passage = claim.passage
    return (
        text is not None
        and passage.snapshot_id in (None, snapshot_id)
        and text.words(passage.start, passage.end) == passage.exact
    )


def _refusal(claim: Claim, text: Text | None) -> Problem:
    passage = claim.passage
    exact = passage.exact if len(passage.exact) <= _SHOWN else passage.exact[:_SHOWN] + "…"
    place = f"at {passage.start}-{passage.end} of {claim.document}"
    if text is None:
        held = "no text of it could be read"
    else:
        found = text.words(passage.start, min(passage.end, passage.start + _SHOWN))
        held = f"there stands “{found}”" if found != exact else "it is of another snapshot"
    return Problem(
        code="words-do-not-match",
        message=f"A claim was not stored: its words “{exact}” are not {place}; {held}.",
        where=claim.document,
        severity=Severity.ERROR,
    )


def without_snapshot(claim: Claim) -> Claim:
    """Return a claim whose words stand in no bytes yet."""
    return claim.with_(passage=replace(claim.passage, snapshot_id=None))


def tell_apart(claims: Sequence[Claim]) -> dict[str, Claim]:
    """
    Return the claims by ids that differ, each claim once.

    An id is made from words and number, so "soldiers and civilians were killed", read as
    two vague claims in one passage, gives the same id twice. The second is told apart by
    its content; none is lost.
    """
    first: dict[str, Claim] = {}
    for claim in claims:
        made = claim.id
        known = first.setdefault(made, claim)
        if known != claim:
            # Without the snapshot: the id stays when the same words stand in new bytes.
            content = as_text(without_snapshot(claim))
            told = claim.with_(told_id=content_id("clm", made, content))
            first.setdefault(told.id, told)
    return first

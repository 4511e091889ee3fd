"""Where a claim was found to go back to."""

from dataclasses import dataclass

from onrecord.model import Claim, How, Shared, Trace
from onrecord.reconcile.register import Voice


@dataclass(frozen=True, slots=True)
class Found:
    """
    The voice that a claim goes back to, and the step that leads there.

    Attributes:
        voice: Who first said it.
        trace: The claim's edge of the graph.
        is_own: The document speaks for itself, without a source.
    """

    voice: Voice
    trace: Trace
    is_own: bool = False


def ends(
    claim: Claim,
    voice: Voice,
    how: How,
    why: str,
    through: tuple[str, ...] = (),
    shared: Shared | None = None,
) -> Found:
    """Return the last step of a way: the claim goes straight to a voice."""
    step = Trace(claim_id=claim.id, how=how, why=why, through=through, shared=shared)
    return Found(voice, step)


def leads(
    claim: Claim, to: Claim, voice: Voice, how: How, why: str, shared: Shared | None = None
) -> Found:
    """Return a step to another claim, whose voice it is."""
    return Found(voice, Trace(claim_id=claim.id, how=how, why=why, to=to.id, shared=shared))

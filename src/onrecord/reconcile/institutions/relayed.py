"""Papers that are cited for what they have from somebody: the voice is whom they heard."""

from collections.abc import Mapping, Sequence

from onrecord.model import Document
from onrecord.reconcile.institutions.publishers import Publishers
from onrecord.reconcile.institutions.repeating import numbers
from onrecord.reconcile.institutions.voices_heard import Heard


def join_relayed(
    voices: Sequence[Heard], documents: Mapping[str, Document], publishers: Publishers
) -> None:
    """
    Join what others have from a publisher to whom the publisher's own report has it from.

    Where Radio Karun tells of eight dead and has them from residents, "eight, Radio Karun
    reported" in another paper is those residents' eight. It is the radio's own where the
    radio's reports give no such number, or have it from two.

    Args:
        voices: Of one incident, as joined so far.
        documents: By name.
        publishers: Gives the origin that each publisher is.
    """
    heard: dict[str, list[Heard]] = {}
    for voice in voices:
        papers = (documents.get(claim.document) for claim in voice.claims)
        for publisher in {paper.publisher for paper in papers if paper and paper.publisher}:
            heard.setdefault(publishers.origin(publisher).id, []).append(voice)
    for voice in voices:
        own = _lows(voice)
        others = [v for v in heard.get(voice.origin.id, ()) if v.root() is not voice.root()]
        homes = {id(v.root()): v for v in others if own & _lows(v)}
        if own and len(homes) == 1 and own <= _lows(next(iter(homes.values()))):
            voice.is_now(next(iter(homes.values())))


def _lows(voice: Heard) -> set[tuple[str, float | None]]:
    return {(outcome, count.low) for (outcome, count), _ in numbers(voice)}

"""What a critic asks, folded into an incident's account: could they know, what would change it."""

from dataclasses import dataclass

from onrecord.model import Corroboration
from onrecord.publish import shown
from onrecord.publish.headlines import capital

_MOST = 12  # origins, and changes, that are printed
_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """
    What stands in the folded section.

    Attributes:
        known: The origins behind the figures: name, whether it could know, and why.
        changes: What sets each end, and what the figure would be without an origin.
        second: What one more independent origin would do under the rule of two sources.
    """

    known: tuple[tuple[str, str, str], ...]
    changes: tuple[str, ...]
    second: str


def answers(found: Corroboration | None) -> Answers | None:
    """Return what is printed of an incident's corroboration; None where there is no figure."""
    if found is None or not found.figures:
        return None
    told = found.sensitivity
    behind = [one for one in found.tellings if any(said.is_used for said, _ in one.said)]
    changes = [str(end) for end in told.ends]
    changes += [str(one) for one in told.without if one.is_changed]
    return Answers(
        known=tuple(
            (shown.cut(one.name or "traced to nobody", _NAME), one.knowing.value, one.why)
            for one in behind[:_MOST]
        ),
        changes=tuple(capital(words) for words in changes[:_MOST]),
        second=told.second_origin,
    )

"""Whether whoever says so is a party to the conflict."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """
    How an origin stands to an incident.

    Airwars keeps what a belligerent says apart from what others say of it (a militant claim
    made only by the alleged perpetrator is context, no evidence), so a reader has to be
    told which voice is which. It grades nobody.
    """

    ACCUSED = "accused"
    VICTIM_SIDE = "victim side"
    OTHER_PARTY = "other party"
    NOT_A_PARTY = "not a party"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """
    How an origin stands to one incident or several.

    Attributes:
        role: Accused, of the victims' side, another party, none, or not known.
        why: The reason in words.
        incidents: Ids of the incidents that this holds for.
    """

    role: Role
    why: str
    incidents: tuple[str, ...]

    @property
    def is_party(self) -> bool:
        """Whether it is known to be a party to the conflict."""
        return self.role in {Role.ACCUSED, Role.VICTIM_SIDE, Role.OTHER_PARTY}

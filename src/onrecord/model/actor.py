"""Who acts and who speaks."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What kind of actor: it decides who may be a perpetrator, and who a source."""

    STATE = "state"
    FORCE = "force"  # an army, a police, a militia under a state
    ARMED_GROUP = "armed_group"
    DOCUMENTER = "documenter"  # counts the dead: SNHR, SOHR, a commission
    INTERGOVERNMENTAL = "intergovernmental"
    MEDIA = "media"
    HUMANITARIAN = "humanitarian"
    OFFICIAL = "official"  # a ministry, a hospital, a local authority
    PERSON = "person"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    A party, an organisation or a person with a name, and the other names it goes by.

    Attributes:
        id: `actor:snhr`; stable, chosen by people.
        name: The name to show.
        kind: What it is.
        aliases: Other names in any script.
        country: Two-letter ISO code; None if it spans several or is not tied to one.
        part_of: The id of the actor that this one belongs to; None if to none.
        since, until: ISO day, month or year between which it was so; None if open.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    part_of: str | None = None
    since: str | None = None
    until: str | None = None

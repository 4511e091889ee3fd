"""What a rule says of a line."""

from typing import NamedTuple

from onrecord.model import Voice


class Label(NamedTuple):
    """A voice, the rule that gave it, and the zone that begins here, if one does."""

    voice: Voice
    rule: str
    opens: str | None = None


Labels = dict[int, Label]

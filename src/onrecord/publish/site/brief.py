"""What is shown of an incident in a line: on the search page, and where something changed."""

from typing import Protocol

from onrecord.model.when import When
from onrecord.publish.site import wording
from onrecord.publish.words import _


class Ends(Protocol):
    """A figure: people, from fewest to most; None where that end is open."""

    @property
    def minimum(self) -> int | None:
        """The fewest."""

    @property
    def maximum(self) -> int | None:
        """The most."""

    @property
    def is_open(self) -> bool:
        """Whether somebody says "or more" above it."""


class Brief(Protocol):
    """An incident in a line; `gathered.Row` is one."""

    @property
    def id(self) -> str:
        """`inc_…`."""

    @property
    def when(self) -> When | None:
        """Its time."""

    @property
    def places(self) -> tuple[str, ...]:
        """Names, most specific first."""

    @property
    def killed(self) -> Ends:
        """By the rulebook whose figures stand first."""

    @property
    def injured(self) -> Ends:
        """Likewise."""

    @property
    def is_decided(self) -> bool:
        """Whether a person decided on all of it."""


def figures(one: Brief) -> str:
    """Return how many were killed and injured, in the language of the page."""
    killed, injured = (
        wording.between(told.minimum, told.maximum, told.is_open)
        for told in (one.killed, one.injured)
    )
    return _("; ").join((_("killed: %(n)s") % {"n": killed}, _("injured: %(n)s") % {"n": injured}))

"""The origin that a publisher is, whether it speaks itself or only its own people do."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from onrecord.model import Actor, Claim, Origin
from onrecord.reconcile.register import Register, origin_id


class Publishers:
    """
    Publishers as the origins that they were traced to, under the same ids and names.

    Tracing takes a publisher for the known actor of that name, or for the agency that it
    is. Its own people are the same voice, and never a second one beside it.
    """

    def __init__(
        self,
        found: Sequence[Origin],
        claims: Iterable[Claim],
        actor: Callable[[str], Actor | None],
        named: Callable[[str], Actor | None],
    ) -> None:
        """Take the origins as traced, and what tracing knew of names."""
        self._found = found
        self._claims = claims
        self._actor = actor
        self._named = named

    @cached_property
    def _register(self) -> Register:
        return Register(tuple(self._claims), self._actor, self._named)

    @cached_property
    def _by_id(self) -> dict[str, Origin]:
        return {origin.id: origin for origin in self._found}

    def origin(self, name: str) -> Origin:
        """Return the origin that a publisher is; a new one where it says nothing itself."""
        voice = self._register.publisher(name)
        made = origin_id(voice.key)
        if made in self._by_id:
            return self._by_id[made]
        return Origin(id=made, name=voice.name, claim_ids=(), actor_id=voice.actor_id)

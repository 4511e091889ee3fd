"""What would change the figures of an incident: leave one out, and see."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.model import (
    Claim,
    End,
    Figure,
    Incident,
    Origin,
    Outcome,
    Ruling,
    Sensitivity,
    Statement,
    Without,
)
from onrecord.reconcile.current import Standing
from onrecord.reconcile.figures import figures, speaking
from onrecord.reconcile.rulebooks import Evidence
from onrecord.reconcile.timing import Timing
from onrecord.reconcile.values import Value

_ENOUGH = 2  # independent sources, for Iraq Body Count
MANY = 100  # origins behind a figure; each of more is left out only if it alone sets an end
ALL_PARTIES = "every party to the conflict"

Shown = Callable[[Claim], Statement]


class Sensitive:
    """The figures of an incident, made again and again with somebody left out."""

    def __init__(self, evidence: Evidence, tolls: Timing, shown: Shown) -> None:
        """Keep what figures are made of; `shown` gives a claim as it is shown."""
        self._incident = evidence.incident
        self._claims = {claim.id: claim for claim in evidence.members}
        self._voices = evidence.voices
        self._known = (evidence.voices, evidence.documents, tolls)
        self._shown = shown
        self._before = {made.outcome: made for made in self._figures(self._incident)}

    def all(self, two_sources: Ruling | None = None) -> Sensitivity:
        """Return all that would change the figures; `two_sources` is what IBC makes of it."""
        ends: list[End] = []
        hedged: dict[str, Claim] = {}
        for made in self._before.values():
            told = self._told(made)
            ends += self._ends(made, told)
            for value in (value for one in told for value in one.values):
                if None in value.range:
                    hedged.update((i, self._claims[i]) for i in value.claims)
        alone = {(end.outcome, *end.origins) for end in ends if len(end.origins) == 1}
        return Sensitivity(
            ends=tuple(ends),
            without=tuple(self.without(alone)),
            is_partial=any(len(self._behind(made)) > MANY for made in self._before.values()),
            open_hedges=tuple(map(self._shown, hedged.values())),
            second_origin=second_origin(two_sources) if two_sources else "",
        )

    def without(self, alone: Collection[tuple[str, ...]]) -> Iterator[Without]:
        """
        Yield each figure without each origin that it rests on, then without all parties.

        The rule is followed anew, so that what was left out for the sake of a voice that is
        gone now may come in: then the figure can move anywhere. Where nothing comes in it
        can only become narrower, or open where nobody else gave an end. Of very many
        origins only those are left out that alone set an end: `alone`, outcome and name.
        """
        for made in self._before.values():
            behind = self._behind(made)
            for origin in behind.values():
                if len(behind) <= MANY or (made.outcome, origin.name) in alone:
                    yield self._left_out(made, origin.name, {origin.id})
            parties = {origin.id for origin in behind.values() if self._is_party(origin)}
            if len(parties) > 1:
                yield self._left_out(made, ALL_PARTIES, parties)

    def _behind(self, made: Figure) -> Mapping[str, Origin]:
        return {o.id: o for i in made.used if (o := self._voices.get(i)) is not None}

    def _left_out(self, before: Figure, whom: str, gone: set[str]) -> Without:
        kept = tuple(
            claim_id
            for claim_id in self._incident.claim_ids
            if (origin := self._voices.get(claim_id)) is None or origin.id not in gone
        )
        after = next(
            made
            for made in self._figures(replace(self._incident, claim_ids=kept))
            if made.outcome == before.outcome
        )
        new = [self._claims[i] for i in after.used if i not in before.used]
        return Without(
            outcome=before.outcome,
            whom=whom,
            before=before,
            after=after,
            comes_in=tuple(map(self._shown, new)),
        )

    def _figures(self, incident: Incident) -> tuple[Figure, ...]:
        return figures(incident, self._claims, *self._known)

    def _told(self, made: Figure) -> list[Standing]:
        members = list(self._claims.values())
        return speaking(Outcome(made.outcome), members, *self._known, {})

    def _ends(self, made: Figure, told: Sequence[Standing]) -> Iterator[End]:
        values = [(one.origin, value) for one in told for value in one.values]
        if not values:
            return
        yield self._end(made, "minimum", made.minimum, values)
        yield self._end(made, "maximum", made.maximum, values)

    def _end(
        self, made: Figure, name: str, people: int | None, values: Sequence[tuple[Origin, Value]]
    ) -> End:
        if people is None:
            which = 1 if name == "maximum" else 0
            setting = [(o, value) for o, value in values if value.range[which] is None]
        elif name == "minimum":
            setting = [(o, value) for o, value in values if value.low == people]
        else:
            setting = [(o, value) for o, value in values if people in value.range]
        by = {i: self._claims[i] for _, value in setting for i in value.claims}
        names = dict.fromkeys(origin.name for origin, _ in setting)
        parties = dict.fromkeys(origin.name for origin, _ in setting if self._is_party(origin))
        return End(
            outcome=made.outcome,
            name=name,
            people=people,
            by=tuple(map(self._shown, by.values())),
            origins=tuple(names),
            parties=tuple(parties),
        )

    def _is_party(self, origin: Origin) -> bool:
        side = origin.side_in(self._incident.id)
        return side is not None and side.is_party


def second_origin(ruling: Ruling) -> str:
    """
    Return what one more independent origin would do under the rule of two sources.

    Iraq Body Count asks for two independent sources and marks what rests on one as
    provisional (RULES.md 1.3); repetitions of one origin are one.
    """
    sources = ruling.value("sources")
    names = sources if isinstance(sources, tuple) else ()
    told = ", ".join(names)
    if not names:
        return "nobody tells of people killed who may be civilians: there is nothing to confirm"
    if len(names) == 1:
        return f"it rests on {told} alone and is provisional; one more independent origin ends that"
    if len(names) == _ENOUGH:
        return f"two are independent ({told}); without either of them it would be provisional"
    return f"{len(names)} are independent ({told}); no single one of them is needed"

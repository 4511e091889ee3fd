"""Killed and injured run together in rewriting."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from onrecord.checks.indexed import Indexed, Toll
from onrecord.checks.words import located
from onrecord.model import Claim, Outcome, Problem, Qualifier, Severity

_TELLING = 3  # people: below this equal numbers are chance

Evidence = tuple[Claim, ...]
Key = TypeVar("Key")


def killed_injured_conflated(told: Indexed) -> Iterator[Problem]:
    """
    Find "n killed" where another report has n killed and injured together, or n injured.

    Either n casualties in so many words; or k killed and i injured in one report with
    k + i = n, while this one tells no injured apart; or, of one and the same origin, n
    injured beside fewer or more killed, or n injured and nobody killed. "Casualties" is both
    the dead and the wounded, and is rewritten as deaths (UCDP GED counts deaths alone,
    Codebook 19.1). Where the report of n killed came first, or tells its injured apart, it
    is the other that ran them together.
    """
    for toll in told.tolls.values():
        if toll.outcome is not Outcome.KILLED:
            continue
        around = _Around(told, toll)
        seen = set()
        for claim in around.killed:
            evidence = around.evidence(claim)
            wrong = around.at_fault(claim, evidence) if evidence else claim
            if evidence and (wrong.document, claim.count.low) not in seen:
                seen.add((wrong.document, claim.count.low))
                yield _problem(claim, evidence, wrong)
        yield from map(_hurt_problem, around.told_as_hurt())


class _Around:
    """An incident's numbers by what they add up to: made once an incident."""

    def __init__(self, told: Indexed, toll: Toll) -> None:
        self._told = told
        self.killed = _numbered(toll.claims)
        injured = _numbered(told.toll(toll.incident, Outcome.INJURED))
        self._injured = injured
        self._hurt = _by_document(injured)
        self._dead = _by_document(self.killed)
        together: dict[float, list[Evidence]] = {}
        for claim in _numbered(told.toll(toll.incident, Outcome.CASUALTIES)):
            _keep(together, claim.count.low or 0, (claim,))
        added: dict[float, list[Evidence]] = {}
        for document, dead in self._dead.items():
            for killed, first in dead.items():
                for hurt, second in self._hurt.get(document, {}).items():
                    _keep(added, killed + hurt, (first, second))
        self._together, self._added = together, added
        self._by_voice: dict[tuple[str, float], list[Evidence]] = {}
        for claim in injured:
            voice, beside = self._voice(claim), self._dead.get(claim.document, {})
            for first in list(beside.values())[:1]:
                _keep(self._by_voice, (voice, claim.count.low or 0), (first, claim))

    def at_fault(self, claim: Claim, evidence: Evidence) -> Claim:
        """Return the claim that ran killed and injured together: most often that of the killed."""
        (together, *rest) = evidence
        if rest or together.outcome is not Outcome.CASUALTIES:
            return claim
        days = self._told.published(claim), self._told.published(together)
        came_first = days[0] is not None and days[1] is not None and days[0] < days[1]
        is_one_voice = self._voice(claim) == self._voice(together) != ""
        tells_apart = claim.document in self._hurt
        return together if is_one_voice and (tells_apart or came_first) else claim

    def told_as_hurt(self) -> Iterator[tuple[Claim, Claim]]:
        """
        Return each n injured whose voice has n killed elsewhere, with those.

        A report that tells of dead as well, or a voice that tells n injured beside its n
        killed, has both.
        """
        dead: dict[tuple[str, float], Claim] = {}
        for claim in self.killed:
            dead.setdefault((self._voice(claim) or "?", claim.count.low or 0), claim)
        both = {
            (self._voice(claim), claim.count.low or 0)
            for claim in self._injured
            if claim.document in self._dead
        }
        seen: set[str] = set()
        for claim in self._injured:
            key = (self._voice(claim), claim.count.low or 0)
            if key in dead and key not in both and claim.document not in {*self._dead, *seen}:
                seen.add(claim.document)
                yield claim, dead[key]

    def _voice(self, claim: Claim) -> str:
        origin = self._told.voices.get(claim.id)
        return origin.id if origin else ""

    def evidence(self, claim: Claim) -> Evidence | None:
        """Return the claims of another report that say the same number of more than the dead."""
        low = claim.count.low or 0
        found = list(self._together.get(low, ()))
        if claim.document not in self._hurt:
            found += self._added.get(low, ())
        other = next((told for told in found if told[0].document != claim.document), None)
        return other or self._moved(claim)

    def _moved(self, claim: Claim) -> Evidence | None:
        """
        Return the dead and injured of the same origin whose injured this claim has as killed.

        A report with injured of its own has a toll that rose, unless it has them exchanged.
        """
        low = claim.count.low or 0
        hurt = self._hurt.get(claim.document, {})
        for dead, other in self._by_voice.get((self._voice(claim) or "?", low), ()):
            is_exchanged = not hurt or (dead.count.low or 0) in hurt
            if other.document != claim.document and dead.count.low != low and is_exchanged:
                return (dead, other)
        return None


def _numbered(claims: Sequence[Claim]) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.count.qualifier is not Qualifier.VAGUE and (claim.count.low or 0) >= _TELLING
    ]


def _by_document(claims: Sequence[Claim]) -> Mapping[str, dict[float, Claim]]:
    found: dict[str, dict[float, Claim]] = {}
    for claim in claims:
        found.setdefault(claim.document, {}).setdefault(claim.count.low or 0, claim)
    return found


def _keep(found: dict[Key, list[Evidence]], key: Key, told: Evidence) -> None:
    """Keep evidence of two documents: one is always another than the one in question."""
    known = found.setdefault(key, [])
    if len(known) < 2 and told[0].document not in {one[0].document for one in known}:
        known.append(told)


def _hurt_problem(told: tuple[Claim, Claim]) -> Problem:
    hurt, dead = told
    return Problem(
        code="killed-injured-conflated",
        message=f"{located(hurt)} gives as injured the number that the same voice gives as "
        f"killed: {located(dead)}.",
        where=hurt.id,
        severity=Severity.WARNING,
    )


def _problem(claim: Claim, evidence: Sequence[Claim], wrong: Claim) -> Problem:
    others = " and ".join(located(other) for other in evidence)
    apart = "elsewhere is told otherwise" if len(evidence) > 1 else "elsewhere is told together"
    return Problem(
        code="killed-injured-conflated",
        message=f"{located(claim)} gives as killed a number that {apart}, of killed and "
        f"injured: {others}.",
        where=wrong.id,
        severity=Severity.WARNING,
    )

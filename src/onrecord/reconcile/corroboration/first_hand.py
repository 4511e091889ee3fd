"""Whether whoever says so could have known at first hand: a declared table, and the reason."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from onrecord.model import Actor, ActorKind, Claim, How, Knowing, Origin, Side
from onrecord.reconcile.voices import last_named
from onrecord.vocab import read_table

_PASSED_ON = re.compile(r", as told to .*$")


def knowing(
    origin: Origin,
    told: Sequence[tuple[Claim, str]],
    side: Side | None = None,
    actor: Actor | None = None,
) -> tuple[Knowing, str]:
    """
    Return whether an origin could have counted itself, and why.

    What its own claims say comes first: whoever "has it from residents" has it from them.
    Then a party to the conflict, then what it is called, then what kind of actor it is.
    It is told and not used: RULES.md 4 asks to grade claims and never outlets.

    Args:
        origin: The voice.
        told: Its claims of the incident, each with the words around it.
        side: How it stands to the incident.
        actor: Who it is, where that is known.
    """
    if behind := _behind(claim for claim, _ in told):
        return Knowing.FROM_OTHERS, f"its own words name whom it has it from: {', '.join(behind)}"
    if side is not None and side.is_party:
        return Knowing.FROM_OTHERS, f"a party to the conflict speaks for itself ({side.why})"
    speaks_itself = _speaks_itself(origin, [claim for claim, _ in told])
    around = " ".join(words for _, words in told)
    if speaks_itself and (words := _first("on_the_spot", around)):
        return Knowing.FIRST_HAND, f"its words say that it was there: “{words}”"
    name = _PASSED_ON.sub("", origin.name)
    for row in _rows("names"):
        if not speaks_itself and row["pattern"].search(name):
            return Knowing[row["knowing"].upper()], row["why"]
    if actor is not None and actor.kind is ActorKind.DOCUMENTER:
        return _documenter(around)
    for row in _rows("kinds"):
        if actor is not None and actor.kind.value in row["kinds"]:
            return Knowing[row["knowing"].upper()], row["why"]
    if speaks_itself:
        return Knowing.FROM_OTHERS, "the document speaks for itself and does not say how it knows"
    return Knowing.NOT_TOLD, "nothing in the record tells how it could know"


def _behind(claims: Iterable[Claim]) -> list[str]:
    """Return from whom an origin has it, by the claims' own chains of sources."""
    found: dict[str, None] = {}
    for claim in claims:
        last = last_named(claim)
        if last is not None:
            further = claim.sources[claim.sources.index(last) + 1 :]
            found.update(dict.fromkeys(source.name for source in further))
    return list(found)


def _speaks_itself(origin: Origin, claims: Sequence[Claim]) -> bool:
    """Return whether a document speaks for itself, and for nobody whom it calls a source."""
    here = {claim.id for claim in claims}
    ways = {trace.how for trace in origin.traces if trace.claim_id in here}
    is_named = any(claim.sources for claim in claims)
    return bool(ways & {How.OWN, How.REVISED, How.CREDITED}) and not is_named


def _documenter(around: str) -> tuple[Knowing, str]:
    if words := _first("by_name", around):
        return Knowing.FIRST_HAND, f"it documents the dead one by one: “{words}”"
    return Knowing.NOT_TOLD, "it documents the dead; whether by name is not told here"


@cache
def _rows(name: str) -> tuple[Mapping[str, Any], ...]:
    rows = read_table(__package__, "first_hand.yaml")[name]
    return tuple({**row, "pattern": _any_of(row.get("words", ()))} for row in rows)


@cache
def _listed(name: str) -> re.Pattern[str]:
    return _any_of(read_table(__package__, "first_hand.yaml")[name])


def _first(name: str, words: str) -> str | None:
    found = _listed(name).search(words)
    return found[0] if found else None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    # "UN" and "WHO" are names in capitals only: "those who" is not the WHO.
    exact = "|".join(re.escape(word) for word in ordered if word.isupper())
    loose = "|".join(re.escape(word) for word in ordered if not word.isupper())
    either = "|".join(part for part in (f"(?i:{loose})" if loose else "", exact) if part)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return _pattern(tuple(words))

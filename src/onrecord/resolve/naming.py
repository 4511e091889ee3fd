"""Names of places and actors and words for times, found in one pass over a text."""

import re
from dataclasses import replace
from functools import cache

from onrecord.model import Actor, ActorKind, Named, Place
from onrecord.resolve import actors, dates, inside, placing
from onrecord.resolve.atlas import Atlas
from onrecord.resolve.focus import focus
from onrecord.resolve.placing import Scene
from onrecord.resolve.tokens import Token, tokens


class KnownNames:
    """
    What the program knows by name; implements `model.ports.Names`.

    Loaded once (`names()`), read only, and the same answer for the same text on every
    machine: nothing is asked of the network.
    """

    def __init__(self) -> None:
        self.atlas = Atlas()
        self.roster = actors.Roster(self.atlas.countries)

    def find(self, content: str) -> tuple[Named, ...]:
        """
        Return what is named in a text, in order, not overlapping within a kind.

        Where lines were broken to a width, a name may run over two of them.
        """
        content = _unwrapped(content)
        words = tokens(content)
        about = focus(self.atlas, content, words)
        acting = actors.find(self.roster, content, about, self.atlas.capitals)
        scene = Scene(
            atlas=self.atlas,
            content=content,
            words=words,
            taken=[(n.start, n.end) for n in acting if self._swallows(n)],
            focus=about,
            small=_small(words),
        )
        placing.find(scene)
        inside.find(scene)
        times = [_time(content, start, end) for start, end in dates.find(content)]
        at = {n.start for n in scene.found}
        acting = [n for n in acting if n.start in at or not self._is_a_countrys_name(n)]
        named = [*map(self._known, [*scene.found, *acting]), *times]
        return tuple(sorted(named, key=lambda n: (n.start, n.end, n.kind)))

    def _known(self, named: Named) -> Named:
        """Add what the best candidate is and what it is called."""
        best = named.candidates[0].id if named.candidates else None
        known = None
        if best is not None:
            known = self.place(best) if named.kind == "place" else self.actor(best)
        if known is None:
            return named
        return replace(named, what=str(known.kind), canonical=known.name)

    def place(self, place_id: str) -> Place | None:
        """Return a place by id; None if unknown."""
        return self.atlas.place(place_id)

    def actor(self, actor_id: str) -> Actor | None:
        """Return an actor by id; None if unknown."""
        return self.roster.actor(actor_id)

    def _is_a_countrys_name(self, named: Named) -> bool:
        """Whether a name is a country's own: an actor only where it is a place too."""
        return self.atlas.country_named(named.name) is not None

    def _swallows(self, named: Named) -> bool:
        """Whether no place stands in a name: all but a state, which is both."""
        best = self.roster.actor(named.candidates[0].id) if named.candidates else None
        if best is None or best.kind is not ActorKind.STATE:
            return True
        return " " in named.name and self.atlas.country_named(named.name) is None


# A line broken to a width: neither short nor a paragraph by itself, and no sentence's end.
_WRAPPED = re.compile(r"(?m)(?<=[^\s.!?:;\"”])(\r?\n)(?=[^\s•*\-\d])")
_NARROW, _WIDE = 45, 100


def _unwrapped(content: str) -> str:
    """
    Return a text with the breaks inside its paragraphs made spaces; every place stays.

    >>> text = "The toll was given by the Syrian Observatory for" + chr(10) + "Human Rights."
    >>> _unwrapped(text) == text.replace(chr(10), " ")
    True
    """

    def joined(match: re.Match[str]) -> str:
        line = match.start() - (content.rfind("\n", 0, match.start()) + 1)
        return " " * len(match[1]) if _NARROW <= line <= _WIDE else match[1]

    return _WRAPPED.sub(joined, content)


def _time(content: str, start: int, end: int) -> Named:
    return Named(start=start, end=end, kind="time", name=content[start:end])


def _small(words: list[Token]) -> frozenset[str]:
    return frozenset(w.word for w in words if w.word.islower())


@cache
def names() -> KnownNames:
    """Return what the program knows by name, loaded at the first call."""
    return KnownNames()

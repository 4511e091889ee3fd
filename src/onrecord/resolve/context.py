"""The words around names, from gazetteer/context.yaml."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import cast

from onrecord import vocab


@dataclass(frozen=True, kw_only=True)
class Context:
    """
    Sets of small-letter words; what each is for is told in context.yaml.

    Attributes:
        deed: Words for violence and its scenes; what they happened "in" is a place.
        site: Nouns of buildings and the like.
        stop: Names that are words; a place only with a noun such as "town of" beside them.
    """

    town: frozenset[str]
    quarter: frozenset[str]
    area: frozenset[str]
    camp: frozenset[str]
    water: frozenset[str]
    division: frozenset[str]
    site: frozenset[str]
    direction: frozenset[str]
    near: frozenset[str]
    preposition: frozenset[str]
    title: frozenset[str]
    organisation: frozenset[str]
    stop: frozenset[str]
    person: frozenset[str]
    deed: frozenset[str]
    saying: frozenset[str]
    to_come: frozenset[str]

    @cached_property
    def of_places(self) -> frozenset[str]:
        """Every noun that makes the name beside it a place."""
        return self.town | self.quarter | self.area | self.camp | self.division

    @cached_property
    def not_alone(self) -> frozenset[str]:
        """Words that are no place's name where nothing else stands in it."""
        return self.stop | self.organisation | self.title

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Words that begin no name of a place."""
        return self.stop | self.of_places


@cache
def context() -> Context:
    """Return the words, read once."""
    read = vocab.read_yaml("onrecord.resolve.gazetteer", "context.yaml")
    rows = cast("dict[str, list[str]]", read)
    return Context(**{name: frozenset(map(str, words)) for name, words in rows.items()})

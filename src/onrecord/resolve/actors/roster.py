"""
Who is known by name: the YAML files, and each country as a state with its forces.

An alias that is all capitals, or has a small first letter, is met only as written; any other
is met with a capital first letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from onrecord import vocab
from onrecord.kit.spelling import ARTICLES, is_arabic, words_of
from onrecord.model import Actor, ActorKind
from onrecord.resolve.gazetteer.regions import Country

_HERE = Path(__file__).parent
_FORCES = (
    "army", "military", "armed forces", "forces", "security forces", "air force", "police",
    "troops", "soldiers", "navy", "warplanes", "jets", "air strikes", "airstrikes", "air strike",
    "airstrike", "government forces", "army forces", "border guards", "artillery",
)  # fmt: skip
_GOVERNMENT = ("government", "authorities", "state")
# Ministries found by pattern, so that each country need not list them.
MINISTRIES = ("health", "interior", "defence", "foreign", "information", "justice")
_BRITISH = {"defense": "defence"}
SKIPPED = ARTICLES - {"the", "an", "at", "as", "ad", "er"}


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one actor, and whether letters must be met as written."""

    actor: str
    written: str
    is_strict: bool


@dataclass(slots=True)
class Branch:
    """A step in the tree of names: the words that may follow, and the names that end here."""

    then: "dict[str, Branch]" = field(default_factory=dict)
    ends: list[Alias] = field(default_factory=list)


class Roster:
    """All actors by id, and a tree of their names by words."""

    def __init__(self, countries: dict[str, Country]) -> None:
        self._countries = countries
        self._actors: dict[str, Actor] = {}
        self.tree = Branch()
        for actor in self._listed():
            self._add(actor)
        for country in countries.values():
            for actor in _of_country(country):
                self._add(actor)

    def actor(self, actor_id: str) -> Actor | None:
        """Return an actor by id; None if unknown."""
        if actor_id not in self._actors:
            ministry = self._ministry(actor_id)
            if ministry is None:
                return None
            self._actors[actor_id] = ministry
        return self._actors[actor_id]

    def __iter__(self) -> Iterator[Actor]:
        """Yield every actor that the files and the countries name."""
        yield from tuple(self._actors.values())

    def _listed(self) -> Iterator[Actor]:
        for path in sorted(_HERE.glob("*.yaml")):
            rows = vocab.read_yaml(__package__, path.name)
            for row in cast("list[dict[str, Any]]", rows):
                yield _actor(row)

    def _add(self, actor: Actor) -> None:
        known = self._actors.get(actor.id)
        if known is not None and known.name != actor.name:
            raise ValueError(f"two actors have the id {actor.id}: {known.name}, {actor.name}")
        self._actors[actor.id] = actor
        for name in dict.fromkeys((actor.name, *actor.aliases)):
            self._plant(actor.id, name)

    def _plant(self, actor_id: str, name: str) -> None:
        branch = self.tree
        for word in alias_words(name):
            branch = branch.then.setdefault(word, Branch())
        letters = re.sub(r"[\W\d_]", "", name)
        is_strict = letters.isupper() or (letters[:1].islower() and not is_arabic(name))
        branch.ends.append(Alias(actor_id, name, is_strict))

    def _ministry(self, actor_id: str) -> Actor | None:
        match = re.fullmatch(r"actor:ministry-([a-z]+)(?:\.([A-Z]{2}))?", actor_id)
        if not match or match[1] not in MINISTRIES:
            return None
        country = self._countries.get(match[2] or "")
        if match[2] and country is None:
            return None
        people = f"{country.people[0] if country.people else country.name} " if country else ""
        return Actor(
            id=actor_id,
            name=f"{people}{match[1]} ministry",
            kind=ActorKind.OFFICIAL,
            country=match[2],
            part_of=f"actor:state-{match[2].lower()}" if match[2] else None,
        )


def ministry_id(office: str, country: str | None) -> str:
    """Return the id of a country's ministry; of one of no told country if None."""
    name = _BRITISH.get(office.casefold(), office.casefold())
    return f"actor:ministry-{name}" + (f".{country}" if country else "")


def alias_words(name: str) -> list[str]:
    """Return the words that a name is met by: articles inside it left out."""
    words = [w.removeprefix("ال") if len(w) > 3 else w for w in words_split(name)]
    kept = [w for w in words if w not in SKIPPED]
    return kept or words


def words_split(name: str) -> list[str]:
    """Return words, a quotation mark inside one ending it: "Assad's" is two."""
    return [w for part in re.findall(r"[^\W_]+", name) for w in words_of(part)]


def _actor(row: dict[str, Any]) -> Actor:
    return Actor(
        id=f"actor:{row['id']}",
        name=row["name"],
        kind=ActorKind(row["kind"]),
        aliases=tuple(map(str, row.get("aka", ()))),
        country=row.get("country"),
        part_of=f"actor:{row['of']}" if "of" in row else None,
        since=_text(row.get("since")),
        until=_text(row.get("until")),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _of_country(country: Country) -> Iterator[Actor]:
    state = f"actor:state-{country.iso.lower()}"
    words = [*country.names[1:], *country.people]
    words += [f"{p} {g}" for p in country.people for g in _GOVERNMENT]
    yield Actor(
        id=state,
        name=country.name,
        kind=ActorKind.STATE,
        aliases=tuple(words),
        country=country.iso,
    )
    by = [*country.people, *([country.names[1]] if country.iso in {"US", "GB", "AE"} else [])]
    by += ["US", "U.S."] if country.iso == "US" else ["UK"] if country.iso == "GB" else []
    if by:
        yield Actor(
            id=f"actor:forces-{country.iso.lower()}",
            name=f"{by[0]} armed forces",
            kind=ActorKind.FORCE,
            aliases=tuple(f"{p} {f}" for p in dict.fromkeys(by) for f in _FORCES),
            country=country.iso,
            part_of=state,
        )

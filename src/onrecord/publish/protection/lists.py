"""The lists of words by which protection goes, read once from `onrecord.vocab`."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord import vocab
from onrecord.model.public import Withheld
from onrecord.publish.protection.spans import key

_KINDS = {
    "religion": Withheld.RELIGION,
    "ethnicity": Withheld.ETHNICITY,
    "kinship": Withheld.KINSHIP,
}
# Joined to an Arabic word: and, then, with, like, for, the.
_BEFORE = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ك", "ل", "س")
_AFTER = (
    "هما",
    "كما",
    "تها",
    "ته",
    "هم",
    "هن",
    "ها",
    "نا",
    "كم",
    "ات",
    "ون",
    "ين",
    "ان",
    "ه",
    "ي",
    "ا",
    "ت",
    "ك",
)
_SHORTEST = 2  # letters that are left of a word when something is taken off it


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """
    Words in the form in which they are compared.

    Attributes:
        protected: What a word is withheld as: religion, ethnicity, kinship.
        given: Names of persons.
        titles: What stands before a name.
        particles: What may stand inside one.
        ordinary: Common words, days and months.
        sites: Nouns of places that may be struck again, single words.
        site_phrases: Such nouns of two words.
        witnesses: How one is told who speaks for no office.
        offices: Words of an office.
    """

    protected: dict[str, Withheld]
    given: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    ordinary: frozenset[str]
    dated: frozenset[str]
    sites: frozenset[str]
    site_phrases: frozenset[tuple[str, ...]]
    witnesses: dict[str, str]
    offices: frozenset[str]


@cache
def lists() -> Lists:
    """Return the lists, read once."""
    persons, common = _table("persons.yaml"), _table("ordinary.yaml")
    protected = {
        key(word): _KINDS[kind]
        for kind, languages in _table("protected_words.yaml").items()
        for words in languages.values()
        for word in words
    }
    sites = _table("sites.yaml")
    dated = frozenset(map(key, (*common["days"], *common["months"])))
    return Lists(
        protected=protected,
        given=frozenset(map(key, (*persons["latin"], *persons["arabic"]))),
        titles=frozenset(map(key, (*persons["titles"]["en"], *persons["titles"]["ar"]))),
        particles=frozenset(map(key, persons["particles"])),
        ordinary=frozenset(map(key, (*common["en"], *common["ar"], *common["peoples"]))) | dated,
        dated=dated,
        sites=frozenset(key(word) for word in (*sites["en"], *sites["ar"]) if " " not in word),
        site_phrases=frozenset(
            tuple(map(key, word.split())) for word in (*sites["en"], *sites["ar"]) if " " in word
        ),
        witnesses={
            key(w): said for told in persons["witnesses"].values() for w, said in told.items()
        },
        offices=frozenset(map(key, persons["offices"])),
    )


def forms(arabic: str) -> tuple[str, ...]:
    """
    Return an Arabic word in its compared form, and what is left without what is joined to it.

    >>> "علوي" in forms(key("والعلويين"))
    True
    """
    found = list(joined(arabic))
    for stem in tuple(found):
        found += [stem[: -len(a)] for a in _AFTER if _leaves(stem, a, stem.endswith(a))]
    return tuple(dict.fromkeys(found))


def joined(arabic: str) -> tuple[str, ...]:
    """
    Return an Arabic word in its compared form, and what is left without "and", "the" before it.

    >>> joined(key("وشقيقه"))
    ('وشقيقه', 'شقيقه')
    """
    without = (arabic[len(b) :] for b in _BEFORE if _leaves(arabic, b, arabic.startswith(b)))
    return (arabic, *without)


def _leaves(word: str, part: str, fits: bool) -> bool:  # noqa: FBT001 - asked of two ends
    return fits and len(word) - len(part) > _SHORTEST - (len(part) > 1)


def _table(name: str) -> dict[str, Any]:
    return vocab.read_table("onrecord.vocab", name)

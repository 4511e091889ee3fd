"""The Arabic word lists, with the forms that a word may take in a sentence."""

from collections.abc import Iterable, Iterator
from functools import cache

from onrecord.extract import wordlist
from onrecord.extract.arabic.letters import fold
from onrecord.model import VictimClass


@cache
def folded(name: str, key: str) -> frozenset[str]:
    """Return the words of one list, folded."""
    return frozenset(map(fold, wordlist.words(name, key)))


@cache
def phrases(name: str, key: str) -> tuple[tuple[str, ...], ...]:
    """Return a list's phrases as folded words, the longest first."""
    return by_length(wordlist.words(name, key))


def by_length(listed: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return phrases as folded words, the longest first."""
    found = {tuple(fold(p).split()) for p in listed}
    return tuple(sorted(found, key=lambda p: (-len(p), p)))


def dual(singular: str) -> Iterator[str]:
    """
    Yield a noun's two dual forms, folded.

    >>> list(dual("امرأة")) == ["امراتان", "امراتين"]
    True
    """
    stem = fold(singular)
    stem = stem[:-1] + "ت" if stem.endswith("ه") else stem
    yield from (stem + "ان", stem + "ين")


def persons(past: str) -> Iterator[str]:
    """
    Yield the forms of a verb that tell of others, past and present, folded.

    >>> {"اعتقلت", "اعتقلوا", "يعتقل", "تعتقل", "يعتقلون"} <= set(persons("اعتقل"))
    True
    """
    stem = fold(past)
    yield from (stem + ending for ending in ("", "ت", "وا", "ا", "تا", "ن"))
    if stem.endswith("ي"):  # the last letter is lost: "نفت", "نفوا"
        yield from (stem[:-1] + ending for ending in ("ت", "وا", "تا"))
    present = stem[1:] if stem[0] == "ا" and len(stem) > 3 else stem
    for first in "يت":
        yield from (first + present + ending for ending in ("", "ون", "ان"))


@cache
def people() -> dict[str, tuple[VictimClass, str]]:
    """Return each form of a noun for people: its class, and whether "one", "two" or "many"."""
    found: dict[str, tuple[VictimClass, str]] = {}
    for kind in VictimClass:
        if kind is VictimClass.MIXED:
            continue
        for singular, plurals in wordlist.table("arabic_people")[kind.value]["words"].items():
            for form in dual(singular):
                found.setdefault(form, (kind, "two"))
            for form in map(fold, plurals):
                found[form] = (kind, "many")
            for form in (fold(singular), fold(singular) + "ا"):
                found[form] = (kind, "one")
    for form, number in wordlist.table("arabic_people")["kin"]["words"].items():
        found[fold(form)] = (VictimClass.UNKNOWN, number)
    return found


def _number_of(form: str, singular: str) -> str:
    if form in set(dual(singular)):
        return "two"
    return "one" if form.rstrip("ا") == fold(singular).rstrip("ا") else "many"


@cache
def nouns_of_harm(key: str) -> dict[str, tuple[str, str]]:
    """Return each form of the nouns listed under a key: its outcome, and one, two or many."""
    found: dict[str, tuple[str, str]] = {}
    for outcome, entry in wordlist.table("arabic_harm").items():
        for singular, plurals in entry.get(key, {}).items():
            forms = [fold(singular), fold(singular) + "ا", *dual(singular), *map(fold, plurals)]
            many = set(map(fold, plurals))
            for form in forms:
                held = "many" if form in many else _number_of(form, singular)
                found.setdefault(form, (outcome, held))
    return found


@cache
def told() -> dict[str, tuple[str, str]]:
    """Return each word that tells of harm: its outcome, and "verb", "act" or "after"."""
    found: dict[str, tuple[str, str]] = {}
    for outcome, entry in wordlist.table("arabic_harm").items():
        for word in entry.get("act", ()):
            found[fold(word)] = (outcome, "act")
            stem = fold(word)[:-1] + "ت" if fold(word).endswith("ه") else fold(word)
            found.update((stem + whose, (outcome, "after")) for whose in ("هم", "هن"))
        for word in entry.get("verb", ()):
            found.update((form, (outcome, "verb")) for form in persons(word))
        for word in entry.get("form", ()):
            found[fold(word)] = (outcome, "verb")
        for word in entry.get("after", ()):
            found[fold(word)] = (outcome, "after")
    return found


@cache
def folded_reporting() -> frozenset[str]:
    """Return the words that may stand between "no" and the nobody who was harmed, folded."""
    return frozenset(map(fold, wordlist.table("arabic_stance")["none"]["reporting"]))

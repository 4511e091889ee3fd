"""
What a name is known to be: a party, an organisation, a place, or a person.

Three registers are asked, the nearest first: the record's own actors and places and what its
claims call them; its documents' publishers; and whatever names the program knows (a `Names`,
handed in). A name that none knows is taken for a person's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from onrecord.model import Actor, ActorKind, Claim, Mention, Names, Place, PlaceKind, Record
from onrecord.publish.protection.lists import lists
from onrecord.publish.protection.spans import Word, key, words_of

# Words that make a name one of an organisation, whatever else is in it.
OF_BODIES = frozenset(
    "network observatory brigade brigades army party council campaign post times news agency "
    "committee commission organization organisation movement center centre institute watch "
    "force forces guard guards corps battalion division ministry coalition union foundation "
    "association society front group herald gazette wire courier bulletin monitor tribune "
    "journal radio television tv press daily weekly media office alliance league international "
    "registry registrar authority government administration police court fund relief cross "
    "crescent nations house project initiative archive archives database network's".split()
)
_NO_PARTIES = frozenset({ActorKind.PERSON, ActorKind.COMMUNITY})
_MOST_KEPT = 100_000  # answers of the names that were handed in, kept for the next time
_SHORT = 2  # letters of no surname
_LONGEST = 12  # words of a name


class Means(StrEnum):
    """What a name means, as far as it matters here."""

    PARTY = "party"  # or an organisation, an office, a state and its people
    PLACE = "place"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Name:
    """Words of a text, by their numbers, that a register knows."""

    first: int
    last: int
    means: Means


@dataclass(slots=True)
class Tree:
    """Names by their words: what may follow, and what the name means that ends here, if any."""

    then: "dict[str, Tree]" = field(default_factory=dict)
    ends: Means | None = None

    def plant(self, phrase: str, means: Means) -> None:
        """Take a name in."""
        keys = [word.key for word in words_of(phrase)]
        if not keys or (means is not Means.PERSON and _is_common(keys)):
            return
        for told in (keys, _without_article(keys)):
            branch = self
            for word in told[:_LONGEST]:
                branch = branch.then.setdefault(word, Tree())
            branch.ends = means


def tree(record: Record) -> Tree:
    """Return the names that a record's own registers know."""
    grown = Tree()
    # Later rows win: what is a person anywhere is one everywhere.
    for phrase, means in sorted(_phrases(record), key=lambda row: row[1] is Means.PERSON):
        grown.plant(phrase, means)
    return grown


class Known:
    """What the registers know, met in the words of a text."""

    def __init__(self, tree: Tree, names: Names | None = None) -> None:
        self.tree = tree
        self._names = names
        self._answers: dict[str, tuple[tuple[int, int, Means], ...]] = {}

    def in_words(self, words: list[Word]) -> list[Name]:
        """Return the names of the record's own registers, the longest first met counting."""
        found: list[Name] = []
        at = 0
        while at < len(words):
            name = self._longest(words, at)
            if name is not None:
                found.append(name)
                at = name.last
            at += 1
        return found

    def _longest(self, words: list[Word], at: int) -> Name | None:
        best: Name | None = None
        for first in _openings(words[at].key):
            branch: Tree | None = self.tree.then.get(first)
            last = at
            while branch is not None:
                if branch.ends is not None and (best is None or last >= best.last):
                    best = Name(at, last, branch.ends)
                last += 1
                branch = branch.then.get(words[last].key) if last < len(words) else None
        return best

    def asked(self, phrase: str) -> tuple[tuple[int, int, Means], ...]:
        """Return what the names handed in know in a few words, by characters of these."""
        if self._names is None:
            return ()
        if phrase not in self._answers:
            if len(self._answers) >= _MOST_KEPT:
                self._answers.clear()
            self._answers[phrase] = tuple(self._ask(phrase))
        return self._answers[phrase]

    def _ask(self, phrase: str) -> Iterator[tuple[int, int, Means]]:
        lead = "في " if any("\u0620" <= sign <= "\u06ff" for sign in phrase) else "in "
        for one in self._names.find(lead + phrase) if self._names else ():
            start, end = one.start - len(lead), one.end - len(lead)
            if start < 0 or one.kind == "time" or not one.candidates:
                continue
            if one.kind == "actor" and one.what != ActorKind.COMMUNITY:
                yield start, end, Means.PERSON if one.what == ActorKind.PERSON else Means.PARTY
            elif one.kind == "place" and one.what != PlaceKind.SITE:
                yield start, end, Means.PLACE


def _phrases(record: Record) -> Iterator[tuple[str, Means]]:
    for actor in record.actors.values():
        for name in (actor.name, *actor.aliases):
            if actor.kind is not ActorKind.COMMUNITY:
                yield name, _of_actor(actor)
    for place in record.places.values():
        if place.kind is not PlaceKind.SITE:
            yield place.name, Means.PLACE
    for document in record.documents.values():
        if document.publisher and not is_persons(document.publisher):
            yield document.publisher, Means.PARTY
        if document.author and (
            document.author != document.publisher or is_persons(document.author)
        ):
            yield document.author, Means.PERSON
            yield from _surname(document.author)
    yield from _mentioned(record.claims.values(), record.actors, record.places)


def is_persons(publisher: str) -> bool:
    """
    Return whether a page is published under a person's name, as blogs and accounts are.

    A page says itself who publishes it, so its word makes no name one of an organisation.

    >>> is_persons("Rima Haddad"), is_persons("Rima Haddad Foundation"), is_persons("Enab Baladi")
    (True, False, False)
    """
    keys = {word.key for word in words_of(publisher)}
    told = lists()
    return bool(keys & told.given) and not keys & (OF_BODIES | told.ordinary)


def _surname(name: str) -> Iterator[tuple[str, Means]]:
    """Yield the last word of a byline, by which its writer is called in other places."""
    words = words_of(name)
    if len(words) > 1 and words[-1].is_capital and len(words[-1].key) > _SHORT:
        yield words[-1].text, Means.PERSON


def _mentioned(
    claims: Iterable[Claim], actors: Mapping[str, Actor], places: Mapping[str, Place]
) -> Iterator[tuple[str, Means]]:
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        for mention in (*claim.perpetrators, *claim.sources, *claim.places):
            best = mention.best
            if best is None or (mention.name, best) in seen:
                continue
            seen.add((mention.name, best))
            means = _means(mention, actors.get(best), places.get(best))
            if means is not None:
                yield mention.name, means


def _means(mention: Mention, actor: Actor | None, place: Place | None) -> Means | None:
    """Return what a mention means; None where it says more than the name that was known."""
    if actor is not None:
        named = {key(name) for name in (actor.name, *actor.aliases)}
        if actor.kind in _NO_PARTIES:
            return Means.PERSON if actor.kind is ActorKind.PERSON else None
        return Means.PARTY if key(mention.name) in named else None
    if place is not None and place.kind is not PlaceKind.SITE:
        return Means.PLACE
    return None


def _of_actor(actor: Actor) -> Means:
    return Means.PERSON if actor.kind is ActorKind.PERSON else Means.PARTY


def _is_common(keys: list[str]) -> bool:
    """Whether a name is one common word or a person's: "Front", "Ali"; it says nothing."""
    return len(keys) == 1 and (keys[0] in lists().ordinary or keys[0] in lists().given)


def _without_article(keys: list[str]) -> list[str]:
    return keys[1:] if len(keys) > 1 and keys[0] in {"the", "al", "el"} else keys


def _openings(word: str) -> tuple[str, ...]:
    """Return how the first word of a name may stand: in Arabic with and, in, to joined to it."""
    if not word[:1] or not "\u0620" <= word[0] <= "\u06ff":
        return (word,)
    found = [word]
    found += [word[1:]] * (word[0] in "وبلفك" and len(word) > 3)
    found += ["ال" + word[2:]] * word.startswith("لل")
    return tuple(found)

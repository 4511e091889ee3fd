"""Which incidents each word is in: gathered while the incidents go by once."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from onrecord.kit import spelling
from onrecord.kit.search_words import search_words
from onrecord.model.public import PublicDocument, PublicIncident, Words
from onrecord.publish import words
from onrecord.publish.site import wording

SOUND = "~"  # before a word that is looked up by its sound; no folded word begins with it
_FEWEST_SOUNDS = 2  # a single consonant is like half the map


@dataclass(slots=True, kw_only=True)
class Index:
    """
    The words of a release and the incidents that each is in: what searching goes by.

    It sees what readers see: words that are withheld are not in it, since no `Public…` value
    has them. Names are in it by their sound, too, so that Arabic and Latin spellings meet.

    Attributes:
        documents: Of the release, for publishers and titles.
        languages: Codes of the languages in which months are named.
        held: Numbers of incidents by word, rising.
        count: How many incidents were seen.
    """

    documents: Mapping[str, PublicDocument]
    languages: tuple[str, ...] = ("en", "ar")
    held: dict[str, "array[int]"] = field(default_factory=dict)
    count: int = 0

    def see(self, incident: PublicIncident) -> None:
        """Take in the next incident."""
        for word in words_of(incident, self.documents, self.languages):
            self.held.setdefault(word, array("I")).append(self.count)
        self.count += 1


def words_of(
    incident: PublicIncident,
    documents: Mapping[str, PublicDocument],
    languages: tuple[str, ...] = ("en", "ar"),
) -> set[str]:
    """Return every word by which an incident can be found."""
    texts = set(_texts(incident, documents))  # documents and sentences repeat one another
    found = {one.word for text in texts for one in search_words(text)}
    for name in set(_names(incident)):
        found.update(_heard(name))
    for text in _days(incident, languages):
        found.update(one.word for one in search_words(text))
    return found


@lru_cache(maxsize=16_384)  # the same places and sources are named again and again
def _heard(name: str) -> tuple[str, ...]:
    """Return the words of a name, and how they sound."""
    parts = [one.word for one in search_words(name)]
    return (*parts, *(SOUND + heard for part in parts if (heard := sounded(part))))


def sounded(word: str) -> str:
    """
    Return how a word of a name sounds; "" for one that says too little of itself.

    >>> sounded("northport"), sounded("al"), sounded("2024")
    ('nrtbrt', '', '')
    """
    if word in spelling.ARTICLES or any(letter.isdecimal() for letter in word):
        return ""
    heard = spelling.sounds(word)
    return heard if len(heard) >= _FEWEST_SOUNDS else ""


def _texts(incident: PublicIncident, documents: Mapping[str, PublicDocument]) -> Iterator[str]:
    yield incident.id
    yield incident.victims
    yield from incident.weapons
    for claim in incident.claims:
        yield claim.id
        yield from claim.places
        for told in (claim.before, claim.exact, claim.after, claim.victims):
            yield from _seen(told)
    for key in dict.fromkeys(claim.document_id for claim in incident.claims):
        if document := documents.get(key):
            yield document.publisher or ""
            yield from _seen(document.title)


def _seen(told: Words | None) -> Iterator[str]:
    """Yield what may be seen of words; a gap parts the words on its sides."""
    for piece in told.pieces if told else ():
        if piece.withheld is None:
            yield piece.text


def _names(incident: PublicIncident) -> Iterator[str]:
    for place in incident.places:
        yield from filter(None, (place.name, place.district, place.province, place.country_name))
    yield from (told.name for told in incident.accused if told.said_by)
    yield from (source.name for source in incident.sources)
    yield from (name for claim in incident.claims for name in claim.sources)


def _days(incident: PublicIncident, languages: Iterable[str]) -> Iterator[str]:
    ends = (incident.when.earliest, incident.when.latest) if incident.when else ()
    for end in filter(None, ends):
        yield f"{end.isoformat()} {end.day}"
        for code in languages:
            yield _month(end, code)
    if incident.when:
        yield from filter(None, (incident.when.date_from, incident.when.date_to))


def _month(day: date, code: str) -> str:
    with words.speaking(words.LANGUAGES.get(code, words.ENGLISH)):
        return wording.month(day.month)

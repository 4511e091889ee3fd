"""Which institution a voice's name speaks of, and which words tell it from others of its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.kit.folding import fold
from onrecord.vocab import read_table

# Whom the publisher's people met is none of them.
_MET_BY = re.compile(
    r"\b(?:(?:met|seen|interviewed|reached|contacted|quoted|visited|heard)\s+by|who|speaking\s+to)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:ministries|ministers|departments) of (?:the )?(\w+) and (?:of )?(?:the )?(\w+)"
    r"|\b(\w+) and (\w+) (?:ministries|ministers|departments)\b",
    re.IGNORECASE,
)
_PACKAGE = "onrecord.reconcile.institutions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """
    What a voice is called, taken apart.

    Attributes:
        words: All of its words, folded.
        office: The institution it speaks for ("police"); None if the words name none.
        own: The words that tell it from others: no plain words, none of the office.
    """

    words: tuple[str, ...]
    office: str | None
    own: frozenset[str]


@cache
def called(name: str) -> Called:
    """
    Take a voice's name apart.

    >>> told = called("the provincial police command of Diyala")
    >>> told.office, sorted(told.own)
    ('police', ['diyala'])
    >>> called("Al-Rahma hospital").own == {"rahma"}
    True
    >>> called("residents").office is None, called("a border guard").office is None
    (True, True)
    """
    words = words_of(name)
    office, said = _office(words) if not is_one_of_many(name) else (None, frozenset[str]())
    own = frozenset(word for word in words if word not in plain_words() and word not in said)
    return Called(words=words, office=office, own=own)


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return a name's words, folded, without a possessive's ending."""
    bare = name.replace("’s ", " ").replace("'s ", " ").replace("s' ", "s ").replace("s’ ", "s ")
    return tuple(fold(bare.removesuffix("'s").removesuffix("’s")).split())


def is_one_of_many(name: str) -> bool:
    """
    Whether a voice is one of an institution's men, who tells what he saw and speaks for himself.

    >>> is_one_of_many("a border guard"), is_one_of_many("a police officer")
    (True, False)
    """
    article, _, rest = name.strip().casefold().partition(" ")
    return article in {"a", "an", "one"} and fold(rest) in _words("rank_and_file")


def is_sent_back(name: str) -> bool:
    """Whether a name sends back to somebody named before: "its administration"."""
    return words_of(name)[:1] in {("its",), ("their",), ("his",), ("her",)}


def office_in(words: Sequence[str]) -> str | None:
    """Return the institution that some words name; None if they name none."""
    return _office(tuple(words))[0]


def _office(words: tuple[str, ...]) -> tuple[str | None, frozenset[str]]:
    best: tuple[int, int, str, tuple[str, ...]] | None = None
    for rank, (office, phrases) in enumerate(_offices()):
        for phrase in phrases:
            if _stands_in(phrase, words):
                # the longest phrase decides: "health ministry" before "ministry"
                found = (-len(phrase), rank, office, phrase)
                best = min(best, found) if best else found
    if best is None:
        return None, frozenset()
    of_office = {word for phrase in dict(_offices())[best[2]] for word in phrase}
    return best[2], frozenset(of_office)


def _stands_in(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))


@cache
def _offices() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    told = read_table(_PACKAGE, "offices.yaml")["offices"]
    return tuple(
        (office, tuple(tuple(fold(phrase).split()) for phrase in phrases))
        for office, phrases in told.items()
    )


def has_one_holder(office: str) -> bool:
    """Whether an office has one holder at a place, so that it cannot be two voices."""
    return office in read_table(_PACKAGE, "offices.yaml")["one_each"]


@cache
def plain_words() -> frozenset[str]:
    """Return words that say nothing of which institution is meant."""
    return _words("plain")


@cache
def head_nouns() -> frozenset[str]:
    """Return nouns that end the name of an organisation."""
    return _words("heads")


@cache
def titles() -> frozenset[str]:
    """Return titles that one person bears: "the colonel"."""
    return _words("titles")


@cache
def ranks() -> frozenset[str]:
    """Return what else stands before a person's name: "Dr", "Sheikh"."""
    return _words("ranks")


def is_nationwide(office: str) -> bool:
    """Whether a country has one institution of a kind, wherever its officials sit."""
    return office in read_table(_PACKAGE, "offices.yaml")["nationwide"]


def organs() -> frozenset[str]:
    """Return the offices from which a government has its numbers."""
    return _words("organs")


def is_ministrys(name: str) -> bool:
    """
    Whether a voice is at the head of a service: the ministry, not the police of a town.

    >>> is_ministrys("interior ministry official"), is_ministrys("a police colonel")
    (True, False)
    """
    return bool(_words("ministries") & set(words_of(name)))


def joint_offices(name: str) -> frozenset[str]:
    """
    Return the institutions that say something together.

    >>> sorted(joint_offices("ministries of health and defence"))
    ['army', 'health ministry']
    >>> sorted(joint_offices("the health and interior ministries")), joint_offices("police")
    (['health ministry', 'police'], frozenset())
    """
    found = _JOINT.search(name)
    parts = [part for part in found.groups() if part] if found else []
    return frozenset(o for part in parts if (o := office_in(("ministry", "of", fold(part)))))


@cache
def spokespeople() -> frozenset[str]:
    """Return what those are called who only speak for others: "spokesman"."""
    return _words("spokespeople")


@cache
def uniformed_ranks() -> frozenset[str]:
    """Return ranks of armed services: "colonel"."""
    return _words("uniformed_ranks")


@cache
def uniformed_offices() -> frozenset[str]:
    """Return the offices whose officers bear ranks."""
    return frozenset(read_table(_PACKAGE, "offices.yaml")["uniformed"])


@cache
def counts_itself() -> frozenset[str]:
    """Return words in names of publishers that gather the dead themselves, and are no papers."""
    return head_nouns() | _words("counters")


@cache
def speaks_for_others() -> frozenset[str]:
    """Return words for who speaks for an institution without naming it."""
    return _words("for_others")


def is_of_the_publisher(name: str) -> bool:
    """
    Whether a voice is the publisher's own: its correspondent, its patrol.

    >>> is_of_the_publisher("our correspondent"), is_of_the_publisher("the patrol")
    (True, True)
    >>> is_of_the_publisher("our neighbours"), is_of_the_publisher("a reporter of Radio Nile")
    (False, False)
    >>> is_of_the_publisher("survivors met by our correspondent")
    False
    """
    words = words_of(_MET_BY.split(name, maxsplit=1)[0])
    meant = [word for word in words if word not in plain_words() or word in _words("own_people")]
    people = [word for word in meant if word in _words("own_people")]
    own = [word for word in meant if word in _words("own")]
    if not people or not words:
        return False
    return bool(own) or (len(meant) == len(people) and words[0] not in {"a", "one", "two"})


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in read_table(_PACKAGE, "offices.yaml")[key])

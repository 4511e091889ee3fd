"""What a stage needs from the world, as Protocols, so that stages never import each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from onrecord.model.actor import Actor
from onrecord.model.claim import Candidate, Claim
from onrecord.model.document import Document
from onrecord.model.place import Place
from onrecord.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """
    A name found in a text: a place, an actor, or words for a time.

    Attributes:
        start, end: Code points into the text that was searched.
        kind: What the words name.
        name: The words as they stand.
        candidates: What they may mean, best first; empty for a time, or for a place that
            the gazetteer lacks but the words say is one ("the Hamdanieh area").
        what: For an actor, the `ActorKind` of the best candidate; for a place, its
            `PlaceKind`; None for a time or where nothing known fits.
        canonical: The best candidate's own name ("Russia" for "Russian"); None as above.
    """

    start: int
    end: int
    kind: Literal["place", "actor", "time"]
    name: str
    candidates: tuple[Candidate, ...] = ()
    what: str | None = None
    canonical: str | None = None


class Names(Protocol):
    """Finds names of places and actors, and words for times; knows nothing of harm."""

    def find(self, content: str) -> tuple[Named, ...]:
        """Return what is named in a text, in order, not overlapping within a kind."""
        ...

    def place(self, place_id: str) -> Place | None:
        """Return a place by id; None if unknown."""
        ...

    def actor(self, actor_id: str) -> Actor | None:
        """Return an actor by id; None if unknown."""
        ...


class Reader(Protocol):
    """Turns a text into claims. Rules today; a tagger and a language model may join."""

    @property
    def engine(self) -> str:
        """Name and version, as stored with each claim: `rules-en 1`."""
        ...

    def reads(self, language: str | None) -> bool:
        """Whether it can read a language."""
        ...

    def claims(self, document: Document, text: Text, names: Sequence[Named]) -> tuple[Claim, ...]:
        """Return the claims of one text, each with its passage, mentions unresolved."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    What a language model is asked in one go: all that is sent, and nothing else is.

    Attributes:
        instructions: What it is to do; the same for every question.
        words: The paragraph, and what it is told of the document around it.
        schema: The JSON schema of the answer, as JSON.
    """

    instructions: str
    words: str
    schema: str


class LanguageModel(Protocol):
    """A language model that the user connected; where and how it is reached is not told."""

    @property
    def engine(self) -> str:
        """Its name, as stored with each claim: `llm:some-model`."""
        ...

    def answer(self, question: Question) -> str | None:
        """Return what it answers; None if no answer could be had this time."""
        ...

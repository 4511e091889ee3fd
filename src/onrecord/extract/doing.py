"""Which of the words that the tagger takes for somebody can be those who did something."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.extract import actors, grammar
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_SIDES = frozenset({"armed_group", "force", "state"})


@dataclass(frozen=True, slots=True)
class Told:
    """
    How words for somebody stand in their sentence.

    Attributes:
        sentence: The position of the sentence in the document.
        may_act: They name armed people, or a side of a war.
        is_nobody: They are the name of a place or a building or no noun, say of what kind a
            weapon is, only date a time ("since the army came"), or only run what speaks ("the
            ministry, which the militia runs").
    """

    sentence: int
    may_act: bool
    is_nobody: bool


def told(mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> Mapping[int, Told]:
    """Return by where words begin how they stand; words outside all sentences are left out."""
    starts = [s.start for s in sentences]
    found: dict[int, Told] = {}
    for mention in mentions:
        start, end = mention.start or 0, mention.end or 0
        at = bisect_right(starts, start) - 1
        if at < 0 or start >= sentences[at].end:
            continue
        inside = _tokens(sentences[at], start, end)
        if inside:
            one = _told(sentences[at], inside)
            runs = _only_runs(sentences[at], start, end)
            found[start] = replace(one, is_nobody=True) if runs else one
    return found


def _tokens(sentence: Sentence, start: int, end: int) -> list["Token"]:
    return [t for t in sentence.tokens if sentence.span(t)[0] < end and start < sentence.span(t)[1]]


def _told(sentence: Sentence, inside: Sequence["Token"]) -> Told:
    head = next((t for t in inside if t.head not in inside or t.head == t), inside[-1])
    named = sentence.actor(head) or sentence.actor(inside[-1])
    is_side = named is not None and named.what in _SIDES
    is_place = named is None and sentence.name_of(head, "place") is not None
    is_noun = any(t.pos_ in grammar.NOUNS for t in inside)
    is_thing = actors.is_listed(head, "struck") or _is_nobodys_means(sentence, head, inside)
    return Told(
        sentence=sentence.index,
        may_act=is_side or any(actors.is_listed(t, "armed") for t in inside),
        is_nobody=is_place or not (is_noun or is_side) or _dates_only(head) or is_thing,
    )


def _is_nobodys_means(sentence: Sentence, head: "Token", inside: Sequence["Token"]) -> bool:
    """As in "two fighter jets", and "fighter" in it: a weapon, and nobody's who is told."""
    if not actors.is_listed(head, "means"):
        return actors.is_kind_of_means(head)
    armed = (t for t in inside if actors.is_listed(t, "armed"))
    return not any(map(sentence.actor, inside)) and all(map(actors.is_kind_of_means, armed))


_RUNS = re.compile(r"\s+(?:run|control|govern|administer|back|support)s?\b")
_RUN_BY = re.compile(
    r"\b(?:run|controlled|governed|administered|backed|appointed)\s+by\s+(?:the\s+)?$"
)
_BEFORE = 30  # characters


def _only_runs(sentence: Sentence, start: int, end: int) -> bool:
    """As in "the ministry, which the Houthis run", "run by the Houthis": a voice's own masters."""
    before = sentence.before(start, _BEFORE)
    return bool(_RUNS.match(sentence.content, end, sentence.end) or _RUN_BY.search(before))


def _dates_only(noun: "Token") -> bool:
    """As in "the worst day since the army invaded"."""
    for word in (noun, *noun.ancestors):
        if word.dep_ == "pobj" and word.head.lower_ == "since":
            return True
        if any(c.dep_ == "mark" and c.lower_ == "since" for c in word.children):
            return True
        if word.pos_ in grammar.VERBS and word != noun:
            return False
    return False

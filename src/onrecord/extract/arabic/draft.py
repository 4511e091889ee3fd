"""An Arabic claim on its way: a link with its sentence and the slots that the sentence fills."""

from dataclasses import dataclass, replace

from onrecord.extract.arabic import said, stance, where, who
from onrecord.extract.arabic.link import Linked
from onrecord.extract.arabic.lists import phrases
from onrecord.extract.arabic.sentence import Sentence
from onrecord.extract.arabic.words import in_quotes, phrase_at, readings
from onrecord.model import EMBEDDED, Mention, Outcome, Stance, VictimClass, Voice

_LONGEST = 12  # words from the word of harm to the end of the quantity


@dataclass(frozen=True, kw_only=True)
class Draft:
    """
    What a Claim will be.

    Attributes:
        sentence, link: The words that made it.
        start, end: The claim's code points.
        part_of, same_as: The position of the other draft in the document; None if none.
    """

    sentence: Sentence
    link: Linked
    start: int
    end: int
    victims: str | None
    side: VictimClass
    sources: tuple[Mention, ...]
    perpetrators: tuple[Mention, ...]
    places: tuple[Mention, ...]
    times: tuple[Mention, ...]
    weapon: str | None
    stance: Stance
    voice: Voice
    is_cumulative: bool
    part_of: int | None = None
    same_as: int | None = None

    def with_(self, **changes: object) -> "Draft":
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def draft(sentence: Sentence, link: Linked) -> Draft:
    """Return a link with every slot filled that its own sentence tells."""
    first, last = _words_of(link)
    start, end = sentence.words[first].start, sentence.words[last - 1].end
    sources = said.sources(sentence, first, last)
    is_quoted = sentence.block.rule == EMBEDDED or in_quotes(
        sentence.content, sentence.block.start, start
    )
    return Draft(
        sentence=sentence,
        link=link,
        start=start,
        end=end,
        victims=_victims(sentence, link),
        side=_side(link),
        sources=sources,
        perpetrators=who.perpetrators(sentence, link, sources),
        places=where.places(sentence, start, end, sources),
        times=where.times(sentence, start, end),
        weapon=_weapon(sentence, link),
        stance=_stance(sentence, link, first, is_sourced=bool(sources)),
        voice=Voice.QUOTE
        if is_quoted and sentence.block.voice is Voice.BODY
        else sentence.block.voice,
        is_cumulative=where.is_cumulative(sentence),
    )


def _stance(sentence: Sentence, link: Linked, first: int, *, is_sourced: bool) -> Stance:
    """That nobody was harmed is told, not denied: its count of 0 says so already."""
    if link.quantity.count.high == 0:
        return Stance.REPORTED if is_sourced else Stance.ASSERTED
    return stance.of(sentence, first, link.told, is_sourced=is_sourced)


def _words_of(link: Linked) -> tuple[int, int]:
    """From the word of harm to the noun counted, whichever comes first."""
    first, last = link.quantity.first, link.quantity.last
    if link.told is None or link.whole is not None:
        return first, last
    if link.told < first:
        return (link.told if last - link.told <= _LONGEST else first), last
    return first, link.told + 1


def _victims(sentence: Sentence, link: Linked) -> str | None:
    if link.quantity.noun is None:
        return None
    word = sentence.words[link.quantity.noun]
    return sentence.content[word.start : word.end]


def _side(link: Linked) -> VictimClass:
    """People driven from their homes are civilians (annotation guideline, ruling 8)."""
    if link.outcome is Outcome.DISPLACED and link.quantity.side is VictimClass.UNKNOWN:
        return VictimClass.CIVILIAN
    return link.quantity.side


def _weapon(sentence: Sentence, link: Linked) -> str | None:
    """The nearest word for a weapon or a method."""
    best: tuple[int, str] | None = None
    for at, word in enumerate(sentence.words):
        for phrase in phrases("arabic_weapons", "weapons"):
            is_here = phrase_at(sentence.words, at, phrase) or phrase == _bare(word.form, phrase)
            if not is_here or _is_of_name(sentence, word.start):
                continue
            last = sentence.words[min(at + len(phrase), len(sentence.words)) - 1]
            start = last.end - len(phrase[0]) if len(phrase) == 1 else word.start
            far = abs(at - link.quantity.core)
            if best is None or far < best[0]:
                best = (far, sentence.content[start : last.end])
            break
    return best[1] if best else None


def _is_of_name(sentence: Sentence, place: int) -> bool:
    return any(n.kind == "actor" and n.start <= place < n.end for n in sentence.names)


def _bare(form: str, phrase: tuple[str, ...]) -> tuple[str, ...]:
    return phrase if len(phrase) == 1 and phrase[0] in readings(form) else ()

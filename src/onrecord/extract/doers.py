"""Who did it, where the claim's own sentence leaves it to what the document said before."""

import re
from collections.abc import Sequence

from onrecord.extract import subject, who, wordlist
from onrecord.extract.draft import Draft
from onrecord.extract.mentions import FROM_WHOLE, carried
from onrecord.extract.sentence import Sentence
from onrecord.model import Measure, Mention, Named, Outcome, Stance, Voice

_FROM_BEFORE = "from the sentence before"
_FROM_CAPTURE = "from the capture told before"

_BODILY = frozenset(
    {
        Outcome.KILLED,
        Outcome.INJURED,
        Outcome.CASUALTIES,
        Outcome.ABDUCTED,
        Outcome.DISAPPEARED,
        Outcome.TORTURED,
        Outcome.SEXUAL_VIOLENCE,
    }
)
_HELD = frozenset({Outcome.ABDUCTED, Outcome.DETAINED})
_FREED = frozenset({Outcome.RELEASED, *_HELD})
_OURS = re.compile(r"(?:our|my)\b", re.IGNORECASE)  # "our units": the dead told next are ours
_DAY = re.compile(
    r"\b(?:today|yesterday|tonight|\w+day|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]\w+|[A-Z]\w+\.?\s+\d)\b"
)
_THEY = frozenset({"they", "he", "she", "it"})
_FAR_BACK = 4  # sentences: how far a pronoun reaches
_BACK = 2  # sentences: what is told further back is another matter


def lent(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """Return drafts with the perpetrators that the sentences before them name."""
    out = list(drafts)
    for at, draft in enumerate(out):
        if draft.perpetrators or draft.measure is not Measure.PEOPLE or _is_aside(draft):
            continue
        found = _answering(draft) or _of_they(out[:at], sentences, draft)
        found = found or _of_whole(out, draft) or _of_capture(out[:at], draft)
        found = found or _told_before(out[:at], sentences, draft)
        if found and not _are_harmed(draft, found) and not _speak(draft, found):
            out[at] = draft.with_(perpetrators=found)
    return _from_only(out)


_BY_NAME = "the same fact told elsewhere names them"
_CAPITAL = re.compile(r"(?<=\s)[A-Z]|^[A-Z]{2}|^[a-z]+-[A-Z]")


def named(drafts: Sequence[Draft]) -> list[Draft]:
    """
    Return drafts with a name for those whom the same fact names where it is told again.

    As in a headline's "Rebels seize 31", of which the body says "the Falcon Front seized 31".
    """
    known: dict[int | None, tuple[Mention, ...]] = {}
    for draft in drafts:
        other = drafts[draft.same_as] if draft.same_as is not None else None
        if other is None or not draft.perpetrators or not other.perpetrators:
            continue
        for one, again in ((draft, other), (other, draft)):
            if any(map(_is_named, again.perpetrators)):
                for mention in one.perpetrators:
                    if not _is_named(mention) and not _are_harmed(one, again.perpetrators):
                        known.setdefault(mention.start, again.perpetrators)
    return [
        d.with_(perpetrators=carried(known[d.perpetrators[0].start], _BY_NAME))
        if len(d.perpetrators) == 1 and d.perpetrators[0].start in known
        else d
        for d in drafts
    ]


def _is_named(mention: Mention) -> bool:
    """As in "the Falcon Front", "ISWAP": no "Gunmen" or "POLICE" of a headline."""
    is_kind = mention.name.lower() in wordlist.words("perpetrators", "armed")
    return bool(mention.candidates) or (bool(_CAPITAL.search(mention.name)) and not is_kind)


_ENOUGH = 2  # claims that name one doer, before the document counts as being about that one


def _from_only(drafts: list[Draft]) -> list[Draft]:
    """A report whose headline is one doer's deed, and that names no other, tells of that deed."""
    told = [d for d in drafts if d.perpetrators and _is_deed(d) and len(d.perpetrators) == 1]
    if any(len(d.perpetrators) > 1 for d in drafts):
        return drafts
    keys = {d.perpetrators[0].best or d.perpetrators[0].name.lower() for d in told}
    named = {d.perpetrators[0].best for d in told if d.perpetrators[0].best}
    if not any(d.block.voice is Voice.TITLE for d in told):
        return drafts
    if len(told) < _ENOUGH or len(named or keys) != 1:
        return drafts
    doer = next(d for d in told if d.perpetrators[0].best or not named).perpetrators
    return [
        d.with_(perpetrators=carried(doer, "the only doer that the document names"))
        if not d.perpetrators and _may_be_of(d, doer, told)
        else d
        for d in drafts
    ]


def _is_deed(draft: Draft) -> bool:
    is_told = draft.measure is Measure.PEOPLE and not draft.is_cumulative and not _is_aside(draft)
    return is_told and draft.known_outcome in _BODILY


def _may_be_of(draft: Draft, doer: tuple[Mention, ...], told: Sequence[Draft]) -> bool:
    """Whether a claim can be one more of the deeds told: no clash, no total of a whole war."""
    if not _is_deed(draft) or _names_another(draft) or _are_harmed(draft, doer):
        return False
    is_other = _OTHER_MATTER.search(draft.sentence.words)
    return not is_other and _shares_place(draft, told)


_OTHER_MATTER = re.compile(
    r"\b(?:since|decades?|years?|conflict|war|clash(?:es)?|fighting|battles?)\b", re.IGNORECASE
)


def _are_harmed(draft: Draft, doers: Sequence[Mention]) -> bool:
    """Whether those who might have done it are the harmed: "six bandits were killed"."""
    harmed = set((draft.victims or "").lower().split())
    named = {w for m in doers for w in m.name.lower().split()}
    return bool({w.removesuffix("s") for w in harmed} & {w.removesuffix("s") for w in named})


def _speak(draft: Draft, doers: Sequence[Mention]) -> bool:
    """Whether one who might have done it is the claim's own voice: a channel kills nobody."""
    voices = {m.best or m.name.lower() for m in draft.sources}
    return any((m.best or m.name.lower()) in voices for m in doers)


def _shares_place(draft: Draft, told: Sequence[Draft]) -> bool:
    if all(m.carried for m in draft.places):
        return True
    where = {m.best or m.name for d in told for m in d.places}
    return any((m.best or m.name) in where for m in draft.places)


def _is_aside(draft: Draft) -> bool:
    return draft.stance in {Stance.HYPOTHETICAL, Stance.DENIED}


def _answering(draft: Draft) -> tuple[Mention, ...]:
    """As in "The militia was behind 74 of the deaths": the sentence has no harm of its own."""
    number = draft.sentence.token_at(draft.counted[0]) if draft.counted else None
    return who.answerable(draft.sentence, number) if number is not None else ()


def _of_they(
    earlier: Sequence[Draft], sentences: Sequence[Sentence], draft: Draft
) -> tuple[Mention, ...]:
    """As in "Gunmen came at dawn. They shot my father.": those spoken of just before."""
    doer = subject.of(draft.told.token) if draft.told and draft.told.use == "done" else None
    if doer is None or doer.lower_ not in _THEY:
        return ()
    at = draft.sentence.index
    for sentence in reversed(sentences[max(0, at - _FAR_BACK) : at]):
        told = next(
            (d.perpetrators for d in earlier if d.sentence is sentence and d.perpetrators), ()
        )
        found = told or who.attackers(sentence) or who.spoken_of(sentence)
        found = tuple(m for m in found if not _is_counted(m, sentence, earlier))
        if found:
            return carried(found, f"“{doer.text}” stands for them")
    return ()


def _is_counted(mention: Mention, sentence: Sentence, earlier: Sequence[Draft]) -> bool:
    """As in "one rioter killed. They also took people": the harmed of a claim, who took nobody."""
    at = mention.start or 0
    return any(d.sentence is sentence and d.start <= at < d.end for d in earlier)


def _of_whole(drafts: Sequence[Draft], draft: Draft) -> tuple[Mention, ...]:
    """As in "Rebels killed 12 … Of these, four were children": parts have the whole's."""
    if draft.part_of is None or _names_another(draft):
        return ()
    return carried(drafts[draft.part_of].perpetrators, FROM_WHOLE)


def _of_capture(earlier: Sequence[Draft], draft: Draft) -> tuple[Mention, ...]:
    """As in "The militia seized 23 … seven were let go": those who hold are those who free."""
    if draft.known_outcome not in _FREED or _names_another(draft):
        return ()
    for other in reversed(earlier):
        is_near = other.block is draft.block and other.known_outcome in _HELD
        if is_near and other.perpetrators:
            return carried(other.perpetrators, _FROM_CAPTURE)
    return ()


def _told_before(
    earlier: Sequence[Draft], sentences: Sequence[Sentence], draft: Draft
) -> tuple[Mention, ...]:
    """As in "Gunmen stormed the camp. Eleven people died.": who did it was said before."""
    if draft.known_outcome not in _BODILY or not _goes_on(draft):
        return ()
    at = draft.sentence.index
    for sentence in reversed(sentences[max(0, at - _BACK) : at]):
        if sentence.block != draft.sentence.block:
            return ()
        told = next(
            (d.perpetrators for d in earlier if d.sentence is sentence and d.perpetrators), ()
        )
        found = told or who.attackers(sentence)
        if found:
            return () if _OURS.match(found[0].name) else carried(found, _FROM_BEFORE)
    return ()


def _goes_on(draft: Draft) -> bool:
    """Whether a claim only goes on telling: it says no place, day or actor of its own."""
    if draft.is_cumulative or any(n.kind == "actor" for n in _names(draft)):
        return False
    days = [m for m in draft.times if not m.carried and _DAY.search(m.name)]
    return not days and all(m.carried for m in draft.places)


def _names(draft: Draft) -> tuple[Named, ...]:
    """The names in its sentence, but for those of the voices that say so."""
    voices = {m.start for m in draft.sources}
    return tuple(n for n in draft.sentence.names if n.start not in voices)


def _names_another(draft: Draft) -> bool:
    """Whether the sentence names somebody who could have done it, beside those who say so."""
    return any(n.kind == "actor" and not draft.start <= n.start < draft.end for n in _names(draft))

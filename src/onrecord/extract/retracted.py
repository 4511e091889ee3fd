"""What a document takes back: corrected figures, refuted claims, its own earlier words."""

import re
from collections.abc import Sequence
from functools import cache

from onrecord.extract import wordlist
from onrecord.extract.draft import Draft
from onrecord.extract.sentence import Sentence
from onrecord.model import Stance

_NOT = re.compile(r"\b(?:not|instead of|rather than)\s+(?:the\s+)?$", re.IGNORECASE)
_CORRECTING = re.compile(
    r"\b(?:correct(?:s|ed|ion|ions)|clarifications?|erratum|errata|misstated|overstated"
    r"|understated|wrongly|incorrect(?:ly)?|editing error|earlier version)\b",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"\b(?:report|article|caption|item|brief|headline|story|version|page|paper|issue|edition|we)\b"
    r"[^.;]{0,120}?"
    r"\b(?:said|stated|gave|wrote|reported|described|headlined|published|misstated|overstated"
    r"|issue \(|(?:under the )?title|entitled)\b|\bissue \(",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:we|this (?:page|blog|feed|paper|newspaper|site))\s+(?:had\s+)?"
    r"(?:(?:earlier|previously|initially|first)\s+(?:reported|wrote|said|published)"
    r"|(?:reported|wrote|said|published)\s+(?:earlier|previously|initially))\b",
    re.IGNORECASE,
)
_GIVEN_AS = re.compile(r"\bgiven\b[^.;]{0,40}\bas\b[^.;]*$", re.IGNORECASE)
_RIGHT = re.compile(r"\b(?:should have|now reads|has now|in fact|correct figure)\b", re.IGNORECASE)


@cache
def _wrong() -> re.Pattern[str]:
    untrue = wordlist.alternatives("stance", "untrue")
    return re.compile(
        r"\W*(?:(?:that|this|it|which)|the (?:figure|number|report|headline|toll|claim|statement))"
        rf"\s+(?:was|is|were)\s+(?:an?\s+)?{untrue}\b",
        re.IGNORECASE,
    )


def retracted(drafts: Sequence[Draft], sentences: Sequence[Sentence], content: str) -> list[Draft]:
    """Mark as denied what the document itself takes back, near the claim or as a correction."""
    corrects = _CORRECTING.search(content)
    first = len(content) if corrects is None else corrects.end()
    return [
        d.with_(stance=Stance.DENIED)
        if _is_negated(d)
        or _is_called_wrong(d, sentences)
        or _is_said_before(d)
        or (first <= d.block.end and _is_own_error(d, content))
        else d
        for d in drafts
    ]


def _is_negated(draft: Draft) -> bool:
    """As in "three, not five, policemen": the number that does not hold."""
    if draft.counted is None:
        return False
    return bool(_NOT.search(draft.sentence.before(draft.counted[0], 20)))


def _is_called_wrong(draft: Draft, sentences: Sequence[Sentence]) -> bool:
    """As in "… 50 children had been killed. That was wrong"."""
    at = draft.sentence.index + 1
    following = sentences[at] if at < len(sentences) else None
    if following is None or following.block != draft.block.start:
        return False
    return bool(_wrong().match(following.words))


def _is_said_before(draft: Draft) -> bool:
    """As in "We reported earlier that six were missing": what the document no longer says."""
    told = draft.counted[0] if draft.counted else draft.start
    sentence = draft.sentence
    return bool(_EARLIER.search(sentence.words[: max(0, told - sentence.start)]))


def _is_own_error(draft: Draft, content: str) -> bool:
    """As in "Correction: an earlier version of this report said that 30 had been killed"."""
    block, start = draft.block, draft.sentence.start
    if _RIGHT.search(draft.sentence.words):
        return False
    if not _CORRECTING.search(content, block.start, draft.end) and not _is_corrections(content):
        return False
    told = draft.counted[0] if draft.counted else draft.start
    before = content[start : max(told, start)]
    return bool(_OWN_WORDS.search(before) or _GIVEN_AS.search(before))


def _is_corrections(content: str) -> bool:
    """Whether the document as a whole is a list of corrections: its first lines say so."""
    return bool(_CORRECTING.search(content, 0, 200))

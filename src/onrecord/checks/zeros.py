"""A nought that stands where the number is not known."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import located, shortened
from onrecord.kit.folding import fold
from onrecord.model import Claim, Measure, Outcome, Problem, Qualifier, Severity, Voice

_FAR = 600  # characters: what is told farther off may be of another happening
_FIELDS = 3  # an imported row with so many noughts and nothing else was not filled in
_UNKNOWN = re.compile(
    r"\b(?:number|toll|count|figures?|how many)\b[^.;\n]{0,60}?\b(?:is|are|was|were|remains?|"
    r"remained|been)\s+(?:still\s+|yet\s+|as yet\s+)?(?:not (?:yet )?(?:known|clear|confirmed|"
    r"available|established|given|been|counted|determined|verified|received|reported)|unknown|unclear|"
    r"unconfirmed|undetermined|unavailable)"
    r"|\b(?:number|toll|count|figures?|how many)\b[^.;\n]{0,60}?\b(?:could not|cannot) "
    r"(?:yet )?be (?:established|verified|counted|determined|confirmed|known)"
    r"|\b(?:do|does|did)(?: not|n't) (?:yet )?know how many\b"
    r"|\b(?:unknown|undetermined|unspecified|unconfirmed|uncertain)\s+number\b"
    r"|\b(?:not|n't|un)\s*(?:yet\s+)?(?:immediately\s+)?(?:known|clear)\b[^.;\n]{0,20}\bhow many\b"
    r"|\b(?:number|toll|count|figures?|how many)s?\s*(?:,|:|-|–)?\s*(?:still\s+|yet\s+|as yet\s+)?"
    r"(?:not (?:yet )?(?:known|clear|confirmed|available|established)|unknown|unclear)"
    r"|\bno (?:information|word|figures?|data) (?:on|about|of|for)\b"
    r"|\b(?:injured|wounded|killed|dead|casualties|deaths|injuries)\s*[:=]\s*"
    r"(?:unknown|not known|n/?a|\?)"
    r"|عدد[^.؛\n]{0,40}(?:غير معروف|غير محدد|غير واضح|مجهول)"
    r"|(?:لم|لا) (?:يعرف|يُعرف|تعرف|يتضح)[^.\n]{0,20}عدد",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(
    r"(?<!\w)(?:n/a|not known|unknown|not available)(?!\w)|(?<!\S)\?(?!\S)", re.IGNORECASE
)
_MOST_LINES = 100  # of one report: a longer list of unknowns is no note on noughts
_HURT = re.compile(r"\b(?:injur|wound|hurt)|casualt|جرحى|جريح|مصاب|إصاب", re.IGNORECASE)
_DEAD = re.compile(
    r"\b(?:killed|dead|deaths?|died|fatalit|toll)|casualt|قتلى|قتيل|ضحايا|شهداء", re.IGNORECASE
)
_SAID = re.compile(r"\b(?:said|says|told|according to|reported|added|stated)\b|قال|وفق|بحسب")
_FIGURE = re.compile(r"(?<![\d.,:])[0٠](?![\d.,:]*\d)")  # a note behind it states nothing
_STATED = re.compile(
    r"\b(?:no|none|nobody|nil|without|zero|neither|not|never)\b|n't\b|لا|لم|دون|أي|صفر",
    re.IGNORECASE,
)


def zero_for_unknown(told: Indexed) -> Iterator[Problem]:
    """
    Find a 0 in figures where the same source says that the number is not known.

    Unknown is not zero (RULES.md section 4): a nought that a form fills in lowers every
    minimum. "No casualties" in words is a true nought and is left alone. Also found: an
    imported row whose every field is 0, and a nought beside words for an unknown number.
    """
    for document, claims in told.by_document.items():
        noughts = [claim for claim in claims if _is_nought(claim)]
        if not noughts:
            continue
        text = told.record.text_of(document)
        if text is not None:
            yield from _against_words(told, noughts, text.content)
            yield from _against_cells(noughts, text.content)
        else:
            yield from _empty_rows(claims)
    yield from _against_claims(told)


def _is_nought(claim: Claim) -> bool:
    """Whether a claim gives 0 in figures, not in words."""
    is_zero = claim.count.low == claim.count.high == 0 and claim.measure is Measure.PEOPLE
    figure = _FIGURE.search(claim.passage.exact)
    words = claim.passage.exact[: figure.start()] if figure else claim.passage.exact
    return is_zero and not _STATED.search(words)


def _against_words(told: Indexed, noughts: Sequence[Claim], content: str) -> Iterator[Problem]:
    for match in _UNKNOWN.finditer(content):
        least = max(0, match.start() - _FAR)
        marks = [content.rfind(mark, least, match.start()) for mark in (". ", "\n", "؟")]
        start = max(least, max(marks) + 1)
        ends = [content.find(mark, match.end(), match.end() + _FAR) for mark in (". ", ".\n", "\n")]
        sentence = content[start : min((at for at in ends if at >= 0), default=match.end() + _FAR)]
        for claim in noughts:
            pattern = _DEAD if claim.outcome is Outcome.KILLED else _HURT
            is_near = abs(claim.passage.start - match.start()) <= _FAR
            if is_near and pattern.search(sentence) and _same_voice(told, claim, sentence):
                yield _problem(claim, f"{shortened(sentence)} ({claim.document})")
                break


def _against_cells(noughts: Sequence[Claim], content: str) -> Iterator[Problem]:
    """Return noughts of a place of which another line of the report has the number as unknown."""
    lines = [found for found in _LINE.finditer(content) if _CELL.search(found[0])][:_MOST_LINES]
    for claim in noughts:
        place = fold(claim.places[0].name) if claim.places else ""
        pattern = _DEAD if claim.outcome is Outcome.KILLED else _HURT
        for line in lines:
            is_own = line.start() <= claim.passage.start <= line.end()
            is_of_place = place and f" {place} " in f" {fold(line[0])} "
            if is_of_place and not is_own and pattern.search(line[0]):
                yield _problem(claim, f"{shortened(line[0])} ({claim.document})")
                break


def _same_voice(told: Indexed, claim: Claim, sentence: str) -> bool:
    """Whether the words are the report's own, or name the voice that gave the nought."""
    if not _SAID.search(sentence):
        return True
    origin = told.voices.get(claim.id)
    names = [source.name for source in claim.sources] + ([origin.name] if origin else [])
    return any(fold(name) in fold(sentence) for name in names)


def _empty_rows(claims: Sequence[Claim]) -> Iterator[Problem]:
    """Return imported rows, told by document, day and place, whose every field is 0."""
    rows: dict[tuple[date | None, str], list[Claim]] = {}
    for claim in claims:
        day = claim.when.earliest if claim.when else None
        place = fold(claim.places[0].name) if claim.places else ""
        rows.setdefault((day, place), []).append(claim)
    for row in rows.values():
        if len({claim.outcome for claim in row}) >= _FIELDS and all(map(_is_nought, row)):
            yield Problem(
                code="zero-for-unknown",
                message=f"All {len(row)} fields of a row of {row[0].document} are 0: was nobody "
                "harmed, or was the row not filled in?",
                where=row[0].id,
                severity=Severity.QUESTION,
            )


def _against_claims(told: Indexed) -> Iterator[Problem]:
    """Return noughts beside an unknown or a vague number of the same voice."""
    for incident in told.record.incidents:
        unknown: dict[tuple[str, Outcome], Claim] = {}
        members = [told.record.claims[n] for n in incident.claim_ids if n in told.record.claims]
        for claim in members:
            vague = claim.count.qualifier in {Qualifier.VAGUE, Qualifier.NONE}
            origin = told.voices.get(claim.id)
            if vague and origin is not None and claim.voice is not Voice.TITLE:
                unknown.setdefault((origin.id, claim.outcome), claim)
        for claim in filter(_is_nought, members):
            origin = told.voices.get(claim.id)
            other = unknown.get((origin.id, claim.outcome)) if origin else None
            if other is not None:
                yield _problem(claim, located(other))


def _problem(claim: Claim, unknown: str) -> Problem:
    return Problem(
        code="zero-for-unknown",
        message=f"{located(claim)} gives 0, and the same source does not know the number: "
        f"{unknown}.",
        where=claim.id,
        severity=Severity.WARNING,
    )

"""
What the rows of a tally count: "Deaths by zone", and under it "North-West ..... 287".

The label of a row says it ("Injuries - 33,606"), or the head of its column ("Killed | Wounded"),
or the line above ("Deaths by zone"), or a figure told before to which the rows add up. Where
none of these does, the rows are no claims.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from onrecord.extract import filling, harm, people, wordlist
from onrecord.extract.draft import Draft
from onrecord.extract.harm import Harm
from onrecord.extract.rows import Row, Tally, columns, pieces
from onrecord.extract.sentence import Sentence
from onrecord.model import Count, Measure, Mention, Outcome, Qualifier, VictimClass

RULE = "row of a tally"

_WORD = re.compile(r"[A-Za-z]+")
_LONGEST = 120  # characters; a longer line above is prose
_LEAST = 10  # smaller figures add up by chance too easily
_OF_TIME = frozenset({"hour", "day", "time"})  # "Killed, last 24 hours: 118"
_USES = ("counted", "state", "act", "done")
_BOTH = {Outcome.KILLED, Outcome.INJURED}
_BY_DOER = re.compile(
    r"\b(?:part(?:y|ies)|perpetrators?|responsib\w+|attribut\w+|actors?|authors?|culprits?)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\s+by\s+")
_NOBODY = re.compile(r"\b(?:not|un\w+|others?|total|all)\b", re.IGNORECASE)


def drafts(
    content: str,
    tallies: Sequence[Tally],
    parsed: Mapping[int, Sequence[Sentence]],
    told: Sequence[Draft],
) -> list[Draft]:
    """
    Return drafts together with those of the rows of tallies, in the order of the text.

    Args:
        content: The text.
        tallies: The rows in it.
        parsed: The sentences of each block, by its start.
        told: What its sentences claim; of a row, only what says more than the row does.
    """
    of_size: dict[int | None, list[Draft]] = {}
    for draft in told:
        of_size.setdefault(draft.size, []).append(draft)
    found = [d for tally in tallies for d in _of_tally(content, tally, parsed, of_size)]
    counted: dict[int, list[tuple[int, int]]] = {}
    for draft in found:
        counted.setdefault(draft.block.start, []).append(draft.counting)
    heads = {t.above[0].start for t in tallies if _of_columns(content, t)}
    told = [d for d in told if d.block.start not in heads]
    kept = [d for d in told if _says_more(d, counted.get(d.block.start, ()))]
    return sorted((*kept, *found), key=lambda d: (d.start, d.end))


def _says_more(draft: Draft, counted: Sequence[tuple[int, int]]) -> bool:
    """As in "2019 - 184, 37 of them on one day": the 37."""
    own = draft.counted
    if not counted:
        return True
    return own is not None and not any(own[0] < end and start < own[1] for start, end in counted)


def _of_tally(
    content: str,
    tally: Tally,
    parsed: Mapping[int, Sequence[Sentence]],
    of_size: Mapping[int | None, Sequence[Draft]],
) -> Iterator[Draft]:
    heads = _of_columns(content, tally)
    own = [_outcome(content[slice(*row.label)]) for row in tally.rows]
    above = None if heads else _of_heading(content, tally) or _of_first(content, tally, own)
    whole = None if heads or above else _adding_up(content, tally, of_size)
    lent = above or (whole.outcome if whole is not None else None)
    for row, said in zip(tally.rows, own, strict=True):
        label = content[slice(*row.label)]
        if _is_of_things(label) and not (heads and _is_cause(label)):
            continue
        for cell, outcome in zip(row.cells, heads or [said or lent] * len(row.cells), strict=True):
            sentence = _sentence_at(parsed.get(row.block.start, ()), cell) if cell else None
            if not cell or not _figure(content, cell):
                continue  # a 0 in a table is as often "not known" as "none"
            if outcome and sentence and (heads or len(row.cells) == 1):
                draft = _draft(sentence, row, cell, outcome)
                yield _with_sides(content, tally, row, draft, whole)


def _of_columns(content: str, tally: Tally) -> list[Outcome | None]:
    """What the line above says over each column; empty if it says nothing of the kind."""
    width = len(tally.rows[0].cells)
    if width < 2 or not tally.above:
        return []
    named = columns(content, tally.above[0])
    heads = [None if _is_of_things(w) else _outcome(w) for w in named[-width:]]
    labels = len(pieces(content[slice(*tally.rows[0].label)]))
    return heads if len(named) in {width, width + 1, width + labels} and any(heads) else []


def _of_heading(content: str, tally: Tally) -> Outcome | None:
    """As in "KILLED BY TERRITORY": what the lines above say of all rows of one number."""
    if len(tally.rows[0].cells) > 1:
        return None
    for block in tally.above:
        words = content[block.start : block.end]
        if len(words) > _LONGEST or words.endswith(".") or _is_of_things(words):
            return None
        if outcome := _outcome(words):
            return outcome
    return None


def _of_first(content: str, tally: Tally, own: Sequence[Outcome | None]) -> Outcome | None:
    """As in "DEATHS: 38", and under it rows that come to 38."""
    if own[0] is None or any(own[1:]) or len(tally.rows[0].cells) > 1:
        return None
    first, *others = (_figure(content, cell) for row in tally.rows for cell in row.cells if cell)
    return own[0] if first == sum(others) else None


def _adding_up(
    content: str, tally: Tally, of_size: Mapping[int | None, Sequence[Draft]]
) -> Draft | None:
    """The last figure before the rows to which they add up; None if there is none."""
    figures = [_figure(content, cell) for row in tally.rows for cell in row.cells if cell]
    if any(len(row.cells) > 1 for row in tally.rows) or sum(figures) < _LEAST:
        return None
    start = tally.rows[0].block.start
    alike = of_size.get(sum(figures), ())
    return next((d for d in reversed(alike) if d.start < start and d.outcome is not None), None)


def _figure(content: str, cell: tuple[int, int]) -> int:
    return int(content[slice(*cell)].replace(",", ""))


@cache
def _of_word(word: str) -> Outcome | None:
    """As in "Deaths", "KILLED", "injuries": what one word says."""
    table = harm.lexicon().words
    forms = (word, word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ed"))
    listed = (*forms, re.sub(r"ies$", "y", word))
    is_done = word.endswith(("ed", "en", "ain"))
    uses = _USES if is_done else _USES[:-1]
    return next((table[use, form] for use in uses for form in listed if (use, form) in table), None)


def _outcome(words: str) -> Outcome | None:
    """The one outcome that a few words tell; None if they tell none, or several."""
    told = {o for w in _WORD.findall(words.lower()) if (o := _of_word(w))} - {Outcome.ATTACKED}
    if told == _BOTH:
        return Outcome.CASUALTIES
    return told.pop() if len(told) == 1 else None


def _is_of_things(words: str) -> bool:
    """As in "Houses burnt", "Cattle killed"."""
    return any(map(_is_thing, _WORD.findall(words.lower())))


_ALL = re.compile(r"\btotals?\b", re.IGNORECASE)


def _is_cause(label: str) -> bool:
    """As in "Car bomb", "Total" beside columns that count the killed: no thing that is counted."""
    return bool(wordlist.pattern("weapons", "weapons").search(label) or _ALL.search(label))


@cache
def _is_thing(word: str) -> bool:
    things = {n for m in wordlist.table("things") for n in wordlist.words("things", m)}
    known = (things | wordlist.words("harm_counted", "not_people")) - _OF_TIME
    return bool({word, word.removesuffix("s")} & known)


def _sentence_at(sentences: Sequence[Sentence], cell: tuple[int, int]) -> Sentence | None:
    return next((s for s in sentences if s.start <= cell[0] < s.end), None)


def _draft(sentence: Sentence, row: Row, cell: tuple[int, int], outcome: Outcome) -> Draft:
    """The claim of one number, with the place and the time that its own line names."""
    figure = _figure(sentence.content, cell)
    number = sentence.token_at(cell[0])
    told = Harm(number or sentence.tokens[-1], outcome, "counted")
    draft = Draft(
        sentence=sentence,
        block=row.block,
        start=row.label[0] if len(row.cells) == 1 else cell[0],
        end=cell[1],
        measure=Measure.PEOPLE,
        outcome=outcome,
        count=Count(low=figure, high=figure, qualifier=Qualifier.EXACT),
        unit=number,
        told=told,
        rule=RULE,
        counted=cell,
    )
    return filling.filled(draft, told)


def _with_sides(content: str, tally: Tally, row: Row, draft: Draft, whole: Draft | None) -> Draft:
    """A row with whom it counts and who did it, by its label and the line above."""
    label = _BY.split(content[slice(*row.label)])
    heading = [content[b.start : b.end] for b in tally.above[:1]]
    said = (s for w in (label[0], *heading) if (s := people.said_of(w)) is not VictimClass.UNKNOWN)
    told = whole.victim_class if whole is not None else next(said, draft.victim_class)
    draft = draft.with_(victim_class=told)
    if any(map(_BY_DOER.search, heading)):
        doers = () if _NOBODY.search(label[0]) else (_mention(label[0], row.label),)
        return draft.with_(perpetrators=doers, places=())
    return draft if len(label) > 1 else draft.with_(perpetrators=())


def _mention(words: str, span: tuple[int, int]) -> Mention:
    return Mention(name=words, start=span[0], end=span[0] + len(words))

"""Which of the times named in a sentence belong to a claim."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.extract import grammar, harm, naming, said, where, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention, Named, Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _reported() -> re.Pattern[str]:
    """As in "said late on": the time that follows is when it was said."""
    listed = wordlist.alternatives("where", "said_on")
    return re.compile(rf"\b{listed}\b(?:\s+\w+){{0,2}}\s*(?:on|in|late|early)?\s*$", re.IGNORECASE)


def times(
    sentence: Sentence,
    start: int,
    end: int,
    told: "Token | None" = None,
    *,
    of_saying_too: bool = True,
) -> tuple[Mention, ...]:
    """
    Return the words that say when a claim happened, most telling first.

    A day beside a speaking verb ("said on Friday") is the day of the saying: it comes last,
    and counts only where nothing else does (annotation guideline, ruling 9).

    Args:
        sentence: The sentence.
        start: Where the claim's words start in the stored text.
        end: Where they end.
        told: The word that tells the harm; None where the sentence itself makes no claim.
        of_saying_too: Whether the day of the saying counts at all.
    """
    timed = [
        n
        for n in sentence.names
        if n.kind == "time"
        and (_is_own(sentence, n, start, end) or not _is_yardstick(sentence, n))
        and not is_of_taking(sentence, n.end, told)
        and not is_to_come(sentence.content, sentence.start, n)
        and not (n.start > end and ";" in sentence.content[end : n.start])
    ]
    spoken = [n for n in timed if is_day(n.name) and _is_spoken(sentence, n, told)]
    counted = [n for n in timed if n not in spoken and _is_of_count(sentence, n, start)]
    told_of = [
        n
        for n in timed
        if n not in spoken and n not in counted and not where.is_of_later_verb(sentence, n, told)
    ]
    ordered = where.in_clause(sentence, told_of, start, end)
    found = [_of_deed(sentence, n, start, told) for n in ordered[:2]]
    if of_saying_too:
        days = where.by_nearness(spoken, start, end)
        found += [replace(_from_then_on(sentence, n, start, told), carried=SAID) for n in days]
        days = where.by_nearness(counted, start, end)
        found += [replace(naming.mention(n), carried=COUNTED) for n in days]
    return tuple(found[:2])


_DEED_BEFORE = re.compile(
    r",?\s+((?:an?|\d{1,2}|[a-z]+) (?:days?|weeks?)) after (?!(?:that|which|this)\b)"
)
_DIED_OF = re.compile(
    r"\b(?:hospitals?|clinics?|wounds?|injur(?:y|ies)|burns?|ward|intensive care)\b", re.IGNORECASE
)


def _of_deed(sentence: Sentence, named: Named, start: int, told: "Token | None") -> Mention:
    """
    As in "died of his wounds on Monday, three days after he was shot": the day of the shot.

    Only of those who died later; "nine were killed on Monday, two days after the truce" were
    killed on that Monday.
    """
    found = _from_then_on(sentence, named, start, told)
    after = _DEED_BEFORE.match(sentence.content, named.end)
    if after is None or told is None or not is_day(named.name):
        return found
    words = sentence.content[sentence.span(told)[0] : named.start]
    is_later = told.lemma_ == "succumb" or (told.lemma_ == "die" and _DIED_OF.search(words))
    return replace(found, name=f"{after[1]} before {found.name}") if is_later else found


_TAKEN = {Outcome.ABDUCTED, Outcome.DETAINED}


def runs_on(words: str) -> bool:
    """Whether words tell a time that lasts, as of a total: "since May", "between 1 and 9 June"."""
    return _LASTS.match(words) is not None


def is_of_taking(sentence: Sentence, at: int, told: "Token | None") -> bool:
    """
    Whether a time says when those were taken who are told to be free now.

    As in "twelve people abducted in June have been released": not in June.

    Args:
        sentence: The sentence.
        at: Where the words for the time end.
        told: The word that tells the harm.
    """
    ends = harm.verb(told) if told is not None else None
    token = sentence.token_at(at - 1)
    if ends is None or token is None or ends.outcome is not Outcome.RELEASED:
        return False
    above = grammar.verb_above(token)
    taken = harm.verb(above) if above != told else None
    return taken is not None and taken.outcome in _TAKEN


_TO_COME = re.compile(
    r"(?:\bnext\s+(?:\w+\s+){0,2}(?:bulletin|summary|update|report|issue|edition|briefing|hearing"
    r"|session|meeting)s?\b[^.;!?\n]{0,25}"
    r"|\b(?:will|shall)\s+(?!have\b)[^.;:!?\n]{0,60}"
    r"|\b(?:continues?|resumes?|reconvenes?)\s+(?:\w+\s+)?)$",
    re.IGNORECASE,
)
_AHEAD = 70  # characters before a time in which words say that it is to come


def is_to_come(content: str, start: int, named: Named) -> bool:
    """
    Whether a time is still to come: "Next summary: Monday", "the trial will resume on Friday".

    Args:
        content: The text.
        start: Where the sentence or the block starts.
        named: The time.
    """
    return bool(_TO_COME.search(content, max(start, named.start - _AHEAD), named.start))


_WHEN = re.compile(r",?\s+(?:when|the (?:day|month|year) (?:when|that|on which|in which))\b")
_LASTING = frozenset({"hold", "keep", "lie", "miss", "missing"})
_COUNTED_IN = re.compile(r"(?:\s+\w+)?\s+(?:in|on|during|for)\s+(?:the\s+)?$")


def _is_own(sentence: Sentence, named: Named, start: int, end: int) -> bool:
    """Whether a time stands right behind a claim or opens it: "down from 733 in June"."""
    between = sentence.content[end : named.start] if end < named.start else ""
    return bool(_COUNTED_IN.match(between)) or _opens_clause(sentence, named, start)


def _opens_clause(sentence: Sentence, named: Named, start: int) -> bool:
    """As in "the first since 24 May, when a bomb killed twelve": it is the day of the twelve."""
    is_since = _SAYS_SINCE.match(named.name) or _SINCE.search(sentence.before(named.start, 12))
    opens = _WHEN.match(sentence.content, named.end) if start >= named.end else None
    # "Since February, when the offensive began, 900 died": the clause has ended before the claim
    return bool(is_since and opens and "," not in sentence.content[opens.end() : start])


def _is_spoken(sentence: Sentence, named: Named, told: "Token | None") -> bool:
    is_after = is_of_saying(sentence.content, sentence.start, named)
    return is_after or _is_beside_saying(sentence, named, told)


_LASTS = re.compile(r"(?:since|until|between|from)\b", re.IGNORECASE)
_DAY = re.compile(
    r"day\b|day['’]s|today|tonight|morning|evening|night|\d{1,2}\b(?!\d)", re.IGNORECASE
)


def is_day(words: str) -> bool:
    """Whether something may be said on it: "recorded 40 deaths since May" tells of the deaths."""
    return bool(_DAY.search(words)) and not _LASTS.match(words)


SAID = "the day on which it was said"
COUNTED = "the day on which the dead were found or counted"


def are_told(found: Sequence[Mention]) -> bool:
    """Whether any of a claim's times is said of the event, and not of its saying or counting."""
    return any(time.carried not in {SAID, COUNTED} for time in found)


_BRINGING = re.compile(r"\b(?:bringing|taking|raising|pushing|lifting)\b", re.IGNORECASE)
_TOLL_ROSE = re.compile(
    r"\b(?:toll|number|count|total)\b[^.;]*"
    r"\b(?:rose|risen|rises|climbed|climbs|grew|grown|jumped|increased|reached)\b[^.;]*$",
    re.IGNORECASE,
)
_BY = re.compile(r"by\b", re.IGNORECASE)
_OF_DEED = re.compile(r"['’]s?\s+\w")  # "wounded by Tuesday's bomb": the day of the bomb
_UNEARTHS = frozenset({"exhume", "unearth", "dig", "bury"})


def _is_of_count(sentence: Sentence, named: Named, start: int) -> bool:
    """
    Whether a time is when a toll rose or the dead were dug out or buried: later than the event.

    As in "two more died on Tuesday, bringing the toll to 54", "by Thursday 20 bodies were found",
    "were exhumed in 1998"; but "have buried 40 since May" counts the dead of that time.
    """
    if _LASTS.match(named.name):
        return False
    if _BY.match(named.name) and is_day(named.name):
        return not _OF_DEED.match(sentence.content, named.end)
    if named.end <= start and _BRINGING.search(sentence.content, named.end, start):
        return True
    if _TOLL_ROSE.search(sentence.content[sentence.start : named.start]):
        return True
    token = sentence.token_at(named.end - 1)
    return token is not None and grammar.verb_above(token).lemma_ in _UNEARTHS


@cache
def _compared() -> re.Pattern[str]:
    listed = wordlist.alternatives("where", "compared")
    return re.compile(
        rf"\b{listed}\b[^.;:!?]{{0,45}}$"
        r"|\b(?:against|from)\s+(?:about\s+)?\d[\d,.]*\s+(?:\w+\s+){0,2}(?:in|on|during)\s+$",
        re.IGNORECASE,
    )


@cache
def _superlative() -> re.Pattern[str]:
    listed = wordlist.alternatives("where", "superlative")
    return re.compile(rf"\b{listed}\b[^.;:!?]{{0,60}}$", re.IGNORECASE)


_SPAN_OF_RANK = re.compile(r"since\b|(?:so far )?this (?:year|month|week)$", re.IGNORECASE)


def _is_yardstick(sentence: Sentence, named: Named) -> bool:
    """As in "fewer than in April", "the deadliest day since 2011": no time of the event."""
    before = sentence.before(named.start, 90)
    found = _compared().search(before)
    if found and not _is_counted(sentence, named.start - len(before) + found.start()):
        return True
    is_rank = _SPAN_OF_RANK.match(named.name) or _SINCE.search(before)
    return bool(is_rank and _superlative().search(before))


def _is_counted(sentence: Sentence, at: int) -> bool:
    """As in "more than 40 people were killed in Taiz in May": the "than" is of the number."""
    return any(q.start <= at < q.end for q in sentence.quantities.values())


_SINCE = re.compile(r"\bsince\b(?!\s+then)[^,.;:!?]{0,90}$", re.IGNORECASE)
_ERUPTED = re.compile(
    r"\b(?:war|conflict|fighting|siege|crisis|uprising|hostilities)\b[^,.;:!?]{0,40}"
    r"\b(?:erupted|began|broke\s+out|started)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_SAYS_SINCE = re.compile(r"\s*(?:since|until|between|from)\b", re.IGNORECASE)


_SINCE_ALONE = re.compile(r"(?:ever\s+)?since\s+", re.IGNORECASE)


def _from_then_on(
    sentence: Sentence, named: Named, start: int, told: "Token | None" = None
) -> Mention:
    """
    As in "since the deal was signed on 24 November": not that day, but from it on.

    "Held since Monday" is said of those who were taken on that day, and of no later one.
    """
    found = naming.mention(named)
    is_lasting = told is not None and told.lemma_ in _LASTING
    if is_lasting or _opens_clause(sentence, named, start):
        return replace(found, name=_SINCE_ALONE.sub("", found.name))
    before = sentence.content[sentence.start : named.start]
    since = (
        _SINCE.search(before) or _ERUPTED.search(before) or _opens_since(before, sentence, named)
    )
    if since is None or _SAYS_SINCE.match(named.name):
        return found
    return replace(found, name=f"since {named.name}")


_BACK = 110  # characters before a time in which "since" may stand
_LINE = re.compile(r"[^\n]*$")


def onward(content: str, found: Mention, told: "Token | None") -> Mention:
    """
    Return a time that was chosen from elsewhere in the text, from it on where "since" precedes.

    Args:
        content: The text.
        found: The time.
        told: The word that tells the harm; None where no word does.
    """
    if found.start is None or found.end is None or _SAYS_SINCE.match(found.name):
        return found
    before = _LINE.findall(content[max(0, found.start - _BACK) : found.start])[0]
    is_lasting = told is not None and told.lemma_ in _LASTING
    if is_lasting or _WHEN.match(content, found.end) or not _SINCE.search(before):
        return found
    return replace(found, name=f"since {found.name}")


_OPENS_SINCE = re.compile(r"\W*Since\b(?!\s+then)[^.;:!?]{0,110}$")


def _opens_since(before: str, sentence: Sentence, named: Named) -> re.Match[str] | None:
    """As in "Since troops entered Dinder, Sennar, on 22 October, 60 people were arrested"."""
    is_closed = sentence.content[named.end : named.end + 1] == ","
    return _OPENS_SINCE.match(before) if is_closed else None


def _is_beside_saying(sentence: Sentence, named: Named, told: "Token | None") -> bool:
    """As in "On Friday the paper said that ...": the day hangs on the speaking verb."""
    above = sentence.token_at(named.end - 1)
    if above is None:
        return False
    while above.head != above and above.pos_ not in grammar.VERBS:
        above = above.head
        is_outside = not named.start <= sentence.span(above)[0] < named.end
        if is_outside and above.pos_ in grammar.NOUNS:
            return False  # "figures for the attack five days earlier": of the attack
    return above != told and said.is_saying(above) and harm.verb(above) is None


_OF_REPORT = re.compile(
    r"(?:['’]s)?\s+(?:\w+\s+){0,4}"
    r"(?:report|statement|article|interview|tweet|resolution)\b",
    re.IGNORECASE,
)


def is_of_saying(content: str, start: int, named: Named) -> bool:
    """
    Whether a time is when something was said, not when it happened.

    Args:
        content: The text.
        start: Where the sentence or the block starts.
        named: The time.
    """
    if _reported().search(content[max(start, named.start - 40) : named.start]):
        return True
    return bool(_OF_REPORT.match(content[named.end : named.end + 60]))

"""
Readers' comments that tell otherwise what a report tells, without a word that denies it.

"You must mean Omar Saleh", "nobody was hurt in Kareth", "the man in the picture is my uncle".
Each way asks for more than its words: a name of the report, something that stands in one of its
sentences, or a name that is new. So what is said of the world at large corrects nothing.
"""

import re
from collections.abc import Sequence

from onrecord.read.comment_cues import Sentence, most_like, names_in

_LEAST = 4  # letters of a word that tells something
_ALIKE = 2  # such words that both sentences have
_WORD = re.compile(r"\w+")
_NOBODY = re.compile(
    r"\b(?:nobody|no one|none of (?:them|those|the \w+))(?: \w+)? "
    r"(?:was|were|has been|had been|got)(?: \w+)? (?:killed|hurt|wounded|injured|harmed|arrested)\b"
)
_MEANT = re.compile(
    r"(?<!what )\b(?:you|they|the (?:author|writer|reporter))(?: must| may| probably)?(?: have)? "
    r"(?:mean|meant|mistook|mixed (?:him|her|them|it|this) up|(?:are )?confus(?:e|ed|ing))\b"
)
_LONG_AGO = re.compile(
    r"^(?:died|was killed|was dead|passed away|was buried)\b.*"
    r"\b(?:years?|months?|weeks?) (?:ago|before|earlier)\b"
)
_THERE_WAS_NO = re.compile(
    r"^no (?P<first>\w+)(?: \w+){0,3} (?:was|were|has been) (?:ever|there|here|even)\b"
    r"|\bthere (?:was|were) (?:no|never an?|never any) (?P<there>\w+)"
)
_NEVER = re.compile(r"^(?:never|was never|was not|wasn't|is not|isn't|did not|didn't)\b")
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_ON_A_DAY = re.compile(
    r"^(?:it|this|that|he|she|they|the \w+) (?:\w+ )?"
    r"(?:was|were|happened|died|fell|came|took place) "
    r"(?:\w+ ){0,2}?on (?:a |the )?(?P<day>\w+day)\b"
)
_IN_A_PLACE = re.compile(r"^(?:it|this|that|all this|that all) (?:happened|took place|was) in ")
_PICTURED = re.compile(
    r"\b(?:in|on) (?:the|your|this) (?:\w+ )?(?:picture|photo|photograph|image|video)s? "
    r"(?:is|are|was|were)\b"
)


def about(comment: Sequence[Sentence], report: Sequence[Sentence]) -> tuple[bool, Sentence | None]:
    """
    Return whether a comment seems to tell otherwise what a report tells, and which sentence.

    Args:
        comment: Its sentences.
        report: The report's.
    """
    for sentence in comment:
        for way in (_nobody, _of_a_person, _none, _on_another_day, _elsewhere):
            said = way(sentence, report)
            if said is not None:
                return True, said
    said = _meant(comment, report)
    if said is not None:
        return True, said
    known = frozenset[str]().union(*(s.all for s in report))
    return any(_PICTURED.search(s.plain) and s.names - known for s in comment), None


def _nobody(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence on a place where nobody is said to have come to harm."""
    if not _NOBODY.search(comment.plain) or comment.plain.endswith("?"):
        return None
    return most_like(comment.all & names_in(report), report)


def _of_a_person(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence on somebody who died long before, or never was what it says."""
    words = _WORD.findall(comment.plain)
    names = names_in(report)
    begins = next((i for i, word in enumerate(words) if word not in names), len(words))
    rest = " ".join(words[begins:])
    said = most_like(frozenset(words[:begins]), report) if begins else None
    if said is None or _LONG_AGO.match(rest):
        return said
    telling = {word for word in words[begins:] if len(word) >= _LEAST} - names
    return said if _NEVER.match(rest) and telling & said.all else None


def _on_another_day(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence with a day of the week where a comment has another that no one has."""
    found = _ON_A_DAY.match(comment.plain)
    told = [sentence for sentence in report if _DAYS & sentence.all]
    if found is None or found["day"] not in _DAYS or any(found["day"] in s.all for s in told):
        return None
    return next(iter(told), None)


def _elsewhere(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the first sentence with a name, where a comment says that it was somewhere else."""
    found = _IN_A_PLACE.match(comment.plain)
    place = _WORD.match(comment.plain, found.end()) if found else None
    is_name = place is not None and place[0] in comment.names and not place[0].isdigit()
    if place is None or not is_name or any(place[0] in s.all for s in report):
        return None
    return next((s for s in report if any(not n.isdigit() for n in s.names)), None)


def _none(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence on something that is said not to have been there."""
    for found in _THERE_WAS_NO.finditer(comment.plain):
        denied = next(filter(None, found.groups()), "")
        mine = {word for word in comment.all if len(word) >= _LEAST}
        for sentence in report if len(denied) >= _LEAST else ():
            if denied in sentence.all and len(mine & sentence.all) >= _ALIKE:
                return sentence
    return None


def _meant(comment: Sequence[Sentence], report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence whose name is said to be meant for another, which the report has not."""
    if not any(_MEANT.search(sentence.plain) for sentence in comment):
        return None
    known = frozenset[str]().union(*(s.all for s in report))
    mine = frozenset[str]().union(*(s.all for s in comment))
    new = frozenset[str]().union(*(s.names for s in comment)) - known
    return most_like(mine & names_in(report), report) if new else None

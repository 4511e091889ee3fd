"""Phrases with one open end: since, until, by, before, after."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from onrecord.model import Grain, When
from onrecord.resolve.dates.calendar_rules import A_DAY, A_MONTH
from onrecord.resolve.dates.feast_rules import FEAST
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import Anchor, one
from onrecord.resolve.dates.words import MONTH, NUMBER, WEEKDAY, YEAR, number

_PART = (
    r"(?i:early |mid-|mid |late |the beginning of |the start of |the end of |beginning of |end of "
    r"|the first of |the summer of |the spring of |the autumn of |the fall of |the winter of )?"
)
_POINT = (
    rf"{_PART}(?:{A_DAY}|{FEAST}|{A_MONTH}|(?:last )?{MONTH} (?i:last|this) year|{MONTH}(?! \d)"
    rf"|{WEEKDAY}(?: (?:of )?(?i:last|this) week)?|last {WEEKDAY}|last {MONTH}|{YEAR})"
)
# "between midnight on Tuesday and dawn on Wednesday"; "before dawn on Sunday" is on that Sunday
_HOUR = r"(?i:(?:midnight|dawn|sunrise|noon|midday|dusk|sunset) (?:on |of )?)?"
_OF_A_TIME = (
    "beginning|start|middle|end|close|turn|eve|spring|summer|autumn|fall|winter|night|evening"
    "|morning|afternoon|early|mid|late|first|second|last|week|month"
)
_NOW = r"(?i:today|yesterday|this month|last month|this week|last week)"
# "since the army scrapped elections in": what happened at the point, told in a few plain words
_HAPPENED = (
    rf"(?!then\b|when\b|it was\b|that\b|(?:the )?(?:{_OF_A_TIME})\b)"
    rf"(?:(?!(?i:said|says|told|reported|on|in|at)\b|{WEEKDAY}"
    rf"|{MONTH})[^\W\d][\w'’-]* ){{1,9}}(?i:on|in|at|of) "
)

# "Three days after the attack of 12 June": only where a sentence begins with it, and so says when
# all of it was; "said on Wednesday, two days after Monday's raid" tells of the raid
_SHOCKS = (
    r"(?:attacks?|assault|raid|massacre|(?:air ?)?strikes?|shelling|bombing|blast|explosion"
    r"|shooting|killings?|ambush|siege|clashes|offensive|battle)"
)
_AFTER = rf"(?=[A-Z])(?P<n>(?i:{NUMBER})) (?P<unit>days|weeks?) (?P<way>after|before)"

Read = Callable[[str, Anchor], When | None]


class _Ends:
    """Meanings of phrases made of a word and one or two points in time."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def since(self, match: re.Match[str], anchor: Anchor) -> When | None:
        """Read "since 2011": to the day of publication."""
        point = self._read(match[1], anchor)
        if point is None or point.earliest is None:
            return None
        end = anchor.published
        if end is not None and end < point.earliest:
            return None
        return When(earliest=point.earliest, latest=end, grain=point.grain)

    def until(self, match: re.Match[str], anchor: Anchor) -> When | None:
        """Read "until the end of 2014": from no told day."""
        point = self._read(match[1], anchor)
        if point is None or point.latest is None:
            return None
        return When(earliest=None, latest=point.latest, grain=point.grain)

    def before(self, match: re.Match[str], anchor: Anchor) -> When | None:
        """Read "before May 2012": until the day before it."""
        point = self._read(match[1], anchor)
        if point is None or point.earliest is None:
            return None
        last = point.earliest - timedelta(days=1)
        return When(earliest=None, latest=last, grain=point.grain)

    def stretch(self, match: re.Match[str], anchor: Anchor) -> When | None:
        """Read "between 15 April and mid-May 2013": the first point in the last one's year."""
        end = self._read(match[2], anchor)
        if end is None or end.latest is None:
            return None
        in_year = Anchor(published=anchor.published, year=end.latest.year)
        start = self._read(match[1], in_year)
        if start and start.earliest and start.earliest > end.latest:  # "from December to May"
            start = self._read(match[1], replace(in_year, year=end.latest.year - 1))
        if start is None or start.earliest is None or start.earliest > end.latest:
            return None
        grain = start.grain if start.grain is end.grain else Grain.DAY
        return When(earliest=start.earliest, latest=end.latest, grain=grain)

    def counted(self, match: re.Match[str], anchor: Anchor) -> When | None:
        """Read "Three days after the attack of 12 June": from that day, else from the last told."""
        told = part(match, "day")
        point = self._read(told, anchor) if told else None
        day = point.earliest if point else None if told else anchor.reference
        if day is None or (point and point.latest != day):
            return None
        size = 7 if match["unit"].startswith("week") else 1
        apart = timedelta(days=number(match["n"]) * size)
        return one(day + apart if match["way"] == "after" else day - apart)


def rules(read: Read) -> tuple[Rule, ...]:
    """Return the rules; `read` resolves the times that a phrase starts or ends with."""
    ends = _Ends(read)
    return (
        rule(
            "stretch",
            rf"(?i:between|from) ({_HOUR}{_POINT}) "
            rf"(?i:and|to|until|till|through) ({_HOUR}{_POINT})",
            ends.stretch,
            r"(?i:between|from)",
        ),
        rule(
            "until now",
            rf"(?:(?i:between|from) )?({_POINT}) (?i:and|to|until|till|through) ({_NOW})",
            ends.stretch,
            _NOW,
        ),
        rule(
            "days after a day",
            rf"{_AFTER} (?:[\w’'-]+ ){{1,5}}?(?i:of|on) (?P<day>{A_DAY}|{WEEKDAY})",
            ends.counted,
            r"after|before",
        ),
        rule(
            "days before a day",
            rf"(?P<n>(?i:{NUMBER})) (?P<unit>days?|weeks?) (?P<way>before|after) (?:last )?"
            rf"(?P<day>{A_DAY}|{WEEKDAY})(?!['’]s| [Pp]rayers?)",
            ends.counted,
            r"after|before",
        ),
        rule(
            "days after the attack",
            rf"{_AFTER} (?:the|that) (?:[a-z-]+ )?{_SHOCKS}",
            ends.counted,
            r"after|before",
        ),
        rule("since an event", rf"(?i:since) {_HAPPENED}({_POINT})", ends.since, r"(?i:since)"),
        rule(
            "since",
            rf"(?i:ever since|since|starting|beginning) (?:on |in )?({_POINT})",
            ends.since,
            r"(?i:since|starting|beginning)",
        ),
        rule("onward", rf"(?i:from) ({_POINT}) (?i:onwards?|on)", ends.since, r"(?i:from)"),
        rule(
            "until",
            rf"(?i:until|till|up to|by|as of) ({_POINT})(?!['’]s\b)",  # not "by Tuesday's bomb"
            ends.until,
            r"(?i:until|till|up|by|as)",
        ),
        rule("before", rf"(?i:before|prior to) ({_POINT})", ends.before, r"(?i:before|prior)"),
    )

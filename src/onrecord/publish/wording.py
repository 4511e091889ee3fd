"""The record in plain words: counts, dates, hedges, reasons."""

from datetime import date, timedelta

from onrecord.model import (
    Claim,
    Count,
    Figure,
    Grain,
    Measure,
    Outcome,
    Qualifier,
    SetAside,
    Severity,
    Stance,
    VictimClass,
    Voice,
    When,
)

OUTCOME = {
    Outcome.KILLED: "killed",
    Outcome.INJURED: "injured",
    Outcome.CASUALTIES: "killed or injured",
    Outcome.DETAINED: "detained",
    Outcome.DISAPPEARED: "disappeared",
    Outcome.ABDUCTED: "abducted",
    Outcome.DISPLACED: "displaced",
    Outcome.RELEASED: "released",
    Outcome.TORTURED: "tortured",
    Outcome.SEXUAL_VIOLENCE: "subjected to sexual violence",
    Outcome.BESIEGED: "besieged",
    Outcome.ATTACKED: "attacked",
}
VICTIMS = {
    VictimClass.CIVILIAN: "civilians",
    VictimClass.COMBATANT: "fighters or officials",
    VictimClass.MIXED: "civilians and combatants",
    VictimClass.UNKNOWN: "people",
}
VICTIM_NOTE = {
    VictimClass.CIVILIAN: "civilian, by the document’s words",
    VictimClass.COMBATANT: "combatant, by the document’s words",
    VictimClass.MIXED: "civilians and combatants, by the document’s words",
    VictimClass.UNKNOWN: "civilian or not: not told",
}
STANCE = {
    Stance.ASSERTED: "stated",
    Stance.REPORTED: "reported",
    Stance.ESTIMATED: "estimated",
    Stance.ALLEGED: "alleged",
    Stance.DENIED: "denied",
    Stance.HYPOTHETICAL: "feared or threatened",
}
VOICE = {
    Voice.TITLE: "headline",
    Voice.BYLINE: "byline",
    Voice.NOTE: "editor’s note",
    Voice.BODY: "running text",
    Voice.HEADING: "sub-heading",
    Voice.CAPTION: "picture caption",
    Voice.QUOTE: "direct quotation",
    Voice.COMMENT: "reader’s comment",
    Voice.BOILERPLATE: "page furniture",
}
SEVERITY = {
    Severity.ERROR: "Error",
    Severity.WARNING: "Warning",
    Severity.QUESTION: "Question",
    Severity.NOTE: "Note",
}
ASIDE = {
    SetAside.REJECTED: (
        "Rejected by a person",
        "A reader of the program proposed these, and a person decided that the words do not say "
        "it. They are kept with who decided and why, and count nobody.",
    ),
    SetAside.FORECAST: (
        "Feared, threatened or foretold",
        "These words speak of harm that might come. It had not happened when they were written, "
        "so it is no incident.",
    ),
    SetAside.DENIAL: (
        "Denied",
        "These words deny harm. A denial is kept beside what it denies, but counts nobody.",
    ),
    SetAside.COMMENT: (
        "Readers’ comments",
        "Written under a report by its readers. The report does not vouch for them: they are kept "
        "because they may correct it, never as the report’s own word.",
    ),
    SetAside.BOILERPLATE: (
        "Page furniture",
        "From menus, forms and links to other stories on the page: not part of the report.",
    ),
    SetAside.TOTAL: (
        "Totals of a whole country, war or long time",
        "Such a total holds many incidents, known and unknown. Added to an incident it would count "
        "people twice, so it stands alone.",
    ),
    SetAside.SHARE: (
        "Shares",
        "A percentage says how a whole divides. Without the whole it says nothing of how many.",
    ),
    SetAside.RATIO: (
        "Comparisons",
        "“Ten times as many” compares two numbers and gives neither.",
    ),
    SetAside.NOT_PEOPLE: (
        "Strikes, shells and buildings",
        "These count attacks, munitions or buildings, not people. No number of casualties follows "
        "from them.",
    ),
    SetAside.NO_NUMBER: (
        "No number told",
        "Harm is told without any number, and no incident in this record could take it up. Unknown "
        "is not zero.",
    ),
    SetAside.UNPLACED: (
        "Neither place nor time told",
        "People were harmed by these words, but they tell neither where nor when, so they cannot "
        "be laid beside any other claim.",
    ),
}
_AMOUNTS = {
    3: "several", 20: "tens", 24: "dozens", 40: "scores", 200: "hundreds", 2_000: "thousands",
    20_000: "tens of thousands", 200_000: "hundreds of thousands", 2_000_000: "millions",
}  # fmt: skip
_UNIT = {
    Measure.STRIKES: ("strike or attack", "strikes or attacks"),
    Measure.MUNITIONS: ("munition", "munitions"),
    Measure.BUILDINGS: ("building", "buildings"),
}


def plural(number: int, one: str, many: str | None = None) -> str:
    """
    Return a number with its noun.

    >>> plural(1, "claim"), plural(1200, "claim"), plural(0, "entry", "entries")
    ('1 claim', '1,200 claims', '0 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: list[str], last: str = "and") -> str:
    """
    Return a list as a sentence has it.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


_SMALL = "no one two three four five six seven eight nine ten".split()


def in_words(amount: int, one: str, many: str | None = None) -> str:
    """
    Return a small number and its noun as running text has them.

    >>> in_words(6, "incident"), in_words(1, "claim"), in_words(25, "claim")
    ('six incidents', 'one claim', '25 claims')
    """
    if amount < len(_SMALL):
        return f"{_SMALL[amount]} {one if amount == 1 else many or one + 's'}"
    return plural(amount, one, many)


def number(value: float) -> str:
    """Return a number with its thousands told apart."""
    return f"{value:,.10g}"


def count(said: Count) -> str:
    """
    Return a count with its hedge, as a sentence would say it.

    >>> count(Count(low=31, qualifier=Qualifier.MORE_THAN))
    'more than 30'
    >>> count(Count(low=24, qualifier=Qualifier.VAGUE))
    'dozens'
    >>> count(Count())
    'no number'
    """
    low, high = said.low, said.high
    if low is None and high is None:
        return "no number"
    if said.qualifier is Qualifier.VAGUE and high is None and low is not None:
        if low < 3:
            return "an unstated number"
        return _AMOUNTS.get(int(low), f"{number(low)} or more")
    if said.qualifier is Qualifier.MORE_THAN and high is None and low is not None:
        return f"more than {number(low - 1)}"
    if high is None and low is not None:
        return f"at least {number(low)}"
    if low is None and high is not None:
        return f"{'almost' if said.qualifier is Qualifier.ALMOST else 'up to'} {number(high)}"
    if low == high and low is not None:
        return f"about {number(low)}" if said.qualifier is Qualifier.ABOUT else number(low)
    return f"{number(low or 0)} to {number(high or 0)}"


def read_as(said: Count) -> str | None:
    """Return how a vague number was read, so that nobody takes the reading for the words."""
    if said.qualifier is Qualifier.VAGUE and said.is_known:
        return f"a number in words only, read as {Count(low=said.low, high=said.high)}"
    return None


def harm(claim: Claim) -> str:
    """Return count and outcome of a claim: "about 779 killed", "3 strikes or attacks"."""
    said = count(claim.count)
    if claim.measure is Measure.SHARE:
        return f"{said} percent of a whole, {OUTCOME[claim.outcome]}"
    if claim.measure is Measure.RATIO:
        return f"{said} times as many, {OUTCOME[claim.outcome]}"
    if claim.measure is not Measure.PEOPLE:
        one, many = _UNIT[claim.measure]
        return f"{said} {one if claim.count.low == claim.count.high == 1 else many}"
    if not claim.count.is_known:
        return f"{OUTCOME[claim.outcome]}, number not told"
    return f"{said} {OUTCOME[claim.outcome]}"


def figure(made: Figure, used: list[Claim]) -> str:
    """
    Return a figure in words, with the hedge of the claims behind it where they agree.

    A figure of 31 or more that rests on "more than 30" says "more than 30"; one that rests
    on "about 620" and on a headline's bare 620 says "about 620".
    """
    bounds = {(c.count.low, c.count.high) for c in used}
    if len(bounds) == 1 and (made.minimum, made.maximum) in bounds:
        hedged = [c for c in used if c.count.qualifier is not Qualifier.EXACT]
        return count((hedged or used)[0].count)
    if made.minimum is None and made.maximum is None:
        return "not told"
    if made.minimum is None:
        return f"up to {number(made.maximum or 0)}"
    if made.maximum is None:
        return f"{number(made.minimum)} or more"
    if made.minimum == made.maximum:
        return number(made.minimum)
    return f"{number(made.minimum)}–{number(made.maximum)}"


def day(value: date) -> str:
    """Return a day as people write it: 7 March 2014."""
    return f"{value.day} {value:%B} {value.year}"


def when(time: When | None) -> str:
    """
    Return a time in words, never finer than it is known.

    >>> when(When(earliest=date(2025, 3, 6), latest=date(2025, 3, 10)))
    '6–10 March 2025'
    >>> when(When(earliest=date(2011, 3, 1), latest=None, grain=Grain.MONTH))
    'since March 2011'
    """
    if time is None:
        return "time not told"
    first, last = time.earliest, time.latest
    if first is None and last is not None:
        return f"until {_at(last, time.grain)}"
    if first is not None and last is None:
        return f"since {_at(first, time.grain)}"
    if first is None or last is None:  # a When has one end at least
        return "time not told"
    if _at(first, time.grain) == _at(last, time.grain):
        return _at(first, time.grain)
    return _span(first, last, time.grain)


def _span(first: date, last: date, grain: Grain) -> str:
    if grain is Grain.DAY and first.year == last.year:
        if first.month == last.month:
            return f"{first.day}–{day(last)}"
        return f"{first.day} {first:%B} – {day(last)}"
    if grain is Grain.MONTH and first.year == last.year:
        return f"{first:%B}–{_at(last, grain)}"
    return f"{_at(first, grain)} – {_at(last, grain)}"


def _at(value: date, grain: Grain) -> str:
    if grain is Grain.YEAR:
        return f"{value.year}"
    return f"{value:%B} {value.year}" if grain is Grain.MONTH else day(value)


def stretch(days: int) -> str:
    """
    Return a length of time in round words.

    >>> stretch(20), stretch(400), stretch(3000)
    ('20 days', '13 months', '8 years')
    """
    if days < 60:
        return plural(days, "day")
    months = round(timedelta(days=days) / timedelta(days=30.44))
    return plural(months, "month") if months < 24 else plural(round(months / 12), "year")

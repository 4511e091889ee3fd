"""The queue's reasons, kinds and slots in words, in the language of whoever looks."""

from onrecord.web.words import _


def kind(code: str) -> str:
    """Return what has to be looked at, as a heading of a list."""
    words = {
        "contradiction": _("Contradictions"), "place": _("Where"), "incident": _("Which incident"),
        "actor": _("By whom"), "number": _("What is said"),
    }  # fmt: skip
    return words.get(code, code)


def doubt(code: str) -> str:
    """Return how doubtful proposals are."""
    words = {"much": _("Much doubt"), "some": _("Some doubt"), "little": _("Little doubt")}
    return words.get(code, code)


def hangs(code: str) -> str:
    """Return what hangs on a claim; empty for a reason that is none of these."""
    return {
        "sets-an-end": _("its number is an end of a figure"),
        "in-a-figure": _("a figure is made of it and others"),
        "only-of-origin": _("nothing else in the incident goes back to its origin"),
        "only-of-incident": _("without it there is no such incident"),
        "tens": _("ten people or more"),
        "hundreds": _("a hundred people or more"),
        "thousands": _("a thousand people or more"),
    }.get(code, "")


def doubts(code: str) -> str:
    """Return why a claim is doubtful; empty for a reason that is none of these."""
    return {**_of_reading(), **_of_meaning(), **_of_checks()}.get(code, "")


def _of_reading() -> dict[str, str]:
    return {
        "unsure-reader": _("about half of what is found in this way was right"),
        "one-reader": _("only one of two readers found it"),
        "unmeasured": _("nobody has measured how well its reader reads"),
        "distance": _("the document itself calls it alleged or estimated"),
        "vague": _("its number is a vague word"),
        "set-aside": _("it counts nothing as it was read, and might if it was read wrongly"),
    }


def _of_meaning() -> dict[str, str]:
    return {
        "place-unknown": _("its place is on no map known here"),
        "place-ambiguous": _("two places answer to the name nearly as well"),
        "place-missing": _("no place is told"),
        "place-carried": _("its place is taken from elsewhere in the text"),
        "time-missing": _("no time is told"),
        "time-carried": _("its day is taken from elsewhere in the text"),
        "actor-unknown": _("whoever is accused is no actor known here"),
        "actor-ambiguous": _("two actors answer to the name nearly as well"),
        "actor-carried": _("who is accused is taken from elsewhere in the text"),
        "two-incidents": _("another incident is at its place within a day"),
    }


def _of_checks() -> dict[str, str]:
    return {
        "contradicted": _("it and another cannot both be right"),
        "day-doubted": _("a check doubts its day or its incident"),
        "error-found": _("a check found an error"),
        "warning-found": _("a check warns"),
        "question-found": _("a check asks for a look"),
    }


def slot(code: str) -> str:
    """Return the name of a slot that two people's readings are compared in."""
    words = {
        "verdict": _("Whether it is a claim"), "outcome": _("What happened"),
        "count": _("How many"), "victims": _("Civilian or combatant"), "place": _("Where"),
        "actor": _("By whom"), "day": _("When"), "source": _("According to"),
        "stance": _("How the document stands to it"),
    }  # fmt: skip
    return words.get(code, code)


def verdict(code: str) -> str:
    """Return whether a person holds something to be a claim."""
    words = {
        "claim": _("it is a claim"), "no claim": _("it is no claim"), "left open": _("left open"),
    }  # fmt: skip
    return words.get(code, code)


def aside(code: str) -> str:
    """Return why a claim is in no incident."""
    words = {
        "rejected": _("a person rejected it"), "forecast": _("feared, threatened or conditional"),
        "denial": _("a denial"), "comment": _("a reader’s comment"),
        "boilerplate": _("page furniture"), "total": _("a total of a longer time or wider place"),
        "share": _("a share"), "ratio": _("a ratio"), "not people": _("it counts no people"),
        "no number": _("no number is told"), "neither place nor time": _("neither place nor time"),
    }  # fmt: skip
    return words.get(code, code)

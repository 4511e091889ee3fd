"""
How long it takes to trace claims to their origins, and how much memory.

    .venv/bin/python benchmarks/origins.py [templated] [CLAIMS ...]

10,000 and 100,000 claims unless told; `templated` makes every report from one template.

The reports are invented: 350 words and five claims each. Of ten, four are written anew,
two printed again word for word, two with another head and foot, one is half copied, and one
is made from a template that thousands share. Tracing is to stay nearly linear: ten times
the claims in no more than twelve times the time.
"""

# ruff: noqa: INP001, T201 - made to be run by hand

import math
import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord import reconcile
from onrecord.model import (
    Block,
    Claim,
    Count,
    Document,
    Measure,
    Mention,
    Outcome,
    Passage,
    Stance,
    Text,
    Voice,
    When,
)

WORDS = 350
PER_DOCUMENT = 5
_VOCABULARY = 30_000
_SOURCES = 400
_DAYS = 3_000


@dataclass(frozen=True)
class Shelf:
    """Reports to trace."""

    claims: list[Claim]
    documents: dict[str, Document]
    texts: dict[str, Text]


def shelf(claims: int, *, templated: bool = False) -> Shelf:
    """Return so many claims with their reports, the same each time."""
    chance = random.Random(11)  # noqa: S311 - no secret
    words = [f"w{n:x}" for n in range(_VOCABULARY)]
    stock = [" ".join(chance.choices(words, k=25)) for _ in range(200)]
    template = [" ".join(chance.choices(words, k=55)) for _ in range(6)]
    told: list[list[str]] = []  # the paragraphs of each report
    made = Shelf([], {}, {})
    for number in range(claims // PER_DOCUMENT):
        paragraphs = (
            _filled(number, template)
            if templated or number % 10 == 9
            else _paragraphs(number, told, words, stock, chance)
        )
        told.append(paragraphs)
        _add(made, number, paragraphs, chance)
    return made


def _paragraphs(
    number: int,
    told: list[list[str]],
    words: list[str],
    stock: list[str],
    chance: random.Random,
) -> list[str]:
    kind = number % 10
    earlier = told[chance.randrange(max(0, number - 2_000), number)] if number > 10 else None
    if kind in {4, 5} and earlier:
        return earlier
    if kind in {6, 7} and earlier:
        return [f"CITY {number} (The desk) -", *earlier, f"Foot of report {number} and no more."]
    if kind == 8 and earlier:
        return [*earlier[:3], *_new(number, words, stock, chance)[:3]]
    return _new(number, words, stock, chance)


def _filled(number: int, template: list[str]) -> list[str]:
    return [f"{p} {_sentence(number + k)}" for k, p in enumerate(template)]


def _new(number: int, words: list[str], stock: list[str], chance: random.Random) -> list[str]:
    made = []
    for k in range(PER_DOCUMENT):
        text = " ".join(chance.choices(words, k=WORDS // PER_DOCUMENT - 14))
        more = chance.choice(stock) if k == 0 else ""
        made.append(f"{text}. {_sentence(number * 7 + k)} {more}")
    return made


def _sentence(number: int) -> str:
    return f"{number % 90 + 2} people were killed in Town{number % 997} on Monday."


def _add(made: Shelf, number: int, paragraphs: list[str], chance: random.Random) -> None:
    name = f"report-{number:07}.txt"
    content = "\n".join(paragraphs)
    day = date(2012, 1, 1) + timedelta(days=number * _DAYS // 200_000)
    made.documents[name] = Document(
        name=name, publisher=f"Outlet {number % 700}", published=day, language="en"
    )
    made.texts[name] = Text(
        snapshot_id=f"snp_{number}", content=content, language="en", reader="invented",
        blocks=(Block(start=0, end=len(content), voice=Voice.BODY, rule="invented"),),
    )  # fmt: skip
    at = 0
    for _ in range(PER_DOCUMENT):
        at = content.find(" people were killed", at + 1)
        if at < 0:
            break
        start = content.rfind(" ", 0, at) + 1
        made.claims.append(_claim(name, content, start, at + 19, day, chance))


def _claim(
    name: str, content: str, start: int, end: int, day: date, chance: random.Random
) -> Claim:
    exact = content[start:end]
    people = int(exact.split()[0])
    sources = (
        (Mention(name=f"Source {chance.randrange(_SOURCES)}"),) if chance.random() < 0.4 else ()
    )
    return Claim(
        document=name,
        passage=Passage(snapshot_id=None, start=start, end=end, exact=exact),
        measure=Measure.PEOPLE,
        outcome=Outcome.KILLED,
        count=Count(low=people, high=people),
        when=When(earliest=day, latest=day),
        sources=sources,
        stance=Stance.REPORTED if sources else Stance.ASSERTED,
    )


def measured(work: Callable[[], object]) -> tuple[float, object]:
    """Return the CPU seconds that some work takes, and what it returns."""
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def memory() -> float:
    """Return the most MiB that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Trace shelves of growing size and say what each took."""
    before: tuple[int, float] | None = None
    told = sys.argv[1:]
    for claims in [int(word) for word in told if word.isdigit()] or [10_000, 100_000]:
        made = shelf(claims, templated="templated" in told)
        held = memory()
        copying, copies = measured(lambda: reconcile.copies(made.texts, made.documents))  # noqa: B023
        tracing, origins = measured(
            lambda: reconcile.origins(made.claims, made.documents, made.texts, lambda _: None)  # noqa: B023
        )
        slope = ""
        if before:
            slope = math.log(tracing / before[1]) / math.log(len(made.claims) / before[0])
            slope = f", exponent {slope:.2f}"
        before = (len(made.claims), tracing)
        print(
            f"{len(made.claims):,} claims in {len(made.texts):,} reports: copies {copying:.1f} s, "
            f"origins (copies among them) {tracing:.1f} s{slope}; "
            f"{len(copies):,} copies, {len(origins):,} origins; "
            f"{held:,.0f} MiB before, {memory():,.0f} MiB at most"
        )


if __name__ == "__main__":
    main()

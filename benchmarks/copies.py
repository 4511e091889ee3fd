"""
How many copies are found, whether two events are ever made one, and what that costs.

7,500 invented reports of some 350 words and five claims: 1,500 that were written anew, and made of
these 1,000 printed again, 500 with another head and foot, 500 with 12 of 100 words put otherwise,
500 half of which is another's, 500 in which each toll is another; and 3,000 reports of as many
events in the phrases of one template. Every report is another paper's, and who copied whom is
known, as it was made. No claim names who says so: that would be followed first.

Run: `python benchmarks/copies.py`.
"""

# ruff: noqa: INP001, T201 - made to be run by hand

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import origins
from origins import Shelf, measured

from onrecord import reconcile
from onrecord.model import Claim, How, Origin, Stance
from onrecord.reconcile.copies import Copy

NEW, TEMPLATED = 1_500, 3_000
EXACT, DATELINE, EDITED, HALF, OTHER_NUMBER, TEMPLATE = (
    "exact", "another head and foot", "12 % edited", "half copied", "another number", "template",
)  # fmt: skip
MADE = {EXACT: 1_000, DATELINE: 500, EDITED: 500, HALF: 500, OTHER_NUMBER: 500}
_EDITED = 0.12
_WORDS, _STOCK = 30_000, 200
_SYLLABLES = ("bar", "dun", "fel", "gos", "hir", "kem", "lut", "mov", "nax", "pyz")
_TOWN = re.compile(r"Town(\d+)")
_TOLL = re.compile(r"\d+ people were killed in \w+ on Monday\.")
_NUMBER = re.compile(r"\d+(?= people were killed)")

Words = list[str]


@dataclass
class Papers:
    """
    Reports with their truth.

    Attributes:
        shelf: The reports.
        kinds: How each report was made; of those written anew nothing.
        of: Of which report each was made.
    """

    shelf: Shelf
    kinds: dict[str, str] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)


def papers(seed: int = 3) -> Papers:
    """Return the reports, the same each time."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    words = [f"w{n:x}" for n in range(_WORDS)]
    stock = [" ".join(chance.choices(words, k=25)) for _ in range(_STOCK)]
    template = [" ".join(chance.choices(words, k=55)) for _ in range(6)]
    made = Papers(Shelf([], {}, {}))

    def anew() -> Words:
        return origins._new(len(made.shelf.texts), words, stock, chance)  # noqa: SLF001

    olds = [(paragraphs := anew(), _added(made, paragraphs, chance)) for _ in range(NEW)]
    ways: dict[str, Callable[[Words], Words]] = {
        EXACT: list,
        DATELINE: lambda old: ["CITY (The desk) -", *old, "Foot of this paper and no more."],
        EDITED: lambda old: [_edited(paragraph, words, chance) for paragraph in old],
        HALF: lambda old: [*old[:3], *anew()[:3]],
        OTHER_NUMBER: lambda old: [_NUMBER.sub(_more, paragraph) for paragraph in old],
    }
    for kind, many in MADE.items():
        for old, name in chance.sample(olds, many):
            _added(made, ways[kind](old), chance, kind=kind, of=name)
    for number in range(TEMPLATED):
        _added(made, origins._filled(number * 7, template), chance, kind=TEMPLATE)  # noqa: SLF001
    return made


def _added(
    made: Papers, paragraphs: Words, chance: random.Random, *, kind: str = "", of: str = ""
) -> str:
    """Put a report on the shelf, and return its name."""
    shelf, before = made.shelf, len(made.shelf.claims)
    named = [_TOWN.sub(_name, paragraph) for paragraph in paragraphs]
    origins._add(shelf, len(shelf.texts), named, chance)  # noqa: SLF001
    name = next(reversed(shelf.texts))
    shelf.documents[name] = replace(shelf.documents[name], publisher=f"Paper {name}")
    shelf.claims[before:] = [
        replace(claim, sources=(), stance=Stance.ASSERTED) for claim in shelf.claims[before:]
    ]
    if kind:
        made.kinds[name] = kind
    if of:
        made.of[name] = of
    return name


def _edited(paragraph: str, words: Words, chance: random.Random) -> str:
    """Return a paragraph in which words are others, but for the sentence with the toll."""
    toll = _TOLL.search(paragraph)
    if toll is None:
        return paragraph
    around = []
    for part in (paragraph[: toll.start()], paragraph[toll.end() :]):
        each = part.split(" ")
        around.append(
            " ".join(chance.choice(words) if w and chance.random() < _EDITED else w for w in each)
        )
    return around[0] + toll[0] + around[1]


def _name(town: re.Match[str]) -> str:
    """Return a name that is spelled like no other town's."""
    number = int(town[1])
    parts = (_SYLLABLES[number // 10**place % 10] for place in range(3))
    return "".join(parts).capitalize()


def _more(found: re.Match[str]) -> str:
    return str(int(found[0]) + 100)


# -- What is found -----------------------------------------------------------------------------


def recalled(made: Papers, copies: Iterable[Copy]) -> Counter[str]:
    """Return how many reports of each kind are known as a copy of what they were made of."""
    found = set()
    for copy in copies:
        of = made.of.get(copy.later)
        if of is not None and of in {copy.earlier, made.of.get(copy.earlier)}:
            found.add(copy.later)
    return Counter(made.kinds[name] for name in found)


def merged(made: Papers, found: Iterable[Origin]) -> int:
    """Return how many pairs of events of the template have one origin."""
    claims = {claim.id: claim for claim in made.shelf.claims}
    pairs = 0
    for origin in found:
        told = {claims[i].document for i in origin.claim_ids}
        events = {name for name in told if made.kinds.get(name) == TEMPLATE}
        pairs += len(events) * (len(events) - 1) // 2
    return pairs


def ways_told(made: Papers, found: Iterable[Origin]) -> Counter[How]:
    """Return how the claims with another number were traced."""
    traces = {trace.claim_id: trace for origin in found for trace in origin.traces}
    changed: list[Claim] = [
        claim for claim in made.shelf.claims if made.kinds.get(claim.document) == OTHER_NUMBER
    ]
    return Counter(traces[claim.id].how for claim in changed)


def main() -> None:
    """Print what is found and what it costs."""
    made = papers()
    shelf = made.shelf
    seconds, copies = measured(lambda: reconcile.copies(shelf.texts, shelf.documents))
    print(f"{len(shelf.texts):,} reports, {len(shelf.texts) / seconds:,.0f} a CPU second")
    right = recalled(made, copies)
    for kind, many in MADE.items():
        print(f"{kind}: {right[kind]:,} of {many:,} found ({right[kind] / many:.3f})")
    _, found = measured(
        lambda: reconcile.origins(shelf.claims, shelf.documents, shelf.texts, lambda _: None)
    )
    print(f"{TEMPLATE}: {merged(made, found):,} pairs of {TEMPLATED:,} events merged")
    told = ways_told(made, found)
    print(f"{OTHER_NUMBER}: {told[How.REVISED]:,} of {told.total():,} claims typed as revisions")
    others = [f"{many:,} {how.value}" for how, many in told.items() if how is not How.REVISED]
    print(f"  otherwise: {', '.join(others) or 'none'}")


if __name__ == "__main__":
    main()

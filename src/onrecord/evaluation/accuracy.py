"""
How near a program's claims come to a careful person's reading of the same texts.

For the project's own tests, and for anybody who wants to know how far to trust the readers on
texts like theirs: read some by hand, in the form of the corpus beside this module, and run
`onrecord evaluate FOLDER`.

A reading counts if it is of people, has a number, tells an outcome, and is stated as a
fact. What else is in it (forecasts, comments, houses, shares) may be found or not, as long as
it is not given out as people harmed.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.evaluation.agreement import FIELDS, FULL, Row, has_number, is_aside, values_agree
from onrecord.evaluation.pairing import best_pairs, shared_characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """
    How much of what was given is right, and how much of what is right was given.

    >>> rate = Rate(right=3, given=4, wanted=6)
    >>> rate.precision, rate.recall, round(rate.f1, 2)
    (0.75, 0.5, 0.6)
    """

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of what should have been given that was."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two: low where either is low."""
        return 2 * self.right / (self.given + self.wanted) if self.right else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """
    One thing that was read wrongly.

    Attributes:
        what: The fields that are wrong, or "missed", "false alarm", "not people", "aside given
            as fact", "fact set aside".
        document: The name of the file.
        right: The reading, None for a false alarm.
        read: The program's claim, None for a missed one.
    """

    what: str
    document: str
    right: Row | None
    read: Row | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """
    What was measured.

    Attributes:
        detect: The words were found, whatever was made of them.
        value: Outcome and figure are right too.
        full: Value, and perpetrators, places, dates and sources are all right.
        fields: For each field, in how many of the found claims it is right.
        found: Of how many.
        asides_as_fact: Comments, forecasts and denials given out as facts.
        distractors_taken: Numbers of other things, marked as such, given out as people harmed.
        distractors: Of how many.
        by_engine: For each reader or tier that the claims name: how many claims it gave, and
            how many of them are right in outcome and figure.
        mistakes: Every one, in the order of the documents.
        unread: Documents that a fault of the program kept from being read: their claims count
            as missed.
    """

    detect: Rate
    value: Rate
    full: Rate
    fields: Mapping[str, int]
    found: int
    asides_as_fact: int
    distractors_taken: int
    distractors: int
    by_engine: Mapping[str, tuple[int, int]]
    mistakes: tuple[Mistake, ...]
    unread: tuple[str, ...] = ()

    def share(self, name: str) -> float:
        """The share of the found claims in which a field is right; 1 if none was found."""
        return self.fields[name] / self.found if self.found else 1.0


def readings(folder: Path) -> tuple[Row, ...]:
    """Return the readings by hand that lie in a folder, one JSON file a document."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return tuple(reading for reading in found if "claims" in reading)


def rows(claims_file: Path) -> tuple[Row, ...]:
    """Return the claims of a claims.jsonl, as they are written there."""
    lines = claims_file.read_text(encoding="utf-8").split("\n")
    return tuple(json.loads(line) for line in lines if line.strip())


def measure(right: Iterable[Row], claims: Iterable[Row]) -> Accuracy:
    """
    Return how near claims come to readings by hand.

    Each claim is paired with at most one reading whose words it shares, the best pairs first.

    Args:
        right: The readings, as `readings` returns them.
        claims: Rows of claims.jsonl; documents that nobody read by hand are passed over.
    """
    by_document: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        if claim.get("measure", "people") == "people":
            by_document[Path(claim["doc"]).name].append(claim)
    tally = _Tally()
    for reading in right:
        tally.add(reading, by_document[reading["doc"]])
    return tally.accuracy()


@dataclass(slots=True)
class _Tally:
    """The counts so far."""

    given: int = 0
    wanted: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    asides_as_fact: int = 0
    taken: int = 0
    distractors: int = 0
    engines: Counter[str] = field(default_factory=Counter)
    right_of_engine: Counter[str] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, reading: Row, claims: Sequence[Row]) -> None:
        right: Sequence[Row] = reading["claims"]
        pairs = best_pairs(right, claims)
        self.wanted += sum(map(_counts, right))
        for ours, theirs in pairs:
            self._pair(reading["doc"], right[ours], claims[theirs])
        self._alone(reading["doc"], right, claims, pairs)
        self._distracted(reading, claims)

    def _pair(self, document: str, right: Row, read: Row) -> None:
        if not _counts(right):
            self._uncounted(document, right, read)
        elif is_aside(read):
            self._mistake("fact set aside", document, right, read)
        else:
            self._found(document, right, read)

    def _uncounted(self, document: str, right: Row, read: Row) -> None:
        """Whatever need not be found must at least not be given out as something else."""
        if right["measure"] != "people" and _is_given(read, even_aside=True):
            self._give(read)
            self._mistake("not people", document, right, read)
        elif is_aside(right) and not is_aside(read):
            self._give(read)
            self.asides_as_fact += 1
            self._mistake("aside given as fact", document, right, read)

    def _found(self, document: str, right: Row, read: Row) -> None:
        is_right = {name: agrees(right, read) for name, agrees in FIELDS.items()}
        has_value = values_agree(right, read)
        self._give(read)
        self.right_of_engine[read.get("engine") or ""] += has_value
        self.hits["detect"] += 1
        self.hits["value"] += has_value
        self.hits["full"] += has_value and all(is_right[name] for name in FULL)
        self.fields.update({name: int(agrees) for name, agrees in is_right.items()})
        wrong = ", ".join(name for name, agrees in is_right.items() if not agrees)
        if wrong:
            self._mistake(wrong, document, right, read)

    def _alone(
        self,
        document: str,
        right: Sequence[Row],
        claims: Sequence[Row],
        pairs: Sequence[tuple[int, int]],
    ) -> None:
        """Count what has no partner."""
        found = {ours for ours, _ in pairs}
        used = {theirs for _, theirs in pairs}
        for number, claim in enumerate(claims):
            if number not in used and _is_given(claim):
                self._give(claim)
                self._mistake("false alarm", document, None, claim)
        for number, claim in enumerate(right):
            if number not in found and _counts(claim):
                self._mistake("missed", document, claim, None)

    def _distracted(self, reading: Row, claims: Sequence[Row]) -> None:
        """Count marked numbers that a claim took; a claim that shares a reading's words did not."""
        free = [
            c for c in claims if not any(shared_characters(g, c) > 0 for g in reading["claims"])
        ]
        for distractor in reading.get("distractors", []):
            self.distractors += 1
            self.taken += any(_takes(claim, distractor) for claim in free)

    def _give(self, claim: Row) -> None:
        self.given += 1
        self.engines[claim.get("engine") or ""] += 1

    def _mistake(self, what: str, document: str, right: Row | None, read: Row | None) -> None:
        self.mistakes.append(Mistake(what=what, document=document, right=right, read=read))

    def accuracy(self) -> Accuracy:
        def rate(name: str) -> Rate:
            return Rate(right=self.hits[name], given=self.given, wanted=self.wanted)

        return Accuracy(
            detect=rate("detect"),
            value=rate("value"),
            full=rate("full"),
            fields={name: self.fields[name] for name in FIELDS},
            found=self.hits["detect"],
            asides_as_fact=self.asides_as_fact,
            distractors_taken=self.taken,
            distractors=self.distractors,
            by_engine={name: (n, self.right_of_engine[name]) for name, n in self.engines.items()},
            mistakes=tuple(self.mistakes),
        )


def _counts(right: Row) -> bool:
    """Whether a reading must be found."""
    return (
        right["measure"] == "people"
        and right["outcome"] != "attacked"
        and has_number(right)
        and not is_aside(right)
    )


def _is_given(claim: Row, *, even_aside: bool = False) -> bool:
    """Whether a claim says, as a fact, that a number of people were harmed."""
    is_number_of_harmed = claim.get("outcome") != "attacked" and has_number(claim)
    return is_number_of_harmed and (even_aside or not is_aside(claim))


def _takes(claim: Row, distractor: Row) -> bool:
    if "start" in distractor:
        return shared_characters(distractor, claim) > 0
    return distractor["quote"] in (claim.get("quote") or "")

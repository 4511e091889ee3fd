"""How near a program's incidents, origins, figures and checks come to careful recorders'."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.evaluation.accuracy import Rate
from onrecord.evaluation.agreement import Row, has_number, is_aside
from onrecord.evaluation.cases import Case, Planted, Told
from onrecord.model import Problem, Record, Severity

CONTRADICTIONS = frozenset(
    "parts-exceed-whole sum-fails names-exceed-count hedge-dropped killed-injured-conflated "
    "date-after-publication day-month-swapped wrong-year own-victims stale-toll "
    "same-origin-two-figures rival-figures share-against-count zero-for-unknown "
    "name-in-two-incidents place-outside-parent".split()
)
_ALARMS = frozenset({Severity.ERROR, Severity.WARNING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """
    What the program made of one case.

    Attributes:
        together: Pairs of claims put into one incident, against those that belong together.
        origins_right, origins_wrong: Labels of incidents, by whether the claims that count
            were traced to the same voices, each to its own, as recorders trace them.
        figures_right, figures_wrong: Incident and outcome, by whether minimum and maximum are.
        found, missed: Planted contradictions.
        false_alarms: Contradictions told of an incident that has none: code and place.
        questions: Likewise, but asked only, not told.
        unfound: How many of the recorders' claims have no claim of the program.
    """

    case: str
    together: Rate
    origins_right: tuple[str, ...]
    origins_wrong: tuple[str, ...]
    figures_right: tuple[str, ...]
    figures_wrong: tuple[str, ...]
    found: tuple[Planted, ...]
    missed: tuple[Planted, ...]
    false_alarms: tuple[Problem, ...]
    questions: tuple[Problem, ...]
    unfound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coherence:
    """
    What was measured over all cases, of incidents that several reports tell of.

    Attributes:
        together: Pairs of claims of people in one incident.
        origins: Incidents of whose tolls every one was traced to the right voice; and of
            how many.
        figures: Outcomes of incidents of which minimum and maximum are both right; likewise.
        found: Planted contradictions found; likewise.
        false_alarms, questions: Told, or asked only, of incidents without a contradiction.
        unfound: Recorders' claims that have no claim of the program.
    """

    together: Rate
    origins: tuple[int, int]
    figures: tuple[int, int]
    found: tuple[int, int]
    false_alarms: int
    questions: int
    unfound: int


def summed(cases: Sequence[Judged]) -> Coherence:
    """Return the counts of several cases as one."""

    def share(right: str, wrong: str) -> tuple[int, int]:
        hits = sum(len(getattr(case, right)) for case in cases)
        return hits, hits + sum(len(getattr(case, wrong)) for case in cases)

    return Coherence(
        together=Rate(
            right=sum(case.together.right for case in cases),
            given=sum(case.together.given for case in cases),
            wanted=sum(case.together.wanted for case in cases),
        ),
        origins=share("origins_right", "origins_wrong"),
        figures=share("figures_right", "figures_wrong"),
        found=share("found", "missed"),
        false_alarms=sum(len(case.false_alarms) for case in cases),
        questions=sum(len(case.questions) for case in cases),
        unfound=sum(case.unfound for case in cases),
    )


def judged(case: Case, record: Record, paired: Mapping[str, str]) -> Judged:
    """
    Hold what a record says of a case against what recorders say.

    Args:
        case: With the recorders' claims.
        record: With everything worked out.
        paired: For each recorders' claim, the id of the program's claim of the same words;
            claims that the program has not are left out.
    """
    seen = _Seen(case, record, paired)
    by_several = case.told_by_several
    origins = {told.label: seen.traces(told) for told in by_several}
    figures = dict(seen.figures(by_several))
    found = [planted for planted in case.planted if seen.finds(planted)]
    alarms = list(seen.false_alarms())
    return Judged(
        case=case.name,
        together=seen.together(),
        origins_right=tuple(label for label, right in origins.items() if right),
        origins_wrong=tuple(label for label, right in origins.items() if right is False),
        figures_right=tuple(name for name, right in figures.items() if right),
        figures_wrong=tuple(name for name, right in figures.items() if not right),
        found=tuple(found),
        missed=tuple(planted for planted in case.planted if planted not in found),
        false_alarms=tuple(problem for problem in alarms if problem.severity in _ALARMS),
        questions=tuple(problem for problem in alarms if problem.severity not in _ALARMS),
        unfound=len(case.claims) - len(paired),
    )


class _Seen:
    """A case beside the record that was made of it."""

    def __init__(self, case: Case, record: Record, paired: Mapping[str, str]) -> None:
        self._case, self._record, self._paired = case, record, paired
        self._right: dict[str, Row] = {row["id"]: row for row in case.claims}
        self._incident = {c: i.id for i in record.incidents for c in i.claim_ids}
        self._origin = {c: o.id for o in record.origins for c in o.claim_ids}
        self._ours = {ours: right for right, ours in paired.items()}

    def together(self) -> Rate:
        """
        Count pairs: those put together, those that belong together, and both.

        Of claims that number people. What else is told (strikes, burnt houses) may stand
        beside an incident or not: it makes none and joins none.
        """
        right = given = wanted = 0
        counted = sorted(name for name in self._paired if self._is_of_people(name))
        for first, second in combinations(counted, 2):
            belong = self._label(first) is not None and self._label(first) == self._label(second)
            ours = self._incident.get(self._paired[first])
            put = ours is not None and ours == self._incident.get(self._paired[second])
            right, given, wanted = right + (belong and put), given + put, wanted + belong
        return Rate(right=right, given=given, wanted=wanted)

    def traces(self, told: Told) -> bool | None:
        """Whether an incident's tolls were parted into the right voices; None if it has none."""
        held = [name for name in self._members(told) if self._counts(name)]
        if not held:
            return None
        right, ours = defaultdict(set), defaultdict(set)
        for name in held:
            right[self._right[name]["first_said_by"]].add(name)
            ours[self._origin.get(self._paired[name])].add(name)
        return sorted(map(sorted, right.values())) == sorted(map(sorted, ours.values()))

    def figures(self, incidents: Iterable[Told]) -> Iterator[tuple[str, bool]]:
        """Say of each outcome of each incident whether minimum and maximum are right."""
        for told in incidents:
            at = self._made_of(told)
            given = {f.outcome: (f.minimum, f.maximum) for f in self._record.figures.get(at, ())}
            for outcome in ("killed", "injured"):
                right = told.ranges.get(outcome, (None, None))
                ours = given.get(outcome, (None, None))
                if right != (None, None) or ours != (None, None):
                    yield (
                        f"{told.label} {outcome}: {_range(right)}, not {_range(ours)}",
                        (right == ours),
                    )

    def finds(self, planted: Planted) -> bool:
        """Whether a problem of the planted kind stands where it was planted."""
        places = self._places(planted)
        return any(p.code == planted.code and p.where in places for p in self._record.problems)

    def false_alarms(self) -> Iterator[Problem]:
        """Return contradictions told of incidents, or of claims of none, that have none."""
        touched = {planted.incident for planted in self._case.planted}
        allowed = {place for planted in self._case.planted for place in self._places(planted)}
        labels = {self._made_of(told): label for label, told in self._case.incidents.items()}
        for problem in self._record.problems:
            if problem.code not in CONTRADICTIONS or problem.where in allowed:
                continue
            right = self._ours.get(problem.where)
            label = self._label(right) if right else labels.get(problem.where)
            if label is None or label not in touched:
                yield problem

    def _label(self, name: str) -> str | None:
        label: str | None = self._right[name].get("incident")
        return label

    def _members(self, told: Told) -> Sequence[str]:
        return [name for name in self._paired if self._label(name) == told.label]

    def _is_of_people(self, name: str) -> bool:
        return self._right[name]["measure"] == "people" and has_number(self._right[name])

    def _counts(self, name: str) -> bool:
        """Whether a claim is a toll: killed or injured, a number, no part of another's number."""
        row = self._right[name]
        harm = row["outcome"] in {"killed", "injured"} and self._is_of_people(name)
        is_number = row["qualifier"] != "vague" and not row["part_of"]
        return harm and is_number and not is_aside(row)

    def _made_of(self, told: Told) -> str:
        """Return the record's incident that holds most of an incident's claims."""
        ours = Counter(self._incident.get(self._paired[name], "") for name in self._members(told))
        del ours[""]
        return max(sorted(ours), key=lambda at: ours[at], default="")

    def _places(self, planted: Planted) -> set[str]:
        claims = {self._paired[name] for name in planted.claims if name in self._paired}
        documents = {self._right[name]["doc"] for name in planted.claims if name in self._right}
        found = claims | documents | {self._incident.get(name, "") for name in claims}
        told = self._case.incidents.get(planted.incident or "")
        return (found | {self._made_of(told)} if told else found) - {""}


def _range(ends: tuple[int | None, int | None]) -> str:
    low, high = ("?" if end is None else str(end) for end in ends)
    return f"{low}–{high}"

"""The Checks screen: every problem with its place, by how much it matters and of what kind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.model import Claim, Decision, Document, Incident, OnRecordError, Problem, Severity
from onrecord.workflow import choosing
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk.paging import Paged, paged
from onrecord.workflow.desk.telling import Kind, Thing, thing
from onrecord.workflow.desk.view import View

FIRST = 3  # problems of each kind that the overview shows
AT_ONCE = 200  # problems that one reason settles: as many as a person can have looked over


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """
    Which problems are wanted.

    Attributes:
        severity, code: Only these; None for all.
        place: Only those of one document (its id), claim or incident; None for all.
        words: Only those whose message or place has these words; case and accents do not matter.
        is_settled: The settled ones; else the open ones.
    """

    severity: Severity | None = None
    code: str | None = None
    place: str | None = None
    words: str = ""
    is_settled: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether only some problems are wanted, so that each is listed."""
        return bool(self.severity or self.code or self.place or self.words or self.is_settled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    A problem with its place.

    Attributes:
        problem: What is wrong or doubtful.
        at: Where: a reference.
        claim: The claim that it is about, if it is about one.
        document: The document that the claim or the problem is in, if there is one.
        incident: The incident that it is about, or that the claim is in.
        settled: The standing decision that settles it; None while it is open.
    """

    problem: Problem
    at: Thing
    claim: Claim | None
    document: Document | None
    incident: Incident | None
    settled: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """
    Problems of one kind.

    Attributes:
        severity, code: What they have in common.
        count: How many are open.
        first: Some of them.
    """

    severity: Severity
    code: str
    count: int
    first: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """
    How many problems there are.

    Attributes:
        open: By how much they matter, all of them, none too.
        codes: Those that are asked for, by code, the most frequent first.
        settled: How many people settled.
    """

    open: dict[Severity, int]
    codes: dict[str, int]
    settled: int


def sorts(view: View) -> tuple[Sort, ...]:
    """Return the open problems by how much they matter and kind: what the overview shows."""
    kinds: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in _in_order(view):
        if problem.id not in view.settled:
            kinds.setdefault((problem.severity, problem.code), []).append(problem)
    return tuple(
        Sort(
            severity=severity,
            code=code,
            count=len(held),
            first=tuple(found(problem, view) for problem in held[:FIRST]),
        )
        for (severity, code), held in kinds.items()
    )


def listed(view: View, asking: Asking, number: int = 1) -> Paged[Found]:
    """Return a page of the problems that are asked for."""
    wanted = [problem for problem in _asked_for(view, asking) if _is_of(problem, asking)]
    return paged(wanted, number).each(lambda problem: found(problem, view))


def tally(view: View, asking: Asking) -> Tally:
    """Return how many problems there are, of each kind only those asked for."""
    is_open = dict.fromkeys(Severity, 0)
    for problem in view.index.problems.values():
        is_open[problem.severity] += problem.id not in view.settled
    told = [p for p in _asked_for(view, asking) if asking.severity in {None, p.severity}]
    codes = Counter(problem.code for problem in told)
    settled = sum(problem_id in view.settled for problem_id in view.index.problems)
    return Tally(open=is_open, codes=dict(codes.most_common()), settled=settled)


def found(problem: Problem, view: View) -> Found:
    """Return a problem with what its place means."""
    record, index, where = view.record, view.index, problem.where
    claim = record.claims.get(where)
    incident = index.incidents.get(where) or index.incident_of.get(where)
    document = record.documents.get(claim.document if claim else where)
    if claim is None and document is None and incident is None:
        document = _of_a_line(where, view)
    at = thing(where, record, index)
    if at.kind is Kind.OTHER and document is not None:
        at = Thing(kind=Kind.DOCUMENT, id=document.id, name=where)
    return Found(
        problem=problem,
        at=at,
        claim=claim,
        document=document,
        incident=incident,
        settled=view.settled.get(problem.id),
    )


def named(view: View, problem_id: str) -> Found | None:
    """Return the problem with an id; None if there is none."""
    problem = view.index.problems.get(problem_id)
    return found(problem, view) if problem else None


def settling(view: View, problem_ids: Sequence[str]) -> list[Asked]:
    """
    Return what to ask for so that problems are settled, each once.

    Raises:
        OnRecordError: One is not in the record or is settled already, or they are of more
            than one kind, which one reason would hardly fit, or too many to have been seen.
    """
    ids = tuple(dict.fromkeys(problem_ids))
    gone = [one for one in ids if one not in view.index.problems]
    if not ids or gone:
        which = gone[0] if gone else "none"
        raise OnRecordError(f"choose problems that are in the record: {which} is not")
    if len({view.index.problems[one].code for one in ids}) > 1:
        raise OnRecordError("these are of several kinds: settle each kind with its own reason")
    if len(ids) > AT_ONCE:
        raise OnRecordError(f"these are {len(ids):,}: look over {AT_ONCE} at most at once")
    return [choosing.settle(one) for one in ids]


def _of_a_line(where: str, view: View) -> Document | None:
    """Return the document that "table.csv, line 12" is in."""
    name, _, line = where.rpartition(", ")
    return view.record.documents.get(name) if line else None


def _in_order(view: View) -> tuple[Problem, ...]:
    """Return all problems, what matters most first, those of a kind together."""

    def work() -> tuple[Problem, ...]:
        rank = {severity: n for n, severity in enumerate(Severity)}
        many = Counter(problem.code for problem in view.index.problems.values())
        return tuple(
            sorted(
                view.index.problems.values(),
                key=lambda p: (rank[p.severity], -many[p.code], p.code, p.where, p.id),
            )
        )

    return view.index.once("problems in order", work)


def _asked_for(view: View, asking: Asking) -> list[Problem]:
    """Return the problems that are asked for, whatever their kind."""
    words = fold(asking.words).split()
    place = _names_of(asking.place, view) if asking.place else None
    return [
        problem
        for problem in _in_order(view)
        if (problem.id in view.settled) is asking.is_settled
        and (place is None or problem.where in place)
        and (not words or _has(problem, words))
    ]


def _is_of(problem: Problem, asking: Asking) -> bool:
    return asking.severity in {None, problem.severity} and asking.code in {None, problem.code}


def _has(problem: Problem, words: Sequence[str]) -> bool:
    told = fold(f"{problem.message} {problem.where} {problem.code}")
    return all(word in told for word in words)


def _names_of(place: str, view: View) -> frozenset[str]:
    """Return all that `Problem.where` may be for what is at a place."""
    name = view.index.document_names.get(place, place)
    incident = view.index.incidents.get(place)
    inside = incident.claim_ids if incident else view.index.claims_in.get(name, ())
    return frozenset({place, name, *inside})

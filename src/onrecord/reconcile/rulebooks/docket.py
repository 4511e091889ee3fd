"""Where a rulebook writes down what it does with each claim, and what comes of it."""

from collections.abc import Iterable, Sequence

from onrecord.model import Cell, Claim, Measure, Outcome, Ruled, Ruling, Share, Weighed
from onrecord.reconcile.current import Standing, standing
from onrecord.reconcile.figures import comparable
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.rulebook import Rulebook, rule_named, rules_named
from onrecord.reconcile.values import LeftOut

Told = Sequence[Standing]


class Docket:
    """
    The working notes of one ruling.

    A claim is used by at most one rule for each outcome that it counts; a claim that was
    used is not set aside any more, and one that no rule touched is set aside in the end.
    """

    def __init__(self, book: Rulebook, evidence: Evidence) -> None:
        self.evidence = evidence
        self._book = book
        self._used: dict[str, Weighed] = {}
        self._aside: dict[str, Weighed] = {}
        self._values: list[Ruled] = []
        self.shares: tuple[Share, ...] = ()
        self.place_ids: tuple[str, ...] = ()

    def use(self, claim_ids: Iterable[str], short: str, note: str = "") -> None:
        """Note that claims are used, and by which rule."""
        rule = rule_named(self._book, short)
        for claim_id in claim_ids:
            self._used.setdefault(claim_id, Weighed(claim_id=claim_id, rule=rule, note=note))

    def set_aside(self, claim_ids: Iterable[str], short: str, note: str = "") -> None:
        """Note that claims are set aside, and by which rule; the first one holds."""
        rule = rule_named(self._book, short)
        for claim_id in claim_ids:
            self._aside.setdefault(claim_id, Weighed(claim_id=claim_id, rule=rule, note=note))

    def write(self, name: str, value: Cell, why: str, *shorts: str, is_ours: bool = False) -> None:
        """Fill in a column, with the rules that shaped it."""
        rules = rules_named(self._book.name, shorts)
        self._values.append(Ruled(name=name, value=value, why=why, rules=rules, is_ours=is_ours))

    def copy(self, name: str, value: Cell, *shorts: str) -> None:
        """Fill in a column with what reports write, nothing added."""
        why = "no report tells it" if value is None else "as the reports write it"
        self.write(name, value, why, *shorts)

    def screened(self, *outcomes: Outcome) -> list[Claim]:
        """
        Return the members that count people for some outcomes, as facts, with a number.

        The rest are set aside by the rules that all rulebooks share; claims of other
        outcomes are left alone, for another call.
        """
        fit = []
        for claim in self.evidence.members:
            if claim.measure is not Measure.PEOPLE:
                self.set_aside([claim.id], "counts-people", f"it counts {claim.measure}")
            elif claim.decision == "rejected":
                self.set_aside([claim.id], "rejected")
            elif not claim.is_fact_like:
                self.set_aside([claim.id], "given-as-fact", f"{claim.stance}, {claim.voice}")
            elif claim.outcome in outcomes:
                fit.append(claim)
        return fit

    def numbered(self, claims: Iterable[Claim]) -> list[Claim]:
        """Return the claims that give a number, setting the others aside."""
        fit = []
        for claim in claims:
            if claim.count.is_known:
                fit.append(claim)
            else:
                self.set_aside([claim.id], "has-a-number")
        return fit

    def said_now(self, claims: Sequence[Claim]) -> Told:
        """Return what each origin says now, setting aside what adds nothing."""
        repeated: LeftOut = {}
        held = self.evidence
        current = standing(claims, held.voices, held.documents, repeated, held.timing)
        self._each(repeated, "each-origin-once")
        weaker: LeftOut = {}
        fit = comparable(current, weaker)
        self._each(weaker, "number-over-word")
        return fit

    def _each(self, left_out: LeftOut, short: str) -> None:
        for claim_id, reason in left_out.items():
            self.set_aside([claim_id], short, reason)

    def ruling(self, in_short: Sequence[tuple[str, str]]) -> Ruling:
        """Return what the notes come to: every member used or set aside."""
        members = [claim.id for claim in self.evidence.members]
        rest = [i for i in members if i not in self._used and i not in self._aside]
        self.set_aside(rest, "not-recorded-here")
        return Ruling(
            rulebook=self._book.name,
            version=self._book.version,
            codebook=self._book.codebook,
            incident_id=self.evidence.incident.id,
            values=tuple(self._values),
            used=tuple(self._used[i] for i in members if i in self._used),
            set_aside=tuple(
                self._aside[i] for i in members if i in self._aside and i not in self._used
            ),
            shares=self.shares,
            place_ids=self.place_ids,
            in_short=tuple(in_short),
        )

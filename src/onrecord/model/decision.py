"""What people decide: who, when and why; taken back by a new decision, never erased."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.kit.ids import content_id
from onrecord.model.actor import Actor
from onrecord.model.claim import Claim
from onrecord.model.codec import as_text
from onrecord.model.place import Place


class Choice(StrEnum):
    """What a decision says."""

    ACCEPT = "accept"  # the claim says what its words say
    CORRECT = "correct"  # it is a claim, and this is what its words say
    ADD = "add"  # a claim that no reader found
    REJECT = "reject"  # its words do not say this, or nothing that a record counts
    UNSURE = "unsure"  # looked at, and left open
    NAME = "name"  # a name means a place or an actor
    SAME = "same"  # two places or actors are one
    NOTE = "note"  # words of discussion
    TOGETHER = "together"  # the claims tell of one incident
    APART = "apart"  # the claims do not tell of the incident that the others tell of
    TRACE = "trace"  # the claims go back to a named origin
    ONE_PERSON = "one-person"  # the rows of lists are one person
    OTHER_PERSONS = "other-persons"  # no two of the rows of lists are one person
    SETTLE = "settle"  # a problem has been looked at: known, explained or none
    UNDO = "undo"  # an earlier decision no longer holds


OF_CLAIMS = frozenset({Choice.ACCEPT, Choice.CORRECT, Choice.ADD, Choice.REJECT, Choice.UNSURE})
OF_INCIDENTS = frozenset({Choice.TOGETHER, Choice.APART, Choice.TRACE})
OF_PERSONS = frozenset({Choice.ONE_PERSON, Choice.OTHER_PERSONS})

# Where the words themselves are the reason, a person may give one but need not.
_WORDS_ARE_REASON = frozenset({Choice.ACCEPT, Choice.CORRECT, Choice.ADD, Choice.UNSURE})
_HOLDS_A_CLAIM = frozenset({Choice.ACCEPT, Choice.CORRECT, Choice.ADD})


class _Remembering:
    """Room beside a decision's fields for its id."""

    __slots__ = ("_made_id",)
    _made_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(_Remembering):
    """
    One decision of one person. Rows are only ever added.

    Attributes:
        choice: What it says.
        claims: Ids of the claims it is about: the one that is accepted, corrected, added,
            rejected or left open; those that belong together, those that are apart from
            `others`, those that go back to `origin`. Else empty.
        others: For APART, the ids of the claims that they do not belong with.
        origin: For TRACE, the name of the voice that first said it; else None.
        target: For SETTLE the id of a Problem, for UNDO that of a Decision, for NAME that of
            the place or actor that is meant, for SAME that of the one that stays, for NOTE
            what it is about: an incident's, claim's or problem's id or a document's name.
            Else None.
        claim: For ACCEPT, CORRECT and ADD, the claim as the person holds it to be; else None.
            So a later reading, which may read otherwise, changes nothing that was decided.
        name: For NAME the words of the name, for SAME the id that is given up; else None.
        place, actor: For NAME and SAME, the place or actor that `target` is, where a person
            describes it because no list has it; else None.
        persons: For ONE_PERSON and OTHER_PERSONS, the ids of the persons on lists
            (`Entry.person`), two or more; else empty.
        is_blind: Made without seeing what readers proposed or others decided. It measures how
            well people agree, and shapes nothing. Only for what single claims say.
        by: Who decided.
        at: When, with its time zone.
        why: The reason, in the person's own words. Empty only where the claim's own words
            are the reason: for ACCEPT, CORRECT, ADD and UNSURE.

    Raises:
        ValueError: It says nothing, or nobody says it, or no reason is given.
    """

    choice: Choice
    by: str
    at: datetime
    why: str = ""
    claims: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    origin: str | None = None
    target: str | None = None
    claim: Claim | None = None
    name: str | None = None
    place: Place | None = None
    actor: Actor | None = None
    persons: tuple[str, ...] = ()
    is_blind: bool = False

    def __post_init__(self) -> None:
        needs_why = self.choice not in _WORDS_ARE_REASON
        if not self.by.strip() or (needs_why and not self.why.strip()):
            raise ValueError("a decision needs a person and a reason")
        if self.at.tzinfo is None:
            raise ValueError("a decision's time needs a time zone")
        if self.is_blind and self.choice not in OF_CLAIMS:
            raise ValueError("only what single claims say can be decided blind")
        if not self._is_complete() or not set(self.claims).isdisjoint(self.others):
            raise ValueError(f"a decision “{self.choice}” does not say what it is about")

    def _is_complete(self) -> bool:
        match self.choice:
            case Choice.ACCEPT | Choice.CORRECT | Choice.ADD:
                return self.claim is not None and self.claims == (self.claim.id,)
            case Choice.REJECT | Choice.UNSURE:
                return len(self.claims) == 1 and self.claim is None
            case Choice.TOGETHER:
                return len(self.claims) > 1
            case Choice.APART:
                return bool(self.claims and self.others)
            case Choice.TRACE:
                return bool(self.claims and self.origin)
            case Choice.ONE_PERSON | Choice.OTHER_PERSONS:
                return len(set(self.persons)) == len(self.persons) > 1
            case Choice.NAME | Choice.SAME:
                return bool(self.name and self.target) and self._describes_its_target()
            case _:
                return self.target is not None

    def _describes_its_target(self) -> bool:
        described = [one.id for one in (self.place, self.actor) if one is not None]
        return self.name != self.target and all(one == self.target for one in described)

    @property
    def id(self) -> str:
        """Made from all of it: the same decision taken in again is the same row."""
        try:
            return self._made_id
        except AttributeError:  # asked for the first time
            object.__setattr__(self, "_made_id", self._worked_out_id())
            return self._made_id

    def _worked_out_id(self) -> str:
        parts = (self.choice, self.claims, self.others, self.origin or "", self.target or "")
        described = {
            "claim": self.claim,
            "name": self.name,
            "place": self.place,
            "actor": self.actor,
            "persons": self.persons or None,
            "is_blind": self.is_blind or None,
        }
        more = tuple((what, as_text(one)) for what, one in described.items() if one is not None)
        return content_id("dec", *parts, self.by, self.at.isoformat(), self.why, *more)

    @property
    def holds_a_claim(self) -> bool:
        """Whether it says what a claim is."""
        return self.choice in _HOLDS_A_CLAIM

    def bears_on(self, claim_ids: AbstractSet[str]) -> bool:
        """Whether it is part of what makes some claims an incident."""
        if self.choice not in OF_INCIDENTS:
            return False
        inside = sum(claim_id in claim_ids for claim_id in self.claims)
        if self.choice is Choice.TOGETHER:
            return inside > 1
        return inside > 0 or any(claim_id in claim_ids for claim_id in self.others)


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """
    Return the decisions that hold, oldest first: neither undone nor undoings themselves.

    Undoing an undoing brings the first decision back. Which undoes which is told by ids
    and not by time, so decisions of two machines whose clocks differ come out the same.
    """
    known = {decision.id: decision for decision in decisions}
    gone = undone(known.values())
    held = (d for d in known.values() if d.choice is not Choice.UNDO and d.id not in gone)
    return tuple(sorted(held, key=lambda d: (d.at, d.id)))


def undone(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of the decisions, undoings among them, that no longer hold."""
    known = {decision.id: decision for decision in decisions}
    gone: set[str] = set()
    for undoing in _last_words_first(known):
        if undoing.id not in gone and undoing.target:
            gone.add(undoing.target)
    return frozenset(gone)


def _last_words_first(known: Mapping[str, Decision]) -> Iterator[Decision]:
    """Return the undoings, each after all that are about it."""
    targets = {d.id: d.target or "" for d in known.values() if d.choice is Choice.UNDO}
    waiting = dict.fromkeys(targets, 0)
    for target in targets.values():
        if target in waiting:
            waiting[target] += 1
    ready = sorted(name for name, about in waiting.items() if not about)
    while ready:
        undoing = known[ready.pop()]
        yield undoing
        target = targets[undoing.id]
        if target in waiting:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)

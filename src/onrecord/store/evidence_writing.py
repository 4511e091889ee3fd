"""Writing what goes with evidence: how it came, what was done with it, what seals it."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from onrecord.model import Act, CustodyEvent, Problem
from onrecord.model.codec import as_text
from onrecord.store import derived, evidence
from onrecord.store.record_reader import RecordReader
from onrecord.store.rows import Row, Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """
    What one call wrote.

    Attributes:
        changes: Rows by what was done, such as `claims added`; empty if nothing changed.
        problems: Claims that were refused, with the reason.
    """

    changes: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """
    A line of custody that is written together with what it tells of.

    Attributes:
        act: What was done.
        subject: The id or hash of what it was done with.
        details: More, as pairs of a word and what it says; a word may come twice.
    """

    act: Act
    subject: str
    details: tuple[tuple[str, str], ...] = ()


class EvidenceWriter(RecordReader):
    """
    The part of a record's store that writes evidence. Each call is one transaction.

    Attributes:
        program: Name and version of the program that writes.
    """

    program: str

    @abstractmethod
    def _writing(self, doing: str) -> AbstractContextManager[Writing]:
        """Return a transaction, in the run that is under way or in one of its own."""

    def note_custody(self, act: Act, subject: str, **details: str) -> CustodyEvent:
        """Write a line of custody, in a transaction of its own, and return it."""
        return self.note(Noted(act=act, subject=subject, details=tuple(details.items())))

    def note(self, line: Noted) -> CustodyEvent:
        """Write a line of custody, in a transaction of its own, and return it."""
        with self._writing("custody") as writing:
            return self._note(writing, line)

    def keep_evidence(
        self, kind: str, rows: Mapping[str, object], *, scope: str, noted: Iterable[Noted] = ()
    ) -> Saved:
        """
        Write values whose rows stay for ever, by their ids, in one transaction.

        Args:
            kind: `captures`, `seals`, `alerts`, `sign_offs` or `releases`.
            rows: The values by id. What is there under an id stays.
            scope: What they belong to: a snapshot's id, a checkpoint's hash.
            noted: Lines of custody that tell of it; none is written where nothing is new.
        """
        with self._writing(kind) as writing:
            told = (Row(held_id, as_text(value)) for held_id, value in rows.items())
            if writing.keep(evidence.KINDS[kind], told, scope=scope):
                for line in noted:
                    self._note(writing, line)
        return Saved(changes=dict(writing.counts))

    def settle_evidence(
        self, kind: str, rows: Mapping[str, object], *, scope: str, why: str
    ) -> Saved:
        """
        Make these values the live ones of a scope, in one transaction; retire the others.

        Args:
            kind: `media`, `statements` or `polls`.
            rows: The values by id.
            scope: What they belong to: a document's id, a feed's address.
            why: Why what is not among them, or says something else now, no longer holds.
        """
        with self._writing(kind) as writing:
            told = (Row(held_id, as_text(value)) for held_id, value in rows.items())
            writing.settle(evidence.KINDS[kind], told, scope=scope, why=why, gone=why)
            if kind == "media":  # pictures are compared with one another
                derived.outdate(writing)
        return Saved(changes=dict(writing.counts))

    def _note(self, writing: Writing, line: Noted) -> CustodyEvent:
        who = self.settings.person
        return evidence.note(writing, line.act, line.subject, who, self.program, line.details)

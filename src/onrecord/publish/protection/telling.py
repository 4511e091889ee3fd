"""What is said about one incident in words of the program, with what must not be seen taken out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.model import AGREED, Cell, Claim, Origin, Ruled
from onrecord.model.public import PublicCell, Words
from onrecord.publish.protection import sources
from onrecord.publish.protection.coarsening import Coarse
from onrecord.publish.protection.masking import Hidden, and_showing, names_in
from onrecord.publish.protection.registers import Registers

_A_DOCUMENT = "a document"
# Columns that hold only codes of a rulebook's own lists, whatever a report says.
_CODES = frozenset(
    "disorder_type event_type sub_event_type civilian_targeting inter1 inter2 interaction grade "
    "strike_status belligerent_position cause verdict".split()
)
# A path ends in a file's kind or begins at a root: rulebooks write "Shelling/artillery/missile
# attack", and that is none.
_PATH = re.compile(
    r"(?<![\w/.])(?:https?://\S+"
    r"|~?(?:/[\w%~+-][\w.%~+-]*){2,}"
    r"|(?:[\w%~+-][\w.%~+-]*/)+[\w.%~+-]+\.\w{2,5}"
    r"|[\w%~+-][\w.%~+-]*\.(?:txt|html?|pdf|docx?|eml|mbox|csv|xlsx?|json|md|warc|wacz|zip)"
    r")(?![\w/])"
)
_DATES_ONLY = re.compile(r"[\d\s:,.TZ+/-]*(?:to[\d\s:-]+)?(?:\(prec \d\))?")


@dataclass(frozen=True, slots=True)
class Telling:
    """
    Tells of one incident.

    Attributes:
        registers: The indexes.
        coarse: The incident as exactly as it may be told.
        hidden: What its words must not tell, and whose names they may.
        renamed: Names of documents and of withheld sources, each with what is told instead.
    """

    registers: Registers
    coarse: Coarse
    hidden: Hidden
    renamed: tuple[tuple[str, str], ...]
    _said: dict[str, Words] = field(default_factory=dict)  # rulebooks say much again and again

    def words(self, text: str) -> Words:
        """Return a sentence of the program as it may be seen."""
        said = self._said.get(text)
        if said is None:
            said = self.registers.masker.words(self._renamed(text), "en", self.hidden)
            self._said[text] = said
        return said

    def plain(self, text: str) -> str:
        """Return the same in one run."""
        return str(self.words(text)) if text else text

    def label(self, text: str) -> str:
        """Return a name or a short description as it may be seen."""
        return self.registers.masker.plain(text, self.hidden) if text else text

    def source(self, name: str) -> tuple[str, bool]:
        """Return how a source is told, and whether its name is withheld."""
        return sources.told(name, self.registers.masker, self.hidden)

    def cell(self, name: str, value: Cell) -> Cell:
        """
        Return the value of a rulebook's column as it may be seen.

        A code of the rulebook's own list is nobody's words, and stays as it is:
        `Air/drone strike` is no path of a file.
        """
        if name in _CODES:
            return value
        if isinstance(value, str):
            return self._cell(value)
        if isinstance(value, tuple):
            return tuple(self._cell(one) for one in value)
        if self.hidden.is_strict and not isinstance(value, int | None) and "source" in name:
            return None  # the day of a document
        return value

    def ruled(self, cell: Ruled) -> PublicCell:
        """Return a column that a rulebook filled in, as it may be seen."""
        value = self.cell(cell.name, cell.value)
        return self.registers.masker.cell(cell, value, self.words(cell.why), self.hidden)

    def _cell(self, value: str) -> str:
        # Rulebooks were given the days that may be told, so a date that stands alone is one.
        if self.coarse.is_recent and _DATES_ONLY.fullmatch(value):
            return value
        return self.plain(value)

    def _renamed(self, text: str) -> str:
        told = self.registers.ids.in_text(text)
        for name, instead in self.renamed:
            told = told.replace(name, instead)
        return _PATH.sub(_A_DOCUMENT, told) if "." in told or "/" in told else told


def telling(registers: Registers, coarse: Coarse, origins: Iterable[Origin]) -> Telling:
    """Return what tells of one incident."""
    hidden = coarse.hidden
    if registers.allowed.names == "dead":
        shown = frozenset(_dead(registers, coarse.claims.values()))
        hidden = and_showing(hidden, shown)
    renamed = dict(_documents(registers, coarse.claims.values()))
    for origin in origins:
        name, is_withheld = sources.told(origin.name, registers.masker, hidden)
        if is_withheld:
            renamed[origin.name] = name
    longest_first = sorted(renamed.items(), key=lambda row: -len(row[0]))
    return Telling(registers, coarse, hidden, tuple(longest_first))


def _dead(registers: Registers, claims: Iterable[Claim]) -> Iterator[tuple[str, ...]]:
    """Yield the names of those said to be killed, in claims that a person accepted."""
    for claim in claims:
        if claim.outcome == "killed" and claim.victims and claim.decision in AGREED:
            yield from names_in(claim.victims, registers.masker)


def _documents(registers: Registers, claims: Iterable[Claim]) -> Iterator[tuple[str, str]]:
    """Yield the documents' names, which are paths and addresses, with what is told instead."""
    for name in dict.fromkeys(claim.document for claim in claims):
        document = registers.record.documents.get(name)
        yield name, (registers.publisher(document) if document else None) or _A_DOCUMENT

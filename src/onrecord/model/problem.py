"""Faults in data are values with a place; work goes on."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.kit.ids import content_id


class Severity(StrEnum):
    """How much a problem matters to a figure."""

    ERROR = "error"  # something could not be read or contradicts itself
    WARNING = "warning"  # a figure may be wrong
    QUESTION = "question"  # a person should look
    NOTE = "note"  # worth knowing


class _Remembering:
    """Room beside a problem's fields for its id: pages ask for it again and again."""

    __slots__ = ("_made_id",)
    _made_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(_Remembering):
    """
    Something wrong or doubtful in the record, and where.

    Attributes:
        code: Stable, e.g. `empty-document`, `date-doubtful`, `sum-fails`; each has a
            page in the reference.
        message: One sentence a recorder understands.
        where: A document's name, a claim's or an incident's id, or a file and line.
        severity: How much it matters.
    """

    code: str
    message: str
    where: str
    severity: Severity

    @property
    def id(self) -> str:
        """Made from all of it: the same problem found again is the same row."""
        try:
            return self._made_id
        except AttributeError:  # asked for the first time
            made = content_id("prb", self.code, self.message, self.where)
            object.__setattr__(self, "_made_id", made)
            return made


class OnRecordError(Exception):
    """
    The program was called wrongly, or cannot go on: one clear line and an exit code.

    Attributes:
        exit_code: 2 for wrong use, 3 for a record that cannot be opened or written, 4 for
            something missing on this machine (a model, disk space), 130 when stopped.
    """

    exit_code = 2


class RecordUnusable(OnRecordError):
    """The record's folder or database cannot be opened or written."""

    exit_code = 3


class MachineLacks(OnRecordError):
    """Something that the work needs is not on this machine."""

    exit_code = 4

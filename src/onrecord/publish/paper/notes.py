"""Footnotes: where a number comes from, each document's page once, numbered as first met."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.kit import shown
from onrecord.model.public import PublicClaim, PublicDocument, Withheld
from onrecord.publish.paper.runs import Line, Run, of_others
from onrecord.publish.site import wording
from onrecord.publish.words import _

_MOST = 4  # notes after one number; more tell a reader nothing that the account does not
_NAME = 120  # characters of a publisher's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """
    One document, or one page of it.

    Attributes:
        number: As it is printed.
        publisher, day: In words; empty where not known.
        title: As far as it may be seen.
        page: Of a printed paper; None without pages.
        address: On the web; None where it is not known, not safe to follow, or not to be told.
        withheld: That something of the document is not told, in words.
        sha256: Of the bytes that were kept; None where none were.
        turns: In how many places it is pointed at: the summary, the table, each account.
    """

    number: int
    publisher: str
    title: Line
    language: str | None
    day: str
    page: int | None
    address: str | None
    withheld: tuple[str, ...]
    sha256: str | None
    turns: int


class Notes:
    """
    The footnotes of one report, numbered in the order in which its lines are made.

    A report is made from its first line to its last, so that notes are numbered as a reader
    meets them.
    """

    def __init__(self, documents: Mapping[str, PublicDocument]) -> None:
        """Begin with none."""
        self._documents = documents
        self._numbers: dict[tuple[str, int | None], int] = {}
        self._turns: dict[int, int] = {}
        self._met_here: set[int] = set()

    def elsewhere(self) -> None:
        """Begin another place: the footnote leads back to each place, not to each number in it."""
        self._met_here.clear()

    def of(self, claims: Iterable[PublicClaim]) -> Line:
        """Return the numbers of the notes that some claims lead to, each once."""
        keys = dict.fromkeys((claim.document_id, claim.page) for claim in claims)
        return tuple(self._met(key) for key in list(keys)[:_MOST])

    def _met(self, key: tuple[str, int | None]) -> Run:
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        if number in self._met_here:
            return Run(look="note", note=number)
        self._met_here.add(number)
        turn = self._turns[number] = self._turns.get(number, 0) + 1
        return Run(look="note", note=number, turn=turn)

    def all(self) -> tuple[Footnote, ...]:
        """Return every note that a line points at, in the order of their numbers."""
        return tuple(
            _footnote(number, self._documents.get(key[0]), key[1], self._turns[number])
            for key, number in self._numbers.items()
        )


def _footnote(number: int, told: PublicDocument | None, page: int | None, turns: int) -> Footnote:
    document = told or PublicDocument(id="")
    return Footnote(
        number=number,
        publisher=shown.clean(shown.cut(document.publisher or "", _NAME)),
        title=of_others(document.title) if document.title else (),
        language=shown.language(document.language),
        day=wording.day(document.published) if document.published else "",
        page=page,
        address=shown.link(document.url),
        withheld=tuple(_withheld(kind) for kind in document.withheld),
        sha256=document.sha256,
        turns=turns,
    )


def _withheld(kind: Withheld) -> str:
    return _("%(what)s: %(why)s") % {
        "what": wording.withheld(kind), "why": wording.why_withheld(kind),
    }  # fmt: skip

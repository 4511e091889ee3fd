"""What resolving the names and days of a table's rows showed: problems of the whole table."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord import resolve
from onrecord.extract import Understood
from onrecord.extract.asked import Heard
from onrecord.model import Claim, Document, Names, Problem, Severity

_MOST_NAMED = 5


def heard(found: Understood, document: Document, names: Names) -> Heard:
    """Resolve what a table says; its rows lend each other nothing, as sentences do."""
    told = resolve.in_rows(
        found.claims,
        names,
        document.published,
        provinces=found.provinces,
        points=found.points,
    )
    return Heard(claims=told, problems=(*found.problems, *_about(document, told)))


def _about(document: Document, claims: Sequence[Claim]) -> Iterator[Problem]:
    """Return what is doubtful of a table once its names and days are resolved."""
    words = dict.fromkeys(c.times[0].name for c in claims if c.times and c.when is None)
    if words:
        yield Problem(
            code="table-cell",
            message=f"{_shown(words)}: these are no dates that are understood, so their rows have "
            "none.",
            where=document.name,
            severity=Severity.WARNING,
        )
    far = dict.fromkeys(
        f"{mention.name} ({mention.candidates[0].why.removeprefix('where the table says, ')})"
        for claim in claims
        for mention in claim.places[:1]
        if resolve.far_off(mention)
    )
    if far:
        yield Problem(
            code="table-place",
            message=f"The table's degrees were used and not the place that is known by the name: "
            f"{_shown(far)}.",
            where=document.name,
            severity=Severity.QUESTION,
        )


def _shown(names: Iterable[str]) -> str:
    told = [*names]
    more = f" and {len(told) - _MOST_NAMED:,} more" if len(told) > _MOST_NAMED else ""
    return ", ".join(f"“{name:.120}”" for name in told[:_MOST_NAMED]) + more

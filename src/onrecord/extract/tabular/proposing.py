"""A mapping file to begin with: what is recognised of a table, for a person to correct."""

from collections.abc import Iterator

from onrecord.extract.tabular.column import IGNORED, KEPT, Column
from onrecord.extract.tabular.reader import Understood

_ABOUT = """\
# How onrecord is to read the table {name}.
# Each line says what a column is. Correct what is wrong, then look at the effect with
#     onrecord import RECORD {name} --mapping THIS-FILE --dry-run
# A meaning is a slot (row, date, place, province, country, latitude, longitude, perpetrator,
# weapon, source, ...), words of a heading such as "civilians killed min", or "ignored".
"""
_REST = """
# What holds for every row whose cells do not tell it: place, district, province, country,
# perpetrator, weapon, source, publisher, year, outcome, victims.
[constants]
# country = "YE"

# What cells say that are no numbers: "unknown" or "nobody" (0).
[cells]
# "-" = "unknown"
# "0" = "unknown"

[reading]
# dates = "day-first"        # or "month-first", or a pattern such as "%d.%m.%Y"
# lists = ";"                # what parts several names in one cell

[rows]
# header = 3                 # the row of the headings, where it is not found
# skip = [5, "7-9"]          # rows that are left out
# skip_if = { "Status" = ["draft"] }
"""


def proposal(found: Understood, name: str) -> str:
    """
    Return a mapping file that says what is recognised, with example cells of each column.

    Read back, it changes nothing: columns that are not recognised stand in it as ignored.

    Args:
        found: What the table gave without a mapping.
        name: The table's file name.
    """
    return "\n".join((_ABOUT.format(name=_comment(name)), *_columns(found), _REST))


def _columns(found: Understood) -> Iterator[str]:
    yield "[columns]"
    seen: set[str] = set()
    for column in found.columns:
        heading = " ".join(column.heading.split())
        is_clear = bool(heading) and heading.casefold() not in seen
        seen.add(heading.casefold())
        key = _quoted(heading) if is_clear else _quoted(f"column {column.index + 1}")
        examples = found.examples.get(column.index, ())
        shown = " | ".join(map(_comment, examples)) or "nothing"
        yield f"# {_note(column)}; cells: {shown}"
        if column.is_of_codebook:
            yield f"# {key} is read as its keeper's codebook says"
        else:
            yield f"{key} = {_quoted(_means(column))}"


def _note(column: Column) -> str:
    if column.twin is not None:
        return f"not used: says the same as {_comment(column.twin)}"
    if not column.is_understood:
        return "NOT UNDERSTOOD, so it is ignored"
    return _comment(column.meaning)


def _means(column: Column) -> str:
    if column.twin is not None or not column.is_understood or column.slot == IGNORED:
        return IGNORED
    return KEPT if column.slot == KEPT else column.words


def _quoted(words: str) -> str:
    """Return words as a basic string of TOML."""
    plain = "".join(sign if sign.isprintable() else " " for sign in words)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _comment(words: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())

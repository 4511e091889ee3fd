"""Rows of a list as a file, such as those that are given out."""

import csv
from datetime import date
from typing import TextIO

from onrecord.testing.people.writing import Rows

_PARTS = ("given", "father", "grandfather", "family")


def write_csv(told: Rows, file: TextIO) -> None:
    """
    Write a list as CSV: one row for each, with headings.

    Headings are `No, Name, Name (other), Given, Father, Grandfather, Family, Sex, Age, Born,
    Date, Place, Source`; those that the list has no such column for are left out.
    """
    headings = {"No": [str(row + 1) for row in range(len(told))], "Name": told.name.tolist()}
    if told.keeper.other_writing is not None:
        headings["Name (other)"] = told.other_name.tolist()
    if told.keeper.has_parts:
        headings |= {part.capitalize(): getattr(told, part).tolist() for part in _PARTS}
    headings["Sex"] = [("", "M", "F")[one + 1] for one in told.female.tolist()]
    headings["Age"] = ["" if one < 0 else str(one) for one in told.age.tolist()]
    born = zip(told.born.tolist(), told.born_year_only.tolist(), strict=True)
    headings["Born"] = [_day(day)[: 4 if is_year else 10] for day, is_year in born]
    headings["Date"] = [_day(day) for day in told.died.tolist()]
    headings["Place"] = told.place.tolist()
    if told.keeper.copies:
        headings["Source"] = told.said_by.tolist()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(headings)
    table.writerows(zip(*headings.values(), strict=True))


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat() if ordinal >= 0 else ""

"""
Layouts in which other programs take figures, each written from a `Public` and nothing else.

To add one: a module with a function that writes it, and a line in `FORMATS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.model.public import Public
from onrecord.publish.formats import (
    acled,
    csv_tables,
    geojson,
    hxl,
    jsonld,
    parquet_tables,
    ucdp_ged,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """
    One layout.

    Attributes:
        name: What people call it: `ucdp-ged`.
        file: The name of its file in a release: `ucdp-ged.csv`.
        media_type: As a server would name it.
        says: What it is, in a few words.
        write: Writes it. It may go through the incidents as often as it needs. It returns how
            many incidents the layout has no row for; None where it has one for each.
        rulebook: The rulebook that its rows are made by; "" where it needs none.
        write_folder: Writes the same as files into a folder that is there and empty; None
            where it is one file anyway.
        takes: How long writing it takes beside the others, roughly.
    """

    name: str
    file: str
    media_type: str
    says: str
    write: Callable[[Public, BinaryIO], int | None]
    rulebook: str = ""
    write_folder: Callable[[Public, Path], None] | None = None
    takes: int = 1


_CSV = "text/csv; charset=utf-8; header=present"
_ALL = (
    Format(
        name="ucdp-ged",
        file="ucdp-ged.csv",
        media_type=_CSV,
        says="events with at least one death, in the 49 columns of UCDP GED",
        write=ucdp_ged.write,
        rulebook=ucdp_ged.RULEBOOK,
    ),
    Format(
        name="acled",
        file="acled.csv",
        media_type=_CSV,
        says="events of a place and a day, in ACLED column layout",
        write=acled.write,
        rulebook=acled.RULEBOOK,
    ),
    Format(
        name="hxl",
        file="hxl.csv",
        media_type=_CSV,
        says="one row an incident with HXL hashtags, for humanitarian tools",
        write=hxl.write,
    ),
    Format(
        name="csv",
        file="csv.zip",
        media_type="application/zip",
        says="tables that link to one another, with a Frictionless datapackage.json",
        write=csv_tables.write,
        write_folder=csv_tables.write_folder,
        takes=7,
    ),
    Format(
        name="parquet",
        file="parquet.zip",
        media_type="application/zip",
        says="the same tables with types, for DuckDB, R and Python",
        write=parquet_tables.write,
        write_folder=parquet_tables.write_folder,
        takes=8,
    ),
    Format(
        name="geojson",
        file="incidents.geojson",
        media_type="application/geo+json",
        says="a point for each incident, for programs that show maps",
        write=geojson.write,
    ),
    Format(
        name="jsonld",
        file="record.jsonld",
        media_type="application/ld+json",
        says="linked data: from every figure to the words and the bytes it rests on (PROV-O, "
        "Web Annotation)",
        write=jsonld.write,
        takes=7,
    ),
)

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}

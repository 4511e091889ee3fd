"""
Layouts in which other programs take figures, each written from a `Public` and nothing else.

To add one: a module with what begins it (`walking.Opened`), and a line in `FORMATS`.
"""

from collections.abc import Mapping
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
    walking,
)
from onrecord.publish.formats.packing import OpenedFolder
from onrecord.publish.formats.walking import Opened, Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """
    One layout.

    Attributes:
        name: What people call it: `ucdp-ged`.
        file: The name of its file in a release: `ucdp-ged.csv`.
        media_type: As a server would name it.
        says: What it is, in a few words.
        opened: Writes it: what comes before the incidents, then each as it comes by in a walk,
            then the end. A machine that lacks what writes it says so before the first
            incident (`MachineLacks`).
        rulebook: The rulebook that its rows are made by; "" where it needs none.
        opened_folder: Writes the same as files into a folder that is there and empty; None
            where it is one file anyway. Such a layout is made of the rows of tables.
    """

    name: str
    file: str
    media_type: str
    says: str
    opened: Opened
    rulebook: str = ""
    opened_folder: OpenedFolder | None = None

    def write(self, public: Public, out: BinaryIO) -> int:
        """Write it alone, and return how many incidents the layout has no row for."""
        return walking.alone(public, out, self.opened)

    def write_folder(self, public: Public, folder: Path) -> None:
        """Write the tables that it is made of into a folder that is there and empty."""
        assert self.opened_folder is not None  # noqa: S101 - it is asked of tables alone
        walk = Walk(public)
        with self.opened_folder(walk, folder) as take:
            walk.through([take])


_CSV = "text/csv; charset=utf-8; header=present"
_ALL = (
    Format(
        name="ucdp-ged",
        file="ucdp-ged.csv",
        media_type=_CSV,
        says="events with at least one death, in the 49 columns of UCDP GED",
        opened=ucdp_ged.opened,
        rulebook=ucdp_ged.RULEBOOK,
    ),
    Format(
        name="acled",
        file="acled.csv",
        media_type=_CSV,
        says="events of a place and a day, in ACLED column layout",
        opened=acled.opened,
        rulebook=acled.RULEBOOK,
    ),
    Format(
        name="hxl",
        file="hxl.csv",
        media_type=_CSV,
        says="one row an incident with HXL hashtags, for humanitarian tools",
        opened=hxl.opened,
    ),
    Format(
        name="csv",
        file="csv.zip",
        media_type="application/zip",
        says="tables that link to one another, with a Frictionless datapackage.json",
        opened=csv_tables.opened,
        opened_folder=csv_tables.opened_folder,
    ),
    Format(
        name="parquet",
        file="parquet.zip",
        media_type="application/zip",
        says="the same tables with types, for DuckDB, R and Python",
        opened=parquet_tables.opened,
        opened_folder=parquet_tables.opened_folder,
    ),
    Format(
        name="geojson",
        file="incidents.geojson",
        media_type="application/geo+json",
        says="a point for each incident, for programs that show maps",
        opened=geojson.opened,
    ),
    Format(
        name="jsonld",
        file="record.jsonld",
        media_type="application/ld+json",
        says="linked data: from every figure to the words and the bytes it rests on (PROV-O, "
        "Web Annotation)",
        opened=jsonld.opened,
    ),
)

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}

"""
Layouts in which other programs take figures, each written from a `Public` and nothing else.

To add one: a module with a function that writes it, and a line in `FORMATS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.model.public import Public
from onrecord.publish.formats import csv_tables, geojson, jsonld, parquet_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """
    One layout.

    Attributes:
        name: What people call it: `ucdp-ged`.
        file: The name of its file in a release: `ucdp-ged.csv`.
        media_type: As a server would name it.
        says: What it is, in a few words.
        write: Writes it. It may go through the incidents as often as it needs.
        write_folder: Writes the same as files into a folder that is there and empty; None
            where it is one file anyway.
    """

    name: str
    file: str
    media_type: str
    says: str
    write: Callable[[Public, BinaryIO], None]
    write_folder: Callable[[Public, Path], None] | None = None


_ALL = (
    Format(
        name="csv",
        file="csv.zip",
        media_type="application/zip",
        says="tables that link to one another, with a Frictionless datapackage.json",
        write=csv_tables.write,
        write_folder=csv_tables.write_folder,
    ),
    Format(
        name="parquet",
        file="parquet.zip",
        media_type="application/zip",
        says="the same tables with types, for DuckDB, R and Python (needs onrecord[parquet])",
        write=parquet_tables.write,
        write_folder=parquet_tables.write_folder,
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
    ),
)

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}

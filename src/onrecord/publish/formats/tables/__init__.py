"""
A record as tables that link to one another: what the CSV and the Parquet files hold.

Each table and each column is described once, beside where its cells come from; headers,
schemas and the manual's page are made from that. Unknown is empty, never 0.
To add one: a `Table`, and its place in `TABLES`.
"""

from typing import Any

from onrecord.publish.formats.tables.around import (
    ALLEGATIONS,
    DOUBTS,
    PLACES,
    STANDINGS,
    WITHHELD,
)
from onrecord.publish.formats.tables.claims import CLAIMS
from onrecord.publish.formats.tables.columns import Column, Kind, Link, Table
from onrecord.publish.formats.tables.figures import FIGURE_CLAIMS, FIGURES
from onrecord.publish.formats.tables.incidents import INCIDENTS
from onrecord.publish.formats.tables.record import (
    DOCUMENTS,
    METHOD,
    RETIRED,
    RULEBOOKS,
    RULES,
    SOURCES,
)
from onrecord.publish.formats.tables.rulings import (
    RULING_CELLS,
    RULING_CLAIMS,
    RULING_SHARES,
    RULINGS,
)

TABLES: tuple[Table[Any], ...] = (
    INCIDENTS,
    FIGURES,
    FIGURE_CLAIMS,
    CLAIMS,
    DOCUMENTS,
    SOURCES,
    STANDINGS,
    PLACES,
    ALLEGATIONS,
    DOUBTS,
    WITHHELD,
    RULINGS,
    RULING_CELLS,
    RULING_CLAIMS,
    RULING_SHARES,
    RULEBOOKS,
    RULES,
    METHOD,
    RETIRED,
)

__all__ = ["INCIDENTS", "TABLES", "Column", "Kind", "Link", "Table"]

"""Entries of several lists → pairs with their evidence → groups of one person each."""

from onrecord.lists.linking.columns import Columns
from onrecord.lists.linking.draws import Draws, Possible
from onrecord.lists.linking.engines import ENGINES
from onrecord.lists.linking.linking import Linked, link, sampled
from onrecord.lists.linking.making_columns import columns, columns_of
from onrecord.lists.linking.rows import LinkRow, link_row
from onrecord.lists.linking.scored import LEVELS, Engine, Scored
from onrecord.lists.linking.settings import Settings

__all__ = [
    "ENGINES",
    "LEVELS",
    "Columns",
    "Draws",
    "Engine",
    "LinkRow",
    "Linked",
    "Possible",
    "Scored",
    "Settings",
    "columns",
    "columns_of",
    "link",
    "link_row",
    "sampled",
]

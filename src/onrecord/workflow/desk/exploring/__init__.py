"""Everything of a record to look through: what fits, when, where, and what could be chosen."""

from onrecord.workflow.desk.exploring.asked import SORTS, Asked, Box, as_pairs, from_pairs
from onrecord.workflow.desk.exploring.found import Choice, Facet, Found, find
from onrecord.workflow.desk.exploring.map import Map, Mark, Spot, around, drawn, spots
from onrecord.workflow.desk.exploring.said import Said, said
from onrecord.workflow.desk.exploring.things import Thing, Things, things
from onrecord.workflow.desk.exploring.timeline import Stretch, Timeline, Unit, timeline

__all__ = [
    "SORTS",
    "Asked",
    "Box",
    "Choice",
    "Facet",
    "Found",
    "Map",
    "Mark",
    "Said",
    "Spot",
    "Stretch",
    "Thing",
    "Things",
    "Timeline",
    "Unit",
    "around",
    "as_pairs",
    "drawn",
    "find",
    "from_pairs",
    "said",
    "spots",
    "things",
    "timeline",
]

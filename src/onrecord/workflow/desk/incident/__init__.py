"""What the Incident screen shows, worked out from a View: pure, and as little as is asked for."""

from onrecord.workflow.desk.incident.account import (
    Derived,
    Head,
    Sheet,
    Spoken,
    Voice,
    derived,
    head,
    page_of,
    shaped,
    sheet,
)
from onrecord.workflow.desk.incident.around import corroboration, rulings, with_bounds
from onrecord.workflow.desk.incident.chart import SHAPES, Chart, charts
from onrecord.workflow.desk.incident.links import Graph, graph
from onrecord.workflow.desk.incident.listing import LOOKED, SORTS, Asked, Listing, Row, listing
from onrecord.workflow.desk.incident.naming import Named, people
from onrecord.workflow.desk.incident.near import Near, near
from onrecord.workflow.desk.incident.order import Group, Order, Place, order
from onrecord.workflow.desk.incident.past import Past, past
from onrecord.workflow.desk.incident.ready import when_ready
from onrecord.workflow.desk.incident.regrouped import last_word, unless_regrouped
from onrecord.workflow.desk.incident.sums import Branch, trees
from onrecord.workflow.desk.incident.whereabouts import Whereabouts, whereabouts

__all__ = [
    "LOOKED",
    "SHAPES",
    "SORTS",
    "Asked",
    "Branch",
    "Chart",
    "Derived",
    "Graph",
    "Group",
    "Head",
    "Listing",
    "Named",
    "Near",
    "Order",
    "Past",
    "Place",
    "Row",
    "Sheet",
    "Spoken",
    "Voice",
    "Whereabouts",
    "charts",
    "corroboration",
    "derived",
    "graph",
    "head",
    "last_word",
    "listing",
    "near",
    "order",
    "page_of",
    "past",
    "people",
    "rulings",
    "shaped",
    "sheet",
    "trees",
    "unless_regrouped",
    "when_ready",
    "whereabouts",
    "with_bounds",
]

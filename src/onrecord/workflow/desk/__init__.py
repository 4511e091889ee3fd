"""A record held open for people to read and decide: what the browser's pages are made from."""

from typing import TYPE_CHECKING

from onrecord.kit.later import later
from onrecord.workflow.desk.signing import Overtaken
from onrecord.workflow.desk.view import Index, View

# The desk itself holds lists of persons, which stand on arrays; other commands use its words only.
if TYPE_CHECKING:
    from onrecord.workflow.desk.desk import Desk
    from onrecord.workflow.desk.keeping import Log, Taken
    from onrecord.workflow.desk.previewing import Preview

_DESK = "onrecord.workflow.desk"
__getattr__ = later(
    __name__,
    {
        "Desk": f"{_DESK}.desk",
        "Log": f"{_DESK}.keeping",
        "Preview": f"{_DESK}.previewing",
        "Taken": f"{_DESK}.keeping",
    },
)

__all__ = ["Desk", "Index", "Log", "Overtaken", "Preview", "Taken", "View"]

"""A record held open for people to read and decide: what the browser's pages are made from."""

from typing import TYPE_CHECKING

from onrecord.kit.later import later

# The desk itself holds lists of persons, which stand on arrays; other commands use its words only.
if TYPE_CHECKING:
    from onrecord.workflow.desk.desk import Desk
    from onrecord.workflow.desk.keeping import Log, Taken
    from onrecord.workflow.desk.previewing import Preview
    from onrecord.workflow.desk.signing import Overtaken
    from onrecord.workflow.desk.view import Index, View

__getattr__ = later(
    __name__,
    {
        "onrecord.workflow.desk.desk": "Desk",
        "onrecord.workflow.desk.keeping": "Log Taken",
        "onrecord.workflow.desk.previewing": "Preview",
        "onrecord.workflow.desk.signing": "Overtaken",
        "onrecord.workflow.desk.view": "Index View",
    },
)

__all__ = ["Desk", "Index", "Log", "Overtaken", "Preview", "Taken", "View"]

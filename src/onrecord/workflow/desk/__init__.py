"""A record held open for people to read and decide: what the browser's pages are made from."""

from onrecord.workflow.desk.desk import Desk
from onrecord.workflow.desk.keeping import Log, Taken
from onrecord.workflow.desk.previewing import Preview
from onrecord.workflow.desk.signing import Overtaken
from onrecord.workflow.desk.view import Index, View

__all__ = ["Desk", "Index", "Log", "Overtaken", "Preview", "Taken", "View"]

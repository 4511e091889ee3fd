"""A record held open for people to read and decide: what the browser's pages are made from."""

from onrecord.workflow.desk.desk import Desk, Overtaken, Preview
from onrecord.workflow.desk.view import View

__all__ = ["Desk", "Overtaken", "Preview", "View"]

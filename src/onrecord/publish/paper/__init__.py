"""
A report for a reader: of one incident or of a period, as a page (HTML) or a paper (PDF).

Both are written from a `Public` and nothing else. An editor, a lawyer or a member of
parliament reads it without the program; each number leads to a footnote that says where it
comes from.
"""

from onrecord.publish.paper.asked import MOST, Asked, meant
from onrecord.publish.paper.page import html
from onrecord.publish.paper.typesetting import pdf

__all__ = ["MOST", "Asked", "html", "meant", "pdf"]

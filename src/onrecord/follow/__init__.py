"""
What comes next: when feeds are asked, what is another than before, and what is told of it.

Everything here is pure but `mail_server`, which hands letters to the user's own server.
"""

from onrecord.follow.difference import Difference, How, difference
from onrecord.follow.escalation import FEWEST_WEEKS, RECENT, WEEKS, Judgement, Week, judged
from onrecord.follow.false_alarms import Escalation, Series, escalations, level
from onrecord.follow.letters import Sending, letter
from onrecord.follow.mail_server import Line, NotTaken, Server, opened
from onrecord.follow.polling import came, failed, is_due
from onrecord.follow.syndication import atom, json_feed

__all__ = [
    "FEWEST_WEEKS",
    "RECENT",
    "WEEKS",
    "Difference",
    "Escalation",
    "How",
    "Judgement",
    "Line",
    "NotTaken",
    "Sending",
    "Series",
    "Server",
    "Week",
    "atom",
    "came",
    "difference",
    "escalations",
    "failed",
    "is_due",
    "json_feed",
    "judged",
    "letter",
    "level",
    "opened",
]

"""Parties, organisations and people that speak or act, from the YAML files beside this."""

from onrecord.resolve.actors.finding import find
from onrecord.resolve.actors.roster import Roster

__all__ = ["Roster", "find"]

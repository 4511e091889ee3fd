"""The corroboration of an incident: who says, who repeats whom, what would change the figure."""

from onrecord.reconcile.corroboration.account import corroboration
from onrecord.reconcile.corroboration.first_hand import knowing

__all__ = ["corroboration", "knowing"]

"""From claims to whoever first said it: one module for each way, and the order of the ways."""

from onrecord.reconcile.tracing.origins import origins

__all__ = ["origins"]

"""Asking a language model over the network: the only way out, and closed unless a user opens it."""

from onrecord.ask.endpoint import Endpoint, Told
from onrecord.ask.reply import Reply, reply

__all__ = ["Endpoint", "Reply", "Told", "reply"]

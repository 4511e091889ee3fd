"""The review desk in the browser: one module a screen, over a record held open."""

from onrecord.web.app import app
from onrecord.web.serving import serve

__all__ = ["app", "serve"]

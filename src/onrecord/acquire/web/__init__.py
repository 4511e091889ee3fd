"""Reports from the web: asked for politely and safely, and kept as they came."""

from onrecord.acquire.web.addresses import target
from onrecord.acquire.web.asking import Asking
from onrecord.acquire.web.manners import MIB, Manners
from onrecord.acquire.web.missed import Missed
from onrecord.acquire.web.names import same_page
from onrecord.acquire.web.network import Network
from onrecord.acquire.web.pages import Found, Known, Pages, Unchanged, named, pages
from onrecord.acquire.web.polling import Asked, asked_feed

__all__ = [
    "MIB",
    "Asked",
    "Asking",
    "Found",
    "Known",
    "Manners",
    "Missed",
    "Network",
    "Pages",
    "Unchanged",
    "asked_feed",
    "named",
    "pages",
    "same_page",
    "target",
]

"""Reader B: a small neural tagger, independent of the rules, that reads the same words anew."""

from onrecord.extract.tagger.belonging import RoleSeen, Sight
from onrecord.extract.tagger.network import Network, installed, version
from onrecord.extract.tagger.tags import Tagged, read
from onrecord.extract.tagger.windows import windows

__all__ = [
    "Network",
    "RoleSeen",
    "Sight",
    "Tagged",
    "installed",
    "read",
    "version",
    "windows",
]

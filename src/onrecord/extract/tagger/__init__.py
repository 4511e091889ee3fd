"""Reader B: a small neural tagger, independent of the rules, that reads the same words anew."""

from onrecord.extract.tagger.network import Network, installed, version
from onrecord.extract.tagger.tags import Tagged, tagged
from onrecord.extract.tagger.windows import windows

__all__ = ["Network", "Tagged", "installed", "tagged", "version", "windows"]

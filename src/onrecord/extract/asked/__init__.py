"""Reader C: what a language model proposes, taken only where the report's own words bear it out."""

from onrecord.extract.asked.question import PROMPT
from onrecord.extract.asked.reading import Heard, heard

__all__ = ["PROMPT", "Heard", "heard"]

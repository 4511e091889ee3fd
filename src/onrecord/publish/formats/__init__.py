"""
Layouts in which other programs take figures, each written from a `Public` and nothing else.

To add one: a module with a function that writes it, and a line in `FORMATS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.model.public import Public


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """
    One layout.

    Attributes:
        name: What people call it: `ucdp-ged`.
        file: The name of its file in a release: `ucdp-ged.csv`.
        media_type: As a server would name it.
        says: What it is, in a few words.
        write: Writes it. It may go through the incidents as often as it needs.
    """

    name: str
    file: str
    media_type: str
    says: str
    write: Callable[[Public, BinaryIO], None]


FORMATS: Mapping[str, Format] = {}

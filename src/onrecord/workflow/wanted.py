"""What a person wants added to a record."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """
    What is to be added, and what a person decided about it.

    Attributes:
        places: Addresses of the web, files and folders.
        is_list: The addresses are feeds or sitemaps.
        is_bare: Leave out what pages need to be shown: pictures and styles.
        allow_private: Ask addresses of this machine and of private networks, too.
        ports: Ports that may be asked beside those of the settings.
        ignore_robots: Pass over what robots.txt asks.
        name: What the one file that is added is called in the record; None for its own name.
        is_again: A file whose name the record has is that document, changed.
    """

    places: tuple[str, ...]
    is_list: bool = False
    is_bare: bool = False
    allow_private: bool = False
    ports: tuple[int, ...] = ()
    ignore_robots: bool = False
    name: str | None = None
    is_again: bool = False


def is_address(place: str) -> bool:
    """
    Return whether a place is an address, be it none that can be asked, and no file.

    >>> is_address("https://example.org/a"), is_address("reports/a.txt")
    (True, False)
    """
    return "://" in place.partition("?")[0] and not Path(place).exists()

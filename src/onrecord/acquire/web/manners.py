"""How the web is asked: who asks, how often, and how much is taken."""

from dataclasses import dataclass
from importlib import metadata

MIB = 1024 * 1024
PORTS = (80, 443)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """
    The rules of one run.

    Attributes:
        contact: A line beside the program's name in what servers are told of who asks: an
            address for complaints. Empty: the name and version alone.
        pause: Seconds between two pages of one host; between the parts of a page, a fifth.
        most_bytes: A body that is larger, unpacked, is not taken; so are a page's parts
            that are larger together.
        deadline: Seconds by the clock that one request may take, from name to last byte.
        ports: Ports that may be asked.
        allow_private: Ask addresses of this machine and of private networks, too.
        ignore_robots: Ask for pages that a site's robots.txt asks programs to leave alone.
        proxy: `host:port` of a proxy that everything goes through by CONNECT; None goes
            straight. No variable of the environment is looked at.
        most_parts: Parts of one page that are fetched; 0 leaves them out.
        most_entries: Pages taken from one feed or sitemap.
    """

    contact: str = ""
    pause: float = 1.0
    most_bytes: int = 20 * MIB
    deadline: float = 60.0
    ports: tuple[int, ...] = PORTS
    allow_private: bool = False
    ignore_robots: bool = False
    proxy: str | None = None
    most_parts: int = 60
    most_entries: int = 500

    @property
    def agent(self) -> str:
        """
        Return what servers are told of who asks.

        >>> Manners(contact="desk@example.org").agent.partition(" ")[2]
        '(desk@example.org)'
        """
        name = f"onrecord/{metadata.version('onrecord')}"
        return f"{name} ({self.contact})" if self.contact else name

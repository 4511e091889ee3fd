"""The way out: names become vetted addresses, and exactly these are connected to."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from onrecord.acquire.web import addresses
from onrecord.acquire.web.addresses import Target
from onrecord.acquire.web.manners import Manners
from onrecord.acquire.web.missed import Missed

Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]

_MOST_TRIED = 4  # addresses of one host


def _resolved(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _connected(address: str, port: int, seconds: float) -> socket.socket:
    # A literal address: nothing is looked up again, so nothing else can be answered.
    return socket.create_connection((address, port), timeout=seconds)


def _trusting() -> ssl.SSLContext:
    """Return how servers are believed: by this machine's own list, and never otherwise."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_default_certs()
    return context


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """
    What is needed of the world to ask the web; a test gives its own.

    Attributes:
        resolve: Returns the addresses of a name.
        connect: Opens a connection to an address and port within so many seconds.
        tls: Which certificates are believed.
        clock: Seconds that only ever go up.
        wait: Lets so many seconds pass.
        now: The time of day (UTC).
    """

    resolve: Resolve = _resolved
    connect: Connect = _connected
    tls: ssl.SSLContext = field(default_factory=_trusting)
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class Deadline:
    """A moment by the clock after which a request is given up, whatever trickles in."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """
        Return how many seconds are left.

        Raises:
            Missed: None are.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> Missed:
        """Return what is said when time is up."""
        return Missed("web-not-reached", f"No whole answer came within {self._seconds:g} seconds.")


def vetted(target: Target, manners: Manners, network: Network, deadline: Deadline) -> list[str]:
    """
    Return the addresses of a host, all of them fit to be asked.

    One bad address among good ones is no mistake of a good host, so it spoils all.

    Raises:
        Missed: The name is unknown, or leads where nothing is asked.
    """
    found = _lookup(target, network, deadline)
    for address in found:
        why = addresses.why_not(address, allow_private=manners.allow_private)
        if why is not None:
            raise Missed(
                "web-address-refused", f"This address was not asked: {target.host} is {why}."
            )
    return found[:_MOST_TRIED]


def _lookup(target: Target, network: Network, deadline: Deadline) -> list[str]:
    """Resolve in a thread: the system's own look-up keeps no deadline."""
    answers: queue.Queue[list[str] | None] = queue.Queue()

    def look() -> None:
        try:
            answers.put(list(network.resolve(target.host, target.port)))
        except (OSError, UnicodeError):
            answers.put(None)

    threading.Thread(target=look, daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise deadline.passed() from None
    if not found:
        raise Missed("web-not-reached", f"There is no host {target.host} that is known here.")
    return found


def opened(
    target: Target, manners: Manners, network: Network, deadline: Deadline
) -> tuple[socket.socket, str | None]:
    """
    Return a connection to a host, and the address it is to; None for that behind a proxy.

    Raises:
        Missed: Nothing fit to be asked answers.
    """
    if manners.proxy is not None:
        return _through(manners.proxy, target, network, deadline), None
    fault: OSError | None = None
    for address in vetted(target, manners, network, deadline):
        try:
            return network.connect(address, target.port, deadline.left()), address
        except OSError as error:
            fault = error
    raise not_reached(target, fault, deadline)


def not_reached(target: Target, fault: BaseException | None, deadline: Deadline) -> Missed:
    """Return what is said when a connection fails."""
    if isinstance(fault, TimeoutError):
        return deadline.passed()
    why = getattr(fault, "strerror", None) or type(fault).__name__
    return Missed("web-not-reached", f"The host {target.host} cannot be reached: {why}.")


def _through(proxy: str, target: Target, network: Network, deadline: Deadline) -> socket.socket:
    """
    Return a tunnel to a host. The proxy looks its name up, so a name's address is not seen here.

    What can be judged without it is: literal addresses, and names of this machine.
    """
    why = None if _is_name(target.host) else addresses.why_not(target.host)
    if why is not None or target.host == "localhost" or target.host.endswith(".localhost"):
        why = why or "an address of this machine"
        raise Missed("web-address-refused", f"This address was not asked: {target.host} is {why}.")
    host, _, port = proxy.rpartition(":")
    try:
        tunnel = network.connect(host.strip("[]"), int(port), deadline.left())
        _ask_for_tunnel(tunnel, target, deadline)
    except OSError as fault:
        raise Missed(
            "web-not-reached", f"The proxy {proxy} cannot be used: {fault.strerror or fault}."
        ) from fault
    return tunnel


def _is_name(host: str) -> bool:
    return ":" not in host and not host.rpartition(".")[2].isdigit()


def _ask_for_tunnel(tunnel: socket.socket, target: Target, deadline: Deadline) -> None:
    host = f"[{target.host}]" if ":" in target.host else target.host
    authority = f"{host}:{target.port}"
    tunnel.settimeout(deadline.left())
    tunnel.sendall(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode("ascii"))
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        tunnel.settimeout(deadline.left())
        more = tunnel.recv(1)  # not a byte beyond the head: what follows is the host's
        head += more
        if not more or len(head) > 8192:
            tunnel.close()
            raise OSError("it gave no proper answer")
    words = head.split(b" ", 2)
    if len(words) < 2 or words[1] != b"200":
        tunnel.close()
        status = words[1].decode("latin-1", "replace")[:3] if len(words) > 1 else "nothing"
        raise OSError(f"it answered {status} when it was asked for {authority}")

"""Asking a web server of the test's own, as if it stood anywhere."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from onrecord.acquire import web

PUBLIC = "93.184.216.34"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items):
    for item in items:
        if "unit/acquire/web" in str(item.path):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture
def net(site) -> Callable[..., SimpleNamespace]:
    """
    A network in which every public address is the test's site, and nothing else is there.

    `net(hosts={"name": ["address", ...]})` gives `network`, and in `waited` and `looked_up` what
    was done with it. A list of lists of addresses answers each look-up otherwise.
    """

    def make(hosts=None, *, tls=None, to=None, clock=None) -> SimpleNamespace:
        told = {} if hosts is None else dict(hosts)
        done = SimpleNamespace(waited=[], looked_up=[], connected=[])

        def resolve(host, _port):
            done.looked_up.append(host)
            if host.replace(".", "").isdigit() or ":" in host:
                return [host]
            found = told.get(host, [PUBLIC])
            if found and isinstance(found[0], list):
                return found.pop(0) if len(found) > 1 else found[0]
            return found

        def connect(address, port, seconds):
            done.connected.append(address)
            if port == 1:
                raise ConnectionRefusedError(111, "Connection refused")
            there = (to or {}).get(address, site.port if address == PUBLIC else port)
            return socket.create_connection(("127.0.0.1", there), timeout=seconds)

        more = {} if tls is None else {"tls": tls}
        more |= {} if clock is None else {"clock": clock}
        done.network = web.Network(
            resolve=resolve, connect=connect, wait=done.waited.append, now=lambda: NOW, **more
        )
        return done

    return make


@pytest.fixture
def asking(net) -> Callable[..., web.Asking]:
    """`asking(deadline=2, hosts={...})`: asks the test's site as `http://news.example`."""

    def make(*, hosts=None, tls=None, to=None, clock=None, **manners) -> web.Asking:
        manners = {"deadline": 5.0, "pause": 0.0, **manners}
        there = net(hosts, tls=tls, to=to, clock=clock)
        made = web.Asking(web.Manners(**manners), there.network)
        made.net = there
        return made

    return make


@pytest.fixture
def drip(site) -> Callable[[bytes, float], Callable[..., None]]:
    """Answer with a head at once, and then one byte after another until the test is over."""

    def make(head: bytes, pause: float) -> Callable[..., None]:
        def answer(connection, _headers):
            connection.sendall(head)
            while not site.ended.wait(pause):
                connection.sendall(b"x")

        return answer

    return make

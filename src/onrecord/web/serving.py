"""From a record to an address in the browser: on this machine, or where it was stated."""

import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from onrecord.model import MachineLacks
from onrecord.web.app import app
from onrecord.workflow.desk import Desk
from onrecord.workflow.listening import HERE, Listening

PORT = 8440
ON_THIS_MACHINE = Listening()
_PATIENCE = 3  # seconds for open connections to end


def serve(
    record_folder: Path, *, where: Listening, by: str | None, told: Callable[[str], None]
) -> None:
    """
    Open the review desk of a record, until Ctrl-C.

    Args:
        record_folder: The record.
        where: Where to answer.
        by: Who decides; None for the person that the record's settings name.
        told: Is given the address, once somebody answers there.

    Raises:
        RecordUnusable: There is no such record.
        MachineLacks: The port that was asked for is taken.
    """
    with Desk(record_folder, person=by or "") as desk, listening(where.port, where.host) as made:
        here = f"[{where.host}]" if ":" in where.host else where.host
        address = where.origin or f"http://{here}:{made.getsockname()[1]}"
        answering = app(desk, where.origin)
        server = Server(configured(answering, where))
        server.when_started = lambda: told(f"{address}/")
        try:
            server.run(sockets=[made])
        finally:
            answering.state.door.close()


def configured(made: FastAPI, where: Listening = ON_THIS_MACHINE) -> uvicorn.Config:
    """Return how the desk is served: quietly, without telling who it is or trusting strangers."""
    return uvicorn.Config(
        made,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(where.believed),
        forwarded_allow_ips=list(where.believed),
        ssl_certfile=where.certificate,
        ssl_keyfile=where.key,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=_PATIENCE,
    )


@contextlib.contextmanager
def listening(port: int | None, host: str = HERE) -> Iterator[socket.socket]:
    """Listen at a port before anything is said of it."""
    with socket.socket(_family(host), socket.SOCK_STREAM) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, PORT if port is None else port))
        except socket.gaierror:
            raise MachineLacks(f"this machine has no address called {host}") from None
        except OSError as fault:
            if fault.errno == errno.EADDRNOTAVAIL:
                raise MachineLacks(f"this machine has no address {host}") from None
            if fault.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            if port is not None:
                raise MachineLacks(f"port {port} cannot be used; try another --port") from None
            made.bind((host, 0))
        yield made


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


class Server(uvicorn.Server):
    """A server that ends in peace at Ctrl-C or a polite `kill`; at the second, at once."""

    when_started: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self.started:
            self.when_started()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take signals as the wish to end, and not pass them on: the desk is closed, no more."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        asked = (signal.SIGINT, signal.SIGTERM)  # one that is ignored (`nohup`) stays so
        heard = [number for number in asked if signal.getsignal(number) != signal.SIG_IGN]
        before = {number: signal.signal(number, self.handle_exit) for number in heard}
        try:
            yield
        finally:
            for number, was in before.items():
                signal.signal(number, was)

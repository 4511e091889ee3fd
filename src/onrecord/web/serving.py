"""From a record to an address in the browser: on this machine, and nowhere else."""

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

HOST = "127.0.0.1"
PORT = 8440
_PATIENCE = 3  # seconds for open connections to end


def serve(
    record_folder: Path, *, port: int | None, by: str | None, told: Callable[[str], None]
) -> None:
    """
    Open the review desk of a record, until Ctrl-C.

    Args:
        record_folder: The record.
        port: Where to answer; None for 8440, or another where that is taken.
        by: Who decides; None for the person that the record's settings name.
        told: Is given the address, once somebody answers there.

    Raises:
        RecordUnusable: There is no such record.
        MachineLacks: The port that was asked for is taken.
    """
    with Desk(record_folder, person=by or "") as desk, listening(port) as made:
        address = f"http://{HOST}:{made.getsockname()[1]}/"
        server = Server(configured(app(desk)))
        server.when_started = lambda: told(address)
        server.run(sockets=[made])


def configured(made: FastAPI) -> uvicorn.Config:
    """Return how the desk is served: quietly, without telling who it is or trusting proxies."""
    return uvicorn.Config(
        made,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=_PATIENCE,
    )


@contextlib.contextmanager
def listening(port: int | None) -> Iterator[socket.socket]:
    """Listen at a port before anything is said of it."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, PORT if port is None else port))
        except OSError as fault:
            if fault.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            if port is not None:
                raise MachineLacks(f"port {port} cannot be used; try another --port") from None
            made.bind((HOST, 0))
        yield made


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

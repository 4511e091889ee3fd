"""No test reaches the network, whatever it does."""

import socket

import pytest
import pytest_socket

# pytest-socket warns before it raises, and here a warning is an error already.
BLOCKED = (pytest_socket.SocketBlockedError, UserWarning)


def test_opening_a_connection_fails():
    with pytest.raises(BLOCKED, match="socket"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_plain_socket_fails():
    with pytest.raises(BLOCKED, match="socket"):
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

"""No test reaches the network, whatever it does."""

import ast
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


WAYS_OUT = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "httpx2",
    "imaplib",
    "openai",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
}


def _imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


# The ways out. That to a language model is closed unless a record's settings name one:
# tests/cli/test_language_model.py sees that it is not even loaded without. That to the web is
# taken by `onrecord add ADDRESS` and `onrecord follow` alone: tests/cli/test_add.py sees that nothing else loads it.
# A time authority is asked by the same code, and only where the settings or the command name
# it (tests/cli/test_sealing.py). Whether a Spark master is there is asked where the command names
# one (`--master`), before Spark itself is begun, which would wait for it.
THE_WAY_OUT = {
    "src/onrecord/ask/endpoint.py: openai",
}
TO_THE_WEB = {
    f"src/onrecord/acquire/web/{name}.py" for name in ("network", "unanswered", "watched", "wire")
}

# Letters go to the user's own mail server, where the settings name one and somebody
# subscribed: tests/unit/follow/test_mail.py.
THE_POST = {
    "src/onrecord/follow/mail_server.py: smtplib",
    "src/onrecord/follow/mail_server.py: ssl",
}


# The one way in: the review desk listens on this machine's own address, and its command may
# ask the system to open that address in a browser. Beyond the machine it listens only with
# accounts and TLS, for which it looks at a certificate first (tests/unit/workflow/test_listening.py).
THE_WAY_IN = {
    "src/onrecord/cli/serve.py: webbrowser",
    "src/onrecord/web/serving.py: socket",
    "src/onrecord/workflow/bulk/spark_session.py: socket",
    "src/onrecord/workflow/listening.py: ssl",
}
NO_WAY = {"http", "http.HTTPStatus"}  # names of answers


def test_the_program_has_few_ways_to_the_network(sources):
    """Nothing else leaves the machine, since nothing else in the program could send it."""
    found = {
        f"{name}: {module}"
        for name, tree in sources.items()
        for module in _imported(tree)
        if module not in NO_WAY and (module in WAYS_OUT or module.split(".")[0] in WAYS_OUT)
    }
    to_the_web = {one for one in found if one.partition(":")[0] in TO_THE_WEB}
    assert {one.partition(":")[0] for one in to_the_web} == TO_THE_WEB
    found -= to_the_web
    found -= THE_WAY_IN | THE_POST
    whole = {one for one in found if not any(one.startswith(f"{way}.") for way in THE_WAY_OUT)}
    assert whole == THE_WAY_OUT

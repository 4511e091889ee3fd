"""Clusters that are not there: one line, at once."""

import socket
from contextlib import closing

import pytest

from onrecord.model import MachineLacks
from onrecord.workflow.bulk.spark_session import check_answers

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def listening():
    with closing(socket.create_server(("127.0.0.1", 0))) as made:
        yield made.getsockname()[1]


@pytest.fixture
def closed():
    """A port at which nobody listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as made:
        return made.getsockname()[1]


@pytest.mark.parametrize("kind", ["spark", "sc"])
def test_where_nobody_listens_that_is_said(kind, closed):
    with pytest.raises(MachineLacks, match=r"no cluster answers at “.*127\.0\.0\.1.*refused"):
        check_answers(f"{kind}://127.0.0.1:{closed}/;use_ssl=true")


def test_an_address_that_is_none_is_said_to_be_none():
    with pytest.raises(MachineLacks, match="no cluster answers"):
        check_answers("spark://127.0.0.1:many")


def test_of_several_masters_one_is_enough(listening, closed):
    check_answers(f"spark://127.0.0.1:{closed},127.0.0.1:{listening}")
    check_answers(f"sc://127.0.0.1:{listening}")


@pytest.mark.parametrize("cluster", ["local[2]", "yarn", "k8s://https://127.0.0.1:1"])
def test_what_has_no_address_of_its_own_is_not_asked(cluster):
    check_answers(cluster)

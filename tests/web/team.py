"""People with accounts at a desk, for tests: names, passwords that cost little, signing in."""

from contextlib import contextmanager
from functools import partial

from starlette.testclient import TestClient

from onrecord.access.passwords import Cost
from onrecord.model import AccountRole
from onrecord.web import app
from onrecord.workflow.accounts import open_accounts

CHEAP = Cost(passes=1, memory=64, lanes=1)  # the usual cost would make these tests slow
PEOPLE = {
    "Amal": AccountRole.ADMIN,
    "Elias": AccountRole.EDITOR,
    "Rana": AccountRole.REVIEWER,
    "Badr": AccountRole.CODER,
    "Chadia": AccountRole.VIEWER,
}
opened = partial(open_accounts, cost=CHEAP)


def password(name):
    return f"{name} keeps seven quiet harbours"


def settle(folder, people=PEOPLE):
    """Give people accounts in a record, each with a password of their own."""
    with opened(folder, make=True) as accounts:
        for name, role in people.items():
            accounts.accept(accounts.invite(name, role, None), password(name))


@contextmanager
def at(desk, origin="", address="http://127.0.0.1:8440"):
    """A desk with accounts: `as_("Badr")` is a client that has signed in, `as_("")` one that has not."""
    made = app(desk, origin, opened)

    def as_(name):
        client = TestClient(made, base_url=address, follow_redirects=False)
        if name:
            told = client.post("/sign-in", data={"name": name, "password": password(name)})
            assert told.status_code == 303, told.text
        return client

    as_.app = made
    yield as_
    made.state.door.close()

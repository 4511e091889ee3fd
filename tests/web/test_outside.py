"""Signing in at the desk by an organisation's own provider of identities: there, and back."""

import sys
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from starlette.testclient import TestClient

from onrecord.web import app
from onrecord.workflow.accounts import open_accounts
from provider_of_identities import NOW, running

sys.path.insert(0, str(Path(__file__).parent))
import team

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ABSENT = "http://127.0.0.1:9"  # nobody answers there
# As Chromium says of a page that another site led to.
LED_BACK = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}


@pytest.fixture
def provider():
    with running() as made:
        yield made


@pytest.fixture
def somebody(folder, desk, provider):
    """Make clients of a desk whose record names the provider, which knows Badr."""
    settings = f'\n[oidc]\nissuer = "{provider.url}"\nclient_id = "desk"\nsecret_file = "oidc"\n'
    kept = folder / "onrecord.toml"
    kept.write_text((kept.read_text() if kept.exists() else "") + settings)
    (folder / "oidc").write_text("hush hush\n")
    opened = partial(open_accounts, cost=team.CHEAP, clock=lambda: NOW)
    with opened(folder, make=True) as accounts:
        for name, role in team.PEOPLE.items():
            accounts.accept(accounts.invite(name, role, None), team.password(name))
        accounts.known_as(accounts.named("Badr"), "basel@example.org", None)
    made = app(desk, opening=opened)
    yield partial(TestClient, made, base_url="http://127.0.0.1:8440", follow_redirects=False)
    made.state.door.close()


def there_and_back(client, provider, **who):
    asked = client.get("/sign-in/outside")
    assert asked.status_code == 303
    assert asked.headers["location"].startswith(f"{provider.url}/authorize?")
    back = provider.signs_in(asked.headers["location"], **who)
    return "/sign-in/outside/back?" + urlencode(back)


def test_somebody_signs_in_there_and_comes_back_as_themselves(somebody, provider):
    client = somebody()
    assert 'href="/sign-in/outside"' in client.get("/sign-in").text
    told = client.get(there_and_back(client, provider), headers=LED_BACK)
    assert (told.status_code, told.headers["location"]) == (303, "/")
    assert "Badr" in client.get("/").text
    assert provider.posted[0]["redirect_uri"] == "http://127.0.0.1:8440/sign-in/outside/back"


def test_what_leads_back_holds_in_one_browser_and_once(somebody, provider):
    """Otherwise somebody could be signed in as another by a link."""
    client, other = somebody(), somebody()
    back = there_and_back(client, provider)
    assert other.get(back, headers=LED_BACK).status_code == 403
    assert other.get("/queue").status_code == 303
    assert client.get(back, headers=LED_BACK).status_code == 303
    client.post("/sign-out")
    assert client.get(back, headers=LED_BACK).status_code == 403
    assert client.get("/queue").status_code == 303


def test_whom_the_provider_knows_and_the_desk_does_not_is_told_so_at_the_door(somebody, provider):
    client = somebody()
    back = there_and_back(client, provider, subject="s-2", email="dima@example.org")
    told = client.get(back, headers=LED_BACK)
    assert (told.status_code, "Ask an admin" in told.text) == (403, True)
    assert 'action="/sign-in"' in told.text
    assert client.get("/queue").status_code == 303


def test_whoever_says_no_at_the_provider_is_back_at_the_door(somebody, provider):
    """The provider sends an error and no code (RFC 6749, 4.1.2.1); it is asked nothing then."""
    client = somebody()
    there = client.get("/sign-in/outside").headers["location"]
    state = provider.signs_in(there)["state"]
    back = "/sign-in/outside/back?" + urlencode({"state": state, "error": "access_denied"})
    told = client.get(back, headers=LED_BACK)
    assert (told.status_code, 'action="/sign-in"' in told.text) == (403, True)
    assert provider.posted == []


def test_a_provider_that_is_away_ends_at_the_door_with_a_password_still(somebody, provider):
    client = somebody()
    back = there_and_back(client, provider)
    provider.says["token_endpoint"] = f"{ABSENT}/token"
    told = client.get(back, headers=LED_BACK)
    assert (told.status_code, 'action="/sign-in"' in told.text) == (502, True)
    assert urlsplit(back).query not in told.text
    data = {"name": "Badr", "password": team.password("Badr")}
    assert client.post("/sign-in", data=data).status_code == 303

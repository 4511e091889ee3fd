"""
Signing in by an organisation's own provider of identities (OpenID Connect).

The provider of these tests answers on this machine; it signs as a real one does, and can be
told to lie.
"""

from base64 import urlsafe_b64encode
from urllib.parse import parse_qsl, urlsplit

import pytest
from joserfc.jwk import OctKey, RSAKey

from onrecord.access.passwords import Cost
from onrecord.model import AccountRole, OnRecordError, RecordUnusable, Refused
from onrecord.workflow.accounts import open_accounts
from provider_of_identities import NOW, running

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHEAP = Cost(passes=1, memory=64, lanes=1)
GOOD = "seven trees behind the mill"
DESK = "https://desk.example.org"
OFFICE = "192.0.2.7"


@pytest.fixture
def provider():
    with running() as made:
        yield made


@pytest.fixture
def accounts(tmp_path, provider):
    settings = f'[oidc]\nissuer = "{provider.url}"\nclient_id = "desk"\nsecret_file = "oidc"\n'
    (tmp_path / "onrecord.toml").write_text(settings)
    (tmp_path / "oidc").write_text("hush hush\n")
    with open_accounts(tmp_path, make=True, clock=lambda: NOW, cost=CHEAP) as held:
        yield held


@pytest.fixture
def amal(accounts):
    return accounts.accept(accounts.invite("Amal", AccountRole.ADMIN, None), GOOD).account


@pytest.fixture
def basel(accounts, amal):
    accounts.invite("Basel", AccountRole.CODER, amal)
    found = accounts.named("Basel")
    accounts.known_as(found, "Basel@example.org", amal)
    return found


def enter(accounts, provider, **who):
    asked = accounts.ask_provider(origin=DESK)
    back = provider.signs_in(asked.options["address"], **who)
    return accounts.sign_in_by_provider(asked.ceremony, **back, whence=OFFICE)


def test_somebody_signs_in_by_the_provider(accounts, provider, basel):
    """An admin made the account before, and said by which address the provider knows them."""
    came = enter(accounts, provider)
    assert came.account.id == basel.id
    assert accounts.who(came.token).name == "Basel"
    assert basel.id not in accounts.waiting()
    assert provider.posted[0]["client_secret"] == "hush hush"  # noqa: S105 - the test's own
    assert "hush" not in repr(accounts.log())


def test_where_a_browser_is_sent_says_what_comes_back(accounts, provider):
    """The code flow with PKCE: of the verifier only a hash goes along."""
    asked = accounts.ask_provider(origin=DESK)
    told = dict(parse_qsl(urlsplit(asked.options["address"]).query))
    assert told["response_type"] == "code"
    assert told["code_challenge_method"] == "S256"
    assert told["redirect_uri"] == f"{DESK}/sign-in/outside/back"
    assert len({told["state"], told["nonce"], told["code_challenge"], asked.ceremony}) == 4


def test_nobody_gets_an_account_by_a_provider(accounts, provider, basel):
    """Everybody of a large organisation can sign in there; here only who was made known."""
    with pytest.raises(Refused, match="ask an admin"):
        enter(accounts, provider, subject="s-2", email="dima@example.org")


def test_an_address_that_the_provider_did_not_verify_is_nobodys(accounts, provider, basel):
    """Anybody can type another's address into a form."""
    for verified in (False, None, "true"):
        with pytest.raises(Refused, match="ask an admin"):
            enter(accounts, provider, verified=verified)


def test_after_the_first_time_the_address_counts_no_more(accounts, provider, basel):
    """Addresses are given to others one day; the provider's own name for somebody is not."""
    enter(accounts, provider, subject="s-1")
    with pytest.raises(Refused, match="ask an admin"):
        enter(accounts, provider, subject="s-2")
    came = enter(accounts, provider, subject="s-1", email="new@example.org")
    assert came.account.id == basel.id


def test_a_closed_account_is_not_opened_by_the_provider(accounts, provider, amal, basel):
    """Closing here is enough, whatever happens there."""
    enter(accounts, provider)
    accounts.close(basel, amal)
    with pytest.raises(Refused, match="ask an admin"):
        enter(accounts, provider)


def test_what_comes_back_belongs_to_the_browser_that_was_sent(accounts, provider, basel):
    """Nobody is signed in by another's answer, and none counts twice."""
    mine, theirs = (accounts.ask_provider(origin=DESK) for _ in "ab")
    back = provider.signs_in(theirs.options["address"])
    with pytest.raises(Refused, match="does not hold"):
        accounts.sign_in_by_provider(mine.ceremony, **back, whence=OFFICE)
    came = accounts.sign_in_by_provider(theirs.ceremony, **back, whence=OFFICE)
    assert came.account.id == basel.id
    with pytest.raises(Refused, match="answered before"):
        accounts.sign_in_by_provider(theirs.ceremony, **back, whence=OFFICE)


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://id.example.com"},
        {"aud": "another"},
        {"aud": ["another", "third"]},
        {"aud": None},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": int(NOW.timestamp()) - 300},
        {"exp": None},
        {"sub": ""},
        {"sub": None},
        {"sub": 5},
        {"azp": "another"},
    ],
)
def test_what_the_provider_signed_must_be_for_this_desk_and_this_time(
    accounts, provider, basel, lie
):
    """Issuer, audience, nonce, time and person: each must hold."""
    provider.says = lie
    with pytest.raises(Refused, match="does not hold"):
        enter(accounts, provider)


@pytest.mark.parametrize(
    "said",
    [
        {"iat": int(NOW.timestamp()) + 3600, "exp": int(NOW.timestamp()) + 3900},
        {"iat": int(NOW.timestamp()) - 3600, "exp": int(NOW.timestamp()) - 3300},
    ],
)
def test_a_clock_that_is_wrong_is_told_as_that(accounts, provider, basel, said):
    """The answer was asked for just now: of another time is this machine, or the provider."""
    provider.says = said
    with pytest.raises(Refused, match=f"this machine's clock says {NOW:%Y-%m-%d %H:%M}"):
        enter(accounts, provider)


@pytest.mark.parametrize("how", ["another key", "shared secret", "none"])
def test_what_the_provider_did_not_sign_is_not_believed(accounts, provider, basel, how):
    """Neither another's signature, nor one by a secret that this desk knows too, nor none."""
    if how == "another key":
        provider.key = RSAKey.generate_key(2048)
    elif how == "shared secret":
        provider.head, provider.key = {"alg": "HS256"}, OctKey.import_key(b"hush hush" * 4)
    else:
        real = provider.answer

        def unsigned(path, posted):
            told = real(path, posted)
            if "id_token" in told:
                body = told["id_token"].split(".")[1]
                head = urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
                told["id_token"] = f"{head}.{body}."
            return told

        provider.answer = unsigned
    with pytest.raises(Refused, match="does not hold"):
        enter(accounts, provider)


def test_a_provider_that_is_another_is_refused(accounts, provider):
    """Its own word must be the name that the settings have."""
    provider.says = {"issuer": "https://id.example.com"}
    with pytest.raises(OnRecordError, match="says that it is another"):
        accounts.ask_provider(origin=DESK)


def test_codes_are_taken_in_only_where_nobody_can_read_along(accounts, provider):
    """An address without TLS on another machine is not asked."""
    provider.says = {"token_endpoint": "http://id.example.com/token"}
    with pytest.raises(OnRecordError, match="no addresses with TLS"):
        accounts.ask_provider(origin=DESK)


def test_two_accounts_are_never_known_by_one_address(accounts, amal, basel):
    """Else nobody could say whose decisions they are."""
    with pytest.raises(OnRecordError, match="another account"):
        accounts.known_as(amal, "BASEL@example.org", amal)
    for wrong in ("", "basel", "a b@example.org"):
        with pytest.raises(OnRecordError, match="no mail address"):
            accounts.known_as(amal, wrong, amal)


@pytest.mark.parametrize(
    "told", ['client_id = "desk"', 'issuer = "https://a.example"', "issuer = 5", 'secret = "x"']
)
def test_settings_that_are_wrong_are_said_in_one_line(tmp_path, told):
    """A secret in the settings is refused like any other unknown setting."""
    with open_accounts(tmp_path, make=True, cost=CHEAP) as held:
        (tmp_path / "onrecord.toml").write_text(f"[oidc]\n{told}\n")
        with pytest.raises(RecordUnusable, match="oidc"):
            held.ask_provider(origin=DESK)

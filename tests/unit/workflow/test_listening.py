"""What must be so before anybody beyond this machine reaches the desk."""

import re

import pytest
import trustme

from onrecord.access.passwords import Cost
from onrecord.model import AccountRole, OnRecordError, RecordUnusable
from onrecord.workflow.accounts import open_accounts
from onrecord.workflow.listening import Listening, listening

CHEAP = Cost(passes=1, memory=64, lanes=1)
STATED = '[serve]\nbehind_proxy = "https://desk.example.org"\n'


@pytest.fixture
def record(tmp_path):
    folder = tmp_path / "coast"
    folder.mkdir()
    return folder


@pytest.fixture
def with_accounts(record):
    with open_accounts(record, make=True, cost=CHEAP) as accounts:
        secret = accounts.invite("Amal", AccountRole.ADMIN, None)
        accounts.accept(secret, "seven trees behind the mill")
    return record


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificates")
    made = trustme.CA().issue_cert("desk.example.org")
    made.cert_chain_pems[0].write_to_path(folder / "c.pem")
    made.private_key_pem.write_to_path(folder / "k.pem")
    return {"certificate": folder / "c.pem", "key": folder / "k.pem"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_on_this_machine_nothing_is_asked(record, host):
    assert listening(record, host=host, port=8440) == Listening(host=host, port=8440)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.0.2.1", "desk.example.org", "localhost.example"],  # noqa: S104
)
def test_beyond_this_machine_accounts_are_asked_for_first(record, pair, host):
    with pytest.raises(OnRecordError, match="needs accounts") as refused:
        listening(record, host=host, port=443, **pair)
    assert "\n" not in str(refused.value)


def test_an_account_that_nobody_took_up_is_none(record, pair):
    with open_accounts(record, make=True, cost=CHEAP) as accounts:
        accounts.invite("Amal", AccountRole.ADMIN, None)
    with pytest.raises(OnRecordError, match="needs accounts"):
        listening(record, host="192.0.2.1", port=443, **pair)


def test_beyond_this_machine_accounts_alone_are_not_enough(with_accounts):
    with pytest.raises(OnRecordError, match="needs TLS"):
        listening(with_accounts, host="192.0.2.1", port=443)


def test_with_accounts_and_a_certificate_it_listens(with_accounts, pair):
    found = listening(with_accounts, host="desk.example.org", port=443, **pair)
    assert (found.origin, found.believed) == ("https://desk.example.org", ())
    found = listening(with_accounts, host="2001:db8::1", port=8443, **pair)
    assert found.origin == "https://[2001:db8::1]:8443"


@pytest.mark.parametrize(("host", "port"), [("0.0.0.0", 443), ("192.0.2.1", None), ("::", 443)])  # noqa: S104
def test_what_browsers_type_is_stated_where_it_cannot_be_known(with_accounts, pair, host, port):
    with pytest.raises(OnRecordError, match="say where the desk is reached"):
        listening(with_accounts, host=host, port=port, **pair)
    (with_accounts / "onrecord.toml").write_text('[serve]\naddress = "https://desk.example.org"\n')
    found = listening(with_accounts, host=host, port=port, **pair)
    assert found.origin == "https://desk.example.org"


def test_a_stated_proxy_may_have_the_certificate(with_accounts):
    (with_accounts / "onrecord.toml").write_text(STATED)
    found = listening(with_accounts, host="127.0.0.1")
    assert (found.origin, found.believed) == ("https://desk.example.org", ("127.0.0.1", "::1"))
    assert listening(with_accounts, host="192.0.2.1").is_beyond


def test_behind_a_proxy_accounts_are_needed_on_this_machine_too(record):
    """A proxy beside it lets everybody in who reaches the proxy."""
    (record / "onrecord.toml").write_text(STATED)
    with pytest.raises(OnRecordError, match="needs accounts"):
        listening(record, host="127.0.0.1")


def test_a_certificate_and_a_proxy_do_not_go_together(with_accounts, pair):
    (with_accounts / "onrecord.toml").write_text(STATED)
    with pytest.raises(OnRecordError, match="a proxy has the certificate"):
        listening(with_accounts, host="192.0.2.1", **pair)


def test_a_certificate_without_its_key_is_wrong_use(record, pair):
    with pytest.raises(OnRecordError, match="go together"):
        listening(record, certificate=pair["certificate"])


def test_a_certificate_that_is_none_is_said_before_anything_opens(record, pair, tmp_path):
    wrong = tmp_path / "w.pem"
    wrong.write_text("no certificate")
    with pytest.raises(OnRecordError, match="no certificate and its key"):
        listening(record, certificate=wrong, key=pair["key"])
    with pytest.raises(OnRecordError, match="cannot be read"):
        listening(record, certificate=tmp_path / "none.pem", key=pair["key"])


@pytest.mark.parametrize(
    "told",
    [
        'behind_proxy = "http://desk.example.org"',
        'behind_proxy = "https://desk.example.org/desk"',
        'behind_proxy = "desk.example.org"',
        'behind_proxy = "https://amal@desk.example.org"',
        'behind_proxy = "https://desk.example.org:99999"',
        "behind_proxy = true",
        'address = "https://a.example"\nbehind_proxy = "https://b.example"',
        'proxy = "192.0.2.1"',
        'proxy = ["everybody"]',
        'behind_a_proxy = "https://desk.example.org"',
    ],
)
def test_what_is_stated_wrongly_is_one_clear_line(record, told):
    (record / "onrecord.toml").write_text(f"[serve]\n{told}\n")
    with pytest.raises(RecordUnusable, match=re.escape("serve")) as refused:
        listening(record)
    assert "\n" not in str(refused.value)

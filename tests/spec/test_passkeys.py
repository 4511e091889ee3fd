"""
Passkeys: signing in without a password, by what one's phone, key or computer holds.

The authenticator of these tests is written here: it signs as a real one does, and can be told
to do it wrongly.
"""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from onrecord.access.passwords import Cost
from onrecord.model import AccountRole, OnRecordError, Refused
from onrecord.workflow.accounts import open_accounts

CHEAP = Cost(passes=1, memory=64, lanes=1)
GOOD = "seven trees behind the mill"
DESK = "https://desk.example.org"
OFFICE = "192.0.2.7"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(told):
    return urlsafe_b64encode(told).decode().rstrip("=")


def octets(told):
    return urlsafe_b64decode(told + "=" * (-len(told) % 4))


class Authenticator:
    """Something that holds a passkey."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(repr(self.key).encode()).digest()
        self.owner = b""
        self.counted = 0
        self.verifies = VERIFIED

    def make(self, options, origin=DESK, site=None):
        self.owner = octets(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = (one.to_bytes(32, "big") for one in (numbers.x, numbers.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        data = self._data(site or options["rp"]["id"], ATTESTED) + attested
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": text(self._client("webauthn.create", options, origin)),
            "attestationObject": text(whole),
        }
        return self._answer(response)

    def use(self, options, origin=DESK, site=None):
        self.counted += 1
        data = self._data(site or options["rpId"])
        client = self._client("webauthn.get", options, origin)
        signed = data + hashlib.sha256(client).digest()
        response = {
            "clientDataJSON": text(client),
            "authenticatorData": text(data),
            "signature": text(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": text(self.owner),
        }
        return self._answer(response)

    def _data(self, site, more=0):
        flags = bytes([PRESENT | self.verifies | more])
        return hashlib.sha256(site.encode()).digest() + flags + self.counted.to_bytes(4, "big")

    def _client(self, kind, options, origin):
        told = {"type": kind, "challenge": options["challenge"], "origin": origin}
        return json.dumps(told).encode()

    def _answer(self, response):
        called = text(self.id)
        return {"id": called, "rawId": called, "type": "public-key", "response": response}


class Clock:
    def __init__(self):
        self.now = datetime(2025, 3, 12, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def accounts(tmp_path, clock):
    with open_accounts(tmp_path, make=True, clock=clock, cost=CHEAP) as held:
        yield held


@pytest.fixture
def amal(accounts):
    return accounts.accept(accounts.invite("Amal", AccountRole.ADMIN, None), GOOD).account


@pytest.fixture
def phone(accounts, amal):
    """Amal's phone, with a passkey for the desk."""
    made = Authenticator()
    asked = accounts.passkey_options(amal, origin=DESK)
    accounts.register_passkey(
        amal, asked.ceremony, made.make(asked.options), origin=DESK, label="phone"
    )
    return made


def enter(accounts, authenticator, **how):
    asked = accounts.passkey_options(None, origin=DESK)
    answer = authenticator.use(asked.options, **how)
    return accounts.sign_in_with_passkey(asked.ceremony, answer, whence=OFFICE, origin=DESK)


def test_somebody_signs_in_with_a_passkey_and_types_nothing(accounts, amal, phone):
    """Which passkey it is says who it is; the authenticator verified the person."""
    asked = accounts.passkey_options(None, origin=DESK)
    assert asked.options["userVerification"] == "required"
    assert "allowCredentials" not in asked.options or not asked.options["allowCredentials"]
    came = enter(accounts, phone)
    assert came.account == amal
    assert accounts.who(came.token) == amal
    assert accounts.log()[-1].details == (("how", "passkey"),)


def test_an_invitation_is_taken_up_with_a_passkey(accounts, amal):
    """Whoever has one needs no password at all."""
    secret = accounts.invite("Basel", AccountRole.CODER, amal)
    asked = accounts.invitation_options(secret, origin=DESK)
    phone = Authenticator()
    came = accounts.accept_with_passkey(
        secret, asked.ceremony, phone.make(asked.options), origin=DESK
    )
    assert came.account.name == "Basel"
    assert enter(accounts, phone).account.name == "Basel"
    with pytest.raises(Refused, match="invitation does not hold"):
        accounts.invitation_options(secret, origin=DESK)


def test_an_answer_counts_once(accounts, phone):
    """Whoever overheard it cannot send it again."""
    asked = accounts.passkey_options(None, origin=DESK)
    answer = phone.use(asked.options)
    accounts.sign_in_with_passkey(asked.ceremony, answer, whence=OFFICE, origin=DESK)
    with pytest.raises(Refused, match="answered before"):
        accounts.sign_in_with_passkey(asked.ceremony, answer, whence=OFFICE, origin=DESK)


def test_a_wrong_answer_uses_the_question_up(accounts, phone):
    """Nobody tries many answers to one question."""
    asked = accounts.passkey_options(None, origin=DESK)
    wrong = phone.use(asked.options, origin="https://desk.example.com")
    right = phone.use(asked.options)
    with pytest.raises(Refused):
        accounts.sign_in_with_passkey(asked.ceremony, wrong, whence=OFFICE, origin=DESK)
    with pytest.raises(Refused, match="answered before"):
        accounts.sign_in_with_passkey(asked.ceremony, right, whence=OFFICE, origin=DESK)


def test_a_question_waits_five_minutes(accounts, phone, clock):
    """What was asked yesterday is not answered today."""
    asked = accounts.passkey_options(None, origin=DESK)
    clock.now += timedelta(minutes=5)
    with pytest.raises(Refused, match="took too long"):
        accounts.sign_in_with_passkey(
            asked.ceremony, phone.use(asked.options), whence=OFFICE, origin=DESK
        )


def test_a_page_that_looks_like_the_desk_gets_nothing(accounts, phone):
    """The browser says for which page it answered, and the authenticator for which name."""
    for how in ({"origin": "https://desk.example.org.evil.example"}, {"site": "evil.example"}):
        with pytest.raises(Refused, match="does not open an account here"):
            enter(accounts, phone, **how)


def test_an_authenticator_that_verified_nobody_opens_nothing(accounts, phone):
    """A phone that somebody took is not enough: it asks for a finger or a PIN."""
    phone.verifies = 0
    with pytest.raises(Refused):
        enter(accounts, phone)


def test_a_copy_of_a_passkey_is_found_out_by_its_counter(accounts, phone):
    """Of two that count by themselves, one is behind sooner or later."""
    phone.counted = 7
    enter(accounts, phone)
    phone.counted = 3
    with pytest.raises(Refused):
        enter(accounts, phone)
    assert accounts.log()[-1].did == "refused"


def test_a_passkey_that_signs_with_another_key_opens_nothing(accounts, phone):
    """Its public half was kept when it was made."""
    phone.key = Authenticator().key
    with pytest.raises(Refused):
        enter(accounts, phone)


def test_a_passkey_opens_only_the_account_that_made_it(accounts, phone):
    """Whatever it says of whose it is."""
    phone.owner = b"acc_another"
    with pytest.raises(Refused):
        enter(accounts, phone)


def test_a_question_to_one_is_not_answered_by_another(accounts, amal):
    """Basel cannot put a passkey of his into Amal's account, nor use her question."""
    basel = accounts.accept(accounts.invite("Basel", AccountRole.CODER, amal), GOOD).account
    asked = accounts.passkey_options(amal, origin=DESK)
    answer = Authenticator().make(asked.options)
    with pytest.raises(Refused):
        accounts.register_passkey(basel, asked.ceremony, answer, origin=DESK)
    assert accounts.passkeys(amal) == accounts.passkeys(basel) == ()


def test_a_closed_account_has_no_passkeys(accounts, amal, phone):
    """Nor can its owner make new ones."""
    accounts.accept(accounts.invite("Basel", AccountRole.ADMIN, amal), GOOD)
    asked = accounts.passkey_options(amal, origin=DESK)
    accounts.close(amal, None)
    with pytest.raises(Refused):
        enter(accounts, phone)
    with pytest.raises(OnRecordError, match="is closed"):
        accounts.register_passkey(
            amal, asked.ceremony, Authenticator().make(asked.options), origin=DESK
        )


def test_the_last_way_in_is_not_taken_out(accounts, amal):
    """Whoever has only a passkey sets a password first, or makes another passkey."""
    secret = accounts.invite("Basel", AccountRole.CODER, amal)
    asked = accounts.invitation_options(secret, origin=DESK)
    came = accounts.accept_with_passkey(
        secret, asked.ceremony, Authenticator().make(asked.options), origin=DESK
    )
    (only,) = accounts.passkeys(came.account)
    with pytest.raises(OnRecordError, match="set a password first"):
        accounts.remove_passkey(came.account, only.id)
    accounts.change_password(came.account, "", GOOD)
    accounts.remove_passkey(came.account, only.id)
    assert accounts.passkeys(came.account) == ()


def test_passkeys_are_made_for_names_only(accounts, amal):
    """So say browsers; on this machine the desk is opened as localhost for it."""
    with pytest.raises(OnRecordError, match="open http://localhost:8440"):
        accounts.passkey_options(amal, origin="http://127.0.0.1:8440")
    with pytest.raises(OnRecordError, match="need TLS"):
        accounts.passkey_options(amal, origin="http://desk.example.org")
    asked = accounts.passkey_options(amal, origin="http://localhost:8440")
    assert asked.options["rp"]["id"] == "localhost"


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "",
        [],
        {},
        {"id": 5},
        {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": None},
        {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "!"}},
        {"id": "x" * 100_000},
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "attestationObject": "n39",
                "authenticatorData": "AA",
            },
        },
    ],
)
def test_what_is_no_answer_is_refused_in_one_line(accounts, amal, phone, answer):
    """Whatever a program sends instead of a browser."""
    del phone
    asked = accounts.passkey_options(amal, origin=DESK)
    with pytest.raises(Refused):
        accounts.register_passkey(amal, asked.ceremony, answer, origin=DESK)
    asked = accounts.passkey_options(None, origin=DESK)
    if isinstance(answer, dict) and answer.get("id") == "AAAA":
        answer = {**answer, "id": accounts.passkeys(amal)[0].id}
    with pytest.raises(Refused):
        accounts.sign_in_with_passkey(asked.ceremony, answer, whence=OFFICE, origin=DESK)

"""Nothing that strangers write becomes a header, another address or another letter."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from onrecord.follow import letters
from onrecord.web.naming import _ascii
from onrecord.web.person import inside

LINES = ["a\r\nBcc: all@evil.example", "a\nBcc: x@evil.example", "a\rBcc: x", "a\x0bBcc: x",
         "a\u2028Bcc: x", "a\x85Bcc: x", "a\r\n\r\n<script>", "=?utf-8?q?a=0D=0ABcc:_x?="]  # fmt: skip

OUTSIDE = [
    "//evil.example", "/\\evil.example", "/\\/evil.example", "\\/evil.example", "\\\\evil.example",
    "///evil.example", "https://evil.example", "http:evil.example", "javascript:alert(1)",
    "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example",
    "/\x00/evil.example", "/\u200b/evil.example", "/\u2028/evil.example", "/a\r\nSet-Cookie: x=1",
    "evil.example", "", "?then=//evil.example", "data:text/html,x", "/\u202e/evil",
]  # fmt: skip


@pytest.mark.parametrize("then", OUTSIDE)
def test_whoever_signs_in_is_led_nowhere_else(then):
    assert inside(then) == "/"


@pytest.mark.parametrize(
    "then",
    ["/queue?kind=place", "/%2f/evil.example", "/%5Cevil", "/search?q=//a", "/قتل?ص=1", "/a//b"],
)
def test_an_address_of_the_desk_stays_one(then):
    assert inside(then) == then


@pytest.mark.parametrize(
    "name", [*LINES, 'a"; filename="evil.exe', "../../etc/passwd", "حلب", "a;b"]
)
def test_a_name_in_a_header_is_letters_and_digits(name):
    assert not set(_ascii(name)) & set('"\\/;\r\n.\t: ')
    assert _ascii(name).isascii()


@pytest.mark.parametrize("name", LINES)
def test_a_records_name_is_one_line_of_a_letter(name):
    sending = letters.Sending(
        record=name, sender="desk@a.example", desk="", unsubscribe="out@a.example", link="",
        has_words=True,
    )  # fmt: skip
    made = letters.letter(sending, "b@a.example", "token", [], datetime(2026, 1, 1, tzinfo=UTC))
    sent = message_from_bytes(bytes(made), policy=policy.default)
    assert set(sent.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe",
        "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert sent["To"] == "b@a.example"


@pytest.mark.parametrize(
    "line",
    [
        "b@a.example\r\nBcc: x@evil.example",
        "b@a.example\nBcc: x",
        "=?utf-8?q?a=0D=0ABcc:_x=40evil?= <b@a.example>",
    ],
)
@pytest.mark.parametrize("field", ["sender", "to", "desk", "unsubscribe"])
def test_an_address_of_two_lines_is_no_letter(field, line):
    told = {"sender": "desk@a.example", "desk": "", "unsubscribe": "out@a.example"}
    to = line if field == "to" else "b@a.example"
    if field != "to":
        told[field] = line
    sending = letters.Sending(record="coast", link="", has_words=True, **told)
    try:
        made = letters.letter(sending, to, "token", [], datetime(2026, 1, 1, tzinfo=UTC))
    except ValueError:
        return
    assert "Bcc" not in message_from_bytes(bytes(made), policy=policy.default)

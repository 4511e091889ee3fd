"""Mails as reports: what is the writer's own, and what is only repeated."""

import time
from email.message import EmailMessage

import pytest

from onrecord.kit import mails

MAIL = "message/rfc822"


@pytest.fixture
def mail():
    """Return a mail as bytes."""

    def made(
        body,
        subject="Hajin",
        sender="Lina Haddad <lina@example.org>",
        date="Fri, 03 May 2024 10:00:00 +0300",
        html=None,
    ):
        message = EmailMessage()
        message["From"], message["Subject"], message["To"] = sender, subject, "all@example.org"
        if date:
            message["Date"] = date
        message.set_content(body)
        if html:
            message.add_alternative(html, subtype="html")
        return message.as_bytes()

    return made


def test_the_head_tells_title_writer_and_day(mail, reading):
    found = reading(mail("Nine people died.", subject="قصف السوق"), MAIL)
    document = found.document
    assert (document.title, document.author) == ("قصف السوق", "Lina Haddad")
    assert document.published.isoformat() == "2024-05-03"
    assert dict(document.found_in)["published"] == "mail Date"
    assert "all@example.org" not in found.text.content


def test_what_a_reply_repeats_is_labelled_and_a_signature_too(mail, reading, blocks):
    body = "We counted ten.\n\nOn 2 May 2024 Omar wrote:\n> Nine people died.\n> Who counted?\n\n-- \nLina\nMonitor\n"
    found = blocks(reading(mail(body), MAIL))[3:]
    assert found == [
        ("body", "We counted ten."),
        ("boilerplate", "On 2 May 2024 Omar wrote:"),
        ("boilerplate", "> Nine people died."),
        ("boilerplate", "> Who counted?"),
        ("boilerplate", "--"),
        ("boilerplate", "Lina"),
        ("boilerplate", "Monitor"),
    ]


def test_an_arabic_reply(mail, reading, blocks):
    body = "عددنا عشرة قتلى.\n\nفي 2 أيار 2024 كتب عمر:\n> قتل تسعة أشخاص في حلب.\n"
    assert [voice for voice, _ in blocks(reading(mail(body), MAIL))[3:]] == [
        "body",
        "boilerplate",
        "boilerplate",
    ]


def test_what_is_passed_on_is_read_and_its_own_head_is_a_note(mail, reading, blocks):
    body = (
        "See below.\n\n---------- Forwarded message ---------\nFrom: Omar <o@example.org>\n"
        "Date: Thu, 2 May 2024\nSubject: Hajin\n\nNine people died in Hajin.\n"
    )
    assert blocks(reading(mail(body), MAIL))[3:] == [
        ("body", "See below."),
        ("note", "---------- Forwarded message ---------"),
        ("note", "From: Omar <o@example.org>"),
        ("note", "Date: Thu, 2 May 2024"),
        ("note", "Subject: Hajin"),
        ("body", "Nine people died in Hajin."),
    ]


def test_lines_that_the_mail_program_broke_are_one_paragraph(mail, reading, blocks):
    body = (
        "At least 12 civilians were killed in Al-Atarib yesterday, the health officials\n"
        "of the province said. Thirty-four others were brought to hospitals in the area\n"
        "with wounds.\n"
    )
    (paragraph,) = blocks(reading(mail(body), MAIL))[3:]
    assert paragraph == ("body", body.strip())


def test_a_stub_beside_a_page_is_passed_over(mail, reading):
    page = "<html><body>" + "".join(
        f"<p>On day {i} nine people died in Hajin, a doctor said.</p>" for i in range(9)
    )
    content = reading(mail("See the HTML.", html=page), MAIL).text.content
    assert "On day 8 nine people died" in content
    assert "See the HTML" not in content


def test_the_plain_body_is_read_where_both_tell_the_same(mail, reading):
    content = reading(
        mail("Nine people died in Hajin, a doctor said. " * 9, html="<p>Other words.</p>"), MAIL
    ).text.content
    assert "Other words" not in content


def test_a_character_set_that_is_wrong_or_unknown(reading):
    head = b"From: a@example.org\nSubject: x\nContent-Type: text/plain; charset=%s\nContent-Transfer-Encoding: 8bit\n\n"
    arabic = "قتل تسعة أشخاص في حلب".encode("cp1256")
    for charset in (b"us-ascii", b"no-such-thing", b"utf-8"):
        assert "قتل تسعة أشخاص" in reading(head % charset + arabic, MAIL).text.content


def test_null_bytes_in_a_mail(reading):
    data = b"From: a@example.org\nSubject: x\x00y\n\nNine\x00 people died.\n"
    text = reading(data, MAIL).text
    assert "\x00" not in text.content
    assert "people died." in text.content


def test_ten_thousand_nested_parts_take_no_time(reading, codes):
    data = b"From: a@example.org\nSubject: x\n"
    for i in range(10_000):
        data += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i)
    began = time.monotonic()
    found = reading(data + b"\nNine people died.", MAIL)
    assert time.monotonic() - began < 20
    assert codes(found) == ["too-complex"]


def test_parts_nested_deeper_than_any_mails_are_left_out_and_said_to_be(reading, codes):
    data = b"From: a@example.org\nSubject: Nine people died\n"
    for i in range(60):
        data += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i)
    assert "mail-damaged" in codes(
        reading(data + b"Content-Type: text/plain\n\nNine people died.", MAIL)
    )


@pytest.mark.parametrize(
    "head",
    [
        b"X: y\n" * 300_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 30_000 + b"\n",
        b"To: " + b"(" * 500_000 + b"\n",
    ],
)
def test_a_head_as_long_as_a_book(reading, codes, head):
    found = reading(b"From: a@example.org\n" + head + b"\nNine people died.\n", MAIL)
    assert codes(found) == ["too-complex"]


def test_many_parts_are_counted_and_not_all_opened():
    data = b'From: a@example.org\nContent-Type: multipart/mixed; boundary="b"\n\n'
    data += b"".join(b"--b\n\nNine died.\n" for _ in range(1_000)) + b"--b--\n"
    held = mails.opened(data)
    assert (len(held.parts), held.left_out) == (mails.MOST_PARTS, 1_000 - mails.MOST_PARTS)

"""Where people ask for a correction or a removal: whom to write to, and what is begun for them."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from onrecord.publish.site import corrections
from onrecord.publish.site.letters import letter
from onrecord.publish.site.page import Site
from onrecord.testing import publics


def page(contact, language=""):
    public = publics.public()
    site = Site(
        public=replace(public, allowed=replace(public.allowed, contact=contact)),
        stations=("home", "corrections", "changes"),
    )
    made = {one.path: one.body.decode() for one in corrections.pages(site)}
    return made[f"{language}corrections.html"]


def ways(html):
    return [unescape(way) for way in re.findall(r'href="((?:mailto|https?):[^"]*)"', html)]


def test_a_mail_is_begun_with_what_the_keepers_need():
    mails = [urlsplit(way) for way in ways(page("desk@record.example"))]
    assert {mail.path for mail in mails} == {"desk@record.example"}
    [removal] = [parse_qs(m.query) for m in mails if "Removal" in m.query]
    assert removal["subject"] == ["Removal or correction"]
    assert "inc_" in removal["body"][0]
    assert "\r\n" in removal["body"][0]


def test_the_arabic_page_begins_an_arabic_mail():
    subjects = [
        parse_qs(urlsplit(way).query).get("subject")
        for way in ways(page("desk@record.example", "ar/"))
    ]
    assert ["حذف أو تصحيح"] in subjects


def test_a_page_on_the_web_is_linked_as_it_is():
    assert set(ways(page("https://record.example/write"))) == {"https://record.example/write"}


def test_another_contact_is_shown_and_not_linked():
    told = page("javascript:alert(1)")
    assert ways(told) == []
    assert 'href="javascript' not in told
    assert "javascript:alert(1)" in told  # as words


def test_it_says_that_no_reason_is_needed_and_what_writing_risks():
    told = page("desk@record.example")
    for words in (
        "You need not say why",
        "do not write from a device",
        "Copies of earlier releases",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("mailto:desk@record.example", "mailto:desk@record.example?subject=a%20%26%20b"),
        (" desk@record.example ", "mailto:desk@record.example?subject=a%20%26%20b"),
        ("desk@record.example?bcc=spy@example.org", ""),
        ("desk@record.example\nBcc: x@y", ""),
        ("ftp://record.example", ""),
        ("", ""),
    ],
)
def test_only_a_mail_address_or_a_page_is_made_a_link(contact, told):
    assert letter(contact, "a & b") == told

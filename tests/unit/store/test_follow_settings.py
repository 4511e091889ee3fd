"""`[follow]`, `[[feed]]`, `[[topic]]` and `[mail]`: what they may say, and what is refused."""

from datetime import date

import pytest

from onrecord.model import RecordUnusable
from onrecord.store.settings import read_settings

MAIL = (
    '[mail]\nhost = "mail.example.org"\nsender = "a@example.org"\nunsubscribe = "a@example.org"\n'
)


@pytest.fixture
def read(tmp_path):
    def told(words):
        (tmp_path / "onrecord.toml").write_text(words, "utf-8")
        return read_settings(tmp_path / "onrecord.toml").following

    return told


def test_without_them_nothing_is_followed_and_nothing_sent(read):
    found = read("")
    assert found.feeds == found.topics == ()
    assert found.mail is None
    assert found.follow.false_alarms_a_year == 1.0


def test_all_of_them_together(read):
    found = read(
        "[follow]\nevery_minutes = 10\nfalse_alarms_a_year = 2\n"
        '[[feed]]\nurl = "https://a.example/feed"\n[[feed]]\nurl = "../inbox"\nevery_minutes = 5\n'
        '[[topic]]\nname = "coast"\nplace = "Tartous"\nsince = 2025-03-01\n' + MAIL
    )
    assert [one.every_minutes for one in found.feeds] == [0, 5]
    assert found.topics[0].since == date(2025, 3, 1)
    assert found.mail.security == "starttls"
    assert found.mail.content == "counts"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("[follow]\nspeed = 1\n", "no setting “follow.speed”"),
        ("[follow]\nevery_minutes = -1\n", "less than nothing"),
        ('[follow]\nevery_minutes = "10"\n', "must be a whole number"),
        ("[follow]\nis_counting = 1\n", "must be true or false"),
        ("follow = 3\n", "is a table"),
        ("[feed]\nurl = 'x'\n", r"written as \[\[feed\]\]"),
        ("[[feed]]\n", "“feed.url” is missing"),
        ("[[feed]]\nurl = 'https://u:p@a.example/'\n", "no user and no password"),
        ("[[feed]]\nurl = 'https://a.example:x/'\n", "is no address"),
        ("[[feed]]\nurl = 'a'\n[[feed]]\nurl = 'a'\n", "twice"),
        ("[[topic]]\nplace = 'Homs'\n", "“topic.name” is missing"),
        ("[[topic]]\nname = 'a'\n[[topic]]\nname = 'a'\n", "two topics"),
        ("[[topic]]\nname = 'a'\nsince = 2025-03-02\nuntil = 2025-03-01\n", "ends before"),
        ("[[topic]]\nname = 'a'\nsince = 2025-03-02T10:00:00Z\n", "must be a day"),
        (MAIL + "security = 'none'\n", "another machine"),
        (MAIL + "security = 'ssl3'\n", "starttls, tls or none"),
        (MAIL + "content = 'all'\n", "counts or words"),
        (MAIL + "desk = 'http://a.example'\n", "https://"),
        (MAIL + "user = 'a'\n", "password_env"),
        (MAIL + "password = 'a'\n", "no setting “mail.password”"),
        ('[mail]\nhost = "a"\nsender = "b"\n', "must be able to end it"),
    ],
)
def test_what_is_wrong_is_refused_with_one_line_that_names_it(read, words, why):
    with pytest.raises(RecordUnusable, match=why):
        read(words)

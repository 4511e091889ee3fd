"""Following a feed end to end: what is new is told once, with reasons, and nothing twice."""

from datetime import date, timedelta

import pytest

from onrecord import store, workflow
from onrecord.model import Alert, AlertKind, OnRecordError, Poll, RecordUnusable
from onrecord.workflow import World, following

MONDAY = date(2025, 3, 10)
AFTER = date(2025, 3, 17)
VILLAGES = (
    "Safita",
    "Dreikish",
    "Baniyas",
    "Qadmus",
    "Kafroun",
    "Mashta al-Helu",
    "Duraykish",
    "Tartus",
)


def attack(coast, number, town, day, dead):
    words = (
        f"Gunmen killed {dead} civilians in {town}, Tartus province, Syria, on {day:%d %B %Y}, "
        "the Coast Observatory said. The road was closed until the evening."
    )
    coast.web.put(f"https://coast-wire.example/attack/{number}", words, day + timedelta(days=1))
    return words


def escalation(coast):
    """Plant one attack a day, and two on the last."""
    for number, town in enumerate(VILLAGES):
        attack(coast, number, town, MONDAY + timedelta(days=min(number, 6)), 3 + number)


def kinds(made):
    return [one.kind for one in made.alerts]


def test_what_was_there_before_following_began_is_no_news(half_a_year):
    folder, _ = half_a_year
    with store.open_record(folder) as kept:
        assert len(kept.load().incidents) == 28
        assert kept.evidence("alerts", Alert) == ()


def test_a_planted_escalation_is_told_once_with_its_test_in_words(coast):
    assert coast.asked().alerts == ()
    escalation(coast)
    made = coast.asked(AFTER)
    told = [one for one in made.alerts if one.kind is AlertKind.ESCALATION]
    assert len(told) == 1
    assert told[0].place == "Tartous"  # the province: narrower than the country and the record
    assert "Syria" in told[0].names
    assert (
        told[0]
        .why[0]
        .startswith(
            "8 incidents in the week to 16 March 2025 in Tartous; in the 26 weeks before with "
            "reports never more than 1"
        )
    )
    assert "no forecast" in told[0].why[1]
    assert "Benjamini" in told[0].why[2]
    assert coast.asked().alerts == ()
    assert coast.asked(AFTER + timedelta(days=1)).alerts == ()


def test_an_escalation_that_grows_by_half_is_told_as_an_update(coast):
    escalation(coast)
    first = next(a for a in coast.asked(AFTER).alerts if a.kind is AlertKind.ESCALATION)
    late = (
        "Sheikh Saad",
        "Al-Hamidiyah",
        "Arwad",
        "Khirbat al-Ma'azah",
        "Ras al-Khashufah",
        "Dahr Safra",
    )
    for number, town in enumerate(late):  # reported late
        attack(coast, 20 + number, town, MONDAY + timedelta(days=number), 20 + number)
    more = [
        a for a in coast.asked(AFTER + timedelta(days=2)).alerts if a.kind is AlertKind.ESCALATION
    ]
    assert [one.update_of for one in more] == [first.id]
    assert int(more[0].after) >= 1.5 * int(first.after)


def test_a_planted_copy_raises_no_second_origin_and_another_voice_does(coast):
    words = attack(coast, 1, "Safita", MONDAY, 4)
    assert AlertKind.NEW_INCIDENT in kinds(coast.asked(AFTER))
    coast.web.put("https://hill.example/1", words, MONDAY + timedelta(days=2), "Hill Gazette")
    copied = coast.asked(AFTER + timedelta(days=1))
    assert copied.new == ("https://hill.example/1",)
    assert copied.alerts == ()
    other = (
        "Four bodies were brought in from Safita, Tartus province, Syria, after the shooting of 10 "
        "March 2025. The Safita hospital said that 5 civilians were killed."
    )
    coast.web.put(
        "https://doctors.example/1", other, MONDAY + timedelta(days=3), "Doctors Bulletin"
    )
    made = coast.asked(AFTER + timedelta(days=2))
    told = next(one for one in made.alerts if one.kind is AlertKind.NEW_ORIGIN)
    assert told.detail("of") == "2"
    assert "a second independent origin appeared" in workflow.alert_title(told)
    assert told.reports == ("https://doctors.example/1",)


def test_a_page_corrected_under_its_address_is_told_with_both_numbers(coast):
    attack(coast, 1, "Safita", MONDAY, 4)
    coast.asked(AFTER)
    attack(coast, 1, "Safita", MONDAY, 9)
    made = coast.asked(AFTER + timedelta(days=1))
    assert made.changed == ("https://coast-wire.example/attack/1",)
    rose, page = made.alerts
    assert (rose.kind, rose.before, rose.after) == (AlertKind.ROSE, "4", "9")
    assert page.kind is AlertKind.PAGE_CHANGED
    assert "“killed 4 civilians” is now “killed 9 civilians”" in page.why


def test_alerts_say_for_which_topic_they_are(coast):
    coast.setting(
        '\n[[topic]]\nname = "the coast"\nplace = "Tartous"\n'
        '\n[[topic]]\nname = "inland"\nplace = "Homs"\n'
        '\n[[topic]]\nname = "gunmen"\nactor = "gunmen"\nsince = 2025-03-01\n'
    )
    attack(coast, 1, "Safita", MONDAY, 4)
    made = coast.asked(AFTER)
    assert [one.topics for one in made.alerts] == [("the coast", "gunmen")]


def test_a_topic_about_a_place_that_nobody_knows_is_one_clear_line(coast):
    coast.setting('\n[[topic]]\nname = "far"\nplace = "Xyzzyqua"\n')
    with pytest.raises(OnRecordError, match="“Xyzzyqua”, which is in no list"):
        coast.asked(AFTER)


def test_killed_before_it_told_what_came_it_tells_it_once(coast, monkeypatch):
    attack(coast, 1, "Safita", MONDAY, 4)

    def killed(*_):
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(following.telling, "told", killed)
        with pytest.raises(MemoryError):
            coast.asked(AFTER)
    made = coast.asked()
    assert made.new == ()  # it was read before
    assert kinds(made) == [AlertKind.NEW_INCIDENT]
    assert coast.asked().alerts == ()


def test_killed_after_alerts_were_written_and_before_that_was_noted_nothing_is_told_twice(
    coast, monkeypatch
):
    attack(coast, 1, "Safita", MONDAY, 4)
    save = following._Following._save

    def killed(self, scope, one):
        if scope == "the record":
            raise MemoryError
        save(self, scope, one)

    with monkeypatch.context() as patched:
        patched.setattr(following._Following, "_save", killed)
        with pytest.raises(MemoryError):
            coast.asked(AFTER)
    assert coast.asked().alerts == ()
    with store.open_record(coast.folder) as kept:
        assert len(kept.evidence("alerts", Alert)) == 1


def test_a_feed_that_fails_rests_longer_each_time_and_the_others_go_on(coast):
    other = "https://other.example/feed"
    workflow.add_feed(coast.folder, other)
    coast.web.faults[other] = "the server did not answer"
    attack(coast, 1, "Safita", MONDAY, 4)
    rests = []
    for _ in range(3):
        made = coast.asked(AFTER)
        assert made.faults == ((other, "the server did not answer"),)
        with store.open_record(coast.folder) as kept:
            (poll,) = kept.evidence("polls", Poll, scope=other)
        rests.append((poll.next_at - coast.clock.now) / timedelta(minutes=30))
    assert rests == [2, 4, 8]
    del coast.web.faults[other]
    coast.asked(AFTER)
    with store.open_record(coast.folder) as kept:
        assert kept.evidence("polls", Poll, scope=other)[0].faults == 0


def test_it_asks_feeds_when_they_are_due_until_somebody_stops_it(coast):
    stop, rounds = [], []

    def sleep(seconds):
        coast.clock.now += timedelta(seconds=max(seconds, 60))

    def told(made):
        rounds.append(coast.clock.now)
        if len(rounds) == 3:
            stop.append(True)

    world = World(now=coast.clock, chance=lambda: 0.5, sleep=sleep, web=coast.web)
    workflow.follow(coast.folder, stopping=lambda: bool(stop), told=told, world=world)
    assert rounds[2] - rounds[1] == timedelta(minutes=30)


def test_while_somebody_else_writes_it_waits_and_with_once_it_says_so(coast):
    with store.open_record(coast.folder) as kept, kept.build():
        with pytest.raises(RecordUnusable, match="writing"):
            coast.asked(AFTER)
        rounds = []
        world = World(now=coast.clock, web=coast.web, sleep=lambda _: None)
        workflow.follow(
            coast.folder, told=rounds.append, world=world, stopping=lambda: bool(rounds)
        )
    assert rounds[0].faults


def test_a_folder_is_a_feed_too(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    workflow.build(inbox, tmp_path / "coast")
    assert workflow.add_feed(tmp_path / "coast", "../inbox")
    assert not workflow.add_feed(tmp_path / "coast", "../inbox")
    rounds = []
    workflow.follow(tmp_path / "coast", once=True, told=rounds.append)
    (inbox / "one.txt").write_text(
        "Aleppo\n\nALEPPO, March 5, 2024 - A strike killed 12 people in Aleppo on Tuesday, the "
        "health ministry said.\n",
        encoding="utf-8",
    )
    workflow.follow(tmp_path / "coast", once=True, told=rounds.append)
    workflow.follow(tmp_path / "coast", once=True, told=rounds.append)
    assert [made.new for made in rounds] == [(), ("one.txt",), ()]
    assert [kinds(made) for made in rounds] == [[], [AlertKind.NEW_INCIDENT], []]


def test_adding_a_feed_keeps_the_comments_of_the_settings(coast):
    coast.setting("\n# my own words\n")
    workflow.add_feed(coast.folder, "https://other.example/feed")
    words = (coast.folder / "onrecord.toml").read_text(encoding="utf-8")
    assert "# my own words" in words
    assert "what this record is called" in words
    with store.open_record(coast.folder) as kept:
        assert len(kept.settings.following.feeds) == 2


def test_without_a_feed_there_is_one_line_that_says_how_to_add_one(tmp_path):
    (tmp_path / "none").mkdir()
    workflow.build(tmp_path / "none", tmp_path / "coast")
    with pytest.raises(OnRecordError, match="--add ADDRESS"):
        workflow.follow(tmp_path / "coast", once=True)


def test_a_round_without_news_is_no_build_on_the_first_page(coast):
    with store.open_record(coast.folder) as kept:
        before = kept.builds().brought
    coast.asked()
    with store.open_record(coast.folder) as kept:
        assert kept.builds().brought == before

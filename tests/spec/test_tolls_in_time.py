"""Tolls in time: which number stands, which does not any more, and why, in words."""

from datetime import UTC, datetime

import pytest

from onrecord import reconcile, testing
from onrecord.model import Block, Incident, Snapshot, Stance, Text, Voice

SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
    d.txt | Evening News |
"""
KNOWN = testing.world(actors="documenter Amal Watch\nofficial Health Ministry")


def figures(table, texts=None, shelf=SHELF):
    """Return the figures of killed and injured, and what was left out, by exact words."""
    claims = testing.claims(table)
    shelf = testing.documents(shelf)
    told = {claim.id: claim for claim in claims}
    incident = Incident(
        id="inc_test",
        claim_ids=tuple(c.id for c in claims if c.stance is not Stance.DENIED),
        when=None,
        place_ids=(),
        place_names=(),
        perpetrators=(),
    )
    origins = reconcile.origins(claims, shelf, {}, KNOWN.actor)
    made = reconcile.figures(incident, told, origins, shelf)
    left_out = {
        told[name].passage.exact: reason for figure in made for name, reason in figure.left_out
    }
    killed, injured = made
    return str(killed), str(injured), left_out


def test_a_rising_toll_is_what_its_voice_said_last():
    """Fifteen, then twenty, then twenty-two: the voice now says twenty-two."""
    killed, _, left_out = figures("""
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "20 dead" | killed | 20 | according to Health Ministry
        c.txt | "22 dead" | killed | 22 | according to Health Ministry
    """)
    assert killed == "22"
    assert left_out == {
        "15 dead": "superseded by 20 of 2018-08-11, the same voice",
        "20 dead": "superseded by 22 of 2018-08-12, the same voice",
    }


def test_an_old_toll_that_another_report_repeats_widens_nothing():
    """The Herald still writes of the fifteen dead when the ministry has long said twenty."""
    killed, _, left_out = figures("""
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "20 dead" | killed | 20 | according to Health Ministry
        c.txt | "the fifteen killed" | killed | 15
    """)
    assert killed == "20"
    assert left_out["the fifteen killed"] == (
        "stale: 15 of Health Ministry, who had given another since 2018-08-11"
    )


def test_a_number_of_its_own_source_is_not_stale():
    """Whoever names a source of its own for the lower number is a second voice."""
    killed, _, _ = figures("""
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "20 dead" | killed | 20 | according to Health Ministry
        c.txt | "15 killed" | killed | 15 | according to Amal Watch
    """)
    assert killed == "15–20"


def test_what_a_voice_took_back_is_out():
    """Amal Watch said forty, then that it was not forty: the ministry's number is left."""
    killed, _, left_out = figures("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        a.txt | "12 dead" | killed | 12 | according to Health Ministry
        b.txt | "not 40" | killed | 40 | according to Amal Watch | denied
    """)
    assert killed == "12"
    assert left_out == {"40 dead": "taken back on 2018-08-11 by the voice that gave it"}


def test_a_denial_by_another_voice_takes_nothing_back():
    """An army that denies what Amal Watch says denies it; Amal Watch still says it."""
    killed, _, _ = figures("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        b.txt | "not 40" | killed | 40 | according to Health Ministry | denied
    """)
    assert killed == "40"


def test_new_deaths_are_added_to_the_toll_before_them():
    """Fifteen dead; the day after, two more die: the voice says seventeen in two sentences."""
    killed, _, left_out = figures("""
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "two more people died" | killed | 2 | according to Health Ministry
    """)
    assert killed == "17"
    assert left_out == {}


def test_new_deaths_with_a_new_toll_are_in_it():
    """“Two more died, bringing the toll to 17” is seventeen, not nineteen, and not two."""
    killed, _, left_out = figures("""
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "two more people died" | killed | 2 | according to Health Ministry
        b.txt | "bringing the toll to 17" | killed | 17 | according to Health Ministry
    """)
    assert killed == "17"
    assert left_out["two more people died"] == "new deaths, counted in the toll of 17"


def test_new_deaths_alone_are_no_toll_beside_another_voices():
    """The Post counts only those who died since; that is no rival to fifteen."""
    killed, _, left_out = figures("""
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "two more people died" | killed | 2 | according to Amal Watch
    """)
    assert killed == "15"
    assert left_out == {"two more people died": "counts only those who died since an earlier toll"}


def test_back_dated_deaths_are_taken_off_the_day_on_which_they_were_told():
    """Of 359 deaths reported on a day 298 were older ones newly accepted: 61 are of the day."""
    killed, _, left_out = figures("""
        a.txt | "359 deaths" | killed | 359 | according to Health Ministry
        a.txt | "298 older deaths newly accepted" | killed | 298 | according to Health Ministry | part of "359 deaths"
    """)
    assert killed == "61"
    assert left_out == {}


def test_back_dated_deaths_alone_are_no_toll_of_the_day():
    """Nothing tells of which of a day's dead they are a part: they stay out."""
    killed, _, left_out = figures("""
        a.txt | "64 dead" | killed | 64 | according to Health Ministry
        b.txt | "298 newly accepted deaths" | killed | 298 | according to Health Ministry
    """)
    assert killed == "64"
    assert left_out == {
        "298 newly accepted deaths": "back-dated: older deaths newly counted, not of this time"
    }


def test_a_running_total_is_no_toll_of_an_incident():
    """Six hundred since January are not the dead of one day."""
    killed, _, left_out = figures("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        b.txt | "600 since January" | killed | 600 | according to Amal Watch | cumulative
    """)
    assert killed == "40"
    assert left_out == {"600 since January": "totals a longer time or a wider place"}


def test_an_earlier_toll_that_is_called_so_widens_nothing():
    """“Rose to 20, up from 15” gives twenty, in one report and on one day."""
    killed, _, left_out = figures("""
        a.txt | "the toll rose to 20" | killed | 20 | according to Health Ministry
        a.txt | "up from 15" | killed | 15 | according to Health Ministry
    """)
    assert killed == "20"
    assert left_out == {"up from 15": "an earlier toll, and called so"}


def test_wounded_who_die_move_from_the_injured_to_the_dead():
    """Five dead and ten wounded become seven and eight: nobody contradicts himself."""
    killed, injured, left_out = figures("""
        a.txt | "5 dead" | killed | 5 | according to Health Ministry
        a.txt | "10 wounded" | injured | 10 | according to Health Ministry
        b.txt | "7 dead" | killed | 7 | according to Health Ministry
        b.txt | "8 wounded" | injured | 8 | according to Health Ministry
    """)
    assert (killed, injured) == ("7", "8")
    assert left_out["10 wounded"] == (
        "superseded by 8 of 2018-08-11, the same voice; 2 of the injured may have died since"
    )


@pytest.mark.parametrize(
    ("sentence", "number", "kind"),
    [
        (
            "Officials reported 359 deaths, 298 of them newly accepted by the committee.",
            "298",
            "back_dated",
        ),
        (
            "Officials reported 359 deaths, 298 of them newly accepted by the committee.",
            "359",
            "toll",
        ),
        ("The toll rose to 20 dead, up from 15 on Friday.", "15", "former"),
        ("The toll rose to 20 dead, up from 15 on Friday.", "20", "toll"),
        ("Two people died of their wounds in hospital.", "Two", "new"),
        ("The blast killed ten and another 20 were injured.", "20", "toll"),
        ("أعلنت الوزارة وفاة 12 شخصا بأثر رجعي", "12", "back_dated"),
    ],
)
def test_the_words_around_a_number_tell_what_kind_of_toll_it_is(sentence, number, kind):
    """Words between the claim before and the claim after are its own."""
    numbers = [word.strip(",.") for word in sentence.split()]
    numbers = [word for word in numbers if word.isdigit() or word in {"Two", "ten"}]
    snapshot = Snapshot(
        document_id="a.txt",
        sha256="0" * 64,
        size=1,
        media_type="text/plain",
        taken_at=datetime(2018, 8, 10, tzinfo=UTC),
    )
    text = Text(
        snapshot_id=snapshot.id,
        content=sentence,
        blocks=(Block(start=0, end=len(sentence), voice=Voice.BODY, rule="test"),),
        language="en",
        reader="test",
    )
    rows = "\n".join(
        f'a.txt | "{n}" | {"injured" if n == "20" and "blast" in sentence else "killed"} '
        f"| { ({'Two': 2, 'ten': 10}.get(n) or n) } | at {sentence.index(n)}"
        for n in numbers
    )
    claims = [
        claim.with_(
            passage=claim.passage.__class__(
                snapshot_id=snapshot.id,
                start=claim.passage.start,
                end=claim.passage.end,
                exact=claim.passage.exact,
            )
        )
        for claim in testing.claims(rows)
    ]
    found = reconcile.timing(claims, {}, {}, {snapshot.id: text})
    (claim,) = (c for c in claims if c.passage.exact == number)
    assert found.kind(claim) == kind


def test_a_paper_takes_back_what_it_told_on_anothers_word():
    """ "Yesterday we wrote of forty dead. There were not": whoever told the paper said so."""
    shelf = """
        a.txt | The Courier | 2018-08-10
        b.txt | The Courier | 2018-08-11
    """
    killed, _, left_out = figures(
        """
        a.txt | "38 dead" | killed | 38 | according to Health Ministry
        a.txt | "40 dead" | killed | 40 | according to a neighbour
        b.txt | "not 40" | killed | 40 | denied
        """,
        shelf=shelf,
    )
    assert killed == "38"
    assert left_out["40 dead"] == "taken back on 2018-08-11 by the voice that gave it"


def test_what_was_taken_back_does_not_come_back_by_being_told_again():
    """Two days later the Herald recalls that the Watch first spoke of forty."""
    killed, _, left_out = figures("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        b.txt | "not 40" | killed | 40 | according to Amal Watch | denied
        b.txt | "38 dead" | killed | 38 | according to Amal Watch
        c.txt | "forty dead" | killed | 40 | according to Amal Watch
    """)
    assert killed == "38"
    assert left_out["forty dead"].startswith("stale")


def test_eleven_men_are_everybody_where_the_voice_tells_of_eleven_people():
    """Nobody besides the men was among the dead."""
    killed, _, left_out = figures("""
        a.txt | "11 men were killed" | killed | 11 | of men | according to Amal Watch
        b.txt | "11 dead" | killed | 11 | according to Amal Watch
        c.txt | "15 dead" | killed | 15 | according to Health Ministry
    """)
    assert killed == "11–15"
    assert left_out == {"11 dead": "says 11 again"}


def test_what_a_voice_took_back_without_another_number_is_no_second_voices():
    """The Watch withdrew its forty and gave no other; a paper writes of "the forty killed" later."""
    killed, _, left_out = figures("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        b.txt | "not 40" | killed | 40 | according to Amal Watch | denied
        b.txt | "38 dead" | killed | 38 | according to Health Ministry
        c.txt | "the forty killed" | killed | 40
    """)
    assert killed == "38"
    assert left_out["the forty killed"] == "stale: 40 of Amal Watch, who took it back"

"""
What is read out of a sentence: who was harmed, how many, by whom, where, when, says who.

Each test is a paragraph of the manual. The sentences are the project's own; the reports
they stand for were published on Wednesday 16 June 2021 unless a test says otherwise.
"""

from datetime import UTC, date, datetime

import pytest

from onrecord import extract, resolve
from onrecord.model import (
    Block,
    Claim,
    Document,
    Measure,
    Outcome,
    Qualifier,
    Snapshot,
    Stance,
    Text,
    VictimClass,
    Voice,
)

PUBLISHED = date(2021, 6, 16)


def read(*lines: str, voices: tuple[Voice, ...] = ()) -> list[Claim]:
    """Read a report given as its lines; body text unless another voice is named."""
    content = "\n".join(lines)
    document = Document(name="report.txt", published=PUBLISHED, language="en")
    snapshot = Snapshot(
        document_id=document.id,
        sha256="0" * 64,
        size=len(content),
        media_type="text/plain",
        taken_at=datetime(2021, 6, 17, tzinfo=UTC),
    )
    blocks, start = [], 0
    for at, line in enumerate(lines):
        voice = voices[at] if at < len(voices) else Voice.BODY
        blocks.append(Block(start=start, end=start + len(line), voice=voice, rule="test"))
        start += len(line) + 1
    text = Text(
        snapshot_id=snapshot.id,
        content=content,
        blocks=tuple(blocks),
        language="en",
        reader="test",
    )
    names = resolve.names()
    named = names.find(content)
    claims = extract.rules_reader().claims(document, text, named)
    claims = resolve.claims(claims, document, text, names)
    claims = extract.lend(document, text, named, claims)
    return list(resolve.claims(claims, document, text, names))


def the_only(*lines: str) -> Claim:
    """Read a report that makes exactly one claim."""
    claims = read(*lines)
    assert len(claims) == 1, [c.passage.exact for c in claims]
    return claims[0]


class TestHowMany:
    """Numbers are kept as they were said, with the hedge."""

    @pytest.mark.parametrize(
        ("words", "low", "high", "qualifier"),
        [
            ("17 people", 17, 17, Qualifier.EXACT),
            ("At least 17 people", 17, None, Qualifier.AT_LEAST),
            ("More than 17 people", 18, None, Qualifier.MORE_THAN),
            ("Nearly 250 people", None, 250, Qualifier.ALMOST),
            ("Up to 30 people", None, 30, Qualifier.UP_TO),
            ("Some 40 people", 40, 40, Qualifier.ABOUT),
            ("Between 40 and 50 people", 40, 50, Qualifier.RANGE),
            ("Dozens of people", 24, None, Qualifier.VAGUE),
            ("Scores of people", 40, None, Qualifier.VAGUE),
            ("Several people", 3, None, Qualifier.VAGUE),
            ("Half a million people", 500_000, 500_000, Qualifier.EXACT),
            ("A dozen people", 12, 12, Qualifier.EXACT),
            ("More than a dozen people", 13, None, Qualifier.MORE_THAN),
        ],
    )
    def test_a_hedge_sets_the_bounds(
        self, words: str, low: float | None, high: float | None, qualifier: Qualifier
    ) -> None:
        count = the_only(f"{words} were killed in the raid.").count
        assert (count.low, count.high, count.qualifier) == (low, high, qualifier)

    def test_a_bare_plural_is_two_or_more(self) -> None:
        claim = the_only("Soldiers shot villagers dead in the fields.")
        assert (claim.count.low, claim.count.high) == (2, None)
        assert claim.count.qualifier is Qualifier.VAGUE

    def test_one_person_is_one(self) -> None:
        claim = the_only("A farmer was killed by a land mine.")
        assert (claim.count.low, claim.count.high) == (1, 1)

    def test_nobody_is_zero_and_zero_is_said(self) -> None:
        claim = the_only("Nobody was hurt in the explosion.")
        assert (claim.outcome, claim.count.low, claim.count.high) == (Outcome.INJURED, 0, 0)

    def test_five_families_are_ten_people_at_least(self) -> None:
        claim = the_only("Five families fled the village.")
        assert (claim.count.low, claim.count.high) == (10, None)

    def test_a_toll_that_rises_is_its_last_figure(self) -> None:
        claim = the_only("The death toll rose from 58 to 70 on Tuesday.")
        assert (claim.outcome, claim.count.low) == (Outcome.KILLED, 70)


class TestWhatHappened:
    """The outcome is in the words; two outcomes are two claims unless not told apart."""

    def test_killed_and_injured_are_two_claims(self) -> None:
        claims = read("The blast left 30 dead and 60 injured.")
        assert [(c.outcome, c.count.low) for c in claims] == [
            (Outcome.KILLED, 30),
            (Outcome.INJURED, 60),
        ]

    @pytest.mark.parametrize(
        ("sentence", "low"),
        [
            ("Shelling went on for hours, killing and wounding dozens.", 24),
            ("Raids in the province left more than 860 people dead or wounded.", 861),
        ],
    )
    def test_killed_and_wounded_in_one_number_is_casualties(self, sentence: str, low: int) -> None:
        claim = the_only(sentence)
        assert (claim.outcome, claim.count.low) == (Outcome.CASUALTIES, low)

    def test_a_headline_needs_no_verb(self) -> None:
        claims = read("22 dead, 50 hurt in market blast", voices=(Voice.TITLE,))
        assert [(c.outcome, c.count.low) for c in claims] == [
            (Outcome.KILLED, 22),
            (Outcome.INJURED, 50),
        ]

    def test_a_headline_s_present_tense_is_read(self) -> None:
        injured, killed = read("Bomber wounds dozens in market, no deaths reported")
        assert (injured.outcome, injured.count.low) == (Outcome.INJURED, 24)
        assert (killed.outcome, killed.count.high) == (Outcome.KILLED, 0)

    def test_an_age_is_no_count(self) -> None:
        assert the_only("A grandmother of 80 died in the fire.").count.low == 1

    def test_those_who_speak_are_not_counted_among_the_harmed(self) -> None:
        claim = the_only("Gunmen abducted a priest, an official and two relatives said.")
        assert claim.count.low == 1

    def test_those_who_kill_are_not_counted_among_the_dead(self) -> None:
        claim = the_only("Twelve gunmen killed two guards.")
        assert claim.count.low == 2

    def test_a_share_and_a_ratio_are_no_people(self) -> None:
        claims = read("The army is behind 90 percent of the deaths of civilians.")
        assert [c.measure for c in claims if c.count.low == 90] == [Measure.SHARE]


class TestWhoWasHarmed:
    """Whose side the harmed are on comes from the document's words alone."""

    @pytest.mark.parametrize(
        ("victims", "side"),
        [
            ("11 children", VictimClass.CIVILIAN),
            ("11 farmers", VictimClass.CIVILIAN),
            ("11 soldiers", VictimClass.COMBATANT),
            ("11 members of the security forces", VictimClass.COMBATANT),
            ("11 people", VictimClass.UNKNOWN),
            ("11 Syrians", VictimClass.UNKNOWN),
        ],
    )
    def test_words_give_the_side(self, victims: str, side: VictimClass) -> None:
        assert the_only(f"A bomb killed {victims}.").victim_class is side

    def test_people_driven_out_are_civilians(self) -> None:
        assert the_only("Over 6,000 Syrians fled.").victim_class is VictimClass.CIVILIAN

    def test_a_number_inside_another_is_part_of_it(self) -> None:
        whole, part = read("Police said 24 people were killed, including 12 women.")
        assert part.part_of == whole.id
        assert part.victims == "women"

    def test_a_subtotal_in_the_next_sentence_is_part_of_the_whole(self) -> None:
        whole, guards, farmers = read(
            "The Red Crescent counted 50 dead in Douma. This number included 20 guards and 30 farmers."
        )
        assert {guards.part_of, farmers.part_of} == {whole.id}
        assert farmers.places[0].carried

    def test_those_brought_to_one_hospital_are_no_toll_of_the_whole(self) -> None:
        taken_in, all_told = read(
            "The hospital in Aden took in 48 wounded people.",
            "Officials said 79 people were wounded in Aden.",
        )
        assert (taken_in.is_partial, all_told.is_partial) == (True, False)

    def test_later_counts_that_add_up_are_parts(self) -> None:
        whole, one, other = read(
            "About 70 people were killed, according to Amnesty International.",
            "Amnesty International said 45 deaths were the work of the army.",
            "Rebels accounted for 25 deaths, Amnesty International said.",
        )
        assert {one.part_of, other.part_of} == {whole.id}


class TestWhoDidIt:
    """A perpetrator is named as the document names it; an empty slot beats a guessed one."""

    @pytest.mark.parametrize(
        ("sentence", "who"),
        [
            ("Rebel shelling killed 11.", "rebel"),
            ("A farmer was shot dead by settlers.", "settlers"),
            ("Boko Haram militants abducted 110 girls.", "Boko Haram"),
            ("Nine miners were killed when gunmen stormed the camp.", "gunmen"),
            ("The opposition accuses the government of killing 1,500 protesters.", "government"),
            ("At least 40 deaths occurred at the hands of the militia.", "militia"),
        ],
    )
    def test_the_sentence_says_who(self, sentence: str, who: str) -> None:
        assert who.lower() in the_only(sentence).perpetrators[0].name.lower()

    def test_a_nationality_beside_a_weapon_is_its_state_or_force(self) -> None:
        claim = the_only("Russian missiles struck the market, killing 46.")
        assert claim.perpetrators[0].name.startswith("Russia")

    def test_the_weapon_alone_names_nobody(self) -> None:
        assert the_only("An air strike killed 12 people.").perpetrators == ()

    @pytest.mark.parametrize(
        "sentence",
        [
            "Two fighter jets bombed the market, killing 12 people.",
            "Sniper fire killed 12 people.",
            "He condemned the attack on the Hope Hill School, which has killed 12 people.",
        ],
    )
    def test_neither_the_kind_of_a_weapon_nor_what_was_struck_is_a_doer(self, sentence) -> None:
        assert the_only(sentence).perpetrators == ()

    def test_both_sides_of_a_clash_are_named_also_where_one_is_a_part_of_a_group(self) -> None:
        claim = the_only(
            "Clashes between the army and dissidents of the Falcon Front left 12 dead."
        )
        assert [p.name for p in claim.perpetrators] == ["army", "Falcon Front"]

    def test_who_hit_some_of_them_is_not_said_to_have_hit_all(self) -> None:
        claims = read("Sixteen people were hurt, including two men hit in a clash with police.")
        whole, part = (next(c for c in claims if c.count.low == low) for low in (16, 2))
        assert whole.perpetrators == ()
        assert [p.name for p in part.perpetrators] == ["police"]

    def test_fighters_and_their_fire_are_doers(self) -> None:
        claim = the_only("Taliban fighters shot dead 12 people.")
        assert [p.name for p in claim.perpetrators] == ["Taliban fighters"]


class TestWhere:
    """The nearest place in the claim's own clause, and what holds it; else carried, and so marked."""

    def test_the_place_of_the_voice_is_not_the_place_of_the_deed(self) -> None:
        claim = the_only("A raid killed 12 people in Aden, the ministry in Sanaa said.")
        assert [p.name for p in claim.places] == ["Aden"]

    def test_where_the_report_was_filed_is_not_where_it_happened(self) -> None:
        claim = the_only("GENEVA, 12 June (Hill Press) - A raid killed 12 people in Aden.")
        assert [p.name for p in claim.places] == ["Aden"]

    def test_a_carried_place_says_so(self) -> None:
        claim = the_only("Shells fell on Homs all night. Eleven people died.")
        assert claim.places[0].name == "Homs"
        assert claim.places[0].carried == "from a sentence before"


class TestWhen:
    """The day of the deed, not of the telling; what cannot be told stays open."""

    def test_a_weekday_is_the_last_one_before_publication(self) -> None:
        claim = the_only("A bomb killed four people in Kabul on Friday.")
        assert claim.when is not None
        assert (claim.when.date_from, claim.when.date_to) == ("2021-06-11", "2021-06-11")

    def test_the_day_of_the_deed_beats_the_day_of_the_telling(self) -> None:
        claim = the_only("Police said on Monday that a bomb had killed four people on Friday.")
        assert claim.when is not None
        assert claim.when.date_from == "2021-06-11"

    def test_without_a_day_of_the_deed_the_day_of_the_telling_counts(self) -> None:
        claim = the_only("Police said on Monday that a bomb had killed four people.")
        assert claim.when is not None
        assert claim.when.date_from == "2021-06-14"

    def test_a_headline_takes_its_day_from_the_body(self) -> None:
        title, body = read(
            "Bomb kills four in Kabul",
            "A bomb killed four people in Kabul on Friday.",
            voices=(Voice.TITLE,),
        )
        assert body.same_as == title.id
        assert title.when == body.when
        assert title.times[0].carried


FILLER = "The market is the largest of the province, and carts of melons stood in the lane. " * 2


class TestNewsAndHistory:
    """What has just happened lends its day up to where a report turns to years past."""

    @pytest.mark.parametrize(
        ("opening", "day"),
        [
            ("Shells killed 12 people in Kabul on Tuesday.", "2021-06-15"),
            ("Shells killed 12 people in Kabul in May 2020.", None),
            ("This week shells killed 12 people in Kabul.", None),
        ],
    )
    def test_a_total_of_years_does_not_make_news_a_history(
        self, opening: str, day: str | None
    ) -> None:
        _, wounded, past, after = read(
            opening,
            f"{FILLER}At noon 31 people were wounded.",
            f"{FILLER}In 2015 a raid killed 60 people.",
            f"{FILLER}Nine teachers were abducted.",
        )
        assert (wounded.when.date_from if wounded.when else None) == day
        assert past.when is not None
        assert past.when.date_from == "2015"
        assert after.when is None


class TestAccordingToWhom:
    """The chain of voices, nearest first."""

    @pytest.mark.parametrize(
        ("sentence", "voices"),
        [
            ("Eleven died, according to the Syrian Observatory for Human Rights.", ["Syrian Observatory for Human Rights"]),
            ("Police said eleven people died.", ["Police"]),
            ("Eleven people died, residents said.", ["residents"]),
            ("Residents told Reuters that eleven people died.", ["Reuters", "Residents"]),
            ("Shells killed eleven people, a medic and two residents told Reuters.", ["Reuters", "medic", "residents"]),
            ("Eleven people died, residents said by telephone.", ["residents"]),
            ("Eleven people died, said DG ISPR Lt Gen Ahmed Sami Noor.", ["DG ISPR Lt Gen Ahmed Sami Noor"]),
            ("Shells kill eleven people – hospital", ["hospital"]),
            ("Shells kill eleven people - UNICEF", ["UNICEF"]),
            ("Shells kill eleven people - at last it rains", []),
            ("Eleven people died.", []),
        ],
    )  # fmt: skip
    def test_who_says_so(self, sentence: str, voices: list[str]) -> None:
        claim = the_only(sentence)
        assert [s.name for s in claim.sources] == voices
        assert claim.stance is (Stance.REPORTED if voices else Stance.ASSERTED)

    def test_words_in_quotation_marks_are_the_speakers(self) -> None:
        claim = the_only("“They shot four men in the square,” a teacher, Sami Noor, said.")
        assert claim.voice is Voice.QUOTE
        assert [s.name for s in claim.sources] == ["Sami Noor"]


class TestWhatIsNoFact:
    """Fears, threats, forecasts and denials are kept as what they are."""

    @pytest.mark.parametrize(
        ("sentence", "stance"),
        [
            ("Residents fear that the militia could massacre hundreds of people.", Stance.HYPOTHETICAL),
            ("The army vowed to kill 100 rebels.", Stance.HYPOTHETICAL),
            ("The army denied killing 12 farmers.", Stance.DENIED),
            ("The report said 50 children had been killed. That was wrong.", Stance.DENIED),
        ],
    )  # fmt: skip
    def test_stance(self, sentence: str, stance: Stance) -> None:
        assert {c.stance for c in read(sentence)} == {stance}

    def test_a_total_of_a_war_is_cumulative(self) -> None:
        claim = the_only("Some 310,000 people have been killed since the start of the war.")
        assert claim.is_cumulative


class TestToldAgain:
    """One number told twice is one fact; a number that cannot be the other is another."""

    def test_more_than_twenty_is_not_the_twenty_of_another_day(self) -> None:
        claims = read(
            "Missiles hit Homs on Monday. More than 20 people were killed, the mayor said.",
            "On 4 June a missile killed 20 people in Aleppo.",
        )
        early, late = (c for c in claims if c.outcome is Outcome.KILLED)
        assert late.same_as is None
        assert [p.name for p in early.places] == ["Homs"]

    def test_a_part_is_of_the_dead_told_before_and_not_of_others_told_later(self) -> None:
        claims = read(
            "Four people died when a bomb went off in Marawi on Sunday.",
            "The mayor visited the hospital. He spoke to doctors.",
            "Three of the fatalities were women.",
            "In May 11 people were killed in Davao.",
        )
        four, three = (next(c for c in claims if c.count.low == low) for low in (4, 3))
        assert three.part_of == four.id


class TestTallies:
    """A label and a number on a line, under words that say what is counted."""

    def test_the_line_above_says_what_became_of_them(self) -> None:
        claims = read("Deaths by valley", "Upper Tamm ........ 28", "Lower Tamm      9")
        assert [(c.outcome, c.count.low) for c in claims] == [
            (Outcome.KILLED, 28),
            (Outcome.KILLED, 9),
        ]
        assert claims[0].passage.exact == "Upper Tamm ........ 28"

    def test_the_row_itself_says_it(self) -> None:
        claims = read(
            "Tamm valley, May", "Children killed - 12", "Injuries - 1,305", "Houses burnt - 8"
        )
        assert [(c.outcome, c.count.low) for c in claims] == [
            (Outcome.KILLED, 12),
            (Outcome.INJURED, 1305),
        ]
        assert claims[0].victim_class is VictimClass.CIVILIAN

    def test_each_column_says_its_own(self) -> None:
        claims = read(
            "Killed | Wounded | Arrested", "Mon - 1 - 6 - 0", "Tue - 5 - 68, incl. 4 police - n/a"
        )
        assert [(c.outcome, c.count.low) for c in claims if c.rule == "row of a tally"] == [
            (Outcome.KILLED, 1),
            (Outcome.INJURED, 6),
            (Outcome.KILLED, 5),
            (Outcome.INJURED, 68),
        ]

    def test_rows_that_add_up_to_a_figure_told_before_count_the_same(self) -> None:
        claims = read(
            "We recorded the deaths of 37 farmers in May.",
            "By responsible party:",
            "River militia - 28",
            "Hill guard - 5",
            "Not identified - 4",
        )
        rows = [c for c in claims if c.rule == "row of a tally"]
        assert [c.count.low for c in rows] == [28, 5, 4]
        assert [[p.name for p in c.perpetrators] for c in rows] == [
            ["River militia"],
            ["Hill guard"],
            [],
        ]

    def test_a_first_row_is_the_sum_of_those_below(self) -> None:
        claims = read("DEATHS: 37", "Upper Tamm ..... 28", "Lower Tamm ..... 9")
        assert [(c.outcome, c.count.low) for c in claims] == [
            (Outcome.KILLED, n) for n in (37, 28, 9)
        ]

    @pytest.mark.parametrize(
        "lines",
        [
            ("Rooms by valley", "Upper Tamm ..... 28", "Lower Tamm ..... 9"),
            ("Deaths by valley", "Vehicles ..... 28", "Houses ..... 9"),
            ("Killed and arrested by valley", "Upper Tamm ..... 28", "Lower Tamm ..... 9"),
            ("Nine died in the valley.", "Upper Tamm ..... 28", "Lower Tamm ..... 9"),
        ],
    )
    def test_rows_of_anything_else_are_no_claims(self, lines: tuple[str, ...]) -> None:
        assert not [c for c in read(*lines) if c.rule == "row of a tally"]

    def test_a_number_begins_a_line_whatever_the_line_before_ends_with(self) -> None:
        claims = read("Since the fifteenth of April", "1,136 civilians dead", "5,420 wounded")
        assert [(c.outcome, c.count.low) for c in claims] == [
            (Outcome.KILLED, 1136),
            (Outcome.INJURED, 5420),
        ]


class TestThoseWhoAreLeft:
    """Words for those of a count who were not told apart, and for those of whom nobody knows."""

    def test_the_rest_share_what_befell_those_counted_before(self) -> None:
        *_, rest = read("Nine of the dead were guards, he said; the rest were villagers.")
        assert (rest.outcome, rest.count.low, rest.count.high) == (Outcome.KILLED, 2, None)
        assert rest.victim_class is VictimClass.CIVILIAN

    def test_without_a_count_before_the_rest_are_nobody(self) -> None:
        assert read("Nine people came. The rest were farmers.") == []

    def test_their_fate_is_unknown(self) -> None:
        *_, rest = read("Nine people were shot. The fate of the rest is unknown.")
        assert rest.outcome is Outcome.DISAPPEARED

    @pytest.mark.parametrize(
        ("sentence", "outcome", "low", "high"),
        [
            ("The wounded now number 210.", Outcome.INJURED, 210, 210),
            ("Deaths are put at anything from 9 to 20.", Outcome.KILLED, 9, 20),
            ("Of the other two nothing is known.", Outcome.DISAPPEARED, 2, 2),
        ],
    )
    def test_a_toll_without_a_verb_of_harm(
        self, sentence: str, outcome: Outcome, low: int, high: int
    ) -> None:
        claim = the_only(sentence)
        assert (claim.outcome, claim.count.low, claim.count.high) == (outcome, low, high)


class TestHarmToldOnce:
    """Numbers that share one word for the harm, each with a place of its own."""

    @pytest.mark.parametrize(
        ("sentence", "told"),
        [
            ("Five people died in Idlib and three in Hama.", [(5, ["Idlib"]), (3, ["Hama"])]),
            (
                "The dead were: Idlib 19, Aleppo 14, Rural Damascus 8, Hama 2.",
                [(19, ["Idlib"]), (14, ["Aleppo"]), (8, ["Rural Damascus"]), (2, ["Hama"])],
            ),
            (
                "By district: Idlib (19 killed), Aleppo (14), Hama (2).",
                [(19, ["Idlib"]), (14, ["Aleppo"]), (2, ["Hama"])],
            ),
            (
                "Soldiers killed 44 people, 20 of them children, in Homs and 12 men in Idlib.",
                [(44, ["Homs"]), (20, ["Homs"]), (12, ["Idlib"])],
            ),
        ],
    )
    def test_each_number_has_the_place_beside_it(
        self, sentence: str, told: list[tuple[int, list[str]]]
    ) -> None:
        claims = read(sentence)
        assert [(c.count.low, [p.name for p in c.places]) for c in claims] == told
        assert {c.outcome for c in claims} == {Outcome.KILLED}

    def test_one_place_for_a_whole_list_is_that_of_each_number(self) -> None:
        claims = read("Five soldiers and 12 farmers were killed in Homs.")
        assert [[p.name for p in c.places] for c in claims] == [["Homs"], ["Homs"]]

    def test_parts_in_brackets_are_by_place(self) -> None:
        claims = read("Hama: 2 killed (Idlib 1, Aleppo 1), 5 wounded.")
        assert [(c.outcome, c.count.low) for c in claims] == [
            (Outcome.KILLED, 2),
            (Outcome.KILLED, 1),
            (Outcome.KILLED, 1),
            (Outcome.INJURED, 5),
        ]

    def test_what_befell_them_before_is_a_claim_of_its_own(self) -> None:
        claims = read("Two clerks abducted by the militia in May have been released.")
        assert {(c.outcome, c.count.low) for c in claims} == {
            (Outcome.ABDUCTED, 2),
            (Outcome.RELEASED, 2),
        }

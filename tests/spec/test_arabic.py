"""
What is read out of an Arabic sentence, by word lists, order and distance alone.

Each test is a paragraph of the manual. No grammar stands behind these claims: every one of
them is a proposal that a person has to check. The reports were published on Tuesday 5 March
2024.
"""

from datetime import date

import pytest

from onrecord import extract, resolve
from onrecord.model import (
    Block,
    Claim,
    Document,
    Outcome,
    Qualifier,
    Stance,
    Text,
    VictimClass,
    Voice,
    caution,
)


def read(*lines: str, voices: tuple[Voice, ...] = ()) -> list[Claim]:
    """Read an Arabic report given as its lines; body text unless another voice is named."""
    content = "\n".join(lines)
    document = Document(name="report.txt", published=date(2024, 3, 5), language="ar")
    blocks, start = [], 0
    for at, line in enumerate(lines):
        voice = voices[at] if at < len(voices) else Voice.BODY
        blocks.append(Block(start=start, end=start + len(line), voice=voice, rule="test"))
        start += len(line) + 1
    text = Text(
        snapshot_id="s", content=content, blocks=tuple(blocks), language="ar", reader="test"
    )
    names = resolve.names()
    claims = extract.arabic_reader().claims(document, text, names.find(content))
    return list(resolve.claims(claims, document, text, names))


def only(sentence: str) -> Claim:
    """The one claim of a sentence."""
    claims = read(sentence)
    assert len(claims) == 1
    return claims[0]


def counts(claims: list[Claim]) -> list[tuple[Outcome, float | None, float | None]]:
    """What happened and to how many, in order."""
    return [(c.outcome, c.count.low, c.count.high) for c in claims]


def named(slot: tuple) -> list[str]:
    """The names in a slot."""
    return [mention.name for mention in slot]


@pytest.mark.parametrize(
    ("sentence", "outcome", "number"),
    [
        ("قُتل 12 شخصاً في القصف.", Outcome.KILLED, 12),
        ("أدى القصف إلى مقتل 12 شخصاً.", Outcome.KILLED, 12),
        ("سقط 12 شهيداً في القصف.", Outcome.KILLED, 12),
        ("لقي 12 شخصاً مصرعهم.", Outcome.KILLED, 12),
        ("أصيب ٢٣ شخصاً بجروح.", Outcome.INJURED, 23),
        ("اعتقلت الشرطة ثلاثة متظاهرين.", Outcome.DETAINED, 3),
        ("جرى الإفراج عن سبعة معتقلين.", Outcome.RELEASED, 7),
        ("نزح ألفا شخص من البلدة.", Outcome.DISPLACED, 2000),
        ("استشهد طفلان في الغارة.", Outcome.KILLED, 2),
        ("قُتلت امرأة برصاص قناص.", Outcome.KILLED, 1),
        ("سقطت قذيفة دون وقوع إصابات.", Outcome.INJURED, 0),
    ],
)
def test_a_number_belongs_to_the_word_of_harm_beside_it(
    sentence: str, outcome: Outcome, number: float
) -> None:
    """Before it or behind it, as a verb, a noun for the act, or a noun that counts the harmed."""
    claim = only(sentence)
    assert (claim.outcome, claim.count.low, claim.count.high) == (outcome, number, number)


def test_two_harms_in_one_sentence_have_each_their_own_number() -> None:
    """As in "Killed 5 and injured 11": the nearer word of harm before a number is its own."""
    claims = read("قُتل 5 مدنيين وأصيب 11 آخرون في غارة على السوق.")
    assert counts(claims) == [(Outcome.KILLED, 5, 5), (Outcome.INJURED, 11, 11)]


def test_a_part_is_tied_to_its_whole() -> None:
    """As in "Among them" makes the next number, and those joined to it by "and", a part."""
    whole, children, women = read("مقتل 40 شخصاً، بينهم 9 أطفال وثلاث نساء.")
    assert (children.part_of, women.part_of) == (whole.id, whole.id)
    assert (children.count.low, women.count.low) == (9, 3)
    assert children.outcome is Outcome.KILLED


@pytest.mark.parametrize(
    ("words", "qualifier", "low", "high"),
    [
        ("ما لا يقل عن 30 شخصاً", Qualifier.AT_LEAST, 30, None),
        ("30 شخصاً على الأقل", Qualifier.AT_LEAST, 30, None),
        ("أكثر من 30 شخصاً", Qualifier.MORE_THAN, 31, None),
        ("نحو 30 شخصاً", Qualifier.ABOUT, 30, 30),
        ("قرابة 30 شخصاً", Qualifier.ABOUT, 30, 30),
        ("ما يصل إلى 30 شخصاً", Qualifier.UP_TO, None, 30),
        ("ما بين 30 و40 شخصاً", Qualifier.RANGE, 30, 40),
        ("عشرات الأشخاص", Qualifier.VAGUE, 20, None),
        ("عشرات الآلاف", Qualifier.VAGUE, 20_000, None),
    ],
)
def test_a_hedge_sets_the_bounds(
    words: str, qualifier: Qualifier, low: float | None, high: float | None
) -> None:
    """A hedge before or behind the number is kept, and moves the end that it speaks of."""
    claim = only(f"أدى القصف إلى مقتل {words}.")
    assert (claim.count.qualifier, claim.count.low, claim.count.high) == (qualifier, low, high)


@pytest.mark.parametrize(
    "sentence",
    [
        "دُمر 12 منزلاً في القصف.",
        "يضم المعسكر 300 مقاتل.",
        "استمرت المعارك 12 يوماً.",
        "بلغت الخسائر 2.5 مليون دولار.",
        "تستوعب المراكز 26 ألف نازح.",
    ],
)
def test_numbers_of_other_things_are_no_claims(sentence: str) -> None:
    """Houses, strengths, durations, money, room in a shelter."""
    assert read(sentence) == []


def test_an_age_is_no_number_of_people() -> None:
    """One person died; nobody counted 34 of them."""
    assert [c.count.low for c in read("قُتل صحفي يبلغ من العمر 34 عاماً.")] == [1]


@pytest.mark.parametrize(
    ("sentence", "source", "stance"),
    [
        ("قال مصدر طبي إن 12 شخصاً قُتلوا.", ["مصدر طبي"], Stance.REPORTED),
        ("قُتل 12 شخصاً، بحسب مصدر أمني.", ["مصدر أمني"], Stance.REPORTED),
        ("قُتل 12 شخصاً.", [], Stance.ASSERTED),
        ("نفى الجيش مقتل 12 جندياً.", ["الجيش"], Stance.DENIED),
        ("زعم التنظيم أنه قتل 12 جندياً.", ["التنظيم"], Stance.ALLEGED),
        ("يخشى الأطباء وفاة 12 مريضاً.", ["الأطباء"], Stance.HYPOTHETICAL),
    ],
)
def test_who_says_so_and_how_sure_it_is(sentence: str, source: list[str], stance: Stance) -> None:
    """A denial, a claim held at a distance and a fear are never facts."""
    claim = only(sentence)
    assert (named(claim.sources), claim.stance) == (source, stance)


def test_who_adds_something_is_who_spoke_before() -> None:
    """As in "It added that": the source is that of the sentence before, and marked as carried."""
    _, added = read("قال مصدر طبي إن 12 شخصاً قُتلوا. وأضاف أن 30 آخرين أصيبوا.")
    assert named(added.sources) == ["مصدر طبي"]
    assert added.sources[0].carried


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("قُتل 12 شخصاً على يد مسلحين مجهولين.", ["مسلحين مجهولين"]),
        ("خطف مسلحون ثلاثة تجار.", ["مسلحون"]),
        ("اعتقلت قوة أمنية ثلاثة مطلوبين.", ["قوة أمنية"]),
        ("قُتل 12 شخصاً برصاص الجيش الإسرائيلي.", ["الجيش الإسرائيلي"]),
        ("زعم التنظيم أنه قتل 12 جندياً.", ["التنظيم"]),
        ("قُتل 12 شخصاً في انفجار.", []),
    ],
)
def test_who_did_it(sentence: str, doers: list[str]) -> None:
    """After "by the hand of" and the like, or the subject of the verb; else nobody."""
    assert named(only(sentence).perpetrators) == doers


@pytest.mark.parametrize(
    ("noun", "side"),
    [
        ("مدنيين", VictimClass.CIVILIAN),
        ("أطفال", VictimClass.CIVILIAN),
        ("جنود", VictimClass.COMBATANT),
        ("أشخاص", VictimClass.UNKNOWN),
    ],
)
def test_who_was_harmed(noun: str, side: VictimClass) -> None:
    """By the noun alone; "people" says nothing of it."""
    assert only(f"قُتل خمسة {noun} في القصف.").victim_class is side


def test_where_and_when_are_carried_within_a_paragraph() -> None:
    """The next sentence of a paragraph goes on where and when the one before was."""
    first, next_one = read("قُتل 12 شخصاً في مدينة خان يونس أمس الاثنين. وأصيب 30 آخرون.")
    assert named(first.places) == ["خان يونس"]
    assert first.when is not None
    assert first.when.date_from == "2024-03-04"
    assert named(next_one.places) == ["خان يونس"]
    assert next_one.places[0].carried


def test_vowel_signs_and_eastern_digits_are_read() -> None:
    """The passage keeps the letters as they stand."""
    claim = only("أُصِيبَ ٣٢٠ شَخصاً.")
    assert claim.count.low == 320
    assert claim.passage.exact == "أُصِيبَ ٣٢٠ شَخصاً"


def test_every_arabic_claim_says_how_it_was_read() -> None:
    """Wherever it is shown, its engine says that word lists alone found it."""
    claim = only("قُتل 12 شخصاً.")
    assert claim.engine == "rules-ar 1"
    assert "a person has to check" in (caution(claim.engine) or "")

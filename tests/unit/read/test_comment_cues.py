"""Which comments of readers seem to correct the report above them, and which do not."""

import time

import pytest

from onrecord.read import comment_cues

REPORT = (
    "Nine people were killed when a shell struck the market of Kareth on Monday, residents said. "
    "Among the dead was Omar Saleh, a nurse of the town. "
    "The wounded were taken to the hospital in Dumra. "
    "A spokesman of the army said that it had aimed at a store of arms behind the market."
)
ARABIC = "قتل تسعة أشخاص في سوق كارث يوم الاثنين. ومن بين القتلى عمر صالح الممرض."


def about(comment, report=REPORT, headings=""):
    sentences = list(comment_cues.sentences(report, 0, len(report)))
    mine = list(comment_cues.sentences(comment, 0, len(comment)))
    does_correct, said = comment_cues.about(comment, mine, sentences, headings)
    return does_correct, said.words.strip() if said else ""


@pytest.mark.parametrize(
    ("comment", "begins"),
    [
        ("It was ten, not nine.", "Nine people"),
        ("There were 10 graves, not 9.", "Nine people"),
        ("Actually ten people were killed in Kareth.", "Nine people"),
        ("Nine? My uncle washed ten bodies.", "Nine people"),
        ("You wrote nine. The list at the mosque has ten names.", "Nine people"),
        ("It was on a Tuesday, not on Monday.", "Nine people"),
        ("The shell fell on the school of Kareth rather than on its market.", "Nine people"),
        ("Not Kareth. The village is called Salwan.", "Nine people"),
        ("His name was Yusef Haddar and not Omar Saleh.", "Among the dead"),
        ("Get your facts right! Omar Saleh is alive.", "Among the dead"),
        ("I am a cousin of Omar Saleh. He was wounded, he did not die.", "Among the dead"),
        ("The spelling of Omar Saleh is off by a letter.", "Among the dead"),
        ("They were brought home. The hospital is not in Dumra at all.", "The wounded"),
        ("“aimed at a store of arms” is not true, there were vegetables.", "A spokesman"),
        ("The part about Dumra is inaccurate.", "The wounded"),
        ("This article is wrong from beginning to end.", ""),
    ],
)
def test_a_comment_that_denies_what_the_report_says_corrects_it(comment, begins):
    does_correct, said = about(comment)
    assert does_correct
    assert said.startswith(begins)


@pytest.mark.parametrize(
    ("comment", "begins"),
    [
        ("العدد عشرة وليس تسعة.", "قتل"),
        ("في كارث سقط عشرة شهداء لا تسعة.", "قتل"),
        ("ليست كارث بل سلوان.", "قتل"),
        ("لم يحدث هذا في كارث.", "قتل"),
        ("اسمه يوسف حداد وليس عمر صالح.", "ومن"),
        ("عمر صالح حي يرزق.", "ومن"),
        ("الخبر غير صحيح.", ""),
    ],
)
def test_an_arabic_comment(comment, begins):
    does_correct, said = about(comment, ARABIC)
    assert does_correct
    assert said.startswith(begins)


@pytest.mark.parametrize(
    "comment",
    [
        "Omar Saleh was my teacher. He was not a man who hated anybody.",
        "What is wrong with people who do such things on a Monday?",
        "It is wrong to fire at a market.",
        "It is not true that nobody cares.",
        "You are wrong, Sami. Read it again before you write such things.",
        "Nobody will be punished, it is not even a question.",
        "Nine people, and the world says nothing!",
        "If you say that this is a war, you are lying to nine mothers.",
        "“Among the dead was Omar Saleh, a nurse” breaks my heart.",
        "Can I take the road to Kareth rather than the one by the market?",
        "رحمهم الله جميعا.",
        "",
    ],
)
def test_grief_anger_and_quarrels_are_no_corrections(comment):
    assert about(comment) == (False, "")


def test_a_cue_in_the_reports_own_headline_tells_nothing():
    """Under a report on mistakes everybody speaks of them."""
    comment = "You have forgotten the worst mistake."
    assert about(comment)[0]
    assert not about(comment, headings="ten common mistakes: the worst mistake")[0]


def test_a_comment_without_end_takes_no_time():
    start = time.process_time()
    for comment in ("not " * 5_000, "a, not b. " * 2_000, "“" * 20_000, "the x did not y " * 1_200):
        about(comment)
    assert time.process_time() - start < 2

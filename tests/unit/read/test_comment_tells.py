"""Which comments tell otherwise what a report tells, though they deny nothing, and which do not."""

import pytest

from onrecord.read import comment_cues, comment_tells

REPORT = (
    "Nine people were killed when a shell struck the market of Kareth on Monday, residents said. "
    "Among the dead was Omar Saleh, a nurse of the town. "
    "A spokesman of the army said that it had aimed at a store of arms behind the market."
)


def about(comment):
    report = list(comment_cues.sentences(REPORT, 0, len(REPORT)))
    mine = list(comment_cues.sentences(comment, 0, len(comment)))
    does_correct, said = comment_cues.about(comment, mine, report, "")
    if not does_correct:
        does_correct, said = comment_tells.about(mine, report)
    return does_correct, said.words.strip() if said else ""


@pytest.mark.parametrize(
    ("comment", "begins"),
    [
        ("Nobody was hurt in Kareth, the shops were shut.", "Nine people"),
        ("Only seven were buried.", "Nine people"),
        ("It happened in Salwan, I live two streets from there.", "Nine people"),
        ("The shelling was on a Sunday, everybody was at home.", "Nine people"),
        ("I think you mean Yusef Haddar. Omar Saleh lives in my street.", "Among the dead"),
        ("Omar Saleh died two years ago, so this is his cousin.", "Among the dead"),
        ("Omar Saleh never worked as a nurse.", "Among the dead"),
        ("That is not how Omar Saleh is written.", ""),
        ("There was no store behind the market.", "A spokesman"),
        ("You got the day wrong.", ""),
        ("The man in the second picture is my uncle Salim, from Hama.", ""),
    ],
)
def test_a_comment_that_tells_otherwise_is_offered(comment, begins):
    does_correct, said = about(comment)
    assert does_correct
    assert said.startswith(begins)


@pytest.mark.parametrize(
    "comment",
    [
        "Kareth is not forgotten.",
        "I know what you mean, Kareth was a happy place.",
        "In this war nobody is spared, not in Kareth and not in Salwan.",
        "My brother was killed in Salwan two years ago.",
        "There was no mercy in their hearts.",
        "There is no market in heaven and there is no army.",
        "The boy in the picture looks like my son.",
        "We met on a Sunday in Kareth, before all this.",
        "It was in 2012 that all this began.",
        "No mother should have to bury nine children.",
    ],
)
def test_a_comment_on_the_world_at_large_is_not(comment):
    assert about(comment) == (False, "")

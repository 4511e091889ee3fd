"""The table notation reads what it says it reads, and refuses the rest with the row."""

import pytest

from onrecord import testing
from onrecord.model import Measure, Stance, VictimClass, Voice


def test_a_row_with_every_cell():
    whole, part = testing.claims("""
        a.txt | "40 dead" | killed | ~40 | in Market, Tal | 2018-08 | by army; rebels | with shelling | according to Wire < residents | mixed | cumulative | row 12 | at 7
        a.txt | "9 of them" | killed | 9 | of children | strikes | denied | voice title | part of "40 dead"
    """)
    assert [place.best for place in whole.places] == ["place:market", "place:tal"]
    assert [actor.name for actor in whole.perpetrators] == ["army", "rebels"]
    assert [source.best for source in whole.sources] == ["actor:wire", None]
    assert (whole.weapon, whole.victim_class, whole.stance) == (
        "shelling", VictimClass.MIXED, Stance.REPORTED,
    )  # fmt: skip
    assert whole.is_cumulative
    assert whole.told_incident == "12"
    assert (whole.passage.start, whole.passage.exact) == (7, "40 dead")
    assert part.part_of == whole.id
    assert (part.victims, part.measure, part.stance, part.voice) == (
        "children", Measure.STRIKES, Stance.DENIED, Voice.TITLE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('a.txt | "40 dead" | killed', "a row is document"),
        ('a.txt | "40 dead" | killed | 40-ish', "is no count"),
        ('a.txt | "40 dead" | killed | 40 | near Dahyan', "no cell begins like"),
        ('a.txt | "40 dead" | killed | 40 | part of "nothing"', "has the words"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(row, fault):
    with pytest.raises(ValueError, match=fault):
        testing.claims(row)

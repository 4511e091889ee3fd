"""Live pages: each entry is told at its own time, and a later one replaces an earlier."""

from datetime import date

import pytest

from onrecord import workflow

HEAD = """Strike on the fish market of Idlib: live

Published 16 December 2016

"""


@pytest.fixture
def built(tmp_path):
    """Return a maker of records: the entries of one live page, read as a build reads them."""

    def build(entries):
        folder = tmp_path / "reports"
        folder.mkdir()
        (folder / "live.txt").write_text(HEAD + entries, encoding="utf-8")
        return workflow.build(folder, tmp_path / "record").record

    return build


def test_yesterday_in_an_entry_is_the_day_before_that_entry(built):
    """The page began on the 16th; an entry of the 18th says "yesterday" and means the 17th."""
    record = built("""December 16, 14:05

The army said that its men held the road to the north of the town for now.

December 17, 09:00

Buses waited at the crossing through the night, drivers told our correspondent.

December 18, 08:30

Eleven civilians were killed in Idlib yesterday, the hospital said.
""")
    (claim,) = (c for c in record.claims.values() if c.count.low == 11)
    assert claim.when is not None
    assert claim.when.earliest == claim.when.latest == date(2016, 12, 17)


def test_a_later_entrys_toll_replaces_the_earlier_one_of_the_same_day(built):
    """Nine at nine, fourteen at two: the hospital now says fourteen, and why is in words."""
    record = built("""09:05

Nine civilians were killed in an air strike on the fish market in Idlib on Friday, the Idlib hospital said.

11:30

Rescuers were still searching the market, and roads to it were closed by the police.

14:10

Fourteen civilians were killed in the air strike on the fish market in Idlib on Friday, the Idlib hospital said.
""")
    figures = [f for made in record.figures.values() for f in made if str(f) == "14"]
    assert len(figures) == 1
    reasons = [reason for _, reason in figures[0].left_out]
    assert reasons == ["superseded by 14 at 14:10, a later entry"]

"""What one report gives, however long it is."""

import time
from datetime import UTC, datetime

import pytest

from onrecord import preserve
from onrecord.model import Claim, Count, Document, Measure, Outcome, Passage, Qualifier
from onrecord.workflow import engines, one_document

SAID = "12 people were killed"
MOST = one_document._MOST


class Names:
    """Knows nothing, and remembers how much it was asked to look through."""

    def __init__(self):
        self.longest = 0

    def find(self, content):
        self.longest = max(self.longest, len(content))
        return ()

    def place(self, _place_id):
        return None

    actor = place


class Reader:
    """Finds one sentence, wherever it stands."""

    engine = "stand-in 1"

    def claims(self, document, text, named):
        return tuple(self._found(document, text))

    def _found(self, document, text):
        assert all(block.end <= len(text.content) for block in text.blocks)
        start = -1
        while (start := text.content.find(SAID, start + 1)) >= 0:
            yield Claim(
                document=document.name,
                passage=Passage(
                    snapshot_id=text.snapshot_id, start=start, end=start + len(SAID), exact=SAID
                ),
                measure=Measure.PEOPLE,
                outcome=Outcome.KILLED,
                count=Count(low=12, high=12, qualifier=Qualifier.EXACT),
                engine=self.engine,
            )


@pytest.fixture
def taken(monkeypatch):
    def of(content: str):
        names = Names()
        monkeypatch.setattr(engines, "reader_of", lambda _: Reader())
        data = content.encode()
        document = Document(name="long.txt")
        snapshot = preserve.snapshot(document, data, "text/plain", datetime.now(UTC))
        return one_document.taken(document, snapshot, data, names), names

    return of


def long_text(characters: int) -> str:
    line = "The market was open, and the harbour was quiet all day.\n"
    return f"Shelling\n\n{SAID}.\n\n" + line * (characters // len(line)) + f"\n{SAID}.\n"


def test_a_text_of_many_pages_is_read_to_its_end(taken):
    given, _ = taken(long_text(20_000))
    assert len(given.claims) == 2
    assert "text-cut" not in {problem.code for problem in given.problems}


@pytest.mark.slow
def test_a_text_beyond_all_measure_is_kept_whole_and_its_beginning_read(taken):
    content = long_text(MOST + 500_000)
    began = time.monotonic()
    given, names = taken(content)
    assert time.monotonic() - began < 120
    assert given.text.content == content
    assert given.text.blocks[-1].end == len(content.rstrip())
    assert names.longest <= MOST
    assert [claim.passage.start for claim in given.claims] == [content.index(SAID)]
    (cut,) = [problem for problem in given.problems if problem.code == "text-cut"]
    assert cut.severity.value == "warning"
    assert f"{len(content):,} characters" in cut.message
    assert f"{len(content) - names.longest:,} were left unread" in cut.message


def test_the_beginning_ends_where_a_word_does(taken, monkeypatch):
    """12 of `1200` would be another number."""
    for most in range(8, 40):
        monkeypatch.setattr(one_document, "_MOST", most)
        content = "The toll on Friday rose to 1200 people, they said."
        _, names = taken(content)
        assert names.longest <= most
        assert content[names.longest] == " "

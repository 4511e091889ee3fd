"""No text, whatever it repeats, takes a time that grows faster than its length."""

import time
from datetime import UTC, datetime

import pytest

from onrecord.model import Document, Snapshot
from onrecord.workflow import engines, one_document

# Each of these once took, or was found by pumping the program's own patterns to take, a time
# that grows with the square of the length: two megabytes would have held a build for hours.
PUMPED = (
    '"', "<", "（", "！", "0", "0 ", "7,\u0663\u06637", "12 killed ", "three ", "one hundred ",
    "12 people were killed in Aleppo, ", "and 12 children ", "12 killed\n", "-", "\n", "A a ",
)  # fmt: skip
# Longer than what is cut into pieces (`extract.stretches`): up to there the square of a few hundred
# words is what a text may take.
SHORT, TIMES = 3_000, 4
QUICK = 1.0  # seconds of the processor: what a text of twelve thousand signs may take anyhow


def _took(words: str) -> float:
    data = words.encode()
    document = Document(name="pumped.txt")
    snapshot = Snapshot(
        document_id=document.id, media_type="text/plain", size=len(data), sha256="0" * 64,
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    begun = time.process_time()
    taken = one_document.taken(document, snapshot, data, engines.names())
    assert "reader-failed" not in {problem.code for problem in taken.problems}
    return time.process_time() - begun


@pytest.mark.parametrize("pump", PUMPED)
def test_four_times_the_text_takes_about_four_times_the_time(pump):
    def text(size: int) -> str:
        return (
            f"12 people were killed in Aleppo on Monday. {pump * (size // len(pump))}. He said so."
        )

    _took(text(100))  # what is loaded once
    long = _took(text(SHORT * TIMES))
    if long < QUICK:
        return  # what was found to grow took at least a second at this length
    short = _took(text(SHORT))
    # of sixteen times, which the square would be, three quarters: busy machines blur it
    assert long < 12 * short

"""Files made to harm, all in one folder: each ends as it must, in time and within memory."""

import json
import subprocess
import sys
from pathlib import Path

import hostile
import pytest

from onrecord import workflow

BUILT_ALONE = Path(__file__).with_name("built_alone.py")
SECONDS = 35  # by the clock, for one file: a child has thirty, and is then ended
# Bytes: a process that takes files apart may have one GiB, and so may one that reads reports
# beside others, though it gives way to another only when it holds more.
MOST_BESIDE = 1024**3


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a record of all of them, and note what each took and what was said of it."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "reports").mkdir()
    for name in hostile.NAMES:
        (folder / "reports" / name).write_bytes(hostile.data(name))
    (folder / "reports" / "zzz-good.txt").write_text(hostile.SAID)
    # in a process of its own: what one had that another test began would count here too
    alone = [sys.executable, BUILT_ALONE, folder / "reports", folder / "record"]
    done = subprocess.run(alone, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    return workflow.load_whole(folder / "record"), told["took"], told["most"]


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_file_ends_as_it_must(built, name):
    record, took, _ = built
    one = hostile.outcome(name)
    told = {p.code for p in record.problems if one.name in p.where}
    texts = [
        record.text_of(d.name)
        for d in record.documents.values()
        if d.name == one.name or d.name.startswith((f"{one.name}/", f"{one.name}#"))
    ]
    words = "\n".join(text.content for text in texts if text)
    assert one.ends & told or ("" in one.ends and (words or told)), (told, words[:200])
    if one.reads is not None:
        assert (hostile.SAID in words) is one.reads, (told, words[:200])
    assert "root:" not in words
    assert "hahahaha" not in words
    assert "reader-failed" not in told, "a fault of the program, not of the file"
    assert took.get(one.name, 0) < SECONDS


def test_the_report_after_them_all_is_read_and_nothing_lies_elsewhere(built):
    record, *_ = built
    assert record.text_of("zzz-good.txt").content == hostile.SAID
    assert not any(Path(place).exists() for place in ("/tmp/evil", "/etc/cron.d/evil"))  # noqa: S108 - named by the files


def test_no_process_took_more_than_its_share(built):
    assert built[2] < MOST_BESIDE


def test_every_problem_of_a_hostile_file_has_a_page(root, built):
    record, *_ = built
    pages = root / "docs" / "reference" / "problems"
    assert json.dumps(sorted({p.code for p in record.problems}))
    assert not [p.code for p in record.problems if not (pages / f"{p.code}.md").exists()]

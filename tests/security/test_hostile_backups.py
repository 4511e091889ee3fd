"""Whatever a backup holds, it is refused in one line, and nothing of it stands anywhere."""

import time
import tracemalloc

import hostile_backups
import pyrage
import pytest

from onrecord import workflow
from onrecord.model import OnRecordError

MOST_HELD = 24 * 1024 * 1024
SECONDS = 3
WORD = "olive"


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """A key file of age that opens none of them."""
    path = tmp_path_factory.mktemp("key") / "key.txt"
    path.write_text(str(pyrage.x25519.Identity.generate()))
    return path


@pytest.mark.parametrize("name", hostile_backups.BACKUPS)
def test_a_hostile_backup_is_refused_and_leaves_nothing(tmp_path, name, key):
    file = tmp_path / "backup.tar"
    file.write_bytes(hostile_backups.BACKUPS[name]())
    tracemalloc.start()
    begun = time.process_time()
    with pytest.raises(OnRecordError) as told:
        workflow.restore(file, tmp_path / "record", identity=key, passphrase=WORD)
    took, (_, most) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.name for one in tmp_path.iterdir()] == ["backup.tar"]
    assert "\n" not in str(told.value)
    assert took < SECONDS
    assert most < MOST_HELD
    assert not (tmp_path.parent / "out").exists()

from datetime import UTC, datetime

import pytest

from onrecord.model import RecordUnusable
from onrecord.store.settings import Settings, read_settings, write_settings

MADE = Settings(name="coast", created=datetime(2025, 3, 12, tzinfo=UTC), program="onrecord 1")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "onrecord.toml"


def test_what_is_written_is_read(path):
    write_settings(path, MADE)
    assert read_settings(path) == MADE


def test_every_setting_is_explained_where_it_stands(path):
    write_settings(path, MADE)
    lines = path.read_text("utf-8").splitlines()[2:]
    assert len(lines) == 5
    assert all(" # " in line for line in lines)


def test_a_person_s_changes_stay(path):
    path.write_text("most_mib = 5\n", "utf-8")
    write_settings(path, MADE)
    assert path.read_text("utf-8") == "most_mib = 5\n"
    assert read_settings(path).most_mib == 5


def test_without_a_file_the_usual_holds(path):
    assert read_settings(path).most_mib == 20


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("min_free = 3", "there is no setting “min_free”; known are name"),
        ('most_mib = "20"', "“most_mib” must be a whole number, not '20'"),
        ("most_mib = true", "“most_mib” must be a whole number, not True"),
        ("most_mib = -1", "cannot be less than nothing"),
        ("name = 3", "“name” must be text"),
        ("most_mib = ", "is not proper TOML"),
        ("[limits]\nmost_mib = 3", "there is no setting “limits”"),
    ],
)
def test_a_slip_is_one_line_that_says_what_is_wrong(path, text, line):
    path.write_text(text, "utf-8")
    with pytest.raises(RecordUnusable, match=line) as told:
        read_settings(path)
    assert str(path) in str(told.value)


def test_a_file_in_another_encoding_is_one_line(path):
    path.write_bytes(b'name = "caf\xe9"')
    with pytest.raises(RecordUnusable, match="is not proper TOML"):
        read_settings(path)


def test_a_mark_of_byte_order_is_passed_over(path):
    path.write_bytes(b'\xef\xbb\xbfname = "coast"')
    assert read_settings(path).name == "coast"


def test_a_folder_in_its_place_is_one_line(path):
    path.mkdir()
    with pytest.raises(RecordUnusable, match="cannot be read"):
        read_settings(path)

"""A record's settings: made once, followed, and one clear line when they cannot be."""

from pathlib import Path

import pytest

from onrecord.model import RecordUnusable
from onrecord.workflow import settings


def test_the_first_file_holds_the_defaults(tmp_path: Path) -> None:
    folder = tmp_path / "coast"
    folder.mkdir()
    settings.write_first(folder)
    assert settings.of(folder) == settings.Settings(title="coast", largest_file=20 * 1024 * 1024)


def test_what_a_person_wrote_is_kept_and_followed(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.toml"
    path.write_text('title = "The coast, March 2025"  # ours\nlargest_file_mib = 0.5\n')
    settings.write_first(tmp_path)
    assert "# ours" in path.read_text()
    assert settings.of(tmp_path).title == "The coast, March 2025"
    assert settings.of(tmp_path).largest_file == 512 * 1024


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert settings.of(tmp_path).title == tmp_path.name


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("title = ", "cannot be understood"),
        ("title = 5", "title must be words"),
        ("largest_file_mib = 0", "above 0"),
        ("largest_file_mib = true", "above 0"),
        ('largest_file_mib = "big"', "above 0"),
    ],
)
def test_a_setting_that_cannot_be_is_told_in_one_line(
    tmp_path: Path, written: str, says: str
) -> None:
    (tmp_path / "onrecord.toml").write_text(written)
    with pytest.raises(RecordUnusable, match=says) as told:
        settings.of(tmp_path)
    assert "onrecord.toml" in str(told.value)
    assert told.value.exit_code == 3

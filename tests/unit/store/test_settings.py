from datetime import UTC, datetime

import pytest

from onrecord.model import RecordUnusable
from onrecord.store.settings import AskedSettings, Settings, read_settings, write_settings

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
    assert len(lines) == 6
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


ASKED = '[reader.llm]\nbase_url = "{}"\nmodel = "small"\n'


@pytest.mark.parametrize(
    "address",
    [
        "https://models.example.org/v1",
        "http://localhost:8080/v1",
        "http://127.0.0.1:8080/v1",
        "http://127.9.9.9/v1",
        "http://[::1]:8080/v1",
    ],
)
def test_a_language_model_is_named_by_address_and_name(path, address):
    path.write_text(ASKED.format(address), "utf-8")
    asked = read_settings(path).reader
    assert asked == AskedSettings(base_url=address, model="small")
    assert asked.host == address.split("/")[2]


def test_without_its_table_there_is_no_language_model(path):
    write_settings(path, MADE)
    assert read_settings(path).reader is None


def test_plain_http_must_be_allowed_by_name(path):
    told = ASKED.format("http://10.0.0.7:8080/v1")
    path.write_text(f"{told}allow_plain_http = true\n", "utf-8")
    assert read_settings(path).reader.host == "10.0.0.7:8080"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("reader = 3", "knows only the table"),
        ("[reader.other]\nmodel = 'small'", "knows only the table"),
        ("[reader.llm]\nmodel = 'small'", "“reader.llm.base_url” is missing"),
        ("[reader.llm]\nbase_url = 'https://e.org'", "“reader.llm.model” is missing"),
        (ASKED.format("https://e.org") + "key = 'k'", "no setting “reader.llm.key”; known are"),
        (ASKED.format("https://e.org") + "budget_tokens = '5'", "must be a whole number"),
        (ASKED.format("https://e.org") + "budget_tokens = -5", "cannot be less than 0"),
        (ASKED.format("https://e.org") + "timeout_seconds = 0", "cannot be less than 1"),
        (ASKED.format("https://e.org") + "allow_plain_http = 1", "must be true or false"),
        (ASKED.format("models.example.org"), "must begin with https:// and name a host"),
        (ASKED.format("file:///etc/hosts"), "must begin with https:// and name a host"),
        (ASKED.format("https://e.org:port/v1"), "is no address"),
        (ASKED.format("https://me:secret@e.org/v1"), "must hold no user and no password"),
        (ASKED.format("https://e.org/v1?key=k"), "must end before any"),
        (ASKED.format("http://models.example.org/v1"), "is another machine"),
        (ASKED.format("http://10.0.0.7/v1"), "is another machine"),
        (ASKED.format("http://localhost.example.org/v1"), "is another machine"),
        (ASKED.format("http://127.0.0.1.example.org/v1"), "is another machine"),
        (ASKED.format("http://0.0.0.0/v1"), "is another machine"),
    ],
)
def test_a_slip_about_a_language_model_is_one_line(path, text, line):
    path.write_text(text, "utf-8")
    with pytest.raises(RecordUnusable, match=line) as told:
        read_settings(path)
    assert "secret" not in str(told.value)


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


def test_the_person_who_decides_stands_in_a_table_of_its_own(path):
    path.write_text('name = "coast"\n[people]\nname = " Amal "\n', "utf-8")
    assert read_settings(path).person == "Amal"
    path.write_text('name = "coast"\n', "utf-8")
    assert read_settings(path).person == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("people = 3", "“people” knows only “name”"),
        ("[people]\nnick = 'A'", "“people” knows only “name”"),
        ("[people]\nname = 3", "“people.name” must be text, not 3"),
        ("person = 'Amal'", "there is no setting “person”"),
    ],
)
def test_a_slip_about_who_decides_is_one_line(path, text, line):
    path.write_text(text, "utf-8")
    with pytest.raises(RecordUnusable, match=line):
        read_settings(path)


def test_pages_are_read_with_care_where_the_settings_say_so(path):
    path.write_text("[read]\ncareful = true\n", "utf-8")
    assert read_settings(path).read.careful
    path.write_text('name = "coast"\n', "utf-8")
    assert not read_settings(path).read.careful


def test_pages_are_read_in_bulk_where_the_settings_say_so(path):
    path.write_text("[read]\nbulk = true\n", "utf-8")
    assert read_settings(path).read.bulk
    path.write_text('name = "coast"\n', "utf-8")
    assert not read_settings(path).read.bulk


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[read]\nbulk = true\ncareful = true", "“read.careful” and “read.bulk” cannot both be"),
        ("[read]\nbulk = 1", "“read.bulk” must be true or false, not 1"),
        ("read = 3", "“read” knows only “careful”"),
        ("[read]\nquick = true", "“read” knows only “careful”"),
        ("[read]\ncareful = 'yes'", "“read.careful” must be true or false, not 'yes'"),
    ],
)
def test_a_slip_about_care_is_one_line(path, text, line):
    path.write_text(text, "utf-8")
    with pytest.raises(RecordUnusable, match=line):
        read_settings(path)

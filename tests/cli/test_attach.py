"""`onrecord attach`: files beside documents and incidents, and what is said of them."""

import io
import json
from hashlib import sha256

import pytest
from PIL import ExifTags, Image

from onrecord import workflow
from onrecord.model import Act, CustodyEvent
from onrecord.store import open_record

REPORTS = {
    "old.txt": "On 3 May 2014 at least 12 people were killed in Aleppo, a medic said.\n",
    "new.txt": "On 8 August 2018 three people were killed in Hama, SANA said.\n",
}
MANIFEST = "file,published\nold.txt,2014-05-04\nnew.txt,2018-08-09\n"


@pytest.fixture
def coast(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, words in REPORTS.items():
        (reports / name).write_text(words, encoding="utf-8")
    (reports / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    workflow.build(reports, tmp_path / "coast")
    return tmp_path / "coast"


@pytest.fixture
def photo(tmp_path, picture):
    """A picture whose file says where it was taken, by whom and with what."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "LINA-SECRET"
    inside, where = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    inside[ExifTags.Base.BodySerialNumber] = "SN-SECRET"
    where[ExifTags.GPS.GPSLatitude], where[ExifTags.GPS.GPSLatitudeRef] = (48.0, 51.0, 24.0), "N"
    where[ExifTags.GPS.GPSLongitude], where[ExifTags.GPS.GPSLongitudeRef] = (2.0, 21.0, 8.0), "E"
    out = io.BytesIO()
    picture(21).save(out, "JPEG", exif=exif)
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(out.getvalue())
    return path


def test_the_bytes_are_kept_and_custody_says_so(onrecord, coast, photo):
    told = onrecord("attach", coast, photo, "--document", "old", "--caption", "The square")
    assert told.code == 1, told
    assert "Attached IMG_1.jpg (image/jpeg, 320 × 320 pixels" in told.out
    hashed = sha256(photo.read_bytes()).hexdigest()
    kept = coast / "archive" / hashed[:2] / hashed[2:]
    assert kept.read_bytes() == photo.read_bytes()
    with open_record(coast) as held:
        events = [e for e in held.evidence("custody", CustodyEvent) if e.act is Act.ATTACHED]
        (medium,) = held.load().media
    assert [event.subject for event in events] == [medium.id]
    assert dict(events[0].details)["sha256"] == hashed
    assert (medium.caption, medium.name) == ("The square", "IMG_1.jpg")


def test_attached_again_it_is_there_once_and_a_caption_may_follow(onrecord, coast, photo):
    onrecord("attach", coast, photo, "--document", "old")
    again = onrecord("attach", coast, photo, "--document", "old")
    assert "There already: IMG_1.jpg" in again.out
    onrecord("attach", coast, photo, "--document", "old", "--caption", "Later words")
    with open_record(coast) as held:
        (medium,) = held.load().media
        assert not held.verify_log()
    assert medium.caption == "Later words"


def test_a_picture_of_an_earlier_report_is_said_at_once(onrecord, coast, photo):
    onrecord("attach", coast, photo, "--document", "old")
    told = onrecord("attach", coast, photo, "--document", "new")
    assert told.code == 1
    assert "was seen before. The same file is in old.txt, of 2014-05-04" in told.out
    assert "picture-seen-earlier" in onrecord("check", coast).out


def test_what_may_lead_to_the_photographer_leaves_in_nothing_that_is_written_out(
    onrecord, coast, photo, tmp_path
):
    told = onrecord("attach", coast, photo, "--document", "old", "--caption", "Here")
    assert "the file says a place, a name, a serial number" in told.out
    assert "another country than that of incident" in told.out
    out = [told.out, told.err, (coast / "report.html").read_text(encoding="utf-8")]
    for words in (
        ["show", coast],
        ["show", coast, "old.txt", "--json"],
        ["check", coast, "--json"],
    ):
        out += [onrecord(*words).out]
    for form in ("claims", "decisions", "names"):
        onrecord("export", coast, "--format", form, "-o", tmp_path / form)
        out.append((tmp_path / form).read_text(encoding="utf-8"))
    for secret in ("SECRET", "48.85", "2.352", "48.856"):
        assert not [told for told in out if secret in told], secret


def test_what_is_no_picture_is_kept_and_what_cannot_be_read_is_said(onrecord, coast, tmp_path):
    (tmp_path / "list.svg").write_text("<svg onload='x()'/>", encoding="utf-8")
    told = onrecord(
        "attach", coast, tmp_path / "list.svg", tmp_path / "none.jpg", "--document", "old"
    )
    assert told.code == 1
    assert "Attached list.svg (image/svg+xml" in told.out
    assert "none.jpg cannot be read: No such file or directory" in told.out


def test_a_file_beside_an_incident(onrecord, coast, photo):
    (first, *_) = json.loads(onrecord("show", coast, "--json").out)
    told = onrecord("attach", coast, photo, "--incident", first["id"])
    assert "Attached IMG_1.jpg" in told.out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "say what the files belong to"),
        (["--document", "old", "--incident", "x"], "say what the files belong to"),
        (["--document", "nothing"], "nothing in coast is called nothing"),
        (["--incident", "old"], "old is no incident"),
    ],
)
def test_wrong_use_is_one_line(onrecord, coast, photo, words, line):
    told = onrecord("attach", coast, photo, *words)
    assert told.code == 2
    assert line in told.err


def test_a_picture_that_is_not_what_was_kept_is_found(onrecord, coast, photo):
    onrecord("attach", coast, photo, "--document", "old")
    hashed = sha256(photo.read_bytes()).hexdigest()
    kept = coast / "archive" / hashed[:2] / hashed[2:]
    kept.chmod(0o644)
    kept.write_bytes(b"another")
    assert "archive-damaged" in onrecord("check", coast).out

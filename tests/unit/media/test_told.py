"""What the bytes of pictures and films tell, hostile ones included."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import ExifTags, Image

from onrecord import media
from onrecord.kit import apart
from onrecord.model import FileTells


def saved(image, form="JPEG", **more):
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def says(told):
    return {one.what: one.says for one in told.says}


def box(name, *inside):
    held = b"".join(inside)
    return struct.pack(">I4s", len(held) + 8, name) + held


def film(mvhd, *, before=b""):
    return box(b"ftyp", b"isom\0\0\0\0") + before + box(b"moov", box(b"mvhd", mvhd))


def exif(**tags):
    made = Image.Exif()
    inside, where = made.get_ifd(ExifTags.IFD.Exif), made.get_ifd(ExifTags.IFD.GPSInfo)
    for name, value in tags.items():
        if name.startswith("GPS"):
            where[ExifTags.GPS[name]] = value
        elif name in {"Make", "Model", "Software", "Artist", "DateTime", "ImageDescription"}:
            made[ExifTags.Base[name]] = value
        else:
            inside[ExifTags.Base[name]] = value
    return made


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
def test_a_picture_tells_its_size_and_seven_fingerprints(picture, form):
    told = media.told(saved(picture(1), form))
    assert told.media_type == f"image/{form.lower()}"
    assert (told.width, told.height, told.fault) == (320, 320, None)
    assert [how for how, _ in told.fingerprints] == [
        "pdq", "pdq mirrored", "pdq cut all", "pdq cut left", "pdq cut right", "pdq cut top",
        "pdq cut bottom",
    ]  # fmt: skip
    assert {len(bits) for _, bits in told.fingerprints} == {64}


def test_what_a_camera_wrote_is_told_as_the_files_claim(picture):
    data = saved(
        picture(2),
        exif=exif(
            DateTimeOriginal="2016:05:04 10:22:11", OffsetTimeOriginal="+03:00", Make="Acme",
            Model="Acme 7\x00", BodySerialNumber="SN-0042", CameraOwnerName="Lina", Artist="Lina",
            GPSLatitude=(35.0, 10.0, 48.0), GPSLatitudeRef="N",
            GPSLongitude=(35.0, 57.0, 0.0), GPSLongitudeRef="E",
        ),
    )  # fmt: skip
    told = says(media.told(data))
    assert told[FileTells.TIME] == "2016-05-04T10:22:11+03:00"
    assert told[FileTells.PLACE] == "35.18000, 35.95000"
    assert told[FileTells.DEVICE] == "Acme Acme 7"
    assert told[FileTells.SERIAL] == "SN-0042"
    assert told[FileTells.OWNER] == "Lina"
    dangerous = {one.what for one in media.told(data).says if one.is_dangerous}
    assert dangerous == {FileTells.PLACE, FileTells.SERIAL, FileTells.OWNER}


@pytest.mark.parametrize(
    "tags",
    [
        {"GPSLatitude": (0.0, 0.0, 0.0), "GPSLongitude": (0.0, 0.0, 0.0)},
        {"GPSLatitude": (91.0, 0.0, 0.0), "GPSLongitude": (1.0, 0.0, 0.0)},
        {"GPSLatitude": (35.0, 0.0, 0.0)},
        {"DateTimeOriginal": "0000:00:00 00:00:00"},
        {"DateTimeOriginal": "yesterday"},
    ],
)
def test_what_a_device_writes_that_does_not_know_is_nothing(picture, tags):
    assert media.told(saved(picture(2), exif=exif(**tags))).says == ()


def test_a_time_without_a_zone_has_none(picture):
    data = saved(picture(2), exif=exif(DateTimeOriginal="2016:05:04 10:22:11"))
    assert says(media.told(data))[FileTells.TIME] == "2016-05-04T10:22:11"


def test_words_of_a_file_are_one_line_of_what_can_be_printed(picture):
    data = saved(picture(2), exif=exif(ImageDescription="a\x1b[2J\nb" + "x" * 999))
    told = says(media.told(data))[FileTells.WORDS]
    assert told.startswith("a [2J b")
    assert len(told) <= 200


def test_a_picture_with_nothing_in_it_has_no_fingerprint():
    told = media.told(saved(Image.new("RGB", (300, 300), "white"), "PNG"))
    assert (told.width, told.fingerprints, told.fault) == (300, (), None)


def test_a_film_tells_how_long_it_runs_and_when_it_was_written():
    short = struct.pack(">IIIII", 0, 3_545_000_000, 3_545_000_000, 600, 600 * 95)
    told = media.told(film(short, before=box(b"free", b"x" * 9)))
    assert (told.media_type, told.seconds) == ("video/mp4", 95.0)
    assert says(told) == {FileTells.MADE: "2016-05-02T02:13:20+00:00"}
    long = struct.pack(">IQQIQ", 1 << 24, 0, 0, 1000, 61_500)
    told = media.told(film(long))
    assert (told.seconds, told.says) == (61.5, ())


@pytest.mark.parametrize(
    "data",
    [
        film(b""),
        film(b"\0" * 7),
        box(b"ftyp", b"isom") + struct.pack(">I4s", 3, b"moov"),
        box(b"ftyp", b"isom") + struct.pack(">I4sQ", 1, b"moov", 2**63),
        box(b"ftyp", b"isom") + box(b"free") * 20_000,
        struct.pack(">I4s", 0, b"ftyp"),
    ],
)
def test_a_broken_film_is_kept_and_tells_nothing(data):
    told = media.told(data)
    assert (told.seconds, told.says) == (None, ())


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb(side, channels=2):
    """A PNG of a few hundred bytes that says it is so large."""
    head = struct.pack(">IIBBBBB", side, side, 8, channels, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def tiff(width, height, offsets=1, following=0):
    """A TIFF with its tags; `following` is where it says that its next directory is."""
    tags = [(256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 1), (262, 3, 1)]
    tags += [(273, 4, 8), (278, 4, height), (279, 4, offsets)]
    rows = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + rows + struct.pack("<I", following)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bomb(60_000), "more pixels than are unpacked"),
        (tiff(90_000, 90_000), "more pixels than are unpacked"),
        (tiff(64, 64, following=8), "not whole"),  # its directories run in a circle
        (bomb(9_000), "not whole"),
        (b"\xff\xd8\xff\xe0", "failed"),
        (b"\x89PNG\r\n\x1a\n", "failed"),
        (b"GIF89a", "failed"),
    ],
)
def test_a_hostile_picture_is_a_fault_in_words_and_nothing_more(data, why):
    told = media.told(data)
    assert why in (told.fault or "")
    assert told.fingerprints == ()


def test_a_picture_that_was_cut_off_is_said_not_to_be_whole(picture):
    whole = saved(picture(3))
    told = media.told(whole[: len(whole) // 2])
    assert (told.width, told.fingerprints) == (320, ())
    assert "not whole" in told.fault


def test_a_broken_exif_block_keeps_nobody_from_the_picture(picture):
    made = exif(Make="Acme").tobytes()
    loop = b"Exif\0\0II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 0x8769, 4, 1, 8) + b"\x08\0\0\0"
    for block in (loop, made[: len(made) - 7], b"Exif\0\0" + b"\xff" * 60):
        told = media.told(saved(picture(3), exif=block))
        assert (told.width, len(told.fingerprints), told.fault) == (320, 7, None)


def test_a_file_that_is_two_things_is_shown_as_pixels_only(picture):
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("Evil.class", "SECRET-CODE")
    both = saved(picture(4), "GIF") + inside.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(both))
    assert media.kind_of(both) == "image/gif"
    made = media.shown(both)
    assert Image.open(io.BytesIO(made)).format == "JPEG"
    assert not zipfile.is_zipfile(io.BytesIO(made))


def test_a_shown_picture_carries_nothing_along(picture):
    data = saved(picture(5), exif=exif(CameraOwnerName="Lina", Make="Acme"), comment=b"SECRET")
    made = media.shown(data)
    assert b"SECRET" in data
    assert not [word for word in (b"Lina", b"Acme", b"SECRET", b"Exif") if word in made]
    assert not Image.open(io.BytesIO(made)).getexif()


def test_a_shown_picture_stands_as_the_camera_was_held_and_is_not_huge(picture):
    turned = Image.Exif()
    turned[ExifTags.Base.Orientation] = 6
    made = Image.open(io.BytesIO(media.shown(saved(picture(5).resize((4000, 2000)), exif=turned))))
    assert made.size == (800, 1600)


@pytest.mark.parametrize("data", [b"<svg onload='x()'/>", b"%PDF-1.7", b"MZ\x90", b""])
def test_what_is_no_picture_is_neither_taken_apart_nor_shown(data):
    told = media.told(data)
    assert (told.width, told.says, told.fault) == (None, (), None)
    with pytest.raises(apart.TooHard, match="no picture"):
        media.shown(data)

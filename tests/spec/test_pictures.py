"""Pictures beside reports: seen before, changed on the way, and what their files say."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from PIL import Image, ImageDraw, ImageOps

from onrecord import checks, media
from onrecord.model import (
    Block,
    Document,
    FileClaim,
    FileTells,
    Medium,
    Place,
    PlaceKind,
    Text,
    Voice,
)

ROW = 'a.txt | "Three people were killed" | killed | 3 | in Dahyan | 2018-08-19'
TEXTS = {"a.txt": "Three people were killed.", "b.txt": "Nothing.", "c.txt": "Nothing."}
SHELF = "a.txt | The Courier | 2018-08-20\nb.txt | Northern Post | 2016-05-04\nc.txt | Daily | 2018-08-20"


def jpeg(image, quality=85):
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def beside(document, data, **more):
    told = media.told(data)
    plain = Medium(
        sha256=sha256(data).hexdigest(), media_type=told.media_type, size=len(data), name="p.jpg",
        document_id=Document(name=document).id, at=datetime(2024, 1, 1, tzinfo=UTC),
        width=told.width, height=told.height, fingerprints=told.fingerprints,
    )  # fmt: skip
    return replace(plain, **more)


@pytest.fixture
def problems(record_of):
    """Return the problems of one code in a record with some media."""

    def look(code, *held):
        record = replace(record_of(ROW, TEXTS, shelf=SHELF), media=held)
        return [problem for problem in checks.run(record) if problem.code == code]

    return look


def less(image, *, left=0.0, top=0.0, right=0.0, bottom=0.0):
    wide, high = image.size
    box = (left * wide, top * high, (1 - right) * wide, (1 - bottom) * high)
    return image.crop(tuple(round(edge) for edge in box))


def marked(image):
    """An agency's name on a pale field in the corner."""
    image = image.convert("RGBA")
    over = Image.new("RGBA", image.size, (0, 0, 0, 0))
    wide, high = image.size
    ImageDraw.Draw(over).rectangle(
        [wide * 0.6, high * 0.88, wide * 0.98, high * 0.97], fill=(255, 255, 255, 190)
    )
    return Image.alpha_composite(image, over)


CHANGED = {
    "as it was": lambda image: image,
    "half as large": lambda image: image.resize((160, 160)),
    "saved badly": lambda image: Image.open(io.BytesIO(jpeg(image, 20))),
    "without colours": lambda image: image.convert("L"),
    "turned over": ImageOps.mirror,
    "cut by 5 % all round": lambda image: less(image, left=0.025, top=0.025, right=0.025, bottom=0.025),
    "cut by 5 % at the foot": lambda image: less(image, bottom=0.05),
    "cut by 3 % at the left": lambda image: less(image, left=0.03),
    "marked": marked,
    "turned over, smaller, saved badly": lambda image: Image.open(
        io.BytesIO(jpeg(ImageOps.mirror(image).resize((200, 200)), 40))
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", CHANGED)
def test_a_picture_that_an_earlier_report_had_is_asked_about(problems, picture, how):
    """A picture of 2016 beside a report of 2018, whatever was done to it on the way."""
    old, new = picture(11), CHANGED[how](picture(11))
    (problem,) = problems(
        "picture-seen-earlier", beside("b.txt", jpeg(old)), beside("a.txt", jpeg(new))
    )
    assert problem.where == "a.txt"
    assert "in b.txt, of 2016-05-04" in problem.message
    assert "the words around it here may tell of another event" in problem.message


@pytest.mark.parametrize("how", CHANGED)
def test_the_earlier_one_may_be_the_one_that_was_changed(problems, picture, how):
    """Whoever showed it first may have shown a part of it."""
    held = (
        beside("b.txt", jpeg(CHANGED[how](picture(11)))),
        beside("a.txt", jpeg(picture(11))),
    )
    assert len(problems("picture-seen-earlier", *held)) == 1


def test_other_pictures_are_left_alone(problems, picture):
    """Forty pictures with the same make-up in two reports: none is taken for another."""
    held = [beside("ab"[seed % 2] + ".txt", jpeg(picture(seed))) for seed in range(40)]
    assert problems("picture-seen-earlier", *held) == []


def test_reports_of_one_day_may_share_a_picture(problems, picture):
    """An agency hands a picture to all."""
    data = jpeg(picture(12))
    assert problems("picture-seen-earlier", beside("a.txt", data), beside("c.txt", data)) == []


def test_white_pages_are_not_the_same_picture(problems):
    """There is nothing in them to know them by."""
    white, light = Image.new("RGB", (300, 300), "white"), Image.new("RGB", (300, 310), "ivory")
    held = beside("a.txt", jpeg(white)), beside("b.txt", jpeg(light))
    assert problems("picture-seen-earlier", *held) == []


def test_a_film_is_known_again_by_its_bytes_only(problems):
    """Nothing here looks at the frames of a film."""
    film = b"\0\0\0\x14ftypisom\0\0\0\0" + b"\0\0\0\x08free"
    held = beside("a.txt", film), beside("b.txt", film), beside("c.txt", film + b"\0")
    (problem,) = problems("picture-seen-earlier", *held)
    assert "The same file is in b.txt" in problem.message


def test_the_earliest_of_several_is_named_once(problems, picture):
    """One question a picture, with the first day on which the record has it."""
    data = jpeg(picture(13))
    held = [beside(name, data) for name in ("a.txt", "b.txt", "c.txt")]
    found = problems("picture-seen-earlier", *held)
    assert sorted(problem.where for problem in found) == ["a.txt", "c.txt"]
    assert all("b.txt, of 2016-05-04" in problem.message for problem in found)


@pytest.mark.parametrize(
    ("countries", "asked"), [(("XA",), 0), (("XB", "XA"), 0), (("XB",), 1), ((), 0)]
)
def test_a_place_in_another_country_is_a_question_that_does_not_repeat_it(
    record_of, picture, countries, asked
):
    """What a file says of the place may lead to the photographer: the problem holds none of it."""
    record = record_of(ROW, TEXTS, shelf=SHELF)
    places = {
        held: Place(id=held, name=one.name, kind=PlaceKind.TOWN, country="XA", latitude=1.0, longitude=1.0)
        for held, one in record.places.items()
    }  # fmt: skip
    says = (FileClaim(what=FileTells.PLACE, says="12.34567, 7.65432"),)
    held = beside("a.txt", jpeg(picture(14)), told_by_file=says, countries=countries)
    found = checks.run(replace(record, places=places, media=(held,)))
    messages = [problem.message for problem in found if problem.code == "picture-place"]
    assert len(messages) == asked
    assert not any("12.3" in message or "XB" in message for message in messages)


def test_the_claims_of_a_caption_are_linked_to_its_picture(record_of, picture):
    """The words under a picture are the newspaper's claims; the picture itself claims nothing."""
    record = record_of(ROW, TEXTS, shelf=SHELF)
    content = "Three people were killed."
    block = Block(start=0, end=len(content), voice=Voice.CAPTION, rule="test")
    text = Text(snapshot_id="a.txt", content=content, blocks=(block,), language="en", reader="test")
    held = beside("a.txt", jpeg(picture(15)), caption="Three  people were KILLED. Photo: SANA")
    assert media.claims_of(held, text, record.claims.values()) == tuple(record.claims.values())
    other = replace(held, caption="A square in spring")
    assert media.claims_of(other, text, record.claims.values()) == ()
    in_body = replace(text, blocks=(replace(block, voice=Voice.BODY),))
    assert media.claims_of(held, in_body, record.claims.values()) == ()

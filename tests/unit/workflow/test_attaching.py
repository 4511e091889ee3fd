"""Pictures that come with a document are put beside it when the record is built."""

import io
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from onrecord import acquire, workflow
from onrecord.acquire import Acquired
from onrecord.model import Act, Capture, CustodyEvent, Document, Part, Way
from onrecord.store import open_record

STYLE = b"p { color: red }"


@pytest.fixture
def mail(picture):
    """A mail with a picture, a drawing and a style sheet."""
    out = io.BytesIO()
    picture(41).save(out, "PNG")
    parts = {"a.png": out.getvalue(), "b.svg": b"<svg/>", "c.css": STYLE}
    told = [
        Part(url=name, sha256=sha256(data).hexdigest(), media_type="image/png", caption="A square")
        for name, data in parts.items()
    ]
    gone = Part(url="gone.png", sha256="0" * 64, media_type="image/png")
    return Acquired(
        document=Document(name="mail.eml"),
        data=b"On 3 May 2014 five people were killed in Aleppo, a medic said.\n",
        media_type="text/plain",
        capture=Capture(
            way=Way.CONTAINER, at=datetime(2024, 5, 1, tzinfo=UTC), parts=(*told, gone)
        ),
        kept=tuple(parts.values()),
    )


@pytest.fixture
def build(tmp_path, mail, monkeypatch):
    (tmp_path / "reports").mkdir()
    monkeypatch.setattr(acquire, "folder", lambda *_, **__: iter([mail]))
    return lambda: workflow.build(tmp_path / "reports", tmp_path / "coast").record


def test_what_shows_something_is_a_medium_of_the_document(build):
    media = {medium.name: medium for medium in build().media}
    assert set(media) == {"a.png", "b.svg"}  # a style sheet shows nothing
    one = media["a.png"]
    assert one.document_id == Document(name="mail.eml").id
    assert (one.caption, one.width, one.media_type) == ("A square", 320, "image/png")
    assert media["b.svg"].media_type == "image/svg+xml"  # by its bytes, not as the mail said


def test_built_again_nothing_is_there_twice(build, tmp_path):
    first = build().media
    assert build().media == first
    with open_record(tmp_path / "coast") as kept:
        acts = [event.act for event in kept.evidence("custody", CustodyEvent)]
        assert not kept.verify_log()
    assert acts.count(Act.ATTACHED) == 2
    assert acts.count(Act.TAKEN) == 1

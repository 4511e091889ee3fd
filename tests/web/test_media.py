"""Pictures at the desk: covered, made anew where shown, and never sent as they came to be seen."""

import io

import pytest
from PIL import ExifTags, Image
from starlette.testclient import TestClient

from onrecord import workflow
from onrecord.web import app
from onrecord.workflow.desk import Desk

ADDRESS = "http://127.0.0.1:8440"


@pytest.fixture
def photo(tmp_path, picture):
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "LINA-SECRET"
    exif[ExifTags.Base.Make] = "Acme"
    out = io.BytesIO()
    picture(31).save(out, "JPEG", exif=exif)
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(out.getvalue() + b"PK-BEHIND-IT")
    return path


@pytest.fixture
def at_desk(folder, photo, tmp_path):
    """A desk with a picture, a film and a drawing with a script beside one document."""
    (tmp_path / "a.svg").write_text("<svg><script>owned()</script></svg>", encoding="utf-8")
    (tmp_path / "f.mp4").write_bytes(b"\0\0\0\x14ftypisom\0\0\0\0")
    record = workflow.load(folder)
    document = next(
        d
        for d in record.documents.values()
        if d.name in {c.document for c in record.claims.values()}
    )
    files = [photo, tmp_path / "a.svg", tmp_path / "f.mp4"]
    workflow.attach(folder, files, workflow.Beside(document=document.id, caption="A <b>square"))
    with Desk(folder) as desk:
        client = TestClient(app(desk), base_url=ADDRESS, follow_redirects=False)
        yield client, document, {m.name: m for m in desk.view.record.media}


def test_nothing_is_shown_before_somebody_asks(at_desk):
    client, document, media = at_desk
    page = client.get(f"/documents/{document.id}").text
    assert "covered" in page
    assert "A &lt;b&gt;square" in page
    assert "<img" not in page
    one = client.get(f"/media/{media['IMG_1.jpg'].id}").text
    assert "<img" not in one
    assert "This picture is covered" in one


def test_asked_for_one_picture_is_uncovered_without_a_script(at_desk):
    client, _, media = at_desk
    medium = media["IMG_1.jpg"]
    page = client.get(f"/media/{medium.id}?show=1").text
    assert f'<img class="uncovered" src="/media/{medium.id}/picture"' in page
    assert page.count("<img") == 1


def test_what_is_shown_was_made_anew_from_the_pixels(at_desk):
    client, _, media = at_desk
    answer = client.get(f"/media/{media['IMG_1.jpg'].id}/picture")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert Image.open(io.BytesIO(answer.content)).size == (320, 320)
    assert not [w for w in (b"LINA", b"Acme", b"BEHIND") if w in answer.content]


def test_the_original_is_a_file_to_save_and_nothing_else(at_desk, photo):
    client, _, media = at_desk
    answer = client.get(f"/media/{media['IMG_1.jpg'].id}/bytes")
    assert answer.content == photo.read_bytes()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["a.svg", "f.mp4"])
def test_what_is_no_picture_is_never_shown_inside_a_page(at_desk, name):
    client, _, media = at_desk
    for show in ("", "?show=1"):
        page = client.get(f"/media/{media[name].id}{show}").text
        assert "It is not shown here" in page
        assert "<img" not in page
        assert "owned()" not in page
    assert client.get(f"/media/{media[name].id}/picture").status_code >= 400
    answer = client.get(f"/media/{media[name].id}/bytes")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_what_may_lead_to_the_photographer_is_folded_away(at_desk):
    client, _, media = at_desk
    page = client.get(f"/media/{media['IMG_1.jpg'].id}").text
    before, _, folded = page.partition("<details>")
    assert "Acme" in before
    assert "LINA-SECRET" not in before
    assert "LINA-SECRET" in folded


def test_the_incident_lists_what_is_beside_its_documents(at_desk):
    client, document, media = at_desk
    record = client.app.state.desk.view.record
    incident = next(
        i for i in record.incidents
        if document.name in {record.claims[c].document for c in i.claim_ids}
    )  # fmt: skip
    page = client.get(f"/incidents/{incident.id}").text
    assert f"/media/{media['IMG_1.jpg'].id}" in page
    assert "/picture" not in page


def test_a_picture_that_is_not_there_is_said_in_words(at_desk):
    client, _, _ = at_desk
    assert client.get("/media/med_nothing").status_code == 404

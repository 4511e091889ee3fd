"""`onrecord evidence`: where the words stand in the original, shown by the README's command."""

import io
import json
import shutil
import subprocess

import pytest
from reportlab.pdfgen.canvas import Canvas

from onrecord import workflow

PAGE = """<!doctype html><html><head>{head}<title>سوق حلب</title></head><body><article>
<h1>Aleppo market hit</h1>
<p>قُصف سوق حلب يوم الاثنين &mdash; nobody had warned the people who were there, they said.</p>
<p>On Monday <b>nine</b> people <a href="/x">were killed</a> in Aleppo, residents said.</p>
<p>Nobody has claimed the attack, and the market stayed closed for the rest of the week.</p>
</article></body></html>"""
PLAIN = "Café Haddad, حلب.\n\nOn Monday nine people were killed in Aleppo, residents said.\n"


@pytest.fixture
def handed_over(onrecord, tmp_path, monkeypatch):
    """Build a record of one report, seal it, hand over its first claim, and unpack that."""
    monkeypatch.chdir(tmp_path)

    def made(name, data):
        (tmp_path / "reports").mkdir()
        (tmp_path / "reports" / name).write_bytes(data)
        assert onrecord("build", "reports", "--record", "coast").code in {0, 1}
        onrecord("seal", "coast")
        claims = workflow.load(tmp_path / "coast").claims.values()
        claim = next(one for one in claims if "killed" in one.passage.exact)
        onrecord("evidence", "coast", claim.id, "-o", "e.zip")
        shutil.unpack_archive(tmp_path / "e.zip", tmp_path / "there", "zip")
        (folder,) = (tmp_path / "there").iterdir()
        return claim, folder

    return made


def _place(folder):
    return json.loads((folder / "manifest.json").read_text())["place"]


def _shown(folder):
    """Return what the README's command about the place prints, typed into a shell."""
    told = (folder / "README.txt").read_text().partition("Where the words stand")[2]
    (command,) = [line[4:] for line in told.splitlines() if line.startswith("    ")]
    assert command in (folder / "claim.html").read_text()
    done = subprocess.run(
        ["sh"], input=command.encode(), cwd=folder, capture_output=True,  # noqa: S607
        check=True, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    )  # fmt: skip
    assert not done.stderr
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("name", "encoding", "head"),
    [
        ("a.html", "utf-8", '<meta charset="utf-8">'),
        ("a.html", "cp1256", '<meta charset="windows-1256">'),
        ("a.html", "utf-16", ""),
    ],
)
def test_a_pages_words_are_shown_where_they_stand_with_its_tags(handed_over, name, encoding, head):
    page = PAGE.format(head=head)
    claim, folder = handed_over(name, page.encode(encoding))
    exact = _shown(folder)
    place = _place(folder)
    assert exact == place["exact"]
    assert 'people <a href="/x">were killed' in exact
    assert exact in page
    plain = exact.replace('<a href="/x">', "").replace("</a>", "").replace("</b>", "")
    assert plain == claim.passage.exact
    mark = encoding == "utf-16"  # its byte order mark is a character of the source
    assert page[place["start"] - mark : place["end"] - mark] == exact
    shown = (folder / "claim.html").read_text()
    assert "<h2>Place in the original</h2>" in shown
    assert "&lt;a href=&quot;/x&quot;&gt;were killed" in shown
    assert f"bytes {place['first_byte']} to {place['first_byte'] + place['size']}" in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_the_words_of_plain_text_are_shown_where_they_stand(handed_over, encoding):
    claim, folder = handed_over("a.txt", PLAIN.encode(encoding))
    assert _shown(folder) == claim.passage.exact == _place(folder)["exact"]
    assert _place(folder)["not_told"] is None


def test_bytes_that_mean_nothing_before_the_words_do_not_shift_the_place(handed_over):
    """They are counted as what they are: one character of the text, but as many bytes."""
    data = PLAIN.encode().replace("é".encode(), b"\xe2\x82")
    claim, folder = handed_over("a.txt", data)
    assert _shown(folder) == claim.passage.exact
    place = _place(folder)
    assert data[place["first_byte"] :].startswith(claim.passage.exact.encode())


def test_words_of_a_paper_have_a_page(handed_over):
    out = io.BytesIO()
    canvas = Canvas(out)
    for words in ("The year in figures.", "On 3 May 2024 nine people were killed in Aleppo."):
        canvas.drawString(60, 760, words)
        canvas.showPage()
    canvas.save()
    _, folder = handed_over("a.pdf", out.getvalue())
    place = _place(folder)
    assert (place["page"], place["first_byte"]) == (2, None)
    assert "page 2 of original.pdf. A PDF draws its words" in (folder / "claim.html").read_text()
    assert "page 2 of original.pdf" in (folder / "README.txt").read_text()


def test_words_whose_encoding_was_repaired_have_no_place_and_it_says_so(handed_over):
    words = "They don’t know. Nine people were killed in Aleppo, he said—twice—and it’s over."
    _, folder = handed_over("a.txt", words.encode().decode("cp1252").encode())
    place = _place(folder)
    assert place["first_byte"] is None
    assert "text.txt is not the original character for character" in place["not_told"]
    told = (folder / "README.txt").read_text().partition("Where the words stand")[2]
    assert "no place in the original" in " ".join(told.split())
    assert "    tail" not in told

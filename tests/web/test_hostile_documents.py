"""Hostile documents: they show as text, and harm nothing."""

import re

import pytest

from onrecord import workflow

SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
HTML = f"""<!doctype html><html lang="en"><head><title>Raid on Tal Amar</title>
<meta http-equiv="refresh" content="0;url=https://elsewhere.example/"></head><body><article>
<h1>Raid on Tal Amar</h1><p onclick="alert(1)">Twelve people were killed in Aleppo on Tuesday.</p>
<p>Another paragraph, long enough to be the body of a report about what had happened there.</p>
{SCRIPT}<iframe src="https://elsewhere.example/"></iframe></article></body></html>"""
REPORTS = {
    "script.txt": f"Aleppo raid {SCRIPT}\n\nAt least 12 people were killed in Aleppo on Tuesday, "
    "a medic said. \"' onmouseover=alert(1) x='\n",
    "bidi.txt": "Aleppo\n\n\u202e12 people were killed\u202c in Aleppo, 😢😢 and 3 people were "
    "injured\x07 there.\n",
    "long.txt": "Aleppo\n\n12 people were killed in Aleppo. " + "word " * 2_000_000 + "\n",
    "page.html": HTML,
    "arabic.txt": "قتل 14 شخصا في حلب يوم الجمعة\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "reports").mkdir()
    for name, words in REPORTS.items():
        (folder / "reports" / name).write_text(words, encoding="utf-8")
    workflow.build(folder / "reports", folder / "hostile")
    return folder / "hostile"


@pytest.fixture
def page(client, desk):
    """Return the page of a document."""

    def opened(name, path="", **asked):
        found = desk.view.record.documents[name]
        return client.get(f"/documents/{found.id}{path}", params=asked)

    return opened


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("path", ["", "/original"])
def test_nothing_of_a_document_is_markup(page, name, path):
    told = page(name, path)
    assert told.status_code == 200
    inside = told.text.partition("<main")[2].partition("</main>")[0]
    assert not re.search(r"<(script|img|iframe|meta|object|svg|link)\b", inside)
    assert not re.search(r"<[^>]*\son\w+\s*=", inside)


def test_overrides_of_direction_are_shown_as_marks(page):
    told = page("bidi.txt").text
    assert "⟦RLO⟧" in told
    assert "␇" in told
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x07]", told)


def test_a_paragraph_of_ten_megabytes_is_cut_into_pages(page):
    first = page("long.txt")
    assert len(first.content) < 200_000
    assert re.search(r"page 1 of \d{3}", first.text)
    assert 'rel="next"' in first.text
    last = page("long.txt", part=9_999)
    assert last.status_code == 200
    assert 'rel="next"' not in last.text
    assert len(page("long.txt", "/original").content) < 200_000


def test_the_bytes_are_handed_out_as_a_file_that_nothing_opens(page):
    told = page("page.html", "/bytes")
    assert told.content.decode() == HTML
    assert told.headers["content-type"] == "application/octet-stream"
    assert told.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in told.headers["content-security-policy"]


def test_offsets_count_code_points_past_what_cannot_be_shown(page, desk):
    told = page("bidi.txt").text
    text = desk.view.record.text_of("bidi.txt")
    runs = re.findall(r'data-start="(\d+)" data-end="(\d+)"', told)
    assert "".join(text.words(int(a), int(b)) for a, b in runs).replace("\n", "") == (
        text.content.replace("\n", "")
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_a_hostile_document_does_nothing_in_a_browser(browse, desk, width):
    for name in ("script.txt", "bidi.txt", "page.html"):
        found = desk.view.record.documents[name]
        for path in (f"/documents/{found.id}", f"/documents/{found.id}/original"):
            opened = browse(path, width=width)
            opened.page.wait_for_load_state("networkidle")
            assert opened.page.title() != "owned"
            assert opened.errors == []
            assert opened.elsewhere == []
            assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_words_selected_past_emoji_and_marks_are_the_words_that_are_kept(browse, desk):
    found = desk.view.record.documents["bidi.txt"]
    page = browse(f"/documents/{found.id}").page
    page.evaluate(
        """() => {
          const runs = [...document.querySelectorAll(".text [data-start]")];
          const run = runs.find((one) => one.textContent.includes("3 people"));
          const at = run.firstChild.data.indexOf("3 people");
          getSelection().setBaseAndExtent(run.firstChild, at, run.firstChild, at + 8);
        }"""
    )
    start, end = page.locator(".add-here").get_attribute("data-at").split(":")
    assert desk.view.record.text_of("bidi.txt").words(int(start), int(end)) == "3 people"

"""Whatever a text holds, the page shows it as text."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import publish
from onrecord.model import Aside, Claim, Problem, SetAside, Severity, Voice
from onrecord.publish import shown


def _record(invented, words: str, before: str = "", after: str = "", **told):
    draft = invented.Draft()
    draft.document("d.txt", [(Voice.BODY, before + words + after)], language="en", **told)
    snapshot = draft.snapshots["d.txt"]
    claim_id = draft.claim("c", "d.txt", words, "3")
    assert draft.texts[snapshot.id].words(len(before), len(before) + len(words)) == words
    return replace(
        invented.record(), documents=draft.documents, snapshots=draft.snapshots,
        texts=draft.texts, claims=draft.claims, incidents=(), origins=(), sums={}, figures={},
        problems=(), asides=(Aside(claim_id=claim_id, reason=SetAside.UNPLACED),),
    )  # fmt: skip


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)> 3 killed & \"more\" 'dead'"


def test_markup_in_a_text_is_shown_as_text(invented, taken):
    page = taken(_record(invented, SCRIPT, before="</style></script><!-- "))
    assert SCRIPT in page.marks
    assert page.tags["script"] == 1
    assert page.tags["img"] == 0


def test_markup_in_every_other_field_is_shown_as_text(invented, taken, record):
    bad = "</title><svg onload=alert(1)>"
    claim_id, claim = next(iter(record.claims.items()))
    slots = invented.mention(bad, carried=bad)
    claim = replace(
        claim, victims=bad, weapon=bad, perpetrators=slots, places=slots, times=slots,
        sources=slots, engine=bad, rule=bad, decision=bad,
    )  # fmt: skip
    whole = replace(
        record, name=bad, claims={**record.claims, claim_id: claim},
        documents={k: replace(v, title=bad, publisher=bad, author=bad, language=bad, found_in=(("published", bad),)) for k, v in record.documents.items()},
        incidents=tuple(replace(i, place_names=(bad,), perpetrators=(bad,)) for i in record.incidents),
        origins=tuple(replace(o, name=bad, excludes=(bad,)) for o in record.origins),
        problems=(Problem(code=bad, message=bad, where=bad, severity=Severity.ERROR),),
    )  # fmt: skip
    page, clean = taken(whole), taken(record)
    assert page.tags["svg"] <= clean.tags["svg"]
    assert not [1 for _, name, _ in page.attributes if name.startswith("on")]
    assert not [1 for _, name, value in page.attributes if name == "lang" and "<" in value]


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("3 killed\u202e yesterday", "3 killed⟦RLO⟧ yesterday"),
        ("3\u2066 killed \u2069", "3⟦LRI⟧ killed ⟦PDI⟧"),
        ("3 killed\x00\x1b[31m", "3 killed␀␛[31m"),
        ("3 killed\ud800", "3 killed\ufffd"),
        ("3 killed\x85\x7f", "3 killed\ufffd␡"),
        ("3\u200f killed", "3\u200f killed"),
    ],
)
def test_characters_that_would_act_on_the_page_are_made_visible(invented, taken, words, seen):
    page = taken(_record(invented, words))
    assert seen in page.marks


def test_a_page_can_always_be_written_as_utf_8(invented):
    record = _record(invented, "3 killed \ud83d", title="\udc00", publisher="\x00")
    publish.report(record).encode("utf-8")


def test_a_huge_paragraph_is_cut_to_the_words_and_their_surroundings(invented):
    noise = "word " * 1_000_000
    page = publish.report(
        _record(invented, "3 people were killed", before=noise, after=" " + noise)
    )
    assert "<mark>3 people were killed</mark>" in page
    assert len(page) < 300_000


def test_words_without_end_are_cut_and_the_page_says_so(invented, taken):
    page = taken(_record(invented, "3 killed " + "x" * 10_000_000))
    assert "of these words are not shown here" in page.said("page")
    assert len(page.said("page")) < 100_000


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/x", "http://[", "https:///x",
     "https://x/\u202e", "HTTP", "", "ftp://host/x"],
)  # fmt: skip
def test_an_address_that_is_not_of_the_web_is_no_link(invented, taken, url):
    page = taken(_record(invented, "3 killed", url=url, published=date(2030, 1, 1)))
    assert [a for a in page.addresses if a != "data:,"] == []


def test_an_imported_id_cannot_leave_its_place(invented, taken, record):
    bad = '"><script>alert(1)</script>'
    claim = next(iter(record.claims.values()))
    named = Claim(
        document=claim.document, passage=claim.passage, measure=claim.measure,
        outcome=claim.outcome, count=claim.count, told_id=bad,
    )  # fmt: skip
    page = taken(
        replace(
            record,
            claims={bad: named},
            incidents=(),
            sums={},
            figures={},
            origins=(),
            asides=(Aside(claim_id=bad, reason=SetAside.TOTAL),),
            problems=(),
        )
    )
    assert page.tags["script"] == 1
    assert not set(page.targets) - set(page.ids)
    assert all(shown.anchor(name) == name for name in page.ids)


@given(words=st.text(min_size=1, max_size=60), context=st.text(max_size=60))
def test_any_words_come_back_as_they_were_but_for_what_cannot_be_shown(
    invented, taken, words, context
):
    draft = invented.Draft()
    draft.document("d.txt", [(Voice.BODY, words + context)])
    claim_id = draft.claim("c", "d.txt", words, "3")
    record = replace(
        invented.record(), documents=draft.documents, snapshots=draft.snapshots,
        texts=draft.texts, claims=draft.claims, incidents=(), origins=(), sums={}, figures={},
        problems=(), asides=(Aside(claim_id=claim_id, reason=SetAside.UNPLACED),),
    )  # fmt: skip
    assert shown.clean(words) in taken(record).marks

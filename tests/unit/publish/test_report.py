"""What a reader finds on the page of a record."""

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest

from onrecord import publish
from onrecord.model import Record, SetAside, Voice
from onrecord.publish import wording


def test_every_claims_exact_words_are_marked_on_the_page(record, page):
    for claim in record.claims.values():
        assert claim.passage.exact in page.marks


def test_words_stand_in_their_own_sentence_and_no_further(page):
    assert "a bomb at the Old Mill in Qasr Wadin killed four senior officials." in page.said("page")
    bomb = page.said("inc_bomb")
    assert "Earlier today a bomb" in bomb
    assert "Rebels of the Free Column said" not in bomb


def test_the_header_counts_what_the_record_holds(page):
    said = page.said("page")
    assert "Six documents were read. They make 25 claims" in said
    assert "six incidents, and go back to six independent origins" in said
    assert "8 claims read but set aside" in said
    assert "5 problems found, 1 open question" in said


def test_the_page_says_that_nobody_has_decided_yet(page):
    assert "no person has decided on any of them yet" in page.said("reading")


def test_the_page_says_how_many_a_person_has_decided(record, taken):
    first = next(iter(record.claims))
    decided = {**record.claims, first: replace(record.claims[first], decision="accepted")}
    said = taken(replace(record, claims=decided)).said("page")
    assert "a person has decided on 1 of them, 24 are still open" in said


def test_the_page_says_that_it_is_not_for_publication(page):
    assert "Working copy: not for publication." in page.said("page")
    assert "other people’s texts in short quotation" in page.said("page")


@pytest.mark.parametrize(
    ("incident", "headline"),
    [
        ("inc_bomb", "Killed 4 – Old Mill, Qasr Wadin – 18 July 2026"),
        ("inc_eleven", "Killed 11–14, injured more than 30 – Umm Sarab – 7 March 2028"),
        ("inc_whole", "Killed about 620 – Bahriya Province – 6–9 March 2029"),
        ("inc_gone", "Disappeared hundreds – Orania – 2011"),
        ("inc_aid", "Abducted 7 – Orania – 2025"),
    ],
)
def test_an_incident_has_a_headline_in_plain_words(page, incident, headline):
    assert headline in page.said(incident)


def test_every_incident_has_a_row_that_leads_to_it(record, page):
    table = page.said("table")
    for incident in record.incidents:
        assert page.targets.count(incident.id) >= 2
        assert ", ".join(incident.place_names) in table


def test_an_incident_shows_all_its_claims_and_no_other(record, page):
    for incident in record.incidents:
        shown = page.said(incident.id)
        for claim in record.claims.values():
            if claim.id in incident.claim_ids:
                assert claim.passage.exact in shown
                assert wording.harm(claim) in shown


def test_a_quarter_known_by_name_only_is_said_with_its_town(record, taken):
    one = replace(
        next(i for i in record.incidents if i.id == "inc_bomb"), place_names=("Old Mill",)
    )
    assert "Killed 4 – Old Mill, Qasr Wadin – 18 July 2026" in taken(
        replace(record, incidents=(one,))
    ).said("inc_bomb")


def test_two_names_for_one_place_are_said_once(record, taken):
    one = next(i for i in record.incidents if i.id == "inc_eleven")
    claims = dict(record.claims)
    for n, claim_id in enumerate(one.claim_ids):
        claim = claims[claim_id]
        (mention,) = claim.places
        name = ("Umm Sarab", "the Sarab district")[n % 2]
        claims[claim_id] = replace(claim, places=(replace(mention, name=name),))
    told = replace(one, place_names=("Umm Sarab", "the Sarab district"))
    page = taken(replace(record, claims=claims, incidents=(told,)))
    assert "– Umm Sarab – 7 March 2028" in page.said("inc_eleven")


def test_a_number_that_is_not_told_is_not_shown_as_nought(page):
    rows = page.said("table")
    assert "Orania the state → harmed people not told not told 1" in rows
    assert "gives a number of killed or of injured people" in page.said("inc_aid")


def test_claims_stand_under_the_origin_they_go_back_to(page):
    coast = page.said("inc_whole")
    assert "Origin Coastal Documentation Network 7 claims in 2 documents" in coast
    assert "9 claims; 2 links, 2 outlets, 1 origin, 2 more voices without a number" in coast
    assert "Origin not traced" in page.said("inc_gone")


def test_what_an_origin_leaves_out_stands_beside_its_claims_and_in_the_list(page):
    words = "Its list does not hold fighters of the old order who fell in combat"
    assert (
        page.said("inc_whole").count(f"What this origin leaves out: {words}") == 2
    )  # and at the figure
    assert words in page.said("origins")


def test_sums_show_their_verdict_and_their_arithmetic(page):
    coast = page.said("inc_whole")
    assert "✓ holds" in coast
    assert "95 + 145 = 240; the source says at least 240: holds" in coast
    assert "✗ does not hold" in page.said("inc_eleven")
    assert coast.count("95 + 145 = 240") == 1  # a part with parts of its own stands once


def test_a_sum_left_open_says_so(record, taken):
    sums = {k: tuple(replace(s, holds=None) for s in v) for k, v in record.sums.items()}
    assert "? open" in taken(replace(record, sums=sums)).said("inc_whole")


def test_sums_that_run_in_a_circle_do_no_harm(record, taken):
    one = record.sums["inc_eleven"][0]
    back = replace(one, whole=one.parts[0], parts=(one.whole,))
    shown = taken(replace(record, sums={"inc_eleven": (one, back)})).said("inc_eleven")
    assert "does not hold" in shown


def test_a_figure_shows_its_rule_and_what_it_left_out_and_why(page):
    said = page.said("inc_eleven")
    assert "the mayor’s office corrected itself upward" in said
    assert "9 killed: an earlier toll of the same origin" in said


def test_a_carried_slot_says_so(page):
    assert "Bahriya Province (carried: from the sentence before)" in page.said("inc_whole")
    assert ("bdi", "class", "carried") in page.attributes


def test_who_says_so_and_how_stands_with_each_claim(page):
    said = page.said("inc_whole")
    assert "According to Coastal Documentation Network (CDN)" in said
    assert "According to the document, in its own voice" in page.said("inc_bomb")
    assert "estimated" in page.said("aside-total")
    assert "alleged" in page.said("inc_aid")
    assert "picture caption" in said
    assert "direct quotation" in said
    assert "headline" in said


def test_a_reading_of_vague_words_is_told_from_the_words(page):
    assert "dozens killed stated picture caption a number in words only, read as 24 or more" in (
        page.said("inc_whole")
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (SetAside.FORECAST, "up to 300 could die if the fighting reached the old town"),
        (SetAside.DENIAL, "The army denies that any civilian died in Umm Sarab"),
        (SetAside.COMMENT, "it was 900 dead in our street alone"),
        (SetAside.TOTAL, "Over 400,000 people have been killed since the war began"),
        (SetAside.SHARE, "nearly 90 percent of them by the state"),
        (SetAside.RATIO, "ten times as many as its enemies"),
        (SetAside.NOT_PEOPLE, "Aircraft carried out 55 strikes"),
        (SetAside.NO_NUMBER, "Massacres were committed"),
    ],
)
def test_what_is_set_aside_is_shown_with_the_reason_and_in_no_incident(record, page, reason, words):
    section = page.said(f"aside-{reason.name.lower().replace('_', '-')}")
    title, explanation = wording.ASIDE[reason]
    assert title in section
    assert explanation in section
    assert words in section
    assert not [i for i in record.incidents if words in page.said(i.id)]


def test_every_reason_for_setting_aside_has_its_explanation():
    assert set(wording.ASIDE) == set(SetAside)


def test_documents_tell_where_their_date_was_found_and_their_fingerprint(record, page):
    said = page.said("documents")
    for document in record.documents.values():
        assert record.snapshots[document.name].sha256[:12] in said
        assert (document.title or document.name) in said
    assert "12 March 2029 (date from manifest)" in said
    assert "Blocks read as: running text 3" in said


def test_problems_lead_to_what_they_are_about(record, page):
    said = page.said("problems")
    for problem in record.problems:
        assert problem.message in said
        assert problem.code in said
    assert "7 March 2028 was a Tuesday, but the words say Friday." in page.said("inc_eleven")


def test_a_private_voice_is_named_by_its_words_alone(page):
    assert "Salma Oreyb" in page.said("inc_whole")
    for part in ("table", "origins", "time", "where", "documents", "problems"):
        assert "Salma Oreyb" not in page.said(part)
    assert "brothers" not in page.said("table")
    assert "a voice named only in the documents" in page.said("origins")


def test_authors_are_not_listed(record, page):
    assert "Ilan Verro" not in page.said("documents")


def test_every_link_inside_the_page_lands_and_no_id_comes_twice(page):
    assert not set(page.targets) - set(page.ids)
    assert not [name for name, times in page.ids.items() if times > 1]


def test_links_that_lead_out_are_those_that_were_told(page):
    out = {address for address in page.addresses if not address.startswith("data:")}
    assert out == {"https://example.org/coast", "https://example.org/umm?x=1&y=2"}


def test_the_policy_lets_in_only_the_pages_own_blocks(page):
    policy = next(v for _, n, v in page.attributes if n == "content" and "default-src" in v)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for kind in ("style", "script"):
        (block,) = page.blocks[kind]
        digest = b64encode(sha256(block.encode("utf-8")).digest()).decode()
        assert rules[f"{kind}-src"] == f"'sha256-{digest}'"


def test_nothing_on_the_page_is_styled_or_acts_beside_the_two_blocks(page):
    assert not [name for _, name, _ in page.attributes if name == "style" or name.startswith("on")]
    assert page.tags["script"] == page.tags["style"] == 1
    assert not {"img", "iframe", "object", "embed", "form", "base"} & set(page.tags)


def test_credits_are_given(page):
    made = page.said("made")
    assert "GeoNames, CC BY 4.0" in made
    assert "Natural Earth" in made
    assert "rules-en 1 (25 claims)" in made


def test_the_same_record_makes_the_same_page(record):
    assert publish.report(record) == publish.report(record)


def test_an_empty_record_makes_a_page_that_says_so(taken):
    page = taken(Record(name="nothing yet"))
    said = page.said("page")
    assert "No documents were read. No statement that people came to harm was found." in said
    assert "No problem was found. That is no proof that there is none." in said
    assert not set(page.targets) - set(page.ids)


def test_claims_whose_document_was_never_handed_over_still_stand(record, taken):
    bare = replace(record, documents={}, snapshots={}, texts={})
    page = taken(bare)
    for claim in record.claims.values():
        assert claim.passage.exact in page.marks
    assert not set(page.targets) - set(page.ids)


def test_ids_that_lead_nowhere_do_no_harm(record, taken):
    first, *rest = record.incidents
    lost = replace(first, claim_ids=(*first.claim_ids, "clm_lost"), why=(("clm_lost", "lost"),))
    page = taken(replace(record, incidents=(lost, *rest)))
    assert not set(page.targets) - set(page.ids)


def test_arabic_is_told_to_be_arabic(page):
    assert ("p", "lang", "ar") in page.attributes
    assert ("p", "dir", "auto") in page.attributes


def test_every_voice_and_outcome_has_its_words():
    assert set(wording.VOICE) == set(Voice)

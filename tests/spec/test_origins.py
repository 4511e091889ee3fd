"""Who first said it: nineteen links may be three origins."""

from onrecord import reconcile, testing
from onrecord.model import Block, Text, Voice

SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
"""
KNOWN = testing.world(actors="documenter Amal Watch\nmedia Wire Service")


def traced(table, texts=None):
    """Return the claims' words by the name of the origin they go back to."""
    claims = testing.claims(table)
    shelf = testing.documents(SHELF)
    found = reconcile.origins(claims, shelf, text_of(texts or {}), KNOWN.actor)
    words = {claim.id: claim.passage.exact for claim in claims}
    return {origin.name: {words[name] for name in origin.claim_ids} for origin in found}


def text_of(texts):
    return {
        name: Text(
            snapshot_id=f"snp_{name}",
            content=content,
            blocks=(Block(start=0, end=len(content), voice=Voice.BODY, rule="test"),),
            language="en",
            reader="test",
        )
        for name, content in texts.items()
    }


def test_three_papers_that_cite_one_counter_are_one_origin():
    """Links are not counted; voices are."""
    assert traced("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        b.txt | "forty killed" | killed | 40 | according to Amal Watch
        c.txt | "a toll of 40" | killed | 40 | according to Wire Service < Amal Watch
    """) == {"Amal Watch": {"40 dead", "forty killed", "a toll of 40"}}


def test_a_claim_in_the_authors_voice_goes_back_to_the_publisher():
    """Without a source the outlet itself is the origin."""
    assert traced('a.txt | "40 dead" | killed | 40') == {"The Courier": {"40 dead"}}


def test_residents_of_one_report_are_not_those_of_another():
    """A voice without a name is an origin inside its document only."""
    assert traced("""
        a.txt | "40 dead" | killed | 40 | according to residents
        b.txt | "30 dead" | killed | 30 | according to residents
    """) == {
        "residents, as told to The Courier": {"40 dead"},
        "residents, as told to Northern Post": {"30 dead"},
    }


def test_the_last_named_voice_of_a_chain_is_the_origin():
    """Whom the counter heard is not told; who counted is."""
    assert set(traced('a.txt | "40 dead" | killed | 40 | according to Amal Watch < witnesses')) == {
        "Amal Watch"
    }


def test_a_part_without_a_source_goes_back_to_its_wholes_source():
    """What is counted inside an attributed figure is attributed with it."""
    assert traced("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        a.txt | "12 children" | killed | 12 | of children | part of "40 dead"
    """) == {"Amal Watch": {"40 dead", "12 children"}}


def test_a_headline_that_the_body_attributes_is_no_second_origin():
    """A repetition takes the source that the body gives."""
    assert traced("""
        a.txt | "Forty die" | killed | 40 | voice title
        a.txt | "40 dead" | killed | 40 | according to Amal Watch | same as "Forty die"
    """) == {"Amal Watch": {"Forty die", "40 dead"}}


def test_loose_words_for_a_counted_figure_are_its_echo():
    """“Hundreds” above a count of 779 for the same days and place adds no voice."""
    assert traced("""
        a.txt | "hundreds died" | killed | hundreds | in Ardania? | 2018-08-06..2018-08-09
        a.txt | "about 779 dead" | killed | ~779 | in the coast of Ardania? | 2018-08-06..2018-08-09 | according to Amal Watch
    """) == {"Amal Watch": {"hundreds died", "about 779 dead"}}


def test_loose_words_that_exceed_the_count_are_a_voice_of_their_own():
    """“Thousands” leaves no room for 779, so nobody's count stands behind it."""
    assert set(
        traced("""
        a.txt | "thousands died" | killed | thousands | in Ardania? | 2018-08-06..2018-08-09
        a.txt | "about 779 dead" | killed | ~779 | in Ardania? | 2018-08-06..2018-08-09 | according to Amal Watch
    """)
    ) == {"The Courier", "Amal Watch"}


def test_a_short_form_and_its_long_name_are_one_voice():
    """Where a document uses both, its readers know them for one."""
    found = traced("""
        a.txt | "40 dead" | killed | 40 | according to Northern Network for Rights?
        a.txt | "12 hurt" | injured | 12 | according to NNR?
    """)
    assert list(found.values()) == [{"40 dead", "12 hurt"}]


STORY = (
    "Shells fell on the grain market of the town shortly before noon while farmers were "
    "weighing their barley, and 15 people died before the ambulances could reach the square "
    "because the only bridge had been closed since the floods of the spring."
)


def at(text, words):
    return f"at {text.index(words)}"


def test_copied_words_go_back_to_the_earliest_text():
    """A story reprinted is no second origin."""
    found = traced(
        f"""
        a.txt | "15 people died" | killed | 15 | {at(STORY, "15 people died")}
        b.txt | "15 people died" | killed | 15 | {at("By our desk. " + STORY, "15 people died")}
        """,
        {"a.txt": STORY, "b.txt": "By our desk. " + STORY},
    )
    assert found == {"The Courier": {"15 people died"}}


def test_a_copy_with_another_number_is_a_revision_and_not_merged():
    """The text is linked, and said to be; the figure stays the later paper's own."""
    revised = STORY.replace("15 people", "20 people")
    claims = testing.claims(f"""
        a.txt | "15 people died" | killed | 15 | {at(STORY, "15 people died")}
        b.txt | "20 people died" | killed | 20 | {at(revised, "20 people died")}
    """)
    texts = text_of({"a.txt": STORY, "b.txt": revised})
    found = reconcile.origins(claims, testing.documents(SHELF), texts, KNOWN.actor)
    later = next(origin for origin in found if origin.name == "Northern Post")
    assert "revised: “15” there, “20” here" in dict(later.why)[claims[1].id]


def test_two_massacres_in_the_phrases_of_the_trade_are_no_copies():
    """Short stock phrases shared by two reports do not make one the other's copy."""
    first = STORY
    second = (
        "Masked men on motorcycles fired on worshippers leaving the evening prayer in the "
        "hills above the river, and 15 people died before the ambulances could reach them, "
        "a nurse at the clinic in the next valley said by telephone on Sunday morning."
    )
    found = traced(
        f"""
        a.txt | "15 people died" | killed | 15 | {at(first, "15 people died")}
        b.txt | "15 people died" | killed | 15 | {at(second, "15 people died")}
        """,
        {"a.txt": first, "b.txt": second},
    )
    assert set(found) == {"The Courier", "Northern Post"}


def test_an_origin_says_what_it_leaves_out():
    """A counter's own exclusion travels with its number, in the document's words."""
    content = (
        "40 dead, Amal Watch said. The group stressed that its figures do not include "
        "fighters who fell in combat. Daily Herald could not confirm the number."
    )
    claims = testing.claims('a.txt | "40 dead" | killed | 40 | according to Amal Watch | at 0')
    (origin,) = reconcile.origins(
        claims, testing.documents(SHELF), text_of({"a.txt": content}), KNOWN.actor
    )
    assert origin.excludes == (
        "The group stressed that its figures do not include fighters who fell in combat.",
    )


def test_an_imported_origin_is_kept_where_there_is_no_text_to_trace():
    """An import that tells its origins is believed where nothing can be read."""
    (claim,) = testing.claims('a.txt | "40 dead" | killed | 40')
    told = claim.with_(origin="org_elsewhere")
    (origin,) = reconcile.origins([told], {}, {}, KNOWN.actor)
    assert (origin.id, origin.claim_ids) == ("org_elsewhere", (told.id,))


def test_a_countrys_toll_echoes_the_count_in_its_region():
    """The author widens the place as well as the number; it is still nobody else's count."""
    claims = testing.claims("""
        a.txt | "hundreds died" | killed | hundreds | in Ardania | 2018-08-06..2018-08-09
        a.txt | "about 779 dead" | killed | ~779 | in the coast | 2018-08-06..2018-08-09 | according to Amal Watch
    """)
    places = testing.world("area the coast < country Ardania").place
    shelf = testing.documents(SHELF)
    assert len(reconcile.origins(claims, shelf, {}, KNOWN.actor, places)) == 1
    assert len(reconcile.origins(claims, shelf, {}, KNOWN.actor)) == 2

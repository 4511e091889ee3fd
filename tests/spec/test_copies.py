"""
Copies, revisions, credits: what a text has from another is no second voice.

Circular reporting is one original that is seen as several. So words that stand in an older
text go back to it, unless the number, the day or a name in them was changed: then a claim is
a revision, and a voice of its own. Two massacres told in the same phrases are never one.
"""

from dataclasses import replace

import pytest

from onrecord import reconcile, testing
from onrecord.model import Block, How, Text, Voice

SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
"""
UNDATED = """
    a.txt | The Courier
    b.txt | Northern Post
    c.txt | Daily Herald
"""
KNOWN = testing.world(
    "town Dahyan < country Ardania\ntown Marib < country Ardania", "documenter Amal Watch"
)
STORY = (
    "Shells fell on the grain market of Dahyan shortly before noon while farmers were "
    "weighing their barley. On Monday 15 people died in Dahyan before the ambulances could "
    "reach the square, because the only bridge had been closed since the floods of the "
    "spring. Another 30 people were hurt and carried to the clinic on the other bank."
)


def text(content, voice=Voice.BODY):
    """Return a text of one block."""
    return Text(
        snapshot_id="snp_test",
        content=content,
        blocks=(Block(start=0, end=len(content), voice=voice, rule="test"),),
        language="en",
        reader="test",
    )


def claims(contents, *rows):
    """Return claims of rows `document | "words" | …`, each where its words stand."""
    table = []
    for row in rows:
        name, words = (cell.strip() for cell in row.split("|")[:2])
        table.append(f"{row} | at {contents[name].index(words.strip(chr(34)))}")
    return testing.claims("\n".join(table))


def found(contents, *rows, shelf=SHELF):
    """Return the origins of some claims, and the claims by document and words."""
    made = claims(contents, *rows)
    texts = {name: text(content) for name, content in contents.items()}
    origins = reconcile.origins(made, testing.documents(shelf), texts, KNOWN.actor, KNOWN.place)
    return origins, {(c.document, c.passage.exact): c for c in made}


def names(contents, *rows, shelf=SHELF):
    """Return by document and words the name of the origin that a claim goes back to."""
    origins, made = found(contents, *rows, shelf=shelf)
    return {key: o.name for key, c in made.items() for o in origins if c.id in o.claim_ids}


def traced(contents, *rows, shelf=SHELF):
    """Return by document and words how a claim was traced."""
    origins, made = found(contents, *rows, shelf=shelf)
    by_id = {trace.claim_id: trace for origin in origins for trace in origin.traces}
    return {key: by_id[claim.id] for key, claim in made.items()}


DIED = '"15 people died" | killed | 15'
HURT = '"30 people were hurt" | injured | 30'


def test_a_reprint_shows_the_words_that_both_have():
    """The edge to the older text says where in both the shared words stand."""
    later = "By our desk.\n" + STORY
    trace = traced({"a.txt": STORY, "b.txt": later}, f"a.txt | {DIED}", f"b.txt | {DIED}")
    copied = trace["b.txt", "15 people died"]
    assert copied.how is How.COPIED
    assert later[copied.shared.start : copied.shared.end] == "15 people died"
    assert STORY[copied.shared.earlier :].startswith("15 people died")
    assert (copied.shared.document, trace["a.txt", "15 people died"].how) == ("a.txt", How.OWN)


def test_of_undated_reprints_the_first_by_name_is_taken_for_the_original():
    """Nothing tells which came first; the same answer must come every time."""
    contents = {"b.txt": STORY, "a.txt": STORY, "c.txt": STORY}
    rows = [f"{name} | {DIED}" for name in contents]
    assert set(names(contents, *rows, shelf=UNDATED).values()) == {"The Courier"}


def test_a_reprint_of_an_article_that_attributes_keeps_its_attribution():
    """The inner source is the origin, of the article and of its copy."""
    rows = [f"{name} | {DIED} | according to Amal Watch" for name in ("a.txt", "b.txt")]
    assert set(names({"a.txt": STORY, "b.txt": STORY}, *rows).values()) == {"Amal Watch"}


def test_an_unattributed_claim_of_a_reprint_takes_the_originals_attribution():
    """The reprint dropped the source; its words are still the original's."""
    contents = {"a.txt": STORY, "b.txt": STORY}
    rows = (f"a.txt | {DIED} | according to Amal Watch", f"b.txt | {DIED}")
    assert set(names(contents, *rows).values()) == {"Amal Watch"}


def test_half_a_story_in_another_is_copied_too():
    """The usual form of circular reporting: two paragraphs taken over, the rest new."""
    new = (
        " The council of the town said that it would meet on the day after to talk about a "
        "second bridge, for which money had been promised three times since the last war."
    )
    contents = {"a.txt": STORY, "b.txt": STORY[STORY.index("On Monday") :] + new}
    assert set(names(contents, f"a.txt | {DIED}", f"b.txt | {DIED}").values()) == {"The Courier"}


def test_a_changed_number_makes_only_its_own_claim_a_revision():
    """The toll was brought up to date; the wounded are still the first paper's."""
    contents = {"a.txt": STORY, "b.txt": STORY.replace("15 people", "20 people")}
    rows = (f"a.txt | {DIED}", f"a.txt | {HURT}", f"b.txt | {HURT}")
    rows = (*rows, 'b.txt | "20 people died" | killed | 20')
    assert names(contents, *rows) == {
        ("a.txt", "15 people died"): "The Courier",
        ("a.txt", "30 people were hurt"): "The Courier",
        ("b.txt", "30 people were hurt"): "The Courier",
        ("b.txt", "20 people died"): "Northern Post",
    }
    revised = traced(contents, *rows)["b.txt", "20 people died"]
    assert revised.how is How.REVISED
    assert "text of a.txt revised: “15” there, “20” here" in revised.why


def test_a_phrase_of_the_trade_in_a_sentence_on_another_day_is_no_copy():
    """Half the story was taken over, and with it a phrase for what happened on another day."""
    new = (
        " The council of the town met two weeks after to talk about a second bridge, for which "
        "money had been promised three times since the last war, and its oldest member said that "
        "on a Thursday of the year in which the first bridge was built, when nobody had yet "
        "thought of ambulances, 15 people died in Dahyan before the doctor could be fetched."
    )
    contents = {"a.txt": STORY, "b.txt": STORY[STORY.index("reach the square") :] + new}
    told = names(contents, f"a.txt | {DIED}", f"b.txt | {DIED}")
    assert told["b.txt", "15 people died"] == "Northern Post"


def test_a_number_in_words_for_digits_is_no_change():
    """House style differs, the number does not."""
    contents = {"a.txt": STORY, "b.txt": STORY.replace("15 people", "fifteen people")}
    rows = (f"a.txt | {DIED}", 'b.txt | "fifteen people died" | killed | 15')
    assert set(names(contents, *rows).values()) == {"The Courier"}


@pytest.mark.parametrize(
    ("there", "here"),
    [("On Monday", "On Thursday"), ("in Dahyan before", "in Marib before")],
)
def test_a_changed_day_or_place_in_the_claims_sentence_makes_it_a_revision(there, here):
    """The number is the same; it is said of another day, or of another town."""
    contents = {"a.txt": STORY, "b.txt": STORY.replace(there, here)}
    told = names(contents, f"a.txt | {DIED}", f"b.txt | {DIED}")
    assert told["b.txt", "15 people died"] == "Northern Post"


def test_a_changed_name_of_the_dead_makes_it_a_revision():
    """Who died is what is said."""
    story = STORY + " Among the dead was the baker Karim Aswad, father of four, of Dahyan."
    contents = {"a.txt": story, "b.txt": story.replace("Karim Aswad", "Nabil Haddar")}
    rows = [f'{name} | "the baker" | killed | 1' for name in contents]
    assert names(contents, *rows)["b.txt", "the baker"] == "Northern Post"


def test_another_spelling_of_a_name_is_no_change():
    """Houses spell Arabic names as they like."""
    contents = {"a.txt": STORY, "b.txt": STORY.replace("Dahyan", "Dahyane")}
    told = names(contents, f"a.txt | {DIED}", f"b.txt | {DIED}")
    assert told["b.txt", "15 people died"] == "The Courier"


def test_two_massacres_told_in_one_template_are_never_copies():
    """
    Another place all through: the phrases were used again for something else.

    The 30 wounded stand in both texts word for word. They are of two happenings.
    """
    contents = {"a.txt": STORY, "b.txt": STORY.replace("Dahyan", "Marib").replace("15", "22")}
    rows = (
        f"a.txt | {DIED} | in Dahyan | 2018-08-06",
        f"a.txt | {HURT} | in Dahyan | 2018-08-06",
        'b.txt | "22 people died" | killed | 22 | in Marib | 2018-08-09',
        f"b.txt | {HURT} | in Marib | 2018-08-09",
    )
    assert names(contents, *rows)["b.txt", "30 people were hurt"] == "Northern Post"
    why = traced(contents, *rows)["b.txt", "30 people were hurt"].why
    assert "the phrases of a.txt for another happening" in why


def test_a_wire_story_in_forty_papers_is_one_origin():
    """
    So many print it that none of its words is rare any more, each with a foot of its own.

    A search by rare words alone would call them forty voices.
    """
    papers = [f"p{n:02}.txt" for n in range(40)]
    foots = {name: f"\nDesk {name} printed this page for its readers." for name in papers}
    contents = {name: STORY + " " + STORY.lower() + foots[name] for name in papers}
    shelf = "\n".join(
        f"{name} | Paper {name} | 2018-08-{10 + n % 9}" for n, name in enumerate(papers)
    )
    told = names(contents, *(f"{name} | {DIED}" for name in papers), shelf=shelf)
    assert set(told.values()) == {"Paper p00.txt"}


def test_words_that_went_from_paper_to_paper_keep_every_step():
    """The third has it from the second's addition, the second's other words from the first."""
    added = (
        " In the evening the governor came to the square with two lorries of flour, and 4 "
        "guards were arrested by soldiers of the garrison for taking sacks of it home."
    )
    contents = {"a.txt": STORY, "b.txt": STORY + added, "c.txt": STORY + added}
    seized = '"4 guards were arrested" | detained | 4'
    rows = (f"a.txt | {DIED}", f"b.txt | {seized}", f"c.txt | {DIED}", f"c.txt | {seized}")
    assert names(contents, *rows) == {
        ("a.txt", "15 people died"): "The Courier",
        ("b.txt", "4 guards were arrested"): "Northern Post",
        ("c.txt", "15 people died"): "The Courier",
        ("c.txt", "4 guards were arrested"): "Northern Post",
    }


# --- credits ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        f"DAHYAN, Ardania (Reuters) - {STORY}",
        f"DAHYAN - Reuters - {STORY}",
        f"REUTERS - {STORY}",
        f"{STORY}\n(Reuters)",
        f"{STORY}\n— Reuters",
        f"{STORY} (Reuters)",
        f"{STORY}\nSource: Reuters",
        f"{STORY}\nWith reporting by Reuters.",
        f"{STORY}\nReuters contributed to this report.",
        f"ضحيان (رويترز) - {STORY}",
    ],
)
def test_a_credited_agency_is_the_origin_and_not_the_outlet(content):
    """The outlet carries it: its name stands among those that passed it on."""
    contents = {"a.txt": content}
    assert names(contents, f"a.txt | {DIED}") == {("a.txt", "15 people died"): "Reuters"}
    (trace,) = traced(contents, f"a.txt | {DIED}").values()
    assert (trace.how, trace.through) == (How.CREDITED, ("The Courier",))


@pytest.mark.parametrize(
    "content",
    [
        f"{STORY}\nPhoto: Reuters",
        f"{STORY} A man told Reuters that he had seen the drone.",
        f"Reuters cameramen were kept away. {STORY}",
        f"{STORY}\nReaders of Reuters pages know the market.",
    ],
)
def test_a_name_that_credits_a_picture_or_is_only_mentioned_is_no_credit(content):
    """Whose picture it is does not tell whose words they are."""
    told = names({"a.txt": content}, f"a.txt | {DIED}")
    assert told == {("a.txt", "15 people died"): "The Courier"}


def test_a_writer_that_is_an_agency_is_a_credit():
    """The byline says so."""
    made = claims({"a.txt": STORY}, f"a.txt | {DIED}")
    shelf = testing.documents(SHELF)
    for author in ("AFP", "AFP staff", "Lina Haddad, AFP", "Lina Haddad for AFP"):
        shelf["a.txt"] = replace(shelf["a.txt"], author=author)
        (origin,) = reconcile.origins(made, shelf, {"a.txt": text(STORY)}, KNOWN.actor)
        assert origin.name == "Agence France-Presse"


def test_a_woman_who_is_named_like_an_agency_is_a_writer():
    """Wafa is a name, WAFA an agency."""
    made = claims({"a.txt": STORY}, f"a.txt | {DIED}")
    shelf = testing.documents(SHELF)
    for author in ("Wafa Haddad", "Reuters Hassan"):
        shelf["a.txt"] = replace(shelf["a.txt"], author=author)
        (origin,) = reconcile.origins(made, shelf, {"a.txt": text(STORY)}, KNOWN.actor)
        assert origin.name == "The Courier"


def test_a_dateline_may_credit_another_publisher_of_the_record():
    """No list has every wire; the record knows Northern Post, for it has its pages."""
    contents = {"a.txt": f"DAHYAN, Aug 9 (Northern Post) - {STORY}"}
    assert set(names(contents, f"a.txt | {DIED}").values()) == {"Northern Post"}
    contents = {"a.txt": f"DAHYAN, Aug 9 (by boat) - {STORY}"}
    assert set(names(contents, f"a.txt | {DIED}").values()) == {"The Courier"}


def test_a_credit_gives_way_to_a_source_that_the_words_name():
    """The agency reports it, Amal Watch counted."""
    contents = {"a.txt": f"DAHYAN (AFP) - {STORY}"}
    rows = (f"a.txt | {DIED} | according to Amal Watch", f"a.txt | {HURT} | according to residents")
    assert names(contents, *rows) == {
        ("a.txt", "15 people died"): "Amal Watch",
        ("a.txt", "30 people were hurt"): "residents, as told to Agence France-Presse",
    }


def test_two_outlets_that_credit_one_agency_are_one_origin_whatever_their_words():
    """Each wrote it anew from the same wire."""
    other = "Farmers at the market of Dahyan were shelled at noon; 15 people died. (AFP)"
    contents = {"a.txt": f"DAHYAN (AFP) - {STORY}", "b.txt": other}
    told = names(contents, f"a.txt | {DIED}", f"b.txt | {DIED}")
    assert set(told.values()) == {"Agence France-Presse"}


def test_a_credit_in_a_reprint_tells_whose_words_the_older_text_had():
    """One paper leaves the agency's name out, another prints the same story with it."""
    contents = {"a.txt": STORY, "b.txt": f"{STORY}\n(AFP)"}
    told = names(contents, f"a.txt | {DIED}", f"b.txt | {DIED}")
    assert set(told.values()) == {"Agence France-Presse"}


def test_an_agencys_own_page_is_the_older_of_two_undated_ones():
    """The name of the file does not make the paper the original."""
    shelf = "a.txt | The Courier\nb.txt | AFP"
    told = names(
        {"a.txt": STORY, "b.txt": STORY}, f"a.txt | {DIED}", f"b.txt | {DIED}", shelf=shelf
    )
    assert set(told.values()) == {"Agence France-Presse"}


# --- quotations ------------------------------------------------------------------------------

QUOTE = "“We pulled 17 bodies out of the flour and the youngest was a girl of six”"


def test_one_quotation_in_two_outlets_is_its_speakers():
    """One of them names who said it; the other's “a doctor” is the same person."""
    contents = {
        "a.txt": f"A doctor who asked for no name said: {QUOTE}. The square was closed.",
        "b.txt": f"It is unclear who fired. {QUOTE}, said Dr Salim Qasem of the town's clinic.",
    }
    words = '"17 bodies" | killed | 17'
    rows = (
        f"a.txt | {words} | according to a doctor",
        f"b.txt | {words} | according to Dr Salim Qasem?",
    )
    assert set(names(contents, *rows).values()) == {"Dr Salim Qasem"}
    quoted = traced(contents, *rows)["a.txt", "17 bodies"]
    assert quoted.how is How.QUOTED
    assert quoted.why == "the same quotation stands in b.txt, which names the speaker"


def test_a_quotation_whose_speaker_nobody_names_goes_back_to_the_oldest_text():
    """Two outlets, one voice without a name."""
    contents = {
        "a.txt": f"A doctor who asked for no name said: {QUOTE}. The square was closed.",
        "b.txt": f"It is unclear who fired. {QUOTE}, a witness told us at the bridge.",
    }
    words = '"17 bodies" | killed | 17'
    rows = (f"a.txt | {words} | according to a doctor", f"b.txt | {words} | according to a witness")
    assert set(names(contents, *rows).values()) == {"a doctor, as told to The Courier"}


def test_seven_words_in_common_are_no_shared_quotation():
    """Short phrases are said by many."""
    contents = {
        "a.txt": "“There are 17 bodies in the street now”, a doctor said in the morning.",
        "b.txt": "A witness far away said: “There are 17 bodies in the river, all of them men”.",
    }
    rows = ('a.txt | "17 bodies" | killed | 17', 'b.txt | "17 bodies" | killed | 17')
    assert set(names(contents, *rows).values()) == {"The Courier", "Northern Post"}

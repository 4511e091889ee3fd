"""The claim editor: words are picked, never retyped; nothing that was picked is lost."""

import re

import pytest

from onrecord.workflow import choosing


@pytest.fixture
def document(desk):
    return desk.view.record.documents["02-wire-first-day.txt"]


@pytest.fixture
def claim(desk, document):
    """The claim of 43 killed."""
    claims = desk.view.record.claims.values()
    return next(c for c in claims if c.document == document.name and c.count.low == 43)


@pytest.fixture
def at(desk, document):
    """Where words stand in the document, as the lists of the form give it."""

    def found(words):
        start = desk.view.record.text_of(document.name).content.index(words)
        return f"{start}:{start + len(words)}"

    return found


@pytest.fixture
def form(client, claim):
    """The form of the editor as it is opened, as a browser without scripts would send it."""

    def opened(**changes):
        html = client.get(f"/claims/{claim.id}/edit", follow_redirects=True).text
        inside = html.partition("data-editor")[2].partition("</form>")[0]
        fields = {}
        for tag in re.finditer(r'<input[^>]*name="([^"]+)"[^>]*>', inside):
            value = re.search(r'value="([^"]*)"', tag[0])
            is_pick = 'type="radio"' in tag[0] or 'type="checkbox"' in tag[0]
            if not is_pick or "checked" in tag[0]:
                fields[tag[1]] = value[1] if value else ""
        for name, body in re.findall(
            r'<select name="([^"]+)".*?>(.*?)</select>', inside, re.DOTALL
        ):
            chosen = re.search(r'value="([^"]*)" selected', body)
            fields[name] = chosen[1] if chosen else re.search(r'value="([^"]*)"', body)[1]
        return {**fields, **changes}

    client.cookies.set("person", "Amal")
    return opened


def test_sending_the_form_as_it_is_changes_nothing_and_says_so(client, form):
    told = client.post("/decide/correct", data=form())
    assert told.status_code == 422
    assert "says that already" in told.text


def test_a_slot_is_filled_by_its_first_and_last_word(client, desk, form, at, claim):
    changes = {
        "victims.from": at("boys"), "victims.to": at("boys"), "victim_class": "civilian",
        "places.0.from": at("northern"), "places.0.to": at("Yemen on Thursday"[:5]),
        "high": "43",
    }  # fmt: skip
    changes["places.0.to"] = (
        at("Yemen on Thursday").split(":")[0]
        + ":"
        + str(int(at("Yemen on Thursday").split(":")[0]) + 5)
    )
    told = client.post("/decide/correct", data=form(**changes))
    assert told.status_code == 303, told.text
    made = desk.view.record.claims[claim.id]
    assert (made.decision, made.victims, made.victim_class) == ("corrected", "boys", "civilian")
    assert made.places[0].name == "northern Yemen"
    assert (made.count.low, made.count.high, made.count.qualifier) == (43, 43, "exact")
    assert desk.view.record.as_read[claim.id] == claim


def test_a_newly_picked_name_is_looked_up_and_a_time_is_read_against_publication(
    client, desk, form, at, claim
):
    changes = {"places.0.from": at("Saada"), "times.0.from": at("Wednesday"), "places.0": ""}
    assert client.post("/decide/correct", data=form(**changes)).status_code == 303
    made = desk.view.record.claims[claim.id]
    assert made.places[0].best is not None
    assert made.when.date_from == "2018-08-08"
    assert made.times[0].carried == "from another sentence, picked by a person"


def test_an_id_is_picked_from_what_was_looked_up(client, desk, form, claim):
    looked = client.post("/edit", data=form(**{"places.0.find": "Aden"}))
    assert looked.status_code == 200
    found = re.search(r'name="places.0.meant" value="(geo:[^"]+)"', looked.text)[1]
    assert client.post("/decide/correct", data=form(**{"places.0.meant": found})).status_code == 303
    made = desk.view.record.claims[claim.id]
    assert made.places[0].best == found
    assert made.places[0].candidates[0].why == "picked by a person"


def test_what_makes_no_claim_is_said_at_its_slot_and_what_was_picked_is_kept(
    client, desk, form, at
):
    changes = {"low": "50", "high": "40", "date_from": "Thursday", "why": "By <hand>",
               "victims.from": at("boys")}  # fmt: skip
    told = client.post("/decide/correct", data=form(**changes))
    assert told.status_code == 422
    assert 'id="fault-low"' in told.text
    assert 'id="fault-date_from"' in told.text
    assert 'name="high" inputmode="decimal" value="40"' in told.text
    assert "By &lt;hand&gt;" in told.text
    assert f'value="{at("boys")}" selected' in told.text
    assert desk.view.record.decisions == ()


def test_whoever_was_slower_keeps_what_they_picked(client, desk, form, claim):
    held = form(low="44", why="I counted them.")
    desk.decide(choosing.accept(claim.id), by="Basil")
    told = client.post("/decide/correct", data=held)
    assert told.status_code == 409
    assert "Basil" in told.text
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', told.text))
    assert (kept["low"], kept["why"]) == ("44", "I counted them.")
    again = client.post("/edit", data=kept)
    assert 'value="44"' in again.text
    assert client.post("/decide/correct", data=kept).status_code == 303
    assert desk.view.record.claims[claim.id].count.low == 44


def test_a_claim_is_added_at_words_found_in_the_text(client, desk, document, at):
    client.cookies.set("person", "Amal")
    words = at("The figures could not be confirmed")
    page = client.get(f"/documents/{document.id}", params={"add": words})
    assert "Add a claim" in page.text
    data = {"document": document.id, "at": words, "words": words, "outcome": "", "back": "/"}
    told = client.post("/decide/add", data=data)
    assert told.status_code == 422
    assert "say what happened" in told.text
    assert client.post("/decide/add", data={**data, "outcome": "attacked"}).status_code == 303
    added = [c for c in desk.view.record.claims.values() if c.decision == "added"]
    assert [c.passage.exact for c in added] == ["The figures could not be confirmed"]
    assert added[0].engine == "person"


def test_a_second_reader_corrects_what_was_read_and_not_what_others_made_of_it(
    client, desk, document, claim
):
    desk.decide(choosing.correct(claim.id, claim.with_(victims="boys")), by="Basil")
    asked = {"blind": "1", "back": "/queue?second=1"}
    told = client.get(f"/claims/{claim.id}/edit", params=asked, follow_redirects=True).text
    assert "<mark" not in told.partition('class="panel"')[0].partition("</header>")[2]
    assert '<option value="keep" selected>people</option>' in told
    client.cookies.set("person", "Amal")
    held = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', told))
    assert (held["back"], held["is_blind"]) == ("/queue?second=1", "yes")
    form = {**held, "low": "44", "high": "", "qualifier": "at_least"}
    answer = client.post("/decide/correct", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?second=1")
    decision = desk.view.record.decisions[-1]
    assert (decision.is_blind, decision.claim.count.low, decision.claim.victims) == (
        True, 44, "people",
    )  # fmt: skip
    assert desk.view.record.claims[claim.id].victims == "boys"


@pytest.mark.parametrize("words", ["", "5", "9:5", "0:99999999", "x:y", "-1:4"])
def test_no_claim_is_added_where_no_words_stand(client, document, words):
    told = client.get(
        f"/documents/{document.id}", params={"add": words} if words else {"edit": "x"}
    )
    assert told.status_code in {404, 422}


# -- in a browser ------------------------------------------------------------------------------


def select(page, first, last):
    """Select from the first letter of some words to the last of others, as a mouse would."""
    page.evaluate(
        """([first, last]) => {
          const at = (words, end) => {
            const walk = document.createTreeWalker(document.querySelector(".text"), 4);
            for (let node; (node = walk.nextNode());) {
              const n = node.data.indexOf(words);
              if (n >= 0) return [node, n + (end ? words.length : 0)];
            }
          };
          const range = document.createRange();
          range.setStart(...at(first, false));
          range.setEnd(...at(last, true));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [first, last],
    )


def test_selected_words_become_a_claim(browse, desk, document):
    opened = browse(f"/documents/{document.id}", person="Amal")
    page = opened.page
    select(page, "The bus was", "Dahyan")
    page.locator(".add-here").click()
    page.wait_for_selector("[data-editor]")
    assert "The bus was in the middle of Dahyan" in page.locator(".chip").first.inner_text()
    page.select_option("[name=outcome]", "attacked")
    page.click("#save")
    page.wait_for_selector(".claim.is-added")
    added = [c for c in desk.view.record.claims.values() if c.decision == "added"]
    assert [c.passage.exact for c in added] == ["The bus was in the middle of Dahyan"]
    assert opened.errors == []
    assert opened.elsewhere == []


def test_words_selected_in_arabic_are_the_words_that_are_kept(browse, desk):
    arabic = desk.view.record.documents["04-ar-dahyan.txt"]
    page = browse(f"/documents/{arabic.id}", person="Amal").page
    select(page, "وسط سوق", "مدينة ضحيان")
    start, end = page.locator(".add-here").get_attribute("data-at").split(":")
    text = desk.view.record.text_of(arabic.name)
    assert text.words(int(start), int(end)) == "وسط سوق مدينة ضحيان"


def test_a_slot_is_edited_with_the_keyboard_alone(browse, desk, claim):
    opened = browse(f"/claims/{claim.id}/edit", person="Amal")
    page = opened.page
    page.locator(".slot[data-slot=victims] .chip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-words]')")
    page.keyboard.press("ArrowRight")  # begins at the claim's own words: "killing"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    picked = page.locator(".w.is-picked").inner_text()
    page.keyboard.press("Shift+ArrowLeft")
    both = " ".join(page.locator(".w.is-picked").all_inner_texts())
    page.keyboard.press("Enter")
    chip = page.locator(".slot[data-slot=victims] .chip").inner_text()
    assert chip == both
    assert picked in chip
    page.locator("#save").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".claim.is-corrected")
    assert desk.view.record.claims[claim.id].victims == both
    assert opened.errors == []


def test_words_anywhere_in_the_text_fill_the_slot_that_is_chosen(browse, desk, claim):
    page = browse(f"/claims/{claim.id}/edit", person="Amal").page
    page.locator(".slot[data-slot=weapon] .chip").click()
    select(page, "missile", "missile")
    page.mouse.move(5, 5)
    page.evaluate("dispatchEvent(new PointerEvent('pointerup'))")
    assert page.locator(".slot[data-slot=weapon] .chip").inner_text() == "missile"
    page.click("#save")
    page.wait_for_selector(".claim.is-corrected")
    assert desk.view.record.claims[claim.id].weapon == "missile"


def test_a_place_is_looked_up_as_it_is_typed(browse, desk, claim):
    page = browse(f"/claims/{claim.id}/edit", person="Amal").page
    row = page.locator("[data-row='places.0']")
    row.locator("summary").click()
    row.locator("input[name$='.find']").fill("Aden")
    row.locator(".is-looked-up input").first.check()
    page.click("#save")
    page.wait_for_selector(".claim.is-corrected")
    made = desk.view.record.claims[claim.id]
    assert made.places[0].candidates[0].why == "picked by a person"


def test_deciding_goes_on_without_loading_the_page_anew(browse, desk, document, claim):
    page = browse(f"/documents/{document.id}", person="Amal").page
    page.evaluate("window.isSame = true")
    page.locator(f"[id='accept-{claim.id}']").click()
    page.wait_for_selector(f"[id='{claim.id}'].is-accepted")
    assert page.evaluate("window.isSame")
    assert desk.view.record.claims[claim.id].decision == "accepted"


def test_reading_deciding_and_correcting_work_without_scripts(browse, desk, document, claim):
    page = browse(f"/documents/{document.id}", person="Amal", java_script_enabled=False).page
    page.locator(f"[id='accept-{claim.id}']").click()
    assert desk.view.record.claims[claim.id].decision == "accepted"
    page.locator(f"[id='edit-{claim.id}']").click()
    page.select_option("select[name='victims.from']", label="boys")
    page.click("#save")
    assert desk.view.record.claims[claim.id].victims == "boys"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_screen_is_clean_quiet_and_no_wider_than_the_window(
    browse, axe, at_rest, document, claim, width, scheme
):
    paths = (
        "/documents", f"/documents/{document.id}", f"/documents/{document.id}?edit={claim.id}",
        f"/documents/{document.id}?blind=1&find=bus", f"/documents/{document.id}/original",
    )  # fmt: skip
    opened = browse(paths[0], width=width, color_scheme=scheme)
    base = opened.page.url.removesuffix(paths[0])
    for path in paths:
        opened.page.goto(base + path)
        opened.page.evaluate(at_rest)
        assert (path, axe(opened.page)) == (path, [])
        assert (opened.errors, opened.elsewhere) == ([], [])
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width

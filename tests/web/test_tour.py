"""
The tour of docs/tutorials/a-day-at-the-desk.md: every step of it, in its order, at one desk.

What these tests look at is what the page shows. They take its pictures too, when they are
told where to put them; `docs/tutorials/refresh.py --picture` does that.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from onrecord.workflow.desk import Desk
from tabs import press

PAGE = Path(__file__).parents[2] / "docs/tutorials/a-day-at-the-desk.md"
MOST = 150_000  # bytes of a picture that everybody loads with the project


@pytest.fixture(scope="module")
def desk(built, tmp_path_factory):
    """The demonstration record, decided on from step to step."""
    folder = tmp_path_factory.mktemp("tour") / "demo-record"
    shutil.copytree(built, folder)
    with Desk(folder) as held:
        yield held


@pytest.fixture(scope="module")
def page(chromium, desk, serve):
    """One tab of one browser, all day."""
    with serve(desk) as address:
        context = chromium.new_context(
            base_url=address, viewport={"width": 1200, "height": 800}, color_scheme="light"
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda fault: page.errors.append(str(fault)))
        page.on("console", lambda said: said.type == "error" and page.errors.append(said.text))
        yield page
        context.close()


@pytest.fixture(autouse=True)
def quiet(request):
    """No step makes the browser complain."""
    yield
    if "page" in request.fixturenames:
        assert request.getfixturevalue("page").errors == []


@pytest.fixture
def picture(page, paletted):
    """Take a picture for the tour, and keep it if a place to put it is told."""

    def taken(name, at=None):
        page.wait_for_load_state("networkidle")
        if at is not None:
            at.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 24)")
        folder = os.environ.get("ONRECORD_PICTURES")
        shot = paletted(page.screenshot(animations="disabled", caret="hide"))
        assert len(shot) <= MOST
        if folder:
            (Path(folder) / f"desk-{name}.png").write_bytes(shot)

    return taken


def claim_of(desk, document, number):
    """Return the claim of a document with a number."""
    claims = desk.view.record.claims.values()
    return next(c for c in claims if c.document == document and c.count.low == number)


def incident_of(desk, document, number):
    """Return the incident that a claim is in."""
    claim = claim_of(desk, document, number)
    return next(i for i in desk.view.record.incidents if claim.id in i.claim_ids)


def pick(page, first, last):
    """Drag the mouse over words of the text, from the first letter to the last."""
    ends = page.evaluate(
        """([first, last]) => [first, last].map((words, isLast) => {
          const walk = document.createTreeWalker(document.querySelector(".text"), 4);
          for (let node; (node = walk.nextNode());) {
            const n = node.data.indexOf(words);
            if (n < 0) continue;
            node.parentElement.scrollIntoView({ block: "center" });
            const range = document.createRange();
            range.setStart(node, isLast ? n + words.length - 1 : n);
            range.setEnd(node, isLast ? n + words.length : n + 1);
            const box = range.getBoundingClientRect();
            return [isLast ? box.right - 1 : box.left + 1, box.top + box.height / 2];
          }
        })""",
        [first, last],
    )
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=8)
    page.mouse.up()


def test_1_the_desk_opens_on_today_and_asks_who_decides(page, picture):
    page.goto("/")
    page.get_by_role("link", name="Say who decides").click()
    page.get_by_label("Your name").fill("Amal")
    page.get_by_role("button", name="Decide under this name").click()
    page.get_by_role("link", name="Deciding as Amal").wait_for()
    expect(page.get_by_role("heading", name="What came in")).to_be_visible()
    assert "98 proposals" in page.locator("main").inner_text()
    picture("today")


def test_2_ten_proposals_are_decided_with_the_keyboard_alone(page, desk, picture):
    page.get_by_role("link", name="Go on deciding").focus()
    press(page, "Enter")
    assert "went up from 77 to 79" in page.locator("article[data-claim]").inner_text()
    press(page, "n")
    picture("queue")
    seen = []
    while len(seen) < 10:
        shown = page.locator("article[data-claim]").get_attribute("data-claim")
        if desk.view.record.claims[shown].document == "04-ar-dahyan.txt":
            press(page, "n")
            continue
        if len(seen) == 4:
            page.wait_for_load_state()
            page.keyboard.press("r")
            page.get_by_role("button", name="The number is wrong").wait_for()
            press(page, "2")
            assert desk.view.record.claims[shown].decision == "rejected"
            press(page, "z")
        press(page, "u" if len(seen) == 2 else "a")
        seen.append(shown)
    made = [desk.view.record.claims[one].decision for one in seen]
    assert made == ["accepted"] * 2 + ["unsure"] + ["accepted"] * 7


def test_3_a_slot_is_corrected_by_picking_words(page, desk, picture):
    claim = claim_of(desk, "02-wire-first-day.txt", 43)
    page.goto(f"/claims/{claim.id}")
    page.locator(f"[id='edit-{claim.id}']").click()
    page.locator(".slot[data-slot=perpetrators] .chip").first.click()
    pick(page, "coalition, which Saudi", "coalition")
    assert "coalition" in page.locator(".slot[data-slot=perpetrators] .chip").first.inner_text()
    picture("editor")
    page.get_by_role("button", name="Save the correction").last.click()
    page.wait_for_selector(".claim.is-corrected")
    made = desk.view.record.claims[claim.id]
    assert [actor.name for actor in made.perpetrators] == ["coalition"]
    expect(page.get_by_text("As the program read it")).to_be_visible()


def test_4_a_claim_is_added_by_selecting_its_words(page, desk):
    document = desk.view.record.documents["02-wire-first-day.txt"]
    page.goto(f"/documents/{document.id}")
    pick(page, "An air strike hit", "carrying boys")
    page.locator(".add-here").wait_for()
    page.locator(".add-here").click()
    page.get_by_label("Outcome").select_option("attacked")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_selector(".claim.is-added")
    added = [c for c in desk.view.record.claims.values() if c.decision == "added"]
    assert [c.passage.exact for c in added] == ["An air strike hit a bus carrying boys"]


def test_5_an_incident_shows_its_origins_its_sums_and_its_rulebooks(page, picture):
    page.goto("/incidents")
    page.get_by_role("link", name="Dahyan, Dahyan market").click()
    expect(page.get_by_text("39–51").first).to_be_visible()
    picture("incident")
    page.get_by_role("link", name="Through time").click()
    picture("through-time", page.get_by_role("heading", name="Through time: killed"))
    sums = page.locator("section", has=page.get_by_role("heading", name="Sums", exact=True)).last
    assert "40 + 21 = 61" in sums.inner_text()
    assert "does not hold" in sums.inner_text()
    page.get_by_role("link", name="Corroboration").click()
    page.get_by_role("link", name="Rulebooks").wait_for()
    page.get_by_role("link", name="Rulebooks").click()
    page.wait_for_url("**/rulebooks")
    for book in ("UCDP", "ACLED", "Iraq Body Count", "Airwars", "OHCHR"):
        assert book in page.locator("main").inner_text()
    picture("rulebooks")


def test_6_incidents_are_merged_and_split_after_a_preview_and_undone(page, desk, picture):
    before = len(desk.view.record.incidents)
    other = incident_of(desk, "11-durayhimi-un-yemen.txt", 24)
    page.goto("/incidents")
    with page.expect_navigation():
        page.get_by_role("link", name="Dahyan, Dahyan market").click()
    press(page, "m")
    page.locator(f'input[value="{other.id}"]').check()
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_label("Why?").fill("The children near Saada were on that bus.")
    picture("merge")
    page.get_by_role("button", name="Merge them").click()
    page.locator(".done-line").wait_for()
    assert len(desk.view.record.incidents) == before - 1
    with page.expect_navigation():
        page.locator(".done-line").get_by_role("button", name="Undo").click()
    page.locator(".done-line").wait_for(state="detached")
    assert len(desk.view.record.incidents) == before
    press(page, "m")
    page.locator(f'input[value="{other.id}"]').check()
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_label("Why?").fill("The children near Saada were on that bus.")
    page.get_by_role("button", name="Merge them").click()
    page.locator(".done-line").wait_for()
    press(page, "s")
    for box in page.locator('input[name="claim"]').all()[:2]:
        box.check()
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("Nothing is written yet")).to_be_visible()
    page.get_by_role("link", name="Leave it as it is").click()
    assert len(desk.view.record.incidents) == before - 1


def test_7_a_place_that_no_map_has_is_named(page, desk, picture):
    page.goto("/places")
    page.get_by_role("link", name="Names", exact=True).click()
    page.locator("main").get_by_role("link", name="Dahyan", exact=True).click()
    page.get_by_role("link", name="No list has it: add the place").click()
    page.get_by_label("ضحيان").check()
    page.get_by_label("Dhahyan", exact=True).check()
    page.get_by_label("It lies in").fill("adm1:YE.15")
    page.get_by_label("Why").fill("A town in Saada; the reports spell it in three ways.")
    picture("place")
    page.get_by_role("button", name="See what changes").click()
    page.get_by_text("Nothing is written yet").wait_for()
    page.get_by_role("button", name="Decide it").click()
    page.wait_for_url("**/places")
    named = [d.name for d in desk.view.record.decisions if d.choice == "name"]
    assert len(named) == 3
    assert any(place.name == "Dahyan" for place in desk.view.record.places.values())


def test_8_a_check_is_settled(page):
    page.goto("/checks")
    page.get_by_role("link", name=re.compile(r"^40 \+ 21 = 61")).click()
    page.get_by_label("What did you find?").fill(
        "The Herald's own slip: all others have 11 adults."
    )
    page.get_by_role("button", name="Settle it").click()
    page.get_by_text("by Amal").first.wait_for()
    assert page.get_by_text("This is open.").count() == 0


def test_9_a_search_in_arabic_finds_what_english_reports_say_too(page, picture):
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("ضحيان")
    press(page, "Enter")
    expect(page.locator("bdi, a", has_text="غارة على حافلة").first).to_be_visible()
    picture("search")


def test_10_history_has_everything_and_the_head_of_the_log(page, picture):
    page.goto("/history")
    assert page.locator(".entries > li").count() >= 10
    expect(page.get_by_text("whole", exact=True)).to_be_visible()
    assert page.locator("code.link").inner_text().strip()
    picture("history")


def test_11_a_second_reader_decides_without_seeing_what_was_decided(page, desk):
    page.goto("/")
    page.get_by_role("link", name="Deciding as Amal").click()
    page.get_by_label("Your name").fill("Badr")
    page.get_by_role("button", name="Decide under this name").click()
    page.get_by_role("link", name="Deciding as Badr").wait_for()
    page.get_by_role("link", name=re.compile("^Second reading")).click()
    shown = page.locator("article[data-claim]")
    assert "Amal" not in shown.inner_text()
    claim = shown.get_attribute("data-claim")
    press(page, "a")
    last = desk.view.record.decisions[-1]
    assert (last.by, last.is_blind, last.claims) == ("Badr", True, (claim,))
    page.goto("/agreement")
    expect(page.get_by_text("1 claim was decided on by two people")).to_be_visible()


def test_the_tour_shows_these_pictures_and_no_other():
    told = re.findall(r"!\[[^\]]+\]\(\.\./images/(desk-[a-z-]+\.png)\)", PAGE.read_text("utf-8"))
    folder = PAGE.parents[1] / "images"
    assert sorted(told) == sorted(path.name for path in folder.glob("desk-*.png"))
    assert [name for name in told if (folder / name).stat().st_size > MOST] == []

"""The queue with the keyboard alone, without scripts, and for everybody."""

import pytest

from onrecord.workflow import choosing
from onrecord.workflow.desk import queue
from tabs import press

SCREENS = ["/", "/queue", "/queue?second=1", "/queue?kind=place", "/agreement"]


def shown(page):
    return page.locator("article[data-claim]").get_attribute("data-claim")


@pytest.fixture
def busy(desk):
    """Somebody decided on three claims; another reader disagrees on one."""
    one, two, three = [p.claim_id for p in list(queue.upcoming(desk.view, queue.Asked()))[:3]]
    desk.decide(choosing.accept(one), by="Badr")
    desk.decide(choosing.leave_open(two), by="Badr")
    desk.decide(choosing.reject(three), by="Badr", why="Not said.")
    desk.decide(choosing.reject(one), by="Chadia", why="No.", is_blind=True)
    return desk


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("path", [*SCREENS, "/queue/disagreements", "/queue/like"])
def test_a_screen_is_usable_by_everybody(browse, axe, busy, path, width, scheme):
    if path == "/queue/like":
        claims = busy.view.record.claims.values()
        path += f"?at={next(c.id for c in claims if c.passage.exact == '50 قتيلا')}"
    opened = browse(path, width=width, color_scheme=scheme, person="Amal")
    opened.page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    assert axe(opened.page) == []
    assert (opened.errors, opened.elsewhere) == ([], [])
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_ten_proposals_are_reviewed_with_the_keyboard_alone(browse, desk):
    opened = browse("/queue", person="Amal")
    page = opened.page
    keys = "aauaraarua"
    seen = []
    for number, key in enumerate(keys):
        seen.append(shown(page))
        assert desk.view.record.claims[seen[-1]].decision is None
        if key == "r":
            page.keyboard.press("r")
            press(page, str(number % 5 + 1))
        else:
            press(page, key)
    short = {"accepted": "a", "unsure": "u", "rejected": "r"}
    claims = desk.view.record.claims
    assert "".join(short[claims[one].decision] for one in seen) == keys
    assert all(desk.view.about(one)[-1].by == "Amal" for one in seen)
    assert (opened.errors, len(set(seen))) == ([], 10)


def test_keys_lead_on_back_to_undo_and_to_the_source(browse, desk):
    page = browse("/queue", person="Amal").page
    first, then, third = [p.claim_id for p in list(queue.upcoming(desk.view, queue.Asked()))[:3]]
    for key, expected in (("n", then), ("j", third), ("k", then), ("p", first), ("a", then)):
        press(page, key)
        assert shown(page) == expected
    press(page, "z")
    assert shown(page) == first
    assert desk.view.record.claims[first].decision is None
    press(page, "o")
    assert "/documents/" in page.url


def test_a_digit_rejects_only_when_reasons_are_open_and_a_letter_in_a_field_is_a_letter(
    browse, desk
):
    page = browse("/queue", person="Amal").page
    page.keyboard.press("1")
    page.keyboard.press("r")
    page.locator("#why").focus()
    page.keyboard.type("a1u")
    assert page.locator("#why").input_value() == "a1u"
    page.keyboard.press("Escape")
    assert page.locator("#reject").get_attribute("open") is None
    assert desk.view.record.decisions == ()


def test_what_decides_is_in_sight_without_scrolling(browse):
    for width, height in ((1280, 800), (390, 844)):
        page = browse("/queue", width=width, height=height, person="Amal").page
        box = page.get_by_role("button", name="Accept").bounding_box()
        assert box["y"] + box["height"] <= height


def test_everything_works_without_scripts(browse, desk):
    page = browse("/queue", person="Amal", java_script_enabled=False).page
    first, then = [p.claim_id for p in list(queue.upcoming(desk.view, queue.Asked()))[:2]]
    page.get_by_role("button", name="Accept").click()
    assert shown(page) == then
    page.get_by_text("Reject…").click()
    page.get_by_role("button", name="The number is wrong").click()
    assert desk.view.record.claims[first].decision == "accepted"
    assert desk.view.record.claims[then].decision == "rejected"
    page.get_by_role("button", name="Undo").click()
    assert shown(page) == then
    page.get_by_role("link", name="Leave it for later").click()
    assert shown(page) != then


def test_whoever_has_no_name_is_asked_once_and_the_decision_goes_on(browse, desk):
    page = browse("/queue").page
    first = shown(page)
    press(page, "a")
    page.locator("input[name=person_name]").fill("Amal")
    press(page, "Enter")
    assert desk.view.about(first)[-1].by == "Amal"
    assert shown(page) != first

"""The Incident screen as people meet it: on a desk, on a phone, by keyboard, without scripts."""

import pytest
from playwright.sync_api import expect

from tabs import press

# As for other screens; `test_every_screen` looks at these pages in other looks, too.
SIZES = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])


@pytest.fixture
def big(desk):
    return max(desk.view.record.incidents, key=lambda incident: len(incident.claim_ids))


@pytest.fixture
def same_day(desk, big):
    return next(i for i in desk.view.record.incidents if i.id != big.id and i.when == big.when)


@SIZES
def test_every_page_of_an_incident_is_clean_and_no_wider_than_the_window(
    browse, axe, big, same_day, width, scheme
):
    opened = browse("/incidents", width=width, color_scheme=scheme)
    paths = [
        "/incidents",
        f"/incidents/{big.id}",
        f"/incidents/{big.id}?names=shown",
        f"/incidents/{big.id}/corroboration",
        f"/incidents/{big.id}/rulebooks",
        f"/incidents/{big.id}/history",
        f"/incidents/{big.id}/merge",
        f"/incidents/{big.id}/split",
        f"/incidents/{big.id}/trace?claim={big.claim_ids[0]}",
        f"/decide/merge/preview?incident={big.id}&other={same_day.id}",
    ]
    base = opened.page.url.removesuffix("/incidents")
    for path in paths:
        opened.page.goto(base + path)
        opened.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        assert axe(opened.page) == [], path
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert opened.elsewhere == []
    assert opened.errors == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_incidents_are_merged_and_come_apart_again(browse, desk, big, same_day, scripts):
    before = dict(desk.view.record.figures)
    page = browse(f"/incidents/{big.id}", person="Amal", java_script_enabled=scripts).page
    page.get_by_role("link", name="Merge…").click()
    page.locator(f'input[value="{same_day.id}"]').check()
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("Nothing is written yet")).to_be_visible()
    expect(page.get_by_text("its id leads on to there")).to_be_visible()
    page.get_by_label("Why?").fill("two spellings of one market")
    page.get_by_role("button", name="Merge them").click()
    expect(page.locator(".done-line")).to_be_visible()
    assert len(desk.view.record.incidents) == len(before) - 1
    with page.expect_navigation():
        page.locator(".done-line").get_by_role("button", name="Undo").click()
    assert page.locator(".done-line").count() == 0
    assert dict(desk.view.record.figures) == before


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_claims_are_split_off_and_come_back(browse, desk, big, scripts):
    before = dict(desk.view.record.figures)
    page = browse(f"/incidents/{big.id}", person="Amal", java_script_enabled=scripts).page
    page.get_by_role("link", name="Split…").click()
    for claim_id in big.claim_ids[:2]:
        page.locator(f'input[value="{claim_id}"]').check()
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text(f"{len(big.claim_ids) - 2} claims").first).to_be_visible()
    page.get_by_label("Why?").fill("another raid")
    page.get_by_role("button", name="Split them off").click()
    expect(page.locator(".done-line")).to_be_visible()
    assert dict(desk.view.record.figures) != before
    with page.expect_navigation():
        page.locator(".done-line").get_by_role("button", name="Undo").click()
    assert dict(desk.view.record.figures) == before


def test_keys_lead_to_merging_and_splitting(browse, big):
    page = browse(f"/incidents/{big.id}", person="Amal").page
    press(page, "s")
    page.wait_for_url("**/split")
    page.go_back()
    press(page, "m")
    page.wait_for_url("**/merge")


def test_a_claim_that_is_named_elsewhere_is_shown_where_it_stands(browse, big):
    page = browse(f"/incidents/{big.id}").page
    page.locator(".figure-card .ref").first.click()
    expect(page.locator(".said-one:target")).to_be_visible()

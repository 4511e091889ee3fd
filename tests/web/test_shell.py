"""What every screen of the desk has around it."""

import pytest

WIDTHS = pytest.mark.parametrize("width", [1280, 390])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
SHELL = pytest.mark.parametrize("path", ["/", "/person", "/api", "/no-such-page"])


@SHELL
@WIDTHS
@SCHEMES
def test_a_page_is_clean_quiet_and_no_wider_than_the_window(browse, axe, path, width, scheme):
    opened = browse(path, width=width, color_scheme=scheme)
    opened.page.wait_for_load_state("networkidle")
    assert opened.elsewhere == []
    assert [e for e in opened.errors if "404" not in e or path != "/no-such-page"] == []
    assert axe(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width

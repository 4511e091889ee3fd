"""A rule beside a figure leads to where the page on the method tells of it."""

import re

from onrecord.publish import site


def test_every_link_to_a_rule_leads_to_one(rich):
    files = {page.path: page.body.decode() for page in site.pages(rich)}
    linked = {
        anchor
        for path, body in files.items()
        if "incidents/inc_" in path
        for anchor in re.findall(r"method\.html#([\w-]+)", body)
    }
    assert linked
    for path in ("method.html", "ar/method.html"):
        assert linked <= set(re.findall(r'<tr id="([^"]+)"', files[path]))

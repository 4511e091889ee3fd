"""What a critic asks, as it stands folded in an incident's account."""

from dataclasses import replace
from html.parser import HTMLParser

from onrecord import publish
from onrecord.model import (
    Backing,
    Corroboration,
    End,
    Knowing,
    Sensitivity,
    Statement,
    Telling,
    Without,
)

_QUESTION = "Could they know, and what would change the figure?"


class _Folded(HTMLParser):
    """The words inside `details`."""

    def __init__(self):
        super().__init__()
        self.depth, self.words = 0, []

    def handle_starttag(self, tag, attrs):
        del attrs
        self.depth += tag == "details"

    def handle_endtag(self, tag):
        self.depth -= tag == "details"

    def handle_data(self, data):
        if self.depth:
            self.words.append(data)


def folded(page):
    taken = _Folded()
    taken.feed(page)
    return " ".join("".join(taken.words).split())


def corroboration(incident, record, name="Qasr Hospital"):
    """Return what a critic would be told of an incident that has a figure."""
    made = record.figures[incident.id][0]
    claim = record.claims[made.used[0]]
    said = Statement(
        claim_id=claim.id, document=claim.document, publisher=None, published=None,
        words=claim.passage.exact, outcome="killed", said="4", is_used=True,
    )  # fmt: skip
    end = End(
        outcome="killed", name="maximum", people=4, by=(said,), origins=(name,), parties=(name,)
    )
    other = replace(made, minimum=2, maximum=3)
    without = Without(outcome="killed", whom=name, before=made, after=other, comes_in=())
    return Corroboration(
        incident_id=incident.id,
        figures=(made,),
        backing=Backing(links=1, outlets=1, unknown=0, origins=1),
        tellings=(
            Telling(
                origin_id="org_x", name=name, knowing=Knowing.FIRST_HAND,
                why="the dead are brought there", side=None, said=((said, ""),), passed_on=(),
            ),
        ),
        not_counted=(),
        contradictions=(),
        sensitivity=Sensitivity(ends=(end,), without=(without,), second_origin="it rests on one"),
        decisions=(),
    )  # fmt: skip


def test_the_answers_stand_folded_in_the_account(record):
    incident = next(i for i in record.incidents if i.id == "inc_bomb")
    page = publish.report(record, {incident.id: corroboration(incident, record)})
    said = folded(page)
    assert page.count(_QUESTION) == 1
    for words in (
        "Qasr Hospital may have counted itself: the dead are brought there",
        "Killed, maximum 4: set by one claim, of Qasr Hospital; nobody but a party to the conflict",
        "Without Qasr Hospital: killed 2–3 instead of",
        "By the rule of two sources (Iraq Body Count): it rests on one",
    ):
        assert words in said


def test_a_page_without_them_says_nothing_of_them(record):
    assert _QUESTION not in publish.report(record)


def test_a_hostile_name_stays_words(record):
    incident = next(i for i in record.incidents if i.id == "inc_bomb")
    hostile = corroboration(incident, record, "<script>alert(1)</script>")
    page = publish.report(record, {incident.id: hostile})
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page

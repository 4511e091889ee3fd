"""The fixed words of a report, headings and names of columns, in the language that is spoken."""

from onrecord.publish.words import _


def labels() -> dict[str, str]:
    """Return them by a name that the templates of the page and of the paper both use."""
    return {
        "skip": _("To the text"),
        "report": _("Report"),
        "covers": _("What it covers"),
        "summary": _("In short"),
        "period": _("The incidents together"),
        "over_time": _("Over time"),
        "chart": _(
            "A bar runs from the fewest to the most killed that is told; it has no middle. A dot "
            "is one number, an arrow means “or more”, a ring that no number is told."
        ),
        "by_place": _("Incidents by place"),
        "by_accused": _("Incidents by who is accused"),
        "of_accused": _(
            "How many incidents, not how many people; each accusation is a claim of who is named "
            "with it. An incident may be here more than once."
        ),
        "nobody_accused": _("In none of the incidents is anybody accused."),
        "table": _("People killed, incident by incident"),
        "of_table": _("A link leads to the incident’s account below."),
        "when": _("When"),
        "where": _("Where"),
        "incidents": _("Incidents"),
        "proposal": _("proposal"),
        "perhaps": _("perhaps of this period"),
        "accounts": _("Each incident"),
        "in_brief": _(
            "There are many: each is told in brief. A report on one incident alone tells all of it."
        ),
        "facts": _("What is told of it"),
        "who_says": _("Who says what"),
        "words": _("The words that the figures rest on"),
        "beside": _("By each rulebook"),
        "rulebook": _("Rulebook"),
        "killed": _("Killed"),
        "injured": _("Injured"),
        "remark": _("Remark"),
        "sums": _("Sums"),
        "doubts": _("Contradictions and doubts"),
        "left_out": _("Not used for the figure, and why"),
        "withheld": _("What is withheld, and why"),
        "nothing_withheld": _("Nothing of this incident is withheld."),
        "method": _("Method"),
        "limits": _("Limits, and how to correct"),
        "notes": _("Sources"),
        "page": _("page"),
        "untitled": _("no title told"),
        "no_publisher": _("publisher not told"),
        "sha256": _("SHA-256 of the bytes that were kept:"),
        "no_sha256": _("No bytes of it were kept."),
        "back": _("back to the text"),
    }

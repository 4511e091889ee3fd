"""
What a form of a decision sends: the helper that every screen's writes share.

Every form holds `back`, the page to go on with, and for each thing that it decides on a
hidden `seen` of the form `THING:DECISION` (`View.last_word_on`), so that nobody overrules
what they have not seen. `mark` writes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.web.person import inside
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk import Desk, View

_MOST_FIELDS = 10_000  # of one form: a batch of decisions has two for each claim


@dataclass(frozen=True, slots=True)
class Sent:
    """
    The fields of a form.

    Attributes:
        fields: By name, every value in the order of the form.
    """

    fields: Mapping[str, Sequence[str]]

    def one(self, name: str, default: str = "") -> str:
        """Return the last value of a field."""
        return self.fields.get(name, (default,))[-1].strip()

    def many(self, name: str) -> tuple[str, ...]:
        """Return every value of a field that says something, each once."""
        return tuple(dict.fromkeys(filter(None, map(str.strip, self.fields.get(name, ())))))

    @property
    def back(self) -> str:
        """The page of the desk to go on with."""
        return inside(self.one("back", "/"))

    @property
    def why(self) -> str:
        """The reason in the person's own words."""
        return self.one("why")

    @property
    def seen(self) -> dict[str, str]:
        """By thing, the last decision on it that the person saw."""
        marks = (told.rpartition(":") for told in self.many("seen"))
        return {thing: last for thing, colon, last in marks if colon}


async def sent(request: Request) -> Sent:
    """Return the fields of the form that was sent."""
    form = await request.form(max_fields=_MOST_FIELDS)
    fields: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
    return Sent(fields)


Form = Annotated[Sent, Depends(sent)]


def mark(now: View, thing: str) -> str:
    """Return what the hidden field `seen` of a form says of a thing that it decides on."""
    return f"{thing}:{now.last_word_on(thing)}"


def decided(
    desk: Desk, form: Sent, asked: Asked | Sequence[Asked], *, by: str, why: str | None = None
) -> Response:
    """
    Write down what a form decides, and go on with the page that it names.

    A script that asks follows the redirection by itself and takes what it wants of the page
    (`hx-post hx-target="#main" hx-select="#main"`).

    Args:
        desk: The desk.
        form: What was sent.
        asked: What is decided.
        by: Who decides.
        why: The reason; None for the form's own words.

    Raises:
        Overtaken: Somebody else decided meanwhile; answered with a page that shows what.
        OnRecordError: It cannot be decided.
    """
    blind = form.one("is_blind") == "yes"
    told = form.why if why is None else why
    desk.decide(asked, by=by, why=told, seen={} if blind else form.seen, is_blind=blind)
    return RedirectResponse(form.back, 303)

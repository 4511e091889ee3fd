"""From a template to a page: what every page knows, and what no page may hold."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from onrecord.kit import shown
from onrecord.model import Account
from onrecord.web import (
    account_words,
    desk_of,
    door,
    files,
    navigation,
    offering,
    queue_words,
    wording,
    words,
)

SCHEMES = ("light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """
    What every page knows: `here` in the templates.

    Attributes:
        record: The record's name.
        person: Who is deciding; empty if nobody said so.
        account: Who is signed in; None where the record has no accounts, or nobody is.
        has_accounts: Whether the record has accounts.
        language: What is spoken.
        scheme: `light` or `dark` if it was chosen, else empty: as the machine has it.
        path: Of this page, without what was asked after `?`.
        address: With it: where to come back to.
        is_working: Figures are being worked out anew.
        fault: Why that failed, in one line; None if it did not.
        stations: The navigation.
    """

    record: str
    person: str
    account: Account | None
    has_accounts: bool
    language: words.Language
    scheme: str
    path: str
    address: str
    is_working: bool
    fault: str | None
    stations: tuple[navigation.Station, ...]


def page(request: Request, template: str, /, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page made of a template, which is given `here` besides the values."""
    is_outside = door.is_stranger(request) or _is_unknown(request)
    layout = "outside.html.j2" if is_outside else "base.html.j2"
    made = _environment().get_template(template)
    with offering.to(request):
        here = _outside(request) if is_outside else _here(request)
        told = made.render(here=here, layout=layout, **values)
    return HTMLResponse(told.encode("utf-8", "replace"), status)


def bare(template: str, /, **values: Any) -> HTMLResponse:
    """Return a page that knows nothing of the record, for somebody who is not at the desk."""
    made = _environment().get_template(template).render(language=words.spoken(), **values)
    return HTMLResponse(made.encode("utf-8", "replace"))


def is_partial(request: Request) -> bool:
    """
    Return whether a script asks for a piece of a page, to put into the one that is open.

    One that takes what it wants from a whole page (`hx-select`) says that it wants it whole.
    """
    return "hx-request" in request.headers and request.headers.get("hx-request-type") != "full"


def tell_without_record(request: Request) -> None:
    """Let the page that answers ask nothing of the record: it cannot be used now."""
    request.state.is_gone = True


def _is_gone(request: Request) -> bool:
    return getattr(request.state, "is_gone", False)


def _is_unknown(request: Request) -> bool:
    """Return whether the record was gone before it could be asked who asks."""
    return _is_gone(request) and not hasattr(request.state, "accounts")


def _here(request: Request) -> Here:
    desk = desk_of.desk_of(request)
    now = None if _is_gone(request) else desk_of.view_of(request)
    is_behind = now is not None and now.is_behind
    path = request.url.path
    has_accounts = door.accounts_of(request) is not None
    return Here(
        record=desk.folder.name if now is None else now.record.name,
        person=desk_of.person_of(request),
        account=door.account_of(request),
        has_accounts=has_accounts,
        language=words.spoken(),
        scheme=_scheme(request),
        path=path,
        address=address_of(request) if request.method == "GET" else "/",
        is_working=is_behind,
        fault=desk.fault if is_behind else None,
        stations=tuple(
            one
            for one in navigation.stations(path, has_accounts=has_accounts)
            if offering.may(one.path, "GET")
        ),
    )


def _outside(request: Request) -> Here:
    """Return what a page may know that a stranger sees: nothing of the record, not its name."""
    path = request.url.path
    is_door = path in {"/sign-in", "/invitation"} and request.method == "GET"
    return Here(
        record="",
        person="",
        account=None,
        has_accounts=True,
        language=words.spoken(),
        scheme=_scheme(request),
        path=path,
        address=address_of(request) if is_door else "/sign-in",
        is_working=False,
        fault=None,
        stations=(),
    )


def _scheme(request: Request) -> str:
    chosen = request.cookies.get("scheme", "")
    return chosen if chosen in SCHEMES else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_fit,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined] # the extension adds it
        lambda told: words.set_off(words.gettext(told)),
        lambda one, more, n: words.set_off(words.ngettext(one, more, n)),
        newstyle=True,
        pgettext=lambda context, told: words.set_off(words.pgettext(context, told)),
        npgettext=lambda where, one, more, n: words.set_off(words.npgettext(where, one, more, n)),
    )
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        translated: Any = environment.globals[name]
        environment.globals[name] = _fitting(translated)
    environment.globals["_"] = environment.globals["gettext"]
    environment.globals.update(
        aside=queue_words.aside,
        role_name=account_words.role,
        cut=shown.cut,
        file=files.address,
        may=offering.may,
        may_undo=offering.may_undo,
        languages=tuple(words.LANGUAGES.values()),
        query=query,
        query_of=urlencode,
        wording=wording,
    )
    return environment


def query(**asked: object) -> str:
    """
    Return what to write after `?`; what is empty is left out, lists are written one by one.

    >>> query(q="12 killed", place=["a", "b"], page=None)
    'q=12+killed&place=a&place=b'
    """
    return urlencode({k: v for k, v in asked.items() if v not in (None, "", [], ())}, doseq=True)


def address(path: str, **asked: object) -> str:
    """
    Return the address of a page that is asked for something; see `query`.

    >>> address("/queue", kind="place", at=""), address("/queue")
    ('/queue?kind=place', '/queue')
    """
    told = query(**asked)
    return f"{path}?{told}" if told else path


def address_of(request: Request) -> str:
    """Return the address that was asked for: its path, and what stands after `?`."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _fitting(translated: Callable[..., str]) -> Callable[..., str]:
    """Return a translating function that lets into its sentence only what may be printed."""

    @pass_context
    def fitting(context: Context, /, *words: Any, **told: Any) -> str:
        return translated(context, *words, **{name: _fit(one) for name, one in told.items()})

    return fitting


def _fit(value: object) -> object:
    """Return what may be printed: every string on the page passes here before it is escaped."""
    return shown.clean(value) if type(value) is str else value

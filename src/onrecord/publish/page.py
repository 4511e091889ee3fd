"""The page itself: templates filled, styles and script put inside, everything else shut out."""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.model import Corroboration, Record
from onrecord.publish import shown, wording
from onrecord.publish.contents import contents

_NONE: Mapping[str, Corroboration] = {}


def report(record: Record, corroborations: Mapping[str, Corroboration] = _NONE) -> str:
    """
    Return a record as one HTML page that needs nothing else: no network, no script.

    The page shows every claim in its exact words beside the figure made of it. It is a
    working document of whoever keeps the record: it quotes other people's texts, and it
    says so. Its content security policy lets nothing be loaded and nothing run but the
    page's own short style sheet and script, told apart by their hashes; whatever a text
    holds is shown as text.

    Beyond a few hundred incidents the accounts are folded away, and beyond some thousands
    of claims the rest is shown in brief or left out, which the page says where it does so.

    Args:
        record: What `store` holds, at one moment.
        corroborations: What a critic asks of an incident, by its id; those that are given
            stand folded in its account.

    Returns:
        The page, to be written as UTF-8.
    """
    style, script = _resource("report.css"), _resource("report.js")
    template = _environment().get_template("report.html.j2")
    page = template.render(
        page=contents(record, corroborations),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(style, script),
    )
    return page.encode("utf-8", "replace").decode("utf-8")


def _policy(style: str, script: str) -> str:
    """Return a policy under which nothing is fetched and only our own two blocks count."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(block: str) -> str:
    return "sha256-" + b64encode(sha256(block.encode("utf-8")).digest()).decode("ascii")


def _resource(name: str) -> str:
    return resources.files("onrecord.publish").joinpath("templates", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_fit,
    )
    environment.globals.update(plural=wording.plural)
    return environment


def _fit(value: object) -> object:
    """Return what may be printed: every string on the page passes here before it is escaped."""
    return shown.clean(value) if type(value) is str else value

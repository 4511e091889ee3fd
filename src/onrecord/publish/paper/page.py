"""A report as one page of HTML that needs nothing else, runs nothing and loads nothing."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.kit import shown
from onrecord.model.public import Public
from onrecord.publish.paper import chart
from onrecord.publish.paper.asked import Asked
from onrecord.publish.paper.labels import labels
from onrecord.publish.paper.paper import paper
from onrecord.publish.words import LANGUAGES, speaking


def html(public: Public, asked: Asked) -> bytes:
    """
    Return a report as a page: the same content gives the same bytes.

    Its policy lets nothing be loaded and nothing run; only its own style sheet counts, told
    by its hash. Whatever a source's words hold is shown as text.

    Raises:
        OnRecordError: There is no such incident, or there are too many.
    """
    made = paper(public, asked)
    style = resources.files("onrecord.publish.paper").joinpath("paper.css").read_text("utf-8")
    with speaking(LANGUAGES[asked.language]):
        page = (
            _environment()
            .get_template("paper.html.j2")
            .render(
                paper=made,
                say=labels(),
                style=Markup(style),  # noqa: S704 - our own file
                policy=_policy(style),
                bar=chart.bar,
            )
        )
    return page.encode("utf-8", "replace")


def _policy(style: str) -> str:
    """Return a policy under which nothing is fetched and only our own style counts."""
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.publish.paper", package_path=""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_fit,
    )


def _fit(value: object) -> object:
    """Return what may be printed: every string on the page passes here before it is escaped."""
    return shown.clean(value) if type(value) is str else value

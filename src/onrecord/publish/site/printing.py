"""From a template to a page: what every page knows, and what no page may hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes, pass_context
from jinja2.ext import InternationalizationExtension
from jinja2.runtime import Context

from onrecord.kit import shown
from onrecord.publish import words
from onrecord.publish.site import compiling, letters, marking, navigation, wording
from onrecord.publish.site.page import Page, Site
from onrecord.publish.words import Language

STYLE = "style.css"


@dataclass(frozen=True, kw_only=True)
class Here:
    """
    What every page knows of itself: `here` in the templates.

    Attributes:
        site: The record as anybody may see it, and the release.
        language: Of the page.
        path: In the language's own folder: `incidents/inc_….html`.
        at: In the site: `ar/incidents/inc_….html`.
        station: Key of the navigation that it belongs to; "" for none.
        stations: The navigation.
        style: Name of the style sheet, at the root.
    """

    site: Site
    language: Language
    path: str
    at: str
    station: str
    stations: tuple[navigation.Station, ...]
    style: str = STYLE

    @cached_property
    def up(self) -> str:
        """The way to the site's folder."""
        return "../" * self.at.count("/")

    @cached_property
    def home(self) -> str:
        """The way to the folder of the page's own language."""
        return "../" * self.path.count("/")

    def to(self, path: str) -> str:
        """Return the way to a page in the same language; an anchor may follow it."""
        return self.home + path

    def to_file(self, path: str) -> str:
        """Return the way to a file that is no page: data, the style sheet."""
        return self.up + path

    def letter(self, about: str = "") -> str:
        """Return the way to write to the keepers about something; "" if none can be clicked."""
        subject = f"{words.gettext('Removal or correction')}: {about}" if about else ""
        return letters.letter(self.site.public.allowed.contact, subject)

    def has(self, station: str) -> bool:
        """Whether the site has a station."""
        return station in self.site.stations

    @cached_property
    def twins(self) -> tuple[tuple[Language, str], ...]:
        """The same page in the other languages, with the way there."""
        return tuple(
            (other, self.up + placed(self.site, other, self.path))
            for other in self.site.languages
            if other != self.language
        )


def placed(site: Site, language: Language, path: str) -> str:
    """Return where a page in a language stands in the site."""
    return path if language == site.languages[0] else f"{language.code}/{path}"


def page(
    site: Site, language: Language, path: str, template: str, /, station: str = "", **values: Any
) -> Page:
    """
    Return a page made of a template in one language, which is given `here` besides the values.

    Args:
        site: What it is a page of.
        language: It is spoken while the template is filled.
        path: In the language's own folder.
        template: Its file's name.
        station: The key of the navigation that is marked.
        values: For the template.
    """
    at = placed(site, language, path)
    with words.speaking(language):
        here = Here(
            site=site, language=language, path=path, at=at, station=station,
            stations=navigation.stations(site.stations),
        )  # fmt: skip
        made = _template(language.code, template).render(here=here, **values)
    return Page(path=at, body=made.encode("utf-8", "replace"))


def style() -> Page:
    """Return the style sheet."""
    source = resources.files("onrecord.publish.site").joinpath("templates", STYLE)
    return Page(path=STYLE, body=source.read_bytes())


@cache
def _template(code: str, name: str) -> Any:
    return _environment(code).get_template(name)


class _Translated(InternationalizationExtension):
    """Words without places to fill are translated when a template is compiled: once, not a page."""

    def _make_node(
        self,
        singular: str,
        plural: str | None,
        context: str | None,
        variables: dict[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        *rest: Any,
    ) -> nodes.Output:
        if plural is None and context is None and not variables and "%" not in singular:
            translate: Any = self.environment.globals["translate"]
            return nodes.Output([nodes.TemplateData(translate(singular))])
        return super()._make_node(
            singular,
            plural,
            context,
            variables,
            plural_expr,
            *rest,
        )


@cache
def _environment(code: str) -> Environment:
    environment = compiling.Plain(
        loader=PackageLoader("onrecord.publish.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=compiling.fit,
        auto_reload=False,
        extensions=[_Translated],
    )
    told = words.catalogue(code)
    environment.filters.update(marking.FILTERS)
    environment.install_gettext_callables(  # type: ignore[attr-defined] # the extension adds it
        lambda one: words.set_off(told.gettext(one)),
        lambda one, more, n: words.set_off(told.ngettext(one, more, n)),
        newstyle=True,
        pgettext=lambda context, one: words.set_off(told.pgettext(context, one)),
        npgettext=lambda where, one, more, n: words.set_off(told.npgettext(where, one, more, n)),
    )
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        environment.globals[name] = _fitting(_callable(environment.globals, name))
    environment.globals["_"] = environment.globals["gettext"]
    environment.globals.update(
        translate=told.gettext,
        once=compiling.once,
        wording=wording,
        cut=shown.cut,
        safe_link=shown.link,
    )
    return environment


def _callable(known: Mapping[str, Any], name: str) -> Callable[..., str]:
    made: Callable[..., str] = known[name]
    return made


def _fitting(translated: Callable[..., str]) -> Callable[..., str]:
    """Return a translating function that lets into its sentence only what may be printed."""

    @pass_context
    def fitting(context: Context, /, *told: Any, **put: Any) -> str:
        return translated(context, *told, **{name: compiling.fit(one) for name, one in put.items()})

    return fitting

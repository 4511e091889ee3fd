"""A report as a paper (PDF), set by Typst: footnotes at the foot of the page, Arabic shaped."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib import resources
from typing import Any, Literal

from markupsafe import Markup

from onrecord.model import MachineLacks
from onrecord.model.public import Public
from onrecord.publish.paper.asked import Asked
from onrecord.publish.paper.labels import labels
from onrecord.publish.paper.paper import Paper, paper
from onrecord.publish.paper.runs import Run
from onrecord.publish.words import LANGUAGES, speaking

# PDF/UA-1: the paper can be read aloud. It asks that a font have every character; where a
# source's words hold one that none has, the paper is tagged all the same, and says less of itself.
_STANDARDS: tuple[Literal["ua-1", "1.7"], ...] = ("ua-1", "1.7")


def pdf(public: Public, asked: Asked) -> bytes:
    """
    Return a report as a PDF: the same content gives the same bytes.

    The words of the report reach the typesetter as data, beside the template and never in
    it, so that no character of a source is read as markup. It is given no folder to read
    but its fonts, and no network.

    Raises:
        MachineLacks: The typesetter is not installed.
        OnRecordError: There is no such incident, or there are too many.
    """
    try:
        import typst  # noqa: PLC0415 - an extra: most people never set a paper
    except ImportError:
        raise MachineLacks(
            "a report as PDF needs the typesetter: pip install 'onrecord[pdf]' (or name a "
            "file that ends in .html)"
        ) from None
    made = paper(public, asked)
    with speaking(LANGUAGES[asked.language]):
        told = _data(made, labels())
    here = resources.files("onrecord.publish.paper")
    with resources.as_file(here.joinpath("fonts")) as fonts:
        template = here.joinpath("paper.typ").read_bytes()
        given: dict[str, Any] = {
            "root": fonts, "font_paths": [fonts], "ignore_system_fonts": True,
            "package_path": fonts, "package_cache_path": fonts, "sys_inputs": {"paper": told},
        }  # fmt: skip
        for standard in _STANDARDS:
            try:
                return bytes(typst.compile(template, format="pdf", pdf_standards=standard, **given))
            except typst.TypstError:
                if standard == _STANDARDS[-1]:
                    raise
    raise AssertionError("the last standard either gives a paper or raises")


def _data(made: Paper, say: Mapping[str, str]) -> str:
    """Return a report as JSON, the form in which the template takes it."""
    return json.dumps({"paper": made, "say": say}, default=_plain, ensure_ascii=False)


def _plain(value: object) -> Any:
    if isinstance(value, Markup):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        told = {field.name: getattr(value, field.name) for field in fields(value)}
        return {k: v for k, v in told.items() if v} if isinstance(value, Run) else told
    raise TypeError(f"{type(value).__name__} has no place in a report")

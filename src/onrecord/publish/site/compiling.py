"""
Templates made into plainer Python than Jinja makes them: two fifths of the time of a page.

Our own templates ask for no attribute that is not there and call nothing that wants to know
the page's context but translations. So an attribute is taken as one, and a call is a call.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from onrecord.kit import shown

_WITH_CONTEXT = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})


class _Plain(CodeGenerator):
    """Writes what is printed, attributes and calls in Python's own words."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write an attribute; one that is not there is a fault of the template."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # type: ignore[override] # noqa: N802 - Jinja's name; it hands the rest on so
        self, node: nodes.Call, frame: Frame, **caller: Any
    ) -> None:
        """Write a call."""
        known = isinstance(node.node, nodes.Name) and node.node.name in _WITH_CONTEXT
        if known and (words := self._plain_words(node)) is not None:
            self.write(f"Markup({words!r})")
            return
        if known or caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, **caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for one in (*node.args, *node.kwargs):
            self.visit(one, frame)
            self.write(", ")
        self.write(")")

    def _plain_words(self, node: nodes.Call) -> str | None:
        """Return the translation of words without places to fill; None for any other."""
        name = getattr(node.node, "name", "")
        told = [getattr(one, "value", "%") for one in node.args]
        if name not in {"_", "gettext"} or len(told) != 1 or node.kwargs or "%" in told[0]:
            return None
        translate: Any = self.environment.globals["translate"]
        words: str = translate(told[0])
        return words

    def _output_child_pre(self, *_: Any) -> None:
        self.write("environment.printed(")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")")


class _Once(Template):
    """A template whose macros are made once: none is imported with variables of its own."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002 - as the base has it
        return super()._get_default_module()


class Plain(Environment):
    """Jinja with templates that are made so; all that it prints is escaped."""

    code_generator_class = _Plain
    template_class = _Once

    @staticmethod
    def printed(value: object) -> str:
        """Return what stands on the page: every string passes here, and is escaped."""
        if type(value) is Markup:
            return value
        return escaped(value) if type(value) is str else escape(fit(value))


def fit(value: object) -> object:
    """Return what may be printed: what a page cannot hold is made visible."""
    return shown.clean(value) if type(value) is str else value


@lru_cache(maxsize=8192, typed=True)  # True and 1 are equal, and are told otherwise
def once(macro: Callable[..., str], *told: Hashable) -> str:
    """Return what a macro makes of values, if it looks at nothing else: once for all alike."""
    return macro(*told)


@lru_cache(maxsize=8192, typed=True)  # names and codes come again, in each language
def escaped(text: str) -> str:
    """Return a text as it stands on a page; it is markup already, and is not escaped again."""
    return str(escape(shown.clean(text)))

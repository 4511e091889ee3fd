"""Names of a package that are loaded when they are first asked for (PEP 562)."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def later(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """
    Return a package's `__getattr__`, which imports what is asked for from its own module.

    What takes long to load (grammars, arrays, a database's toolkit) is then paid for by
    whoever uses it, and not by every command that starts.

    Args:
        package: The package's `__name__`.
        homes: Module → the names that are in it, with spaces between them; `name=inside` where
            the module itself calls it `inside`.
    """
    modules: dict[str, tuple[str, str]] = {}
    for module, names in homes.items():
        for name in names.split():
            outside, _, inside = name.partition("=")
            modules[outside] = (module, inside or outside)

    def found(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, inside = modules[name]
        value = getattr(import_module(module), inside)
        setattr(sys.modules[package], name, value)
        return value

    return found

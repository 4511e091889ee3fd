"""Names of a package that are loaded when they are first asked for (PEP 562)."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def later(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """
    Return a package's `__getattr__`, which imports what is asked for from its own module.

    What takes long to load (arrays, distributions, linear programs) is then paid for by
    whoever uses it, and not by every command that starts.

    Args:
        package: The package's `__name__`.
        homes: Name → module; `module:name` where it is called otherwise there.
    """

    def found(name: str) -> Any:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, _, inside = home.partition(":")
        value = getattr(import_module(module), inside or name)
        setattr(sys.modules[package], name, value)
        return value

    return found

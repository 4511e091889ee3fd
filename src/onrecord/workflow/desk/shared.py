"""The desk of somebody who may not read testimony and what else is protected."""

from collections.abc import Sequence
from itertools import islice

from onrecord import store
from onrecord.model import Alert, OnRecordError
from onrecord.store import arrivals
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk.desk import Desk
from onrecord.workflow.desk.previewing import Preview
from onrecord.workflow.desk.view import View

_AT_ONCE = 50  # texts that a search looks at in one go
_FURTHEST = 1_000  # and in all


class SharedDesk(Desk):
    """
    A desk at which testimony that may not be shared is as if it had never been there.

    It is the same record, held open once: only what is seen of it differs, and what can be
    decided on. Whatever the other desk offers goes through the view that this one has.

    Args:
        whole: The desk of the whole record.
    """

    def __init__(self, whole: Desk) -> None:  # it opens nothing: what is held open is held once
        self.__dict__ = whole.__dict__

    @property
    def view(self) -> View:
        """The record as it is now, without what may not be seen."""
        return self.sharable

    @property
    def _is_whole(self) -> bool:
        return self.sharable is self._held.now

    def search(
        self, words: str, *, limit: int = 20, offset: int = 0, names: store.SameNames | None = None
    ) -> tuple[store.Hit, ...]:
        """Return the texts in which words stand; of those that may not be seen it tells nothing."""
        documents = self.view.record.documents
        found: list[store.Hit] = []
        for start in range(0, _FURTHEST, _AT_ONCE):
            some = super().search(words, limit=_AT_ONCE, offset=start, names=names)
            found += [one for one in some if one.document in documents]
            if len(some) < _AT_ONCE or len(found) >= offset + limit:
                break
        return tuple(islice(found, offset, offset + limit))

    def since(self, number: int) -> arrivals.Since:
        """Return what came in since a build, where it may be seen; nothing that is made of more."""
        told = super().since(number)
        if self._is_whole:
            return told
        documents = self.view.record.documents
        came = (one.after or one.before for one in told.documents)
        seen = tuple(
            changed
            for changed, one in zip(told.documents, came, strict=True)
            if one is not None and one.name in documents
        )
        return arrivals.Since(
            builds=(), documents=seen, incidents=(), origins=(), figures=(), problems=()
        )

    def versions(self, document_id: str) -> tuple[store.Version, ...]:
        """Return a document as it was in each of its snapshots, if it may be seen at all."""
        is_there = document_id in self.view.index.document_names
        return super().versions(document_id) if is_there else ()

    def alerts(self, after: int = 0) -> tuple[Alert, ...]:
        """Return the alerts that may be shared, the oldest first."""
        if self._is_whole:
            return super().alerts(after)
        may = {one.id for one in self.alerts_that_may_leave()}
        return tuple(one for one in super().alerts(after) if one.id in may)

    def preview(
        self, asked: Asked | Sequence[Asked], *, why: str = "", concerning: Sequence[str] = ()
    ) -> Preview:
        """
        Return what a decision would change.

        Raises:
            OnRecordError: Nothing would; or what would holds what may not be seen.
        """
        if not self._is_whole:
            raise OnRecordError("what this would change is told only to whoever may read testimony")
        return super().preview(asked, why=why, concerning=concerning)

    def _seen_of(self, now: View) -> View:
        return self._sharing.of(now)

"""What takes long to work out of a large incident: begun at the first call, shown when ready."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillWorking
from dataclasses import dataclass, field
from typing import Any, TypeVar

from onrecord.model import Incident
from onrecord.workflow.desk.incident.around import goes_on_with
from onrecord.workflow.desk.view import View

Value = TypeVar("Value")
_AT_ONCE = 150  # claims: a fifth of a second's work
_PATIENCE = 0.3  # seconds that a page waits for what may be ready soon


@dataclass(slots=True)
class _Job:
    """
    Work on an incident.

    Attributes:
        view: As it was when it began.
        made: What comes of it.
    """

    view: View
    made: "Future[Any]" = field(default_factory=Future)


def when_ready(
    view: View, incident: Incident, work: Callable[[View, Incident], Value]
) -> Value | None:
    """
    Return what `work` gives of an incident; None while it is being worked out.

    Of an incident of ordinary size it is worked out at once. A larger one is worked out by one
    thread at a time, however many ask; what it gives holds until a decision changes what it was
    worked out from, and not only until the next decision on anything. A desk that closes
    meanwhile waits for it, as it waits for everything else that it is working out.
    """
    if len(incident.claim_ids) <= _AT_ONCE:
        return work(view, incident)
    jobs: dict[object, _Job] = view.index.once("working out incidents", dict)
    key = (work.__name__, incident.id)
    job = jobs.get(key)
    if job is None or (job.made.done() and not _is_as_then(job, view, incident)):
        job = jobs[key] = _Job(view)
        # No daemon, as a page's own thread may be: a solver that is stopped midway aborts.
        threading.Thread(target=_do, args=(job, incident, work), daemon=False).start()
    try:
        found: Value = job.made.result(_PATIENCE)
    except StillWorking:
        return None
    return found if _is_as_then(job, view, incident) else None


def _is_as_then(job: _Job, view: View, incident: Incident) -> bool:
    """Return whether an incident is to be worked out from what it was worked out from."""
    if job.view is not view and not goes_on_with(view, job.view, incident):
        return False
    job.view = view
    return True


def _do(job: _Job, incident: Incident, work: Callable[[View, Incident], Value]) -> None:
    try:
        job.made.set_result(work(job.view, incident))
    except Exception as fault:  # noqa: BLE001 - the page that waits for it raises it
        job.made.set_exception(fault)

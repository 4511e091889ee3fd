"""What takes long to work out of a large incident: begun at the first call, shown when ready."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillWorking
from typing import TypeVar

from onrecord.model import Incident
from onrecord.workflow.desk.view import View

Value = TypeVar("Value")
_AT_ONCE = 150  # claims: a fifth of a second's work
_PATIENCE = 0.3  # seconds that a page waits for what may be ready soon


def when_ready(
    view: View, incident: Incident, work: Callable[[View, Incident], Value]
) -> Value | None:
    """
    Return what `work` gives of an incident; None while it is being worked out.

    Of an incident of ordinary size it is worked out at once. A desk that closes meanwhile
    waits for it, as it waits for everything else that it is working out.
    """
    if len(incident.claim_ids) <= _AT_ONCE:
        return work(view, incident)
    jobs: dict[object, Future[Value]] = view.once("working out incidents", dict)
    key = (work.__name__, incident.id)
    job = jobs.get(key)
    if job is None:
        job = jobs[key] = Future()
        # No daemon, as a page's own thread may be: a solver that is stopped midway aborts.
        begun = threading.Thread(target=_do, args=(job, view, incident, work), daemon=False)
        begun.start()
    try:
        return job.result(_PATIENCE)
    except StillWorking:
        return None


def _do(
    job: "Future[Value]", view: View, incident: Incident, work: Callable[[View, Incident], Value]
) -> None:
    try:
        job.set_result(work(view, incident))
    except Exception as fault:  # noqa: BLE001 - the page that waits for it raises it
        job.set_exception(fault)

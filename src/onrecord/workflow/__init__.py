"""Where stages and the store meet: the jobs that the command line offers."""

from onrecord.workflow.outcome import BuildReport, ImportReport, Progress, Step, Stopped

__all__ = ["BuildReport", "ImportReport", "Progress", "Step", "Stopped"]

def _later(*_: object, **__: object) -> None: ...
build = load = check = export_claims = import_claims = _later

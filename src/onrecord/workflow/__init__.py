"""Where stages and the store meet: the jobs that the command line offers."""

from onrecord.workflow.building import build
from onrecord.workflow.exchanging import export_claims, import_claims
from onrecord.workflow.outcome import BuildReport, ImportReport, Progress, Step, Stopped, Stopping
from onrecord.workflow.reading import check, load

__all__ = [
    "BuildReport",
    "ImportReport",
    "Progress",
    "Step",
    "Stopped",
    "Stopping",
    "build",
    "check",
    "export_claims",
    "import_claims",
    "load",
]

"""Where stages and the store meet: the jobs that the command line offers."""

from onrecord.evaluation import Accuracy, Coherence, Judged
from onrecord.workflow.building import build
from onrecord.workflow.evaluating import CORPORA, corpus, evaluate
from onrecord.workflow.exchanging import export_claims, import_claims
from onrecord.workflow.judging import incident_cases, judge, summed
from onrecord.workflow.outcome import BuildReport, ImportReport, Progress, Step, Stopped, Stopping
from onrecord.workflow.reading import check, load, with_bounds
from onrecord.workflow.ruling import RULEBOOKS, rulings

__all__ = [
    "CORPORA",
    "RULEBOOKS",
    "Accuracy",
    "BuildReport",
    "Coherence",
    "ImportReport",
    "Judged",
    "Progress",
    "Step",
    "Stopped",
    "Stopping",
    "build",
    "check",
    "corpus",
    "evaluate",
    "export_claims",
    "import_claims",
    "incident_cases",
    "judge",
    "load",
    "rulings",
    "summed",
    "with_bounds",
]

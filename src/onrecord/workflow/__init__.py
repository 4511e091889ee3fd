"""Where stages and the store meet: the jobs that the command line offers."""

from onrecord.evaluation import Accuracy, Coherence, Judged, summed
from onrecord.store import Custody
from onrecord.workflow.building import build
from onrecord.workflow.bundled import file_name
from onrecord.workflow.bundling import EvidenceReport, evidence
from onrecord.workflow.changing import Change, Changes, State, changes
from onrecord.workflow.choosing import (
    Asked,
    accept,
    leave_open,
    merge,
    name,
    note,
    reject,
    same,
    settle,
    signed,
    split,
    trace,
    undo,
)
from onrecord.workflow.correcting import add, correct, known, words_at
from onrecord.workflow.corroborating import corroboration
from onrecord.workflow.deciding import DecisionReport, decide
from onrecord.workflow.desk.telling import Kind, Part, Said, Thing, said
from onrecord.workflow.desk.view import Index
from onrecord.workflow.evaluating import CORPORA, corpus, evaluate, incident_cases
from onrecord.workflow.exchanging import (
    export_claims,
    export_decisions,
    import_claims,
    import_decisions,
)
from onrecord.workflow.exchanging_names import export_names, import_names
from onrecord.workflow.gold import GoldReport, export_gold
from onrecord.workflow.importing import import_table, is_table, view_table
from onrecord.workflow.judging import judge
from onrecord.workflow.names_table import is_names_table
from onrecord.workflow.outcome import (
    BuildReport,
    ImportReport,
    Progress,
    Step,
    Stopped,
    Stopping,
    TableReport,
    TableView,
)
from onrecord.workflow.reading import check, checked, custody, load, log_head, with_bounds
from onrecord.workflow.ruling import RULEBOOKS, rulings
from onrecord.workflow.sealing import SealReport, seal
from onrecord.workflow.verifying import Sealed, Verified, verify

__all__ = [
    "CORPORA",
    "RULEBOOKS",
    "Accuracy",
    "Asked",
    "BuildReport",
    "Change",
    "Changes",
    "Coherence",
    "Custody",
    "DecisionReport",
    "EvidenceReport",
    "GoldReport",
    "ImportReport",
    "Index",
    "Judged",
    "Kind",
    "Part",
    "Progress",
    "Said",
    "SealReport",
    "Sealed",
    "State",
    "Step",
    "Stopped",
    "Stopping",
    "TableReport",
    "TableView",
    "Thing",
    "Verified",
    "accept",
    "add",
    "build",
    "changes",
    "check",
    "checked",
    "corpus",
    "correct",
    "corroboration",
    "custody",
    "decide",
    "evaluate",
    "evidence",
    "export_claims",
    "export_decisions",
    "export_gold",
    "export_names",
    "file_name",
    "import_claims",
    "import_decisions",
    "import_names",
    "import_table",
    "incident_cases",
    "is_names_table",
    "is_table",
    "judge",
    "known",
    "leave_open",
    "load",
    "log_head",
    "merge",
    "name",
    "note",
    "reject",
    "rulings",
    "said",
    "same",
    "seal",
    "settle",
    "signed",
    "split",
    "summed",
    "trace",
    "undo",
    "verify",
    "view_table",
    "with_bounds",
    "words_at",
]

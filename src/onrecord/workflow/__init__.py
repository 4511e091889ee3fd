"""Where stages and the store meet: the jobs that the command line offers."""

from typing import TYPE_CHECKING

from onrecord.kit.later import later

# A command uses few of the jobs. All of them together take more than a second to load: readers'
# grammars, a database's toolkit, arrays.
if TYPE_CHECKING:
    from onrecord.estimate import Kind as PeopleKind
    from onrecord.estimate import Population, Support
    from onrecord.evaluation import Accuracy, Coherence, Judged, summed
    from onrecord.follow import atom as alerts_as_atom
    from onrecord.follow import json_feed as alerts_as_json
    from onrecord.follow.wording import title as alert_title
    from onrecord.preserve.backup import Lock
    from onrecord.store import Custody
    from onrecord.workflow.adding import bring_in, planned
    from onrecord.workflow.attaching import AttachReport, Beside, attach
    from onrecord.workflow.backing_up import BackupReport, back_up
    from onrecord.workflow.building import build, how_many
    from onrecord.workflow.bulk.engine import Running
    from onrecord.workflow.bulk.reading_all import ReadReport, read_all
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
    from onrecord.workflow.desk.estimates_told import account
    from onrecord.workflow.desk.telling import Kind, Part, Said, Thing, said
    from onrecord.workflow.desk.view import Index
    from onrecord.workflow.differing import Differing, difference
    from onrecord.workflow.encrypting import EncryptReport, encrypt
    from onrecord.workflow.estimate_asked import EstimateAsked
    from onrecord.workflow.estimating import (
        estimate_lists,
        estimate_table,
        estimates_of,
        simulate_lists,
    )
    from onrecord.workflow.evaluating import CORPORA, corpus, evaluate, incident_cases
    from onrecord.workflow.exchanging import (
        export_claims,
        export_decisions,
        import_claims,
        import_decisions,
    )
    from onrecord.workflow.exchanging_names import export_names, import_names
    from onrecord.workflow.feeds import Feeds, Polled
    from onrecord.workflow.following import Round, World, add_feed
    from onrecord.workflow.following import run as follow
    from onrecord.workflow.found_dead import to_confirm, to_decide
    from onrecord.workflow.gold import GoldReport, export_gold
    from onrecord.workflow.importing import (
        import_table,
        is_table,
        propose_mapping,
        read_mapping,
        view_table,
    )
    from onrecord.workflow.inclusion_files import read_inclusions
    from onrecord.workflow.judging import judge
    from onrecord.workflow.leaving import Leaving
    from onrecord.workflow.linking import (
        Linking,
        LinkReport,
        decide_persons,
        group_of,
        link_lists,
        linking_of,
        undo_persons,
    )
    from onrecord.workflow.listed_people import ListView, name_list, name_lists
    from onrecord.workflow.listing import (
        ListTold,
        Looked,
        TakenList,
        look_at_list,
        propose_columns,
        take_list,
    )
    from onrecord.workflow.lists_out import LIST_FIELDS, LIST_FORMATS, ListsWritten, export_lists
    from onrecord.workflow.mailing import subscribe, unsubscribe, unsubscribe_by
    from onrecord.workflow.moving import move
    from onrecord.workflow.names_table import is_names_table
    from onrecord.workflow.outcome import (
        BuildReport,
        ImportReport,
        Progress,
        Step,
        Stopped,
        Stopping,
    )
    from onrecord.workflow.publish_report import Publishing, PublishReport
    from onrecord.workflow.publishing import FORMATS, PublicReport, export_public
    from onrecord.workflow.reading import (
        check,
        checked,
        custody,
        leave,
        load,
        load_whole,
        log_head,
        with_bounds,
    )
    from onrecord.workflow.release_checking import (
        ReleaseVerified,
        is_release,
        make_key,
        open_key,
        verify_release,
    )
    from onrecord.workflow.releasing import log as release_log
    from onrecord.workflow.releasing import publish_record
    from onrecord.workflow.reporting import REPORT_LANGUAGES, ReaderReport, write_report
    from onrecord.workflow.reporting import Wanted as WantedReport
    from onrecord.workflow.restoring import RestoreReport, opens_with, restore
    from onrecord.workflow.ruling import RULEBOOKS, rulings
    from onrecord.workflow.sealing import SealReport, seal
    from onrecord.workflow.table_report import TableReport, TableView
    from onrecord.workflow.testifying import (
        Given,
        Taken,
        opened,
        statement,
        statements,
        take_down,
        withdraw,
    )
    from onrecord.workflow.verifying import Sealed, Verified, verify
    from onrecord.workflow.wanted import Adding
    from onrecord.workflow.web_archives import WaczReport, WaczVerified, export_wacz, verify_wacz

__getattr__ = later(
    __name__,
    {
        "onrecord.estimate": "PeopleKind=Kind Population Support",
        "onrecord.evaluation": "Accuracy Coherence Judged summed",
        "onrecord.follow": "alerts_as_atom=atom alerts_as_json=json_feed",
        "onrecord.follow.wording": "alert_title=title",
        "onrecord.preserve.backup": "Lock",
        "onrecord.store": "Custody",
        "onrecord.workflow.adding": "bring_in planned",
        "onrecord.workflow.attaching": "AttachReport Beside attach",
        "onrecord.workflow.backing_up": "BackupReport back_up",
        "onrecord.workflow.building": "build how_many",
        "onrecord.workflow.bulk.engine": "Running",
        "onrecord.workflow.bulk.reading_all": "ReadReport read_all",
        "onrecord.workflow.bundled": "file_name",
        "onrecord.workflow.bundling": "EvidenceReport evidence",
        "onrecord.workflow.changing": "Change Changes State changes",
        "onrecord.workflow.choosing": (
            "Asked accept leave_open merge name note reject same settle signed split trace undo"
        ),
        "onrecord.workflow.correcting": "add correct known words_at",
        "onrecord.workflow.corroborating": "corroboration",
        "onrecord.workflow.deciding": "DecisionReport decide",
        "onrecord.workflow.desk.estimates_told": "account",
        "onrecord.workflow.desk.telling": "Kind Part Said Thing said",
        "onrecord.workflow.desk.view": "Index",
        "onrecord.workflow.differing": "Differing difference",
        "onrecord.workflow.encrypting": "EncryptReport encrypt",
        "onrecord.workflow.estimate_asked": "EstimateAsked",
        "onrecord.workflow.estimating": "estimate_lists estimate_table estimates_of simulate_lists",
        "onrecord.workflow.evaluating": "CORPORA corpus evaluate incident_cases",
        "onrecord.workflow.exchanging": (
            "export_claims export_decisions import_claims import_decisions"
        ),
        "onrecord.workflow.exchanging_names": "export_names import_names",
        "onrecord.workflow.feeds": "Feeds Polled",
        "onrecord.workflow.following": "Round World add_feed follow=run",
        "onrecord.workflow.found_dead": "to_confirm to_decide",
        "onrecord.workflow.gold": "GoldReport export_gold",
        "onrecord.workflow.importing": (
            "import_table is_table propose_mapping read_mapping view_table"
        ),
        "onrecord.workflow.inclusion_files": "read_inclusions",
        "onrecord.workflow.judging": "judge",
        "onrecord.workflow.leaving": "Leaving",
        "onrecord.workflow.linking": (
            "LinkReport Linking decide_persons group_of link_lists linking_of undo_persons"
        ),
        "onrecord.workflow.listed_people": "ListView name_list name_lists",
        "onrecord.workflow.listing": (
            "ListTold Looked TakenList look_at_list propose_columns take_list"
        ),
        "onrecord.workflow.lists_out": "LIST_FIELDS LIST_FORMATS ListsWritten export_lists",
        "onrecord.workflow.mailing": "subscribe unsubscribe unsubscribe_by",
        "onrecord.workflow.moving": "move",
        "onrecord.workflow.names_table": "is_names_table",
        "onrecord.workflow.outcome": "BuildReport ImportReport Progress Step Stopped Stopping",
        "onrecord.workflow.publish_report": "PublishReport Publishing",
        "onrecord.workflow.publishing": "FORMATS PublicReport export_public",
        "onrecord.workflow.reading": (
            "check checked custody leave load load_whole log_head with_bounds"
        ),
        "onrecord.workflow.release_checking": (
            "ReleaseVerified is_release make_key open_key verify_release"
        ),
        "onrecord.workflow.releasing": "publish_record release_log=log",
        "onrecord.workflow.reporting": (
            "REPORT_LANGUAGES ReaderReport WantedReport=Wanted write_report"
        ),
        "onrecord.workflow.restoring": "RestoreReport opens_with restore",
        "onrecord.workflow.ruling": "RULEBOOKS rulings",
        "onrecord.workflow.sealing": "SealReport seal",
        "onrecord.workflow.table_report": "TableReport TableView",
        "onrecord.workflow.testifying": (
            "Given Taken opened statement statements take_down withdraw"
        ),
        "onrecord.workflow.verifying": "Sealed Verified verify",
        "onrecord.workflow.wanted": "Adding",
        "onrecord.workflow.web_archives": "WaczReport WaczVerified export_wacz verify_wacz",
    },
)

__all__ = [
    "CORPORA",
    "FORMATS",
    "LIST_FIELDS",
    "LIST_FORMATS",
    "REPORT_LANGUAGES",
    "RULEBOOKS",
    "Accuracy",
    "Adding",
    "Asked",
    "AttachReport",
    "BackupReport",
    "Beside",
    "BuildReport",
    "Change",
    "Changes",
    "Coherence",
    "Custody",
    "DecisionReport",
    "Differing",
    "EncryptReport",
    "EstimateAsked",
    "EvidenceReport",
    "Feeds",
    "Given",
    "GoldReport",
    "ImportReport",
    "Index",
    "Judged",
    "Kind",
    "Leaving",
    "LinkReport",
    "Linking",
    "ListTold",
    "ListView",
    "ListsWritten",
    "Lock",
    "Looked",
    "Part",
    "PeopleKind",
    "Polled",
    "Population",
    "Progress",
    "PublicReport",
    "PublishReport",
    "Publishing",
    "ReadReport",
    "ReaderReport",
    "ReleaseVerified",
    "RestoreReport",
    "Round",
    "Running",
    "Said",
    "SealReport",
    "Sealed",
    "State",
    "Step",
    "Stopped",
    "Stopping",
    "Support",
    "TableReport",
    "TableView",
    "Taken",
    "TakenList",
    "Thing",
    "Verified",
    "WaczReport",
    "WaczVerified",
    "WantedReport",
    "World",
    "accept",
    "account",
    "add",
    "add_feed",
    "alert_title",
    "alerts_as_atom",
    "alerts_as_json",
    "attach",
    "back_up",
    "bring_in",
    "build",
    "changes",
    "check",
    "checked",
    "corpus",
    "correct",
    "corroboration",
    "custody",
    "decide",
    "decide_persons",
    "difference",
    "encrypt",
    "estimate_lists",
    "estimate_table",
    "estimates_of",
    "evaluate",
    "evidence",
    "export_claims",
    "export_decisions",
    "export_gold",
    "export_lists",
    "export_names",
    "export_public",
    "export_wacz",
    "file_name",
    "follow",
    "group_of",
    "how_many",
    "import_claims",
    "import_decisions",
    "import_names",
    "import_table",
    "incident_cases",
    "is_names_table",
    "is_release",
    "is_table",
    "judge",
    "known",
    "leave",
    "leave_open",
    "link_lists",
    "linking_of",
    "load",
    "load_whole",
    "log_head",
    "look_at_list",
    "make_key",
    "merge",
    "move",
    "name",
    "name_list",
    "name_lists",
    "note",
    "open_key",
    "opened",
    "opens_with",
    "planned",
    "propose_columns",
    "propose_mapping",
    "publish_record",
    "read_all",
    "read_inclusions",
    "read_mapping",
    "reject",
    "release_log",
    "restore",
    "rulings",
    "said",
    "same",
    "seal",
    "settle",
    "signed",
    "simulate_lists",
    "split",
    "statement",
    "statements",
    "subscribe",
    "summed",
    "take_down",
    "take_list",
    "to_confirm",
    "to_decide",
    "trace",
    "undo",
    "undo_persons",
    "unsubscribe",
    "unsubscribe_by",
    "verify",
    "verify_release",
    "verify_wacz",
    "view_table",
    "with_bounds",
    "withdraw",
    "words_at",
    "write_report",
]

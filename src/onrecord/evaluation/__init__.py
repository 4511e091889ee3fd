"""How near claims come to a careful person's reading of the same texts."""

from onrecord.evaluation.accuracy import Accuracy, Mistake, Rate, measure, readings, rows
from onrecord.evaluation.agreement import Row
from onrecord.evaluation.cases import Case, cases
from onrecord.evaluation.coherence import Coherence, Judged, judged, summed
from onrecord.evaluation.pairing import best_pairs

__all__ = [
    "Accuracy", "Case", "Coherence", "Judged", "Mistake", "Rate", "Row", "best_pairs", "cases",
    "judged", "measure", "readings", "rows", "summed",
]  # fmt: skip

"""How near claims come to a careful person's reading of the same texts."""

from onrecord.evaluation.accuracy import Accuracy, Mistake, Rate, measure, readings, rows
from onrecord.evaluation.agreement import Row

__all__ = ["Accuracy", "Mistake", "Rate", "Row", "measure", "readings", "rows"]

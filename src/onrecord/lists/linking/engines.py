"""The engines that score pairs, by name."""

from functools import partial
from importlib import import_module
from typing import Any

from onrecord.lists.linking.scored import Engine
from onrecord.model import MachineLacks, OnRecordError

# Loaded when asked for: Splink is an extra that not every machine has.
ENGINES = {
    "own": "onrecord.lists.linking.own",
    "splink": "onrecord.lists.linking.by_splink",
}


def engine_named(name: str, spark: Any = None) -> Engine:
    """
    Return what scores pairs: the function `scored` of the engine's module.

    Args:
        name: One of `ENGINES`.
        spark: A session of Spark's for Splink to work in; None works on this machine.

    Raises:
        OnRecordError: There is no engine of that name, or it does not work in Spark.
        MachineLacks: It is not on this machine.
    """
    if name not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise OnRecordError(f"there is no engine “{name}” for linking; there are {known}")
    try:
        engine = import_module(ENGINES[name]).scored
    except ImportError as missing:
        raise MachineLacks(f"the engine “{name}” is not on this machine: {missing}") from missing
    if spark is not None and name != "splink":
        raise OnRecordError(f"the engine “{name}” does not work in Spark; “splink” does")
    told: Engine = engine if spark is None else partial(engine, spark=spark)
    return told

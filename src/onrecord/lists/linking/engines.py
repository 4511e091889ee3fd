"""The engines that score pairs, by name."""

from importlib import import_module

from onrecord.lists.linking.scored import Engine
from onrecord.model import MachineLacks, OnRecordError

# Loaded when asked for: Splink is an extra that not every machine has.
ENGINES = {
    "own": "onrecord.lists.linking.own",
    "splink": "onrecord.lists.linking.by_splink",
}


def engine_named(name: str) -> Engine:
    """
    Return what scores pairs: the function `scored` of the engine's module.

    Raises:
        OnRecordError: There is no engine of that name.
        MachineLacks: It is not on this machine.
    """
    if name not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise OnRecordError(f"there is no engine “{name}” for linking; there are {known}")
    try:
        engine: Engine = import_module(ENGINES[name]).scored
    except ImportError as missing:
        raise MachineLacks(f"the engine “{name}” is not on this machine: {missing}") from missing
    return engine

"""Build a record of a folder in a process of its own; say what each file took, and its children."""

import itertools
import json
import resource
import sys
import time
from pathlib import Path

from onrecord import workflow
from onrecord.kit import apart


def main() -> None:
    """Print, as JSON, the seconds of each file and the most bytes that any child had."""
    reports, record = map(Path, sys.argv[1:])
    begun: list[tuple[str, float]] = []
    workflow.build(
        reports,
        record,
        progress=lambda step: begun.append((step.at or step.doing, time.monotonic())),
    )
    took: dict[str, float] = {}
    for (name, at), (_, end) in itertools.pairwise(begun):
        took[name] = took.get(name, 0) + end - at
    apart.stop()
    unit = 1 if sys.platform == "darwin" else 1024
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    sys.stdout.write(json.dumps({"took": took, "most": most}))


if __name__ == "__main__":
    main()

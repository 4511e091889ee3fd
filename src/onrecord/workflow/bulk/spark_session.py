"""Sessions on a Spark cluster: on this machine, on a cluster of one's own, by Spark Connect."""

import os
import re
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.model import MachineLacks

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_HERE = re.compile(r"local\b|spark://(127\.|localhost\b|\[::1\])")
_AT = re.compile(r"(?P<kind>spark|sc)://(?P<places>[^/;]+)")
_PORTS = {"spark": 7077, "sc": 15002}
_SECONDS = 10.0  # to wait for a cluster that says nothing
_LOCAL = re.compile(r"local(?:\[(\d+|\*)\])?")
_NAMED = re.compile(r"[A-Za-z_.]+(Error|Exception|Lacks)\b|\[[A-Z_.]+\]")

# Of a driver that this program starts: no page that others could open, nothing said of what it
# reads, and an end where nobody answers.
_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
}


@contextmanager
def session(cluster: str, settings: Mapping[str, str]) -> Iterator["SparkSession"]:
    """
    Open a session on a cluster.

    Args:
        cluster: `local[2]` for two processes of this machine, `spark://host:7077` (or what
            else Spark calls a master), or `sc://host:15002` for Spark Connect.
        settings: Those of SQL, which either kind of session may change.

    Raises:
        MachineLacks: Spark or Java is not here, or the cluster does not answer.
    """
    with warnings.catch_warnings():
        # It looks whether pandas is there and warns of the third; no row goes through pandas.
        warnings.filterwarnings("ignore", ".*pandas >= 3", FutureWarning)
        spark = _opened(cluster)
        try:
            for name, value in settings.items():
                spark.conf.set(name, value)
            yield spark
        finally:
            with suppress(Exception):  # of a cluster that is gone there is nothing to close
                spark.stop()


def told_by(fault: Exception) -> str:
    """Return what a fault of a cluster that has no reports yet says, in one line."""
    named = [line.strip() for line in str(fault).splitlines() if _NAMED.match(line.strip())]
    return (named or [type(fault).__name__])[-1][:200]


def check_answers(cluster: str) -> None:
    """
    See that somebody listens where a cluster is said to be: Spark itself would try for minutes.

    Of several masters (`spark://one:7077,two:7077`) one has to.

    Raises:
        MachineLacks: Nobody does within ten seconds.
    """
    found = _AT.match(cluster)
    if found is None:
        return
    why = "no address"
    for one in found["places"].split(","):
        try:
            place = urlsplit(f"//{one}")
            address = (place.hostname or "", place.port or _PORTS[found["kind"]])
            with socket.create_connection(address, timeout=_SECONDS):
                return
        except (OSError, ValueError) as fault:
            why = getattr(fault, "strerror", None) or str(fault)
    raise MachineLacks(f"no cluster answers at “{cluster}” ({why})")


def _opened(cluster: str) -> "SparkSession":
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415 - an extra
        from pyspark.errors import PySparkException  # noqa: PLC0415 - likewise
        from pyspark.sql import SparkSession  # noqa: PLC0415 - likewise
    except ImportError:
        raise MachineLacks("Spark is not installed: pip install 'onrecord[spark]'") from None
    check_answers(cluster)
    try:
        if cluster.startswith("sc://"):
            return SparkSession.builder.remote(cluster).getOrCreate()
        if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
            raise MachineLacks("Spark needs Java 17 (on Debian and Ubuntu: default-jre-headless)")
        for name, value in _around(cluster).items():
            os.environ.setdefault(name, value)
        asked = SparkSession.builder.appName("onrecord").master(_tried_again(cluster))
        return asked.config(map=dict(_QUIET)).getOrCreate()
    except (PySparkException, Py4JError, ImportError, OSError) as fault:
        raise MachineLacks(f"no session on “{cluster}”: {told_by(fault)}") from None


def _around(cluster: str) -> dict[str, str]:
    """Return what processes of Spark find around them, unless somebody has set it already."""
    told = {"PYSPARK_PYTHON": sys.executable}  # else it takes the system's, which knows no Arrow
    # A machine that asks for its own name may wait for minutes, and would listen to others.
    return told | ({"SPARK_LOCAL_IP": "127.0.0.1"} if _HERE.match(cluster) else {})


def _tried_again(cluster: str) -> str:
    """
    Return a master that tries a task again: on one machine Spark by itself does not.

    >>> _tried_again("local[2]"), _tried_again("local"), _tried_again("spark://host:7077")
    ('local[2,4]', 'local[1,4]', 'spark://host:7077')
    """
    found = _LOCAL.fullmatch(cluster)
    return f"local[{found[1] or 1},4]" if found else cluster

"""The way in: what it says when something is missing, and that it does nothing twice."""

import shutil
import subprocess

import pytest

MODEL = "models/onrecord-model-en/pyproject.toml"
TOOLS = "sh cat chmod cksum dirname grep ls mkdir rm".split()

# Stands for a Python with pip; `PIP` and `NETWORK` say what it lacks. Its pip "installs" a uv
# that writes down what it is asked to do.
PYTHON = """#!/bin/sh
case "$*" in
*version_info*) [ "${OLD:-}" != yes ] ;;
*"pip --version"*) [ "${PIP:-}" != no ] ;;
*"pip install"*)
    [ "${NETWORK:-}" != no ] || { echo 'no route to host' >&2; exit 1; }
    mkdir -p .uv/bin
    cp "$UV" .uv/bin/uv ;;
*"pip --python .venv install"*) echo "pip" >>"$LOG"; [ "${NETWORK:-}" != no ] ;;
esac
"""
UV = """#!/bin/sh
echo "$1 $2" >>"$LOG"
[ "${UV_FAILS:-}" != "$1 $2" ] || exit 1
mkdir -p .venv/bin
for name in python onrecord; do
    printf '#!/bin/sh\\n' >.venv/bin/$name
    chmod +x .venv/bin/$name
done
"""


class Checkout:
    """A copy of what the way in needs, on a machine with little else."""

    def __init__(self, root, folder):
        self.folder = folder / "onrecord"
        self.log = folder / "log"
        for name in ("script/bootstrap", "pyproject.toml", MODEL):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, self.folder / name)
        shutil.copytree(root / "requirements", self.folder / "requirements")
        self.bin = folder / "bin"
        self.bin.mkdir()
        for tool in [*TOOLS, "cp"]:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self._program(self.bin / "python3", PYTHON)
        self._program(folder / "uv", UV)

    @staticmethod
    def _program(path, text):
        path.write_text(text)
        path.chmod(0o755)

    def bootstrap(self, *words, **environment):
        self.log.write_text("")
        given = {
            "PATH": str(self.bin),
            "LOG": str(self.log),
            "UV": str(self.folder.parent / "uv"),
            **environment,
        }
        return subprocess.run(
            ["/bin/sh", "script/bootstrap", *words],
            cwd=self.folder,
            env=given,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def asked_of_uv(self):
        return self.log.read_text().splitlines()


@pytest.fixture
def checkout(root, tmp_path):
    return Checkout(root, tmp_path)


@pytest.mark.parametrize(
    ("lacking", "says"),
    [
        ({"OLD": "yes"}, "Python 3.11 or newer is needed"),
        ({"PIP": "no"}, "pip is needed"),
        ({"NETWORK": "no"}, "is there a network?"),
    ],
)
def test_what_is_missing_is_said_in_one_line(checkout, lacking, says):
    done = checkout.bootstrap(**lacking)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("script/bootstrap: ")
    assert says in last


def test_an_unknown_level_is_refused(checkout):
    done = checkout.bootstrap("everything")
    assert done.returncode == 1
    assert "say run or dev" in done.stderr


def test_it_makes_an_environment_with_the_pinned_packages_and_the_program(checkout):
    done = checkout.bootstrap("run")
    assert done.returncode == 0, done.stderr
    assert checkout.asked_of_uv == ["venv --quiet", "pip install", "pip install"]


def test_a_second_run_does_nothing(checkout):
    checkout.bootstrap("run")
    done = checkout.bootstrap("run")
    assert (done.returncode, done.stdout, checkout.asked_of_uv) == (0, "", [])


def test_an_environment_for_working_on_it_serves_for_using_it(checkout):
    checkout.bootstrap("dev")
    done = checkout.bootstrap("run")
    assert (done.returncode, checkout.asked_of_uv) == (0, [])


def test_working_on_it_needs_more_than_using_it(checkout):
    checkout.bootstrap("run")
    checkout.bootstrap("dev")
    assert "pip sync" in checkout.asked_of_uv


def test_a_changed_pin_is_installed(checkout):
    checkout.bootstrap("run")
    pins = checkout.folder / "requirements/run.txt"
    pins.write_text(pins.read_text() + "\n")
    checkout.bootstrap("run")
    assert checkout.asked_of_uv


def test_a_stop_half_way_is_made_good(checkout):
    failed = checkout.bootstrap("dev", UV_FAILS="pip install")
    assert failed.returncode == 1
    assert checkout.bootstrap("dev").returncode == 0
    assert "pip install" in checkout.asked_of_uv


def test_pip_helps_where_uv_cannot_reach_the_packages(checkout):
    done = checkout.bootstrap("dev", UV_FAILS="pip sync")
    assert done.returncode == 0, done.stderr
    assert "pip" in checkout.asked_of_uv

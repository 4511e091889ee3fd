"""What is installed from a package is what lies in the checkout."""

import subprocess
import sys
import zipfile

import pytest


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """The names of the files in a freshly built package."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=root,
        capture_output=True,
        check=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_word_lists_templates_and_tables_are_in_the_package(wheel, kept_files, root):
    ours = {
        path.relative_to(root / "src").as_posix()
        for path in kept_files
        if (root / "src") in path.parents
    }
    assert ours
    assert not ours - wheel


def test_nothing_else_is_in_the_package(wheel):
    assert not [name for name in wheel if not name.startswith(("onrecord/", "onrecord-"))]


def test_the_licence_travels_with_it(wheel):
    assert [name for name in wheel if name.endswith("/licenses/LICENSE")]

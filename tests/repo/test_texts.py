"""What must be in the project's files, and what must not."""

import re
import subprocess
import tomllib

import pytest

# Written apart, so that this file does not find itself.
MACHINE_PATH = re.compile(
    "|".join(["/wo" + r"rk/", "/ro" + r"ot\b", "/ho" + r"me/[a-z]", "C:" + r"\\Users"])
)
REGISTRY = re.compile(
    "|".join(
        [
            "py" + r"pi\.org/simple",
            "files\\.python" + "hosted",
            "registry\\.np" + "mjs",
            "art" + "ifactory",
        ]
    )
)


def _texts(kept_files):
    for path in kept_files:
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a report in another encoding


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["paths", "registries"])
def test_no_file_knows_the_machine_it_was_written_on(kept_files, root, pattern):
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path, text in _texts(kept_files)
        if (match := pattern.search(text))
    ]
    assert not found


def test_lock_files_with_addresses_stay_out(kept_files):
    assert not {"uv.lock", "pylock.toml"} & {path.name for path in kept_files}


def test_the_changelog_knows_this_version(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_whole(root):
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("name", ["bootstrap", "demo", "test", "lock"])
def test_ways_in_are_plain_sh(root, name):
    path = root / "script" / name
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert path.stat().st_mode & 0o111
    subprocess.run(["/bin/sh", "-n", path], check=True)


def test_the_build_server_runs_what_a_newcomer_runs(root):
    lines = (root / ".ci/run").read_text(encoding="utf-8").splitlines()
    doing = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert doing == ["export CI=true", "exec script/test"]


LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)[^)]*\)")


def test_links_between_files_lead_somewhere(kept_files, root):
    """The manual's own links are checked when it is built; these are the rest."""
    broken = [
        f"{path.relative_to(root)}: {target}"
        for path in kept_files
        if path.suffix == ".md" and (root / "docs") not in path.parents
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not broken


def test_the_readme_begins_with_the_two_commands(root):
    first_screen = (root / "README.md").read_text(encoding="utf-8").splitlines()[:40]
    assert any("script/demo" in line for line in first_screen)
    assert any("script/test" in line for line in first_screen)

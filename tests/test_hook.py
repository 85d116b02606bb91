"""What pre-commit reads of us is valid and names what exists."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from lint import readers

MANIFEST = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"


def test_the_manifest_is_valid():
    clientlib = pytest.importorskip("pre_commit.clientlib")
    hooks = clientlib.load_manifest(MANIFEST)
    assert {hook["id"] for hook in hooks} == {"malaprop", "malaprop-fix", "malaprop-rules-test"}


def test_every_extension_that_the_hook_passes_can_be_read():
    identify = pytest.importorskip("identify.extensions")
    (hook,) = (h for h in yaml.safe_load(MANIFEST.read_text("utf-8")) if h["id"] == "malaprop")
    wanted = set(hook["types_or"])
    for extension, tags in identify.EXTENSIONS.items():
        if tags & wanted and extension not in {"", "mdwn"}:
            name = f"x.{extension}"
            assert readers.format_of(name), name


def test_files_are_passed_to_both_hooks_alike():
    check, fix, _ = yaml.safe_load(MANIFEST.read_text("utf-8"))
    for key in ("language", "types_or", "require_serial", "stages"):
        assert check[key] == fix[key]
    assert fix["entry"] == check["entry"] + " --fix"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_commit_fails_where_the_fixing_hook_changed_a_file_and_passes_when_that_is_staged(tmp_path):
    pytest.importorskip("pre_commit")
    entry = f"{sys.executable} -m lint.cli check --fix"
    project = tmp_path / "project"
    project.mkdir()
    (project / ".pre-commit-config.yaml").write_text(
        "repos:\n- repo: local\n  hooks:\n"
        f"  - {{id: malaprop-fix, name: fix, entry: {entry}, language: system, types_or: [plain-text]}}\n",
        "utf-8",
    )
    (project / "a.txt").write_bytes(b"It was shown. . Nobody watched.\n")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"), "PYTHONPATH": str(MANIFEST.parent)}

    def run(*command):
        return subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    run("git", "init", "-q")
    run("git", "add", "-A")
    hook = (sys.executable, "-m", "pre_commit", "run", "--all-files")
    first = run(*hook)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert (project / "a.txt").read_bytes() == b"It was shown. Nobody watched.\n"
    run("git", "add", "-A")
    assert run(*hook).returncode == 0

"""Changes: what real repositories say has changed, and what a run tells of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import changes
from lint.changes import ChangesError, Lines
from lint.cli import main

BAD = "It was told. . Yes.\n"
GOOD = "It was told. Yes.\n"


def run(capsys, *arguments):
    try:
        code = main(["check", "--select", "doubled-stop", *arguments])
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    return code, out, err


def told(capsys, *arguments):
    """The places that are told, as path:line, and the files that were looked at."""
    code, out, err = run(capsys, *arguments, "--format", "json")
    assert code in (0, 1), out + err
    report = json.loads(out)
    return [f"{f['path']}:{f['line']}" for f in report["findings"]], [file["path"] for file in report["files"]]


def test_only_changed_lines_of_changed_files_are_told(repository, capsys):
    repository.commit({"a.txt": f"{BAD}\n{GOOD}\n{BAD}", "b.txt": BAD, "c.txt": GOOD})
    repository.write("a.txt", f"{BAD}\n{BAD}\n{BAD}")
    repository.write("c.txt", GOOD + "\nMore.\n")
    assert told(capsys, "--changed-since", "HEAD") == (["a.txt:3"], ["a.txt", "c.txt"])
    assert told(capsys, "--staged") == ([], [])
    repository.git("add", "a.txt")
    assert told(capsys, "--staged") == (["a.txt:3"], ["a.txt"])
    repository.commit()
    assert told(capsys, "--changed-since", "HEAD~1") == (["a.txt:3"], ["a.txt", "c.txt"])
    code, out, err = run(capsys, "--changed-since", "HEAD")
    assert (code, out) == (0, "No file to check.\n")
    assert err == "malaprop: no text of a known format changed since HEAD\n"


def test_what_others_changed_meanwhile_is_no_change(repository, capsys):
    repository.commit({"a.txt": f"{BAD}\nEnd.\n", "b.txt": GOOD})
    repository.git("switch", "--quiet", "--create", "mine")
    repository.commit({"b.txt": BAD})
    repository.git("switch", "--quiet", "main")
    repository.commit({"a.txt": f"{GOOD}\nEnd.\n"})
    repository.git("switch", "--quiet", "mine")
    for ref in ("main", "main..."):
        assert told(capsys, "--changed-since", ref) == (["b.txt:1"], ["b.txt"])


def test_staged_content_is_checked_and_not_that_on_disk(repository, capsys):
    repository.commit({"a.txt": GOOD})
    repository.write("a.txt", BAD)
    repository.git("add", ".")
    repository.write("a.txt", "Now it is good.\n")
    assert told(capsys, "--staged")[0] == ["a.txt:1"]
    code, out, _ = run(capsys, "--staged")
    assert (code, "It was told. . Yes." in out) == (1, True)
    (repository.folder / "a.txt").unlink()
    assert told(capsys, "--staged", "a.txt")[0] == ["a.txt:1"]


def test_the_first_commit_can_be_checked(repository, capsys):
    repository.write("a.txt", BAD)
    repository.git("add", ".")
    repository.write("b.txt", BAD)
    assert told(capsys, "--staged") == (["a.txt:1"], ["a.txt"])
    code, _, err = run(capsys, "--changed-since", "HEAD")
    assert (code, "git knows no commit 'HEAD'" in err) == (2, True)


def test_new_files_are_wholly_new_and_ignored_ones_are_not_there(repository, capsys):
    repository.commit({".gitignore": "drafts/\n"})
    repository.write("new.txt", BAD)
    repository.write("deep/er/new.txt", BAD)
    repository.write("drafts/new.txt", BAD)
    repository.write("picture.png", b"\x00\x01")
    repository.write(".hidden/new.txt", BAD)
    assert told(capsys, "--changed-since", "HEAD")[0] == ["deep/er/new.txt:1", "new.txt:1"]


def test_renames_are_followed_and_copies_are_new(repository, capsys):
    text = BAD + "".join(f"\nParagraph {n} of a longer text.\n" for n in range(20))
    repository.commit(
        {"a.txt": text, "b.txt": text.replace("Paragraph", "Part"), "c.txt": text.replace("Para", "Tele")}
    )
    repository.git("mv", "a.txt", "renamed.txt")
    repository.git("mv", "b.txt", "changed.txt")
    repository.write("changed.txt", text.replace("Paragraph", "Part") + f"\n{BAD}")
    repository.write("copy.txt", text.replace("Para", "Tele"))
    repository.git("add", ".")
    expected = (["changed.txt:43", "copy.txt:1"], ["changed.txt", "copy.txt"])
    assert told(capsys, "--staged") == expected
    assert told(capsys, "--changed-since", "HEAD") == expected


def test_changes_that_are_none_of_the_text(repository, capsys):
    repository.commit({"mode.txt": BAD, "ends.txt": BAD, "gone.txt": BAD, "sub/x.txt": BAD})
    repository.git("update-index", "--chmod=+x", "mode.txt")
    repository.write("ends.txt", BAD.replace("\n", "\r\n"))
    (repository.folder / "gone.txt").unlink()
    if hasattr(os, "symlink"):
        (repository.folder / "link.txt").symlink_to("mode.txt")
    assert told(capsys, "--changed-since", "HEAD") == ([], [])
    repository.git("add", "--all")
    assert told(capsys, "--staged") == ([], [])


def test_submodules_are_left_out(repository, capsys):
    repository.commit({"a.txt": GOOD})
    commit = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},module.txt")
    assert told(capsys, "--staged") == ([], [])
    subprocess.run(["git", "init", "--quiet", "inner"], cwd=repository.folder, check=True)
    repository.write("inner/x.txt", BAD)
    assert told(capsys, "--changed-since", "HEAD") == ([], [])


ODD = [
    "with space.txt",
    'quo"te.txt',
    "ünï\U0001f600.txt",
    "tab\there.txt",
    "new\nline.txt",
    "back\\slash.txt",
    "-x.txt",
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", [*ODD, os.fsdecode(b"latin\xe9.txt"), ":(top)x.txt", "[a]*.txt"], ids=ascii)
def test_names_of_every_sort(repository, capsys, name):
    try:
        repository.write(name, f"{BAD}\n{GOOD}")
    except OSError:
        pytest.skip("the file system has no such names")
    repository.commit()
    repository.write(name, f"{BAD}\n{BAD}")
    assert told(capsys, "--changed-since", "HEAD")[0] == [f"{name}:3"]
    repository.git("add", ".")
    assert told(capsys, "--staged")[0] == [f"{name}:3"]
    repository.git("config", "diff.noprefix", "true")
    repository.git("config", "core.quotePath", "false")
    assert told(capsys, "--staged")[0] == [f"{name}:3"]


def test_settings_of_git_change_nothing(repository, capsys, monkeypatch):
    text = "".join(f"Line {n}. . It.\n\n" for n in range(30))
    repository.commit({"sub/a.txt": text, ".gitattributes": "*.txt -diff\n"})
    repository.write("sub/a.txt", text.replace("Line 7", "Row 7").replace("Line 9", "Row 9"))
    for name, value in (
        ("diff.external", "false"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.interHunkContext", "9"),
        ("diff.context", "9"),
        ("diff.relative", "true"),
        ("color.ui", "always"),
        ("diff.renames", "false"),
        ("diff.submodule", "log"),
    ):
        repository.git("config", name, value)
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=20")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    monkeypatch.chdir(repository.folder / "sub")
    assert told(capsys, "--changed-since", "HEAD")[0] == ["a.txt:15", "a.txt:19"]


def test_a_text_that_git_takes_for_binary_is_an_error_and_not_left_out(repository, capsys):
    repository.commit({"a.txt": GOOD})
    repository.write("a.txt", "It was told. . Yes.\n".encode("utf-16"))
    code, out, _ = run(capsys, "--changed-since", "HEAD")
    assert (code, "a.txt: not checked" in out) == (3, True)


def test_lines_are_those_of_git(repository, capsys):
    """A lone CR ends a line for an editor, and not for git."""
    repository.commit({"a.txt": "One\rtwo\rthree. . Yes.\n\nFour.\n\nFive. . Six.\n"})
    repository.write("a.txt", "One\rtwo\rthree. . Yes.\n\nFour.\n\nFive. . Seven.\n")
    assert told(capsys, "--changed-since", "HEAD")[0] == ["a.txt:7"]


def test_what_is_related_to_a_change_is_told(repository, capsys):
    said = (
        "The ferry leaves from the northern pier at nine, and nobody waits for latecomers. It comes back at noon, when "
        "the market closes and the lamps are put out.\n"
    )
    repository.commit({"a.txt": f"A title of it\n\nOld.\n\nSomething else stands here.\n\n{said}"})
    repository.write("a.txt", f"A title of it\n\n{said}\nSomething else stands here.\n\n{said}")
    code = main(["check", "--select", "repeated-paragraph", "--changed-since", "HEAD", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert (code, [f["line"] for f in report["findings"]]) == (1, [7])
    repository.write("a.txt", f"A title of it\n\n{said}\nSomething new stands here.\n\n{said}")
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message=x")
    repository.write("a.txt", f"A title of it\n\n{said}\nSomething else stands here.\n\n{said}")
    code = main(["check", "--select", "repeated-paragraph", "--changed-since", "HEAD"])
    assert (code, "No findings in 1 file." in capsys.readouterr().out) == (0, True)


def test_paths_narrow_what_changed(repository, capsys, monkeypatch):
    repository.commit({"x.txt": GOOD})
    for name in ("a/one.txt", "a/two.md", "b/three.txt", "a/code.py"):
        repository.write(name, BAD)
    assert told(capsys, "--changed-since", "HEAD", "a")[0] == ["a/one.txt:1", "a/two.md:1"]
    assert told(capsys, "--changed-since", "HEAD", "b", "./a/one.txt", "x.txt")[0] == ["a/one.txt:1", "b/three.txt:1"]
    assert told(capsys, "--changed-since", "HEAD", "a/code.py", "--input-format", "text")[0] == ["a/code.py:1"]
    monkeypatch.chdir(repository.folder / "a")
    assert told(capsys, "--changed-since", "HEAD")[0] == ["one.txt:1", "two.md:1"]
    assert told(capsys, "--changed-since", "HEAD", "../b")[0] == ["../b/three.txt:1"]
    whole = (repository.folder / "b").as_posix()
    assert told(capsys, "--changed-since", "HEAD", whole)[0] == [f"{whole}/three.txt:1"]


def test_what_a_search_leaves_out_is_left_out(repository, capsys):
    repository.commit({".malapropignore": "vendor/\n*.draft.txt\n"})
    for name in ("vendor/x.txt", "a/vendor/deep/x.txt", "node_modules/x.txt", "x.draft.txt", "a/kept.txt"):
        repository.write(name, BAD)
    for option in (["--changed-since", "HEAD"], ["--staged"]):
        repository.git("add", ".")
        assert told(capsys, *option)[1] == ["a/kept.txt"]
        assert told(capsys, *option, "vendor/x.txt")[1] == ["vendor/x.txt"]
        assert len(told(capsys, *option, "--no-ignore")[1]) == 4
    repository.write(".malapropignore", "drafts\n!\n")
    code, out, err = run(capsys, "--staged")
    assert (code, out) == (2, "")
    assert ".malapropignore:2: '!' is no glob" in err


def test_a_rule_that_is_not_there_is_an_error_where_nothing_changed(repository, capsys):
    repository.commit({"a.txt": GOOD})
    assert main(["check", "--changed-since", "HEAD", "--select", "nosuch"]) == 2
    repository.write("malaprop.toml", "selct = []\n")
    assert main(["check", "--staged"]) == 2
    assert "malaprop.toml:1" in capsys.readouterr().err


def test_a_path_that_is_nowhere_is_an_error(repository, capsys):
    repository.commit({"a.txt": GOOD})
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        code, out, _ = run(capsys, "nosuch.txt", *option)
        assert code == 3
        assert "nosuch.txt: not checked: cannot be read" in out


def test_a_path_outside_is_an_error(repository, capsys, tmp_path):
    repository.commit({"a.txt": GOOD})
    (tmp_path / "other.txt").write_text(BAD, "utf-8")
    code, _, err = run(capsys, "../other.txt", "--staged")
    assert (code, "is outside of the repository" in err) == (2, True)


def test_an_unfinished_merge(repository, capsys):
    repository.commit({"a.txt": "One.\n"})
    repository.git("switch", "--quiet", "--create", "other")
    repository.commit({"a.txt": "Two.\n"})
    repository.git("switch", "--quiet", "main")
    repository.commit({"a.txt": "Three. . Yes.\n"})
    subprocess.run(["git", "merge", "other"], cwd=repository.folder, capture_output=True, check=False)
    assert told(capsys, "--changed-since", "HEAD~1")[0] == ["a.txt:2"]
    code, out, _ = run(capsys, "--staged")
    assert (code, "its merge is not finished" in out) == (3, True)


def test_a_shallow_clone_says_what_it_lacks(repository, capsys, tmp_path, monkeypatch):
    first = repository.commit({"a.txt": GOOD})
    repository.commit({"a.txt": BAD})
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(tmp_path / "clone")], check=True
    )
    monkeypatch.chdir(tmp_path / "clone")
    for ref in (first, "HEAD~1"):
        code, out, err = run(capsys, "--changed-since", ref)
        assert (code, out) == (2, "")
        assert "this is a shallow clone: run `git fetch --unshallow`" in err


def test_a_branch_of_the_remote_is_proposed(repository, capsys, tmp_path, monkeypatch):
    repository.commit({"a.txt": GOOD})
    repository.git("branch", "stable")
    subprocess.run(["git", "clone", "--quiet", str(repository.folder), str(tmp_path / "clone")], check=True)
    monkeypatch.chdir(tmp_path / "clone")
    assert "did you mean 'origin/stable'?" in run(capsys, "--changed-since", "stable")[2]


@pytest.mark.parametrize("ref", ["nosuch", "", "...", "-x", "--output=x", "a..b", "main...x", "HEAD:a.txt"])
def test_a_ref_that_is_no_commit_is_an_error(repository, capsys, ref):
    repository.commit({"a.txt": BAD})
    code, out, err = run(capsys, f"--changed-since={ref}")
    assert (code, out) == (2, "")
    assert err.startswith("malaprop: --changed-since:")
    assert sorted(p.name for p in repository.folder.iterdir()) == [".git", "a.txt"]


def test_histories_without_a_common_commit_are_an_error(repository, capsys):
    repository.commit({"a.txt": GOOD})
    repository.git("switch", "--quiet", "--orphan", "other")
    repository.commit({"b.txt": BAD})
    code, _, err = run(capsys, "--changed-since", "main")
    assert (code, "have no commit in common" in err) == (2, True)


def test_without_a_repository_or_git_there_is_an_error(tmp_path, capsys, monkeypatch, repository):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(BAD, "utf-8")
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        code, out, err = run(capsys, *option)
        assert (code, out) == (2, "")
        assert f"{option[0]} needs a git repository" in err
        assert "git says: fatal: not a git repository" in err
    monkeypatch.chdir(repository.folder / ".git")
    assert run(capsys, "--staged")[0] == 2
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, err = run(capsys, "--staged")
    assert (code, "git cannot be run" in err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--staged", "--changed-since", "HEAD"],
        ["--staged", "--stdin"],
        ["--staged", "--fix"],
        ["--staged", "--diff"],
        ["--changed-since", "HEAD", "--fix"],
        ["--staged", "--baseline", "b.json", "--update-baseline"],
        ["--changed-since", "HEAD", "-"],
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together(repository, capsys, arguments):
    repository.commit({"a.txt": GOOD})
    code, out, _ = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert not (repository.folder / "b.json").exists()


def test_a_hook_sees_what_its_commit_takes(repository):
    """`git commit FILE` gives its hook an index of its own, and GIT_DIR beside it."""
    repository.commit({"a.txt": GOOD, "b.txt": GOOD, "docs/c.txt": GOOD})
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    root = Path(__file__).parent.parent
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\nPYTHONPATH="{root}" "{sys.executable}" -m lint.cli check --staged --select doubled-stop\n', "utf-8"
    )
    hook.chmod(0o755)
    repository.write("a.txt", BAD)
    repository.write("b.txt", BAD)
    repository.git("add", "b.txt")
    done = subprocess.run(
        ["git", "commit", "--message=x", "../a.txt"], cwd=repository.folder / "docs", capture_output=True, check=False
    )
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 1, said
    assert "a.txt:1:12: error[doubled-stop]" in said
    assert "b.txt" not in said


def test_with_a_baseline_the_finding_on_a_changed_line_is_the_new_one(repository, capsys):
    line = "The first act was told. . Yes it was.\n"
    repository.commit({"a.txt": f"Start.\n\n{line}\n{line}"})
    assert run(capsys, ".", "--baseline", "b.json", "--update-baseline")[0] == 0
    repository.commit()
    repository.write("a.txt", f"{line}\nStart.\n\n{line}\n{line}")
    assert told(capsys, "--changed-since", "HEAD", "--baseline", "b.json")[0] == ["a.txt:1"]
    assert told(capsys, "--baseline", "b.json", "a.txt")[0] == ["a.txt:7"]


def test_a_verdict_is_told_only_where_most_lines_changed(repository, capsys):
    text = "Certainly! Here is the article that you asked for.\n\nAs an AI language model, I cannot do that.\n"
    repository.commit({"a.md": text + "\nOne.\n", "b.md": "One line.\n"})
    repository.write("a.md", text + "\nTwo.\n")
    repository.write("b.md", text)
    main(["check", "--changed-since", "HEAD"])
    out = capsys.readouterr().out
    assert "b.md: reads like" in out
    assert "a.md: reads like" not in out


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 4)), max_size=5),
    st.lists(st.integers(0, 40), max_size=4),
    st.integers(1, 40),
    st.integers(0, 9),
)
def test_lines_touch_as_one_by_one(stretches, cuts, first, more):
    apart, at = [], 0
    for start, length in sorted(stretches):
        if start > at:
            at = start + length
            apart.append((start, at))
    lines = Lines(whole=False, stretches=apart, cuts=sorted(cuts))
    last = first + more
    changed = {n for start, end in apart for n in range(start, end + 1)}
    expected = not changed.isdisjoint(range(first, last + 1)) or any(first <= cut < last for cut in cuts)
    assert lines.touch(first, last) == expected


WORDS = st.lists(st.sampled_from(["a", "b", "c", "", "@@ -1 +1 @@", "+++ b/x", "--- a/x", "\\ No", "d\r"]), max_size=8)


@pytest.mark.slow
@given(before=WORDS, after=WORDS, ended=st.booleans())
def test_changed_lines_are_those_that_differ(tmp_path_factory, before, after, ended):
    """What stands outside of the changed lines is, in its order, what stood there before."""
    folder = tmp_path_factory.mktemp("diff")
    old, new = "\n".join(before), "\n".join(after) + ("\n" if ended else "")
    (folder / "old").write_bytes(old.encode())
    (folder / "new").write_bytes(new.encode())
    command = ["git", "diff", "--no-index", "--no-color", *changes._PATCH, "old", "new"]
    patch = subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout
    found = changes._hunks(patch).get("new", Lines(whole=False))
    untouched = [
        line.rstrip("\r") for n, line in enumerate(new.split("\n"), 1) if not found.touch(n, n) and n <= new.count("\n")
    ]
    rest = iter(line.rstrip("\r") for line in old.split("\n"))
    assert all(line in rest for line in untouched)


def test_a_refusal_of_git_is_told(repository):
    repository.commit({"a.txt": GOOD})
    (repository.folder / ".git" / "index").write_bytes(b"no index")
    with pytest.raises(ChangesError, match="git says: "):
        changes.staged([])

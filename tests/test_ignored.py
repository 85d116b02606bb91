"""Folders are searched without what .gitignore and .malapropignore leave out, as git reads them."""

import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint import discover
from lint.cli import main


@pytest.fixture
def place(tmp_path, monkeypatch):
    home = tmp_path / "repository"
    (home / ".git" / "info").mkdir(parents=True)
    monkeypatch.chdir(home)
    return home


def write(place, files):
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content, "utf-8")


def test_both_kinds_of_file_count_and_nested_ones_have_the_last_word(place):
    write(place, dict.fromkeys(("a.md", "drafts/b.md", "x/c.md", "x/d.md", "x/y/c.md", "build/e.md", "x/build.md"), ""))
    write(place, {".gitignore": "build/\n/drafts\n", ".malapropignore": "c.md\n", "x/y/.gitignore": "!c.md\n"})
    assert list(discover.files(["."])) == ["a.md", "x/build.md", "x/d.md", "x/y/c.md"]
    assert len(list(discover.files(["."], ignored=True))) == 7


def test_what_is_named_is_checked_in_any_case(place):
    write(
        place, {".gitignore": "build/\n*.txt\n", "build/a.md": "", "build/b.txt": "", "build/.malapropignore": "c*\n"}
    )
    write(place, {"build/c.md": ""})
    assert list(discover.files(["build/b.txt", "build"])) == ["build/b.txt", "build/a.md"]


def test_files_above_the_folder_count_up_to_the_repository(place):
    write(place.parent, {".gitignore": "*.md\n"})
    write(place, {".malapropignore": "drafts/\n", "x/drafts/a.md": "", "x/b.md": "", ".git/info/exclude": "/x/c.md\n"})
    write(place, {"x/c.md": ""})
    assert list(discover.files(["x"])) == ["x/b.md"]


def test_without_a_repository_they_count_from_the_current_folder(place, monkeypatch):
    shutil.rmtree(place / ".git")
    write(place.parent, {".gitignore": "*.md\n"})
    write(place, {".malapropignore": "b.md\n", "x/a.md": "", "x/b.md": ""})
    assert list(discover.files(["x"])) == ["x/a.md"]
    monkeypatch.chdir(place / "x")
    assert list(discover.files(["../x"])) == ["../x/a.md", "../x/b.md"]


def test_the_option_takes_all(place, capsys):
    write(place, {".gitignore": "b.txt\n", "a.txt": "It was. . Yes.\n", "b.txt": "It was. . Yes.\n"})
    main(["check", ".", "--select", "doubled-stop"])
    assert "1 finding (1 error) in 1 file" in capsys.readouterr().out
    main(["check", ".", "--select", "doubled-stop", "--no-ignore"])
    assert "2 findings (2 errors) in 2 files" in capsys.readouterr().out


def test_git_passes_over_what_is_no_glob_and_so_do_we(place):
    write(place, {".gitignore": "!\n[z-a]\n\\\n\ufeffa.md\nb.md\n", "a.md": "", "b.md": ""})
    assert list(discover.files(["."])) == ["a.md"]


PARTS = st.sampled_from(["a", "b", "ab", "c.md"])
PATHS = st.lists(PARTS, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md")
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "!"]),
        st.sampled_from(["", "/", "**/"]),
        st.sampled_from(["a", "*", "a?", "a/b", "c*", "[ab]", "a/**", "*.md"]),
        st.sampled_from(["", "/"]),
    ).map("".join),
    max_size=4,
)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(PATHS, min_size=1, max_size=6), st.dictionaries(st.sampled_from(["", "a/", "b/"]), LINES, max_size=3))
def test_git_leaves_out_the_same(tmp_path_factory, paths, ignores):
    place = tmp_path_factory.mktemp("repository")
    for path in sorted(paths):
        if not any(parent.is_file() for parent in (place / path).parents) and not (place / path).exists():
            write(place, {path: ""})
    for folder, lines in ignores.items():
        if (place / folder).is_dir():
            write(place, {f"{folder}.gitignore": "\n".join(lines) + "\n"})
    git = ["git", "-C", str(place), "-c", "core.excludesFile=/dev/null"]
    subprocess.run([*git, "init", "-q"], check=True)
    listed = subprocess.run(
        [*git, "ls-files", "--others", "--exclude-standard"], check=True, capture_output=True, text=True
    )
    wanted = {line for line in listed.stdout.splitlines() if line.endswith(".md")}
    assert {path.removeprefix(f"{place}/") for path in discover.files([str(place)])} == wanted


def test_a_file_that_is_named_in_several_ways_is_checked_once(place):
    write(place, {"x/a.md": "", "x/y/b.md": "", "c.md": ""})
    named = ["x/y/../a.md", "x", "./x/a.md", str(place / "c.md"), "c.md"]
    assert list(discover.files(named)) == ["x/y/../a.md", "x/y/b.md", (place / "c.md").as_posix()]
    (place / "link.md").symlink_to("c.md")  # a name of its own, which --staged and the baseline know as such
    assert list(discover.files(["c.md", "link.md"])) == ["c.md", "link.md"]

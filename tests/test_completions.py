"""What shells complete, asked of the shells themselves."""

import os
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lint import reporters
from lint.cli import main

pytest.importorskip("shtab")

BASH = r"""
source "$1"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
command=$(complete -p malaprop)
command=${command##*-F }
${command%% *} malaprop "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
"""

# A terminal in which the list of matches is shown at once, below the line, whatever its length.
ZSH = r"""
PROMPT='' RPROMPT='' LISTMAX=10000; stty -echo cols 200 rows 2000; unsetopt beep list_beep list_ambiguous
fpath=("{folder}" $fpath); autoload -Uz compinit; compinit -u -D; print ready-$((40 + 2))
"""
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[=>])|[\x07\r]")


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    """The script of each shell, written as a user writes it."""
    place = tmp_path_factory.mktemp("completions")
    for shell, name in (("bash", "malaprop.bash"), ("zsh", "_malaprop"), ("fish", "malaprop.fish")):
        with (place / name).open("w", encoding="utf-8") as file:
            done = subprocess.run([sys.executable, "-m", "lint.cli", "completions", shell], stdout=file, check=False)
        assert done.returncode == 0
    return place


@pytest.fixture
def article(tmp_path):
    (tmp_path / "story one.md").write_text("x", "utf-8")
    (tmp_path / "storage").mkdir()
    return tmp_path


def bash(scripts, place, words):
    command = ["bash", "--norc", "-c", BASH, "bash", str(scripts / "malaprop.bash"), *words]
    return _lines(command, place)


def zsh(scripts, place, words):
    import pty

    terminal, inner = pty.openpty()
    shell = subprocess.Popen(
        ["zsh", "-f", "-i"],
        cwd=place,
        env={**os.environ, "TERM": "xterm", "HOME": str(place)},
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
    )
    os.close(inner)
    try:
        os.write(terminal, ZSH.replace("{folder}", str(scripts)).strip().encode() + b"\n")
        _read(terminal, "ready-42")
        os.write(terminal, " ".join(words).encode() + b"\t")
        shown = _read(terminal, None)
    finally:
        os.close(terminal)
        shell.kill()
        shell.wait()
    parts = re.split(r"\n|\s{2,}", shown.replace(" ".join(words[:-1]), "\n"))
    return {part.strip() for part in parts}


def _read(terminal, marker):
    """What the terminal shows up to the marker, or until it has been quiet for a while."""
    shown, quiet = "", 0
    while quiet < (20 if marker or not shown else 1):
        ready, _, _ = select.select([terminal], [], [], 1)
        quiet = 0 if ready else quiet + 1
        if ready:
            shown += os.read(terminal, 1 << 16).decode("utf-8", "replace")
        if marker and marker in shown:
            break
    return ESCAPES.sub("", shown)


def fish(scripts, place, words):
    line = " ".join(words)
    out = _lines(
        ["fish", "--no-config", "-c", 'source $argv[1]; complete -C "$argv[2]"', str(scripts / "malaprop.fish"), line],
        place,
    )
    return {line.partition("\t")[0] for line in out}


def _lines(command, place):
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
    assert done.stderr.strip() == "", done.stderr
    return {line.strip() for line in done.stdout.splitlines() if line.strip()}


SHELLS = [
    pytest.param(ask, marks=pytest.mark.skipif(shutil.which(ask.__name__) is None, reason=f"needs {ask.__name__}"))
    for ask in (bash, zsh, fish)
]


@pytest.mark.parametrize("ask", SHELLS)
@pytest.mark.parametrize(
    ("words", "wanted", "unwanted"),
    [
        (["malaprop", ""], {"check", "doctor", "completions", "rules"}, {"docs"}),
        (["malaprop", "rules", ""], {"list", "test", "new", "docs", "schema"}, {"check"}),
        (["malaprop", "check", "--format", ""], set(reporters.formats()), {"check"}),
        (["malaprop", "rules", "list", "--format", ""], {"text", "json"}, {"sarif"}),
        (["malaprop", "check", "--select", "doubled-s"], {"doubled-stop"}, {"check"}),
        (["malaprop", "check", "--ignore", "nam"], {"names"}, set()),
        (["malaprop", "check", "--fail-on", "v"], {"verdict"}, {"note"}),
        (["malaprop", "check", "--input-format", "m"], {"markdown"}, {"html"}),
        (["malaprop", "rules", "new", "my-fault", "--kind", "ph"], {"phrase"}, {"pattern"}),
        (["malaprop", "completions", ""], {"bash", "zsh", "fish"}, {"tcsh"}),
    ],
    ids=lambda value: " ".join(sorted(value) if isinstance(value, set) else value),
)
def test_words(ask, words, wanted, unwanted, scripts, article):
    found = ask(scripts, article, words)
    assert wanted <= found
    assert not unwanted & found


@pytest.mark.parametrize("ask", SHELLS)
@pytest.mark.parametrize("words", [["malaprop", "check", "sto"], ["malaprop", "check", "--rules", "sto"]], ids=" ".join)
def test_files_and_folders(ask, words, scripts, article):
    found = {name.replace("\\", "").rstrip("/") for name in ask(scripts, article, words)}
    assert {"story one.md", "storage"} <= found


@pytest.mark.parametrize("ask", SHELLS)
def test_a_folder_where_only_a_folder_will_do(ask, scripts, article):
    found = {name.rstrip("/") for name in ask(scripts, article, ["malaprop", "check", "--languagetool-dir", "sto"])}
    assert "storage" in found
    assert not any("story" in name for name in found)


@pytest.mark.parametrize("ask", SHELLS)
def test_options(ask, scripts, article):
    found = ask(scripts, article, ["malaprop", "check", "--"])
    if ask is not zsh:  # whose list of options is made by its own function
        assert {"--select", "--format", "--languagetool-url"} <= found
        assert "--check-stats" not in found


def test_every_shell_of_the_option_has_a_script(scripts):
    assert all("malaprop" in path.read_text("utf-8") for path in scripts.iterdir())
    assert len(list(Path(scripts).iterdir())) == 3


def test_without_the_library_it_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["completions", "bash"]) == 2
    assert "pip install 'malaprop[completions]'" in capsys.readouterr().err

"""`malaprop doctor`: what it says of machines on which something is missing or broken."""

import json
import os
import socket
import subprocess
import sys
from importlib import metadata

import pytest

from lint import compiled, doctor, rulebook
from lint.cli import main
from lint.rule import example, unmark

NAMES = [
    "malaprop", "libraries", "configuration", "rules", "check", "report", "languagetool", "harper", "textstat",
    "completions", "cache", "git",
]  # fmt: skip


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    for variable in ("MALAPROP_LANGUAGETOOL_URL", "MALAPROP_LANGUAGETOOL_DIR", "MALAPROP_NO_CACHE", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys, *arguments):
    """The exit code and the signs by their names."""
    code = main(["doctor", "--format", "json", *arguments])
    whole = json.loads(capsys.readouterr().out)
    return code, {sign["name"]: sign for sign in whole["signs"]}, whole


def test_a_machine_on_which_all_is_well(capsys):
    code, signs, whole = told(capsys)
    assert (code, whole["version"], whole["works"]) == (0, 1, True)
    assert [name for name in signs if name in NAMES] == NAMES
    for name in ("malaprop", "rules", "check", "report", "cache"):
        assert signs[name]["state"] == "ok", signs[name]
    assert signs["languagetool"]["state"] == "skipped"
    assert sum(signs["rules"]["about"]["packs"].values()) == signs["rules"]["about"]["rules"] > 300
    assert signs["rules"]["about"]["opt_in"] == ["grammar", "readability"]


def test_what_people_read(capsys):
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert out.endswith("malaprop works.\n")
    assert "\nskipped  languagetool   not set up; name a server or a folder of it" in out
    assert all(len(line) <= 120 for line in out.splitlines())


def test_extras_are_tried_where_they_are_installed(capsys):
    _, signs, _ = told(capsys)
    for name, distribution in (("harper", "harper-py"), ("textstat", "textstat"), ("completions", "shtab")):
        try:
            wanted = "ok", metadata.version(distribution)
        except metadata.PackageNotFoundError:
            wanted = "skipped", None
        assert (signs[name]["state"], signs[name]["about"]["library"]) == wanted, signs[name]


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [("harper", "harper", "harper"), ("textstat", "textstat", "readability"), ("shtab", "completions", "completions")],
)
def test_extras_that_are_missing_are_no_fault(module, name, extra, capsys, monkeypatch):
    found, version = doctor.measures.importlib.util.find_spec, metadata.version

    def absent(distribution):
        if distribution.removesuffix("-py") == module:
            raise metadata.PackageNotFoundError(distribution)
        return version(distribution)

    monkeypatch.setattr("importlib.util.find_spec", lambda wanted, *rest: None if wanted == module else found(wanted))
    monkeypatch.setattr(metadata, "version", absent)
    code, signs, _ = told(capsys)
    assert code == 0
    assert signs[name]["state"] == "skipped"
    assert f"pip install 'malaprop[{extra}]'" in signs[name]["message"]


def test_a_library_that_is_gone_ends_without_a_traceback(place):
    code = "import sys; sys.modules['regex'] = None; from lint.cli import main; sys.exit(main(['doctor']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert "regex" in done.stderr
    assert "install malaprop again with pip" in done.stderr
    assert "Traceback" not in done.stderr


def test_rules_that_cannot_be_used(capsys, place):
    (place / "bad.yaml").write_text("id: bad\n", "utf-8")
    code, signs, whole = told(capsys, "--rules", "bad.yaml")
    assert (code, whole["works"]) == (2, False)
    assert signs["rules"]["state"] == "failed"
    assert "bad.yaml:1" in signs["rules"]["message"]
    assert signs["cache"]["state"] == "ok"  # the rest is looked at all the same
    assert main(["doctor", "--rules", "bad.yaml"]) == 2
    assert "malaprop cannot check anything: see rules." in capsys.readouterr().out


def test_the_configuration_that_applies(capsys, place):
    code, signs, _ = told(capsys)
    assert signs["configuration"]["state"] == "skipped"
    everything = signs["configuration"]["about"]["rules"]
    (place / "malaprop.toml").write_text('ignore = ["names"]\n', "utf-8")
    (place / "news").mkdir()
    code, signs, _ = told(capsys, "news")
    assert (code, signs["configuration"]["state"]) == (0, "ok")
    assert signs["configuration"]["about"]["files"] == ["malaprop.toml"]
    assert 0 < signs["configuration"]["about"]["rules"] < everything
    code, signs, _ = told(capsys, "news", "--isolated")
    assert signs["configuration"]["about"] == {"files": [], "rules": everything}


def test_a_configuration_that_cannot_be_used(capsys, place):
    (place / "malaprop.toml").write_text('ignroe = ["names"]\n', "utf-8")
    code, signs, whole = told(capsys)
    assert (code, whole["works"]) == (2, False)
    assert signs["configuration"]["state"] == "failed"
    assert "malaprop.toml:1" in signs["configuration"]["message"]
    (place / "malaprop.toml").write_text('ignore = ["all"]\n', "utf-8")
    code, signs, _ = told(capsys)
    assert (code, "no rule is left" in signs["configuration"]["message"]) == (2, True)


def test_a_server_that_the_configuration_names(capsys, place):
    pytest.importorskip("language_tool_python")
    (place / "malaprop.toml").write_text('[grammar]\nlanguagetool-url = "http://127.0.0.1:9"\n', "utf-8")
    code, signs, _ = told(capsys)
    assert (code, signs["languagetool"]["state"]) == (3, "broken")
    assert "http://127.0.0.1:9" in signs["languagetool"]["message"]


def test_rules_that_find_nothing_where_something_is(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "_ARTICLE", b"All is well here.\n")
    code, signs, _ = told(capsys)
    assert code == 3
    assert (signs["check"]["state"], signs["check"]["message"]) == (
        "failed",
        "an article with one doubled stop was said to have: nothing",
    )


def test_a_page_that_cannot_be_made(capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    code, signs, whole = told(capsys)
    assert (code, signs["report"]["state"], whole["works"]) == (3, "broken", True)
    assert "No space left" in signs["report"]["message"]


def test_a_server_that_does_not_answer(capsys):
    pytest.importorskip("language_tool_python")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        code, signs, whole = told(capsys, "--languagetool-url", url)
    assert (code, whole["works"]) == (3, True)
    assert signs["languagetool"]["state"] == "broken"
    assert url in signs["languagetool"]["message"]


def test_a_server_that_answers(capsys):
    pytest.importorskip("language_tool_python")
    from languagetool import stand_in

    book = rulebook.load(rulebook.builtin())
    rule = next(rule for rule in book.rules if rule.kind == "grammar" and rule.params.languagetool)
    text, (span, *_) = unmark(example(rule.examples.bad[0]).text)

    def answer(asked):
        match = {
            "message": "Wrong.",
            "offset": asked.index(text) + span.start,
            "length": span.end - span.start,
            "replacements": [],
            "rule": {"id": rule.params.languagetool[0], "category": {"id": "X", "name": "X"}},
        }
        software = {"name": "LanguageTool", "version": "0"}
        return 200, json.dumps({"software": software, "matches": [match] if text in asked else []}).encode()

    with stand_in.Server(answer) as server:
        code, signs, _ = told(capsys, "--languagetool-url", server.url)
        assert (code, signs["languagetool"]["state"]) == (0, "ok"), signs["languagetool"]
        assert f"it found what {rule.id} asks for" in signs["languagetool"]["message"]
    with stand_in.Server() as server:  # which knows no such rule
        code, signs, _ = told(capsys, "--languagetool-url", server.url)
        assert (code, signs["languagetool"]["state"]) == (3, "broken")
        assert "it answers, but does not find" in signs["languagetool"]["message"]


def test_an_address_of_another_machine_and_a_folder_that_is_none(capsys, monkeypatch):
    pytest.importorskip("language_tool_python")
    code, signs, _ = told(capsys, "--languagetool-url", "http://192.0.2.1:8081")
    assert (code, signs["languagetool"]["state"]) == (2, "broken")
    monkeypatch.setenv("MALAPROP_LANGUAGETOOL_DIR", "nowhere")
    code, signs, _ = told(capsys)
    assert (code, signs["languagetool"]["message"]) == (2, "there is no folder nowhere of LanguageTool")


def test_a_cache_folder_that_cannot_be_used(capsys, monkeypatch, place):
    (place / "file").write_text("x", "utf-8")
    monkeypatch.setenv("MALAPROP_CACHE_DIR", str(place / "file"))
    code, signs, whole = told(capsys)
    assert (code, signs["cache"]["state"], whole["works"]) == (3, "broken", True)
    monkeypatch.setenv("MALAPROP_NO_CACHE", "1")
    code, signs, _ = told(capsys)
    assert (code, signs["cache"]["state"]) == (0, "skipped")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs owners")
def test_a_cache_folder_that_others_may_write_to(capsys, monkeypatch, place):
    (place / "open").mkdir()
    (place / "open").chmod(0o777)
    monkeypatch.setenv("MALAPROP_CACHE_DIR", str(place / "open"))
    code, signs, _ = told(capsys)
    assert (code, signs["cache"]["state"]) == (3, "broken")
    assert "others may write there" in signs["cache"]["message"]


def test_nothing_is_left_in_the_cache_folder(capsys):
    told(capsys)
    place = compiled.folder()
    assert not list(place.glob("doctor-*"))


def test_git_and_where_it_is_missing(capsys, monkeypatch, place):
    _, signs, _ = told(capsys)
    assert signs["git"]["about"] == {"repository": None}
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    (place / "below").mkdir()
    _, signs, _ = told(capsys, "below")
    assert os.path.realpath(signs["git"]["about"]["repository"]) == os.path.realpath(place)
    monkeypatch.setenv("PATH", str(place))
    code, signs, _ = told(capsys)
    assert (code, signs["git"]["state"]) == (0, "skipped")


def test_a_path_that_is_not_there(capsys):
    assert main(["doctor", "nowhere"]) == 2
    assert "there is no file or folder nowhere" in capsys.readouterr().err


def test_what_others_wrote_reaches_no_terminal_raw(capsys, place):
    (place / "a.yaml").write_text("id: \x1b[2Jx\nkind: phrase\n", "utf-8")
    main(["doctor", "--rules", "a.yaml"])
    assert "\x1b" not in capsys.readouterr().out

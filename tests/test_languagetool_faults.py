"""Whatever is wrong with a LanguageTool server: what was found is kept, what was not checked is told, nothing stays."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from languagetool import stand_in

from lint import rulebook
from lint.cli import main
from lint.grammar import languagetool, server

RULE = """\
id: teh
kind: grammar
languages: [en]
status: stable
severity: warning
summary: A typo.
why: A typo.
message: "“{match}”: {told}"
languagetool: [TEH]
examples:
  bad: [It is ⟦teh⟧ one.]
  good: [It is the one.]
"""
SELECT = ["--select", "teh,doubled-stop"]


@pytest.fixture
def rules(tmp_path, monkeypatch):
    for name in ("URL", "DIR", "REMOTE"):
        monkeypatch.delenv(f"MALAPROP_LANGUAGETOOL_{name}", raising=False)
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "teh.yaml").write_text(RULE, "utf-8")
    shipped = rulebook.builtin() / "core" / "punctuation"
    monkeypatch.setattr(rulebook, "builtin", lambda: shipped)  # all of them take a second to read
    return ["--rules", str(folder), "--no-cache", "--format", "json", *SELECT]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that looks like LanguageTool, and a Java that is the stand-in."""
    home, jars = tmp_path / "java", tmp_path / "jars"
    (home / "bin").mkdir(parents=True)
    jars.mkdir()
    (jars / "languagetool-server.jar").touch()
    java = home / "bin" / "java"
    java.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{stand_in.__file__}" "$@"\n', "utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(home))
    monkeypatch.setattr(languagetool, "_PAUSE", 0.1)
    return jars


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("A headline\n\nThis is teh first. .\n\n😀 And teh 😀 second.\n", "utf-8")
    return path


@pytest.fixture
def check(rules, article, capsys):
    """Run `check` on the article; the exit code, the rules that were found and what was told."""

    def run(*options):
        code = main(["check", str(article), *rules, *map(str, options)])
        told = capsys.readouterr()
        if code == 2:
            return code, [], told.err
        (file,) = json.loads(told.out)["files"]
        assert all(fault["unchecked"] for fault in file.get("faults", ()))
        found = [f"{f['rule']} {f['text']}" for f in json.loads(told.out)["findings"]]
        return code, found, " ".join(fault["message"] for fault in file.get("faults", ()))

    return run


ALL = ["teh teh", "doubled-stop . .", "teh teh"]
OTHERS = ["doubled-stop . ."]


def answering(*answers, text=None):
    """A server that gives the answers one after another, then right ones; or one answer to every `text`."""
    left = list(answers)

    def answer(asked):
        if text is not None:
            return answers[0] if text in asked else stand_in.right(asked)
        return left.pop(0) if left else stand_in.right(asked)

    return stand_in.Server(answer)


def test_a_server_that_is_well(check):
    with stand_in.Server() as well:
        assert check("--languagetool-url", well.url) == (1, ALL, "")
        assert len(well.asked) == 1, "one request for all passages"


TOO_LONG = (413, b"Error: Your text exceeds the limit of 30 characters (it's 58). Please submit a shorter text.")
LIMIT = (429, b"Error: Access from 127.0.0.1 denied: Client request limit of 4 requests per 60 seconds exceeded")
BUSY = (503, b"<html><title>503 Service Temporarily Unavailable</title></html>")
SLOW = (500, b"Error: Checking took longer than 0.001 seconds, which is this server's limit.")
BROKEN = (200, b'{"matches": [')
OTHER = (200, b'{"hello": "world"}')
_TEH = {"id": "TEH", "category": {"id": "TYPOS"}}
ELSEWHERE = json.dumps(
    {"software": {}, "matches": [{"message": "", "offset": 900, "length": 3, "replacements": [], "rule": _TEH}]}
)
PART = json.dumps(
    {"software": {}, "matches": [], "warnings": {"incompleteResults": True, "incompleteResultsReason": "took too long"}}
)


@pytest.mark.parametrize(
    "answer",
    [TOO_LONG, SLOW, BROKEN, OTHER, (200, b"hello"), (500, b"\xff\xfe"), (200, b""), (200, PART.encode())],
    ids=["413", "500", "broken-json", "other-json", "plain-text", "no-text", "empty", "in-part"],
)
def test_what_a_server_refuses_is_asked_for_in_smaller_pieces(check, answer):
    with answering(answer) as server:
        assert check("--languagetool-url", server.url) == (1, ALL, "")
        assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (TOO_LONG, "exceeds the limit of 30 characters"),
        (SLOW, "took longer than"),
        (BROKEN, '{"matches": ['),
        (OTHER, "no result"),
        ((200, ELSEWHERE.encode()), "places that are not in the text"),
        ((200, PART.encode()), "in part only: took too long"),
    ],
    ids=["413", "500", "broken-json", "other-json", "elsewhere", "in-part"],
)
def test_a_passage_that_is_always_refused_stands_alone(check, answer, says):
    with answering(answer, text="first") as server:
        code, found, told = check("--languagetool-url", server.url)
    assert (code, found) == (3, ["doubled-stop . .", "teh teh"])
    assert told.startswith("1 of 3 passages are not checked: ")
    assert says in told


@pytest.mark.parametrize("answer", [LIMIT, BUSY], ids=["429", "503"])
def test_a_busy_server_is_waited_for(check, answer, monkeypatch):
    monkeypatch.setattr(languagetool, "_WAITS", (0.0, 0.0))
    with answering(answer, answer) as server:
        assert check("--languagetool-url", server.url) == (1, ALL, "")
    with answering(answer, answer, answer) as server:
        code, found, told = check("--languagetool-url", server.url)
        assert (code, found) == (3, OTHERS)
        assert "busy" in told
        assert len(server.asked) == 3, "a server that stays busy is left alone"


def test_a_server_that_gives_no_answer_is_given_up(check, monkeypatch):
    with stand_in.Server(lambda text: time.sleep(1.5) or stand_in.right(text)) as server:
        monkeypatch.setattr("lint.grammar.Settings", _settings(answer_limit=0.3))
        code, found, told = check("--languagetool-url", server.url)
        assert (code, found) == (3, OTHERS)
        assert told == "3 of 3 passages are not checked: no answer in 0.3 seconds"
        assert len(server.asked) == 2


def _settings(**said):
    from lint.grammar import Settings

    return lambda **told: Settings(**{**told, **said})


def test_no_server_there(check, article):
    code, found, told = check("--languagetool-url", "http://127.0.0.1:9")
    assert (code, found) == (3, OTHERS)
    assert "no LanguageTool server answers at http://127.0.0.1:9/; start it" in told


@pytest.mark.parametrize(
    ("languages", "says"),
    [
        ((200, b'{"hello": "world"}'), "is no LanguageTool server"),
        ((200, b"[1]"), "is no LanguageTool server"),
        ((404, b"<html>404 Not Found</html>"), "the server says: <html>404 Not Found</html>"),
        ((200, b"\xff\xfe\x00"), "neither JSON nor text"),
    ],
)
def test_another_server_there(check, languages, says):
    with stand_in.Server() as other:
        other.languages = languages
        code, found, told = check("--languagetool-url", other.url)
    assert (code, found) == (3, OTHERS)
    assert says in told
    assert other.asked == []


def test_text_does_not_leave_the_machine_unasked(check, monkeypatch):
    code, _, told = check("--languagetool-url", "http://192.0.2.1:8081")
    assert code == 2
    assert "MALAPROP_LANGUAGETOOL_REMOTE=allow" in told
    code, _, told = check("--languagetool-url", "ftp://127.0.0.1")
    assert code == 2
    with stand_in.Server() as proxy, stand_in.Server() as well:  # a proxy of the environment is no part of the machine
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        assert check("--languagetool-url", well.url)[0] == 1
        assert proxy.asked == []
        monkeypatch.setenv("MALAPROP_LANGUAGETOOL_REMOTE", "allow")
        assert check("--languagetool-url", "http://languagetool.invalid")[0] == 1
        assert len(proxy.asked) == 1


def test_an_address_may_have_a_path_and_any_end():
    for url in ("http://h/sub", "http://h/sub/", "http://h/sub/v2", "http://h/sub/v2/check"):
        assert languagetool.address(url) == "http://h/sub/"
    for url in ("http://localhost:1", "http://127.9.9.9", "http://[::1]:80"):
        assert languagetool.is_loopback(url)
    for url in (
        "http://localhost.example",
        "http://0.0.0.0",
        "http://10.0.0.1",
        "http://[fe80::1]",
        "http://127.0.0.1.nip.io",
    ):
        assert not languagetool.is_loopback(url)


def test_a_language_that_the_server_does_not_know_leaves_others_alone():
    with stand_in.Server() as well:
        client = languagetool.LanguageTool(_settings(url=well.url)())
        asked = languagetool.Asked(("TEH",))
        (unknown,) = client.check(["teh"], "xx", asked)
        assert "does not know the language 'xx'" in unknown.reason
        assert [[r.rule for r in found] for found in client.check(["teh"], "en-Latn-XX", asked)] == [["TEH"]]


def test_a_library_that_is_built_otherwise_is_refused(check, monkeypatch):
    import language_tool_python

    languagetool._library.cache_clear()
    monkeypatch.delattr(language_tool_python.LanguageTool, "_query_server")
    with stand_in.Server() as well:
        code, found, told = check("--languagetool-url", well.url)
    languagetool._library.cache_clear()
    assert (code, found) == (3, OTHERS)
    assert "is not built as malaprop uses it" in told


def test_a_server_of_our_own_is_started_once_and_gone_afterwards(check, folder):
    assert check("--languagetool-dir", folder) == (1, ALL, "")
    assert stand_ins(folder) == []


def stand_ins(folder):
    """The processes that were started from the folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if any(str(folder) in part for part in process.cmdline()) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:  # noqa: PERF203 - it may be gone by now
            continue
    return found


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("old", "is too old for this LanguageTool, which needs Java 17"),
        ("broken", "ended at once: java.lang.OutOfMemoryError"),
        ("taken", "port in use three times"),
        ("never", "was not ready after 1 seconds"),
    ],
)
def test_a_server_that_does_not_start(check, folder, fault, says, monkeypatch):
    monkeypatch.setenv("FAULT", fault)
    monkeypatch.setattr("lint.grammar.Settings", _settings(start_limit=1.0 if fault == "never" else 60.0))
    code, found, told = check("--languagetool-dir", folder)
    assert (code, found) == (3, OTHERS)
    assert says in told
    assert stand_ins(folder) == []


def test_a_slow_start_is_waited_for(check, folder, monkeypatch):
    monkeypatch.setenv("FAULT", "slow")
    assert check("--languagetool-dir", folder) == (1, ALL, "")


def test_somebody_elses_server_is_not_taken_for_ours(check, folder, monkeypatch):
    free = iter([0, 1])
    with stand_in.Server() as foreign:
        real = server._free_port
        monkeypatch.setattr(server, "_free_port", lambda: [foreign.server_address[1], real()][next(free)])
        assert check("--languagetool-dir", folder) == (1, ALL, "")
        assert foreign.asked == []


def test_a_server_killed_between_files_is_started_again(rules, folder, tmp_path, capsys, monkeypatch):
    names = [tmp_path / f"{number}.txt" for number in range(3)]
    for name in names:
        name.write_text("It is teh one.\n", "utf-8")

    killed = []

    class Killing(server.Server):
        def url(self):
            if self.starts == 1 and not killed:
                killed.extend(stand_ins(folder))
                for process in killed:
                    process.kill()
            return super().url()

    monkeypatch.setattr(languagetool, "Server", Killing)
    code = main(["check", *map(str, names), *rules, "--languagetool-dir", str(folder)])
    assert killed
    assert code == 1
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 3


def test_a_passage_that_kills_the_server_costs_it_so_many_starts_and_no_more(check, folder, article, monkeypatch):
    monkeypatch.setenv("FAULT", "dies")
    article.write_text("A headline\n\nThis is deadly. .\n\nAnd teh second.\n", "utf-8")
    code, found, told = check("--languagetool-dir", folder)
    assert (code, found) == (3, OTHERS)
    assert "died 3 times in this run and is not started again" in told
    assert stand_ins(folder) == []


def test_what_can_be_seen_before_the_run_is_a_usage_error(check, folder, tmp_path, monkeypatch):
    empty = tmp_path / "empty"
    empty.mkdir()
    for options, says in (
        (["--languagetool-dir", tmp_path / "nowhere"], "there is no folder"),
        (["--languagetool-dir", empty], "there is no languagetool-server.jar in"),
        (["--grammar", "languagetool"], "neither a server (--languagetool-url, MALAPROP_LANGUAGETOOL_URL) nor a"),
        (["--grammar", "harper"], "the rule teh cannot run: it speaks to languagetool, and harper is in use"),
    ):
        code, _, told = check(*options)
        assert code == 2
        assert says in told
    monkeypatch.setenv("JAVA_HOME", str(empty))
    monkeypatch.setenv("PATH", str(empty))
    code, _, told = check("--languagetool-dir", folder)
    assert code == 2
    assert "install Java 17" in told


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_no_server_outlives_a_run_that_is_killed(rules, folder, article, how):
    environment = {**os.environ, "FAULT": "never"}
    command = [sys.executable, "-m", "lint.cli", "check", str(article), *rules, "--languagetool-dir", str(folder)]
    root = Path(__file__).parent.parent
    run = subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: len(stand_ins(folder)) >= 3)  # the run, the keeper and the server
        run.send_signal(how)
        run.wait(60)
        until(lambda: stand_ins(folder) == [])
    finally:
        run.kill()
        run.wait()


def test_a_server_whose_keeper_is_killed_is_stopped_all_the_same(folder):
    ours = server.Server(folder, start_limit=60, restarts=0)
    ours.url()
    ours._process.kill()
    ours.close()
    until(lambda: stand_ins(folder) == [])


def until(held):
    """Wait for something to be so; the limit only ends a run that hangs."""
    for _ in range(600):
        if held():
            return
        time.sleep(0.1)
    pytest.fail("it never came to that")

"""LanguageTool itself: a real server, asked through language-tool-python, started and stopped as in a run.

The cases are also those that the library gets wrong; should it or the server change, they tell.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from languagetool import release

from lint import engine, grammar, proof, readers, rulebook
from lint.cli import main
from lint.grammar.languagetool import LanguageTool
from lint.grammar.server import Server
from lint.grammar.wire import code_points
from lint.kinds.grammar import Asked

pytestmark = pytest.mark.slow
ASKED = Asked(("A_NNS", "HE_VERB_AGR", "DT_DT"))


@pytest.fixture(scope="module")
def url():
    """A server for all tests of this file, our own unless one is named."""
    if release.URL:
        yield release.URL
        return
    server = Server(release.folder(), start_limit=300, restarts=0)
    try:
        yield server.url()
    finally:
        server.close()


@pytest.fixture
def client(url):
    with LanguageTool(grammar.settings({}, url=url)) as opened:
        yield opened


def flagged(passages, client, asked=ASKED, language="en"):
    answers = client.check(passages, language, asked)
    return [[text[r.start : r.end] for r in said] for text, said in zip(passages, answers, strict=True)]


def test_places_behind_emoji_are_exact(client):
    passages = ["😀 He have a dog 😀.", "😀😀 And a boats 😀", "👩‍👩‍👧 é ﬁ e\u0301 He have one, she have a cats."]
    assert flagged(passages, client) == [["have"], ["a boats"], ["have", "have", "a cats"]]


def test_an_emoji_inside_a_remark_does_not_move_its_end(client):
    spelling = Asked(("MORFOLOGIK_RULE_EN_US",))
    assert flagged(["a teh😀 b 😀 teh c"], client, spelling, "en-US") == [["teh", "teh"]]
    assert code_points("a😀b") == [0, 1, 1, 2, 3]


def test_what_was_left_out_does_not_make_words_touch(client):
    assert flagged(["The \ufffc boats has a \ufffc dogs.", "See \ufffc. He have\none."], client)[1] == ["have"]


def test_passages_in_one_request_do_not_see_each_other(client):
    passages = ["He", "have a dog.", "Saw a", "boats", "", "He have.", "The a boat"]
    together = flagged(passages, client)
    assert together == [flagged([passage], client)[0] for passage in passages]
    assert together[5:] == [["have"], ["The a"]]


def test_many_passages_come_back_in_their_order(url):
    passages = [f"Number {n} is well." if n % 3 else f"Number {n} 😀: we saw a boats." for n in range(300)]
    with LanguageTool(grammar.Settings(url=url, batch=1500)) as client:
        assert flagged(passages, client) == [[] if n % 3 else ["a boats"] for n in range(300)]


def test_rules_and_categories_are_both_asked_for(client):
    passages = ["We saw a boats.", "Their is a boat."]
    assert flagged(passages, client, Asked(("A_NNS",))) == [["a boats"], []]
    assert flagged(passages, client, Asked((), ("CONFUSED_WORDS",))) == [[], ["Their"]]
    assert flagged(passages, client, Asked(("A_NNS",), ("CONFUSED_WORDS",))) == [["a boats"], ["Their"]]


def test_an_unknown_language_is_told_and_a_variant_is_not_lost(client):
    assert flagged(["We saw a boats."], client, language="en-GB") == [["a boats"]]
    (unknown,) = client.check(["Jo."], "xx", ASKED)
    assert "does not know the language 'xx'" in unknown.reason


def test_our_rules_keep_their_contract_with_languagetool(url, tmp_path):
    book = rulebook.load(rulebook.builtin())
    rules = [rule for rule in book.rules if rule.kind == "grammar"]
    with grammar.opened(grammar.settings({}, url=url, cache=tmp_path / "cache")):
        everything = book.select(["grammar"], preview=True)
        shown = [entry if isinstance(entry, str) else entry.text for rule in book.rules for entry in rule.examples.good]
        # All of them in few requests, for what is kept is not asked again.
        engine.run(readers.read("\n\n".join(shown), "examples", format="text"), everything)
        assert "\n".join(str(problem) for problem in proof.contract(book, rules)) == ""


def test_a_run_starts_a_server_and_stops_it_and_a_second_run_needs_none(tmp_path, capsys, monkeypatch):
    folder = release.folder()
    monkeypatch.delenv("MALAPROP_LANGUAGETOOL_URL", raising=False)
    monkeypatch.setenv("MALAPROP_LANGUAGETOOL_DIR", str(folder))
    monkeypatch.setenv("MALAPROP_CACHE_DIR", str(tmp_path / "cache"))
    article = tmp_path / "a.txt"
    article.write_text("We saw a boats in the harbour.\n", "utf-8")
    command = ["check", str(article), "--select", "number-mismatch", "--format", "json"]
    before = servers(folder)
    assert main(command) == 1
    assert [f["text"] for f in json.loads(capsys.readouterr().out)["findings"]] == ["a boats"]
    assert servers(folder) == before
    monkeypatch.setattr(Server, "url", lambda _: pytest.fail("a server is started for what is kept"))
    assert main(command) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_run_that_is_killed_leaves_no_java_behind(tmp_path):
    folder = release.folder()
    article = tmp_path / "a.txt"
    article.write_text("We saw a boats in the harbour.\n", "utf-8")
    command = [sys.executable, "-m", "lint.cli", "check", str(article), "--select", "grammar", "--no-cache"]
    before = servers(folder)
    run = subprocess.Popen(
        [*command, "--languagetool-dir", str(folder)],
        cwd=Path(__file__).parent.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: any("java" in Path(command[0]).name for command in new(folder, before)))
        run.send_signal(signal.SIGKILL)
        run.wait(60)
        until(lambda: not new(folder, before))
    finally:
        run.kill()
        run.wait()


def servers(folder):
    found = {}
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
            if any(str(folder) in part for part in command) and process.pid != os.getpid():
                found[process.pid] = command
        except psutil.Error:  # noqa: PERF203 - it may be gone by now
            continue
    return found


def new(folder, before):
    return [command for pid, command in servers(folder).items() if pid not in before]


def until(held):
    for _ in range(1800):
        if held():
            return
        time.sleep(0.1)
    pytest.fail("it never came to that")

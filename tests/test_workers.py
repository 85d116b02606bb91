"""Several processes: the same report as one gives, whatever becomes of them."""

import gc
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lint import inspection, kept, rulebook, workers
from lint.cli import main
from lint.compiled import opened
from lint.inspection import Request
from lint.rulebook import RulebookError

ROOT = Path(__file__).parent.parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.fixture(scope="module")
def request_():
    book = rulebook.load(rulebook.builtin()).select(["doubled-stop", "doubled-word"])
    return Request(book)


@pytest.fixture
def articles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = []
    for number in range(30):
        name = f"{number:02}.txt"
        names.append(name)
        text = f"The {number}. act was told. . Yes it it was.\r\n" * (1 + 40 * (number % 7 == 2))
        (tmp_path / name).write_bytes(b"caf\xe9" if number == 9 else text.encode())
    names.insert(12, "nosuch.txt")
    return names


def wanted(names, request):
    return [(name, request) for name in names]


def plain(found):
    """Inspections without documents, but with the sources of these, and with the lines of the findings."""
    return [
        (
            i._replace(document=None, excerpt=None),
            i.document and (i.document.path, i.document.source, i.document.format),
            [i.excerpt.line(finding.position.line) for finding in i.findings],
        )
        for i in found
    ]


def children():
    return [child for child in multiprocessing.active_children() if child.is_alive()]


def test_reports_are_the_same_bytes(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    files = [
        "CHANGELOG.md",
        "nosuch.md",
        *(f"seeds/{name}" for name in ("recipe.html", "docs-page.md", "obituary.txt")),
    ]
    for format in ("text", "json"):
        reports = []
        for jobs in ("1", "3"):
            assert main(["check", *files, "--format", format, "--jobs", jobs]) == 3
            reports.append(capsys.readouterr().out)
        assert reports[0] == reports[1]
        assert reports[0].count("\n") > 100


def test_inspections_are_the_same_and_in_order(articles, request_):
    alone = plain(inspection.inspect(wanted(articles, request_)))
    assert [i.path for i, *_ in alone] == articles
    for jobs in (1, 2, 5):
        assert plain(workers.inspect(wanted(articles, request_), jobs)) == alone
    assert children() == []


def test_what_is_sent_can_be_started_anew(articles, request_, monkeypatch):
    """Where there is no fork the rules are sent, and the store of compiled ones is opened again."""
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    alone = plain(inspection.inspect(wanted(articles, request_)))
    assert plain(workers.inspect(wanted(articles, request_), 2)) == alone
    assert children() == []


def test_other_content_than_that_on_disk(articles, request_):
    found = list(workers.inspect(wanted(articles, request_), 2, read=lambda path: f"{path} was. . Yes.".encode()))
    assert [i.document.source for i in found] == [f"{path} was. . Yes." for path in articles]


@POSIX
@pytest.mark.parametrize("how", ["kill", "exit"])
def test_a_process_that_dies_costs_one_file(articles, request_, monkeypatch, how):
    true, here = inspection.inspect_data, os.getpid()

    def deadly(data, path, request):
        if path in ("05.txt", "06.txt", "29.txt"):
            assert os.getpid() != here
            if how == "exit":
                os._exit(7)
            os.kill(os.getpid(), signal.SIGKILL)
        return true(data, path, request)

    alone = plain(inspection.inspect(wanted(articles, request_)))
    monkeypatch.setattr(inspection, "inspect_data", deadly)
    found = plain(workers.inspect(wanted(articles, request_), 3))
    died = [i for i, *_ in found if i.path in ("05.txt", "06.txt", "29.txt")]
    said = "was ended by signal 9" if how == "kill" else "ended with 7"
    assert all(said in i.error and "--jobs 1" in i.error for i in died)
    assert inspection.exit_code(died) == 3
    others = [pair for pair in found if pair[0] not in died]
    assert others == [pair for pair in alone if pair[0].path not in ("05.txt", "06.txt", "29.txt")]
    assert children() == []


@POSIX
def test_no_memory_is_an_error_of_the_file(articles, request_, monkeypatch):
    from lint import engine

    true = engine.run

    def greedy(document, book):
        if document.path == "05.txt":
            raise MemoryError
        return true(document, book)

    monkeypatch.setattr(engine, "run", greedy)
    found = list(workers.inspect(wanted(articles, request_), 2))
    assert [i.path for i in found if i.error] == ["05.txt", "09.txt", "nosuch.txt"]


@POSIX
def test_a_rule_that_cannot_be_built_is_told_as_by_one_process(articles, request_, monkeypatch):
    from lint.rulefile import Problem

    true = inspection.inspect_data

    def broken(data, path, request):
        if path == "05.txt":
            raise RulebookError([Problem("x.yaml", 3, "no")])
        return true(data, path, request)

    monkeypatch.setattr(inspection, "inspect_data", broken)
    seen = []
    found = workers.inspect(wanted(articles, request_), 2)
    with pytest.raises(RulebookError, match=r"x\.yaml:3: no"):
        seen.extend(each.path for each in found)
    assert seen == articles[:5]
    assert children() == []


def test_each_file_is_checked_as_it_is_to_be(articles, request_):
    other = Request(request_.rulebook.select(["doubled-word"]))
    files = [(name, other if number % 3 else request_) for number, name in enumerate(articles)]
    assert plain(workers.inspect(files, 2)) == plain(inspection.inspect(files))


def test_nothing_is_left_when_the_reader_goes_away(articles, request_):
    found = workers.inspect(wanted(articles, request_), 2)
    for _ in range(4):
        next(found)
    assert len(children()) == 2
    found.close()
    assert children() == []


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_signals_leave_no_process(tmp_path, number):
    """Ctrl-C reaches the whole group; the others reach the one process that was started."""
    for name in range(200):
        (tmp_path / f"{name}.txt").write_text(f"It was told. . Yes, {name}.\n\n" * 400, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "lint.cli", "check", ".", "--jobs", "2", "--select", "doubled-stop"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout.readline()
    for _ in range(3000):  # findings come from the other processes
        process.stdout.readline()
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    _, error = process.communicate()
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert b"Traceback" not in error
    for _ in range(500):
        if not _group(process.pid):
            return
        time.sleep(0.02)
    pytest.fail("processes are left")


def _group(leader):
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_processes_compile_is_kept(articles, tmp_path):
    place = tmp_path / "kept"

    class Store(dict):
        def put(self, key, value):
            self[key] = value

    book = rulebook.load(rulebook.builtin()).select(["doubled-stop", "doubled-word", "garbled-body"])
    # Only the last of the articles needs more than those before.
    articles = [*articles[:5], "last.txt"]
    Path("last.txt").write_text(
        "The minister weighed his nose in the debate. He kept his nose to the stone.\n", "utf-8"
    )
    keys = []
    for jobs in (1, 2):
        store = Store()
        with kept.using(store):
            fresh = rulebook.Rulebook(book.rules)
            list(workers.inspect(wanted(articles, Request(fresh)), jobs))
        keys.append(set(store))
    assert keys[0] == keys[1]
    with opened(place):
        store = kept.store()
        store.put(b"key", b"value")
        copy = pickle.loads(pickle.dumps(store))
        assert copy.get(b"key") is None
    with opened(place):
        assert bytes(pickle.loads(pickle.dumps(kept.store())).get(b"key")) == b"value"
    gc.collect()


def test_few_files_stay_in_one_process(articles, request_, monkeypatch):
    monkeypatch.setattr(workers, "_cores", lambda: 4)
    assert workers.processes(0, wanted(articles, request_)) == 1
    assert workers.processes(3, wanted(articles, request_)) == 3
    assert workers.processes(100, wanted(articles, request_)) == len(articles) - 2
    assert workers.processes(3, wanted(articles[:1], request_)) == 1
    for name in articles[:20]:
        Path(name).write_bytes(b"x" * 30_000)
    assert workers.processes(0, wanted(articles, request_)) == 4
    assert workers.processes(0, wanted(articles[:11], request_)) == 1
    assert workers.processes(0, wanted(articles[:14], request_)) == 3
    assert workers.processes(4, wanted(articles, request_._replace(debug=True))) == 1


def test_grammar_is_checked_by_one_process(articles):
    book = rulebook.load(rulebook.builtin()).select(["grammar"], preview=True)
    assert book.rules
    assert workers.processes(4, wanted(articles, Request(book))) == 1


@pytest.mark.parametrize("value", ["-1", "x", "1.5", "", "10000", "²"])
def test_a_number_that_is_none_is_refused(capsys, value):
    with pytest.raises(SystemExit) as stop:
        main(["check", ".", f"--jobs={value}"])
    assert stop.value.code == 2
    assert "is no number of processes; write 1, 2 … or auto" in capsys.readouterr().err


def test_auto_is_a_number(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("It was told. . Yes.\n", "utf-8")
    for value in ("0", "auto", "1", "7"):
        assert main(["check", "a.txt", "--jobs", value, "--format", "json"]) == 1
        assert len(json.loads(capsys.readouterr().out)["findings"]) == 1

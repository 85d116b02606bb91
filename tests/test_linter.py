"""malaprop as other programs use it, by what docs/api.md promises."""

import doctest
import inspect
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import lint
from lint import compiled, grammar, linter

ROOT = Path(__file__).parent.parent
RULE = """\
id: house-word
kind: phrase
languages: [en]
status: stable
severity: note
summary: A word that the house does not print.
why: House style.
message: "“{match}” is not printed"
phrases:
  "wordsmithery": writing
examples:
  bad: ["We like ⟦wordsmithery⟧ here."]
  good: ["We like writing here."]
"""


@pytest.fixture(scope="module")
def stops():
    with lint.Linter(["doubled-stop"]) as found:
        yield found


def python(code, **more):
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        **more,
    )


def test_importing_it_imports_nothing_else():
    code = "import sys; old = set(sys.modules); import lint; print(sorted(set(sys.modules) - old))"
    assert python(code).stdout == "['lint']\n"


def test_every_public_name_is_there_and_documented():
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    for name in lint.__all__:
        found = getattr(lint, name)
        assert f"`{name}`" in page or f"`lint.{name}" in page or f"lint.{name}" in page, name
        if inspect.isclass(found) or inspect.isfunction(found):
            assert found.__doc__, name
    assert set(lint.__all__) <= set(dir(lint))
    with pytest.raises(AttributeError, match="no attribute 'chek_text'"):
        lint.chek_text  # noqa: B018


def test_the_names_for_type_checkers_are_those_that_are_there(tmp_path):
    pytest.importorskip("mypy")
    program = tmp_path / "program.py"
    program.write_text(
        "import lint\n"
        "linter: lint.Linter = lint.Linter(select=['core'], rules=['house'], severity='warning')\n"
        "found: lint.Inspection = linter.check_text('x')\n"
        "place: tuple[lint.Finding, lint.Position, lint.Span, lint.Severity, str] | None = None\n"
        "for finding in found.findings:\n"
        "    place = finding, finding.position, finding.span, finding.severity, finding.message\n"
        "    fix: lint.Fix | None = finding.fix\n"
        "faults: list[lint.Fault] = list(found.faults)\n"
        "verdict: lint.Verdict | None = found.verdict\n"
        "try:\n    lint.check_file('a.md', language='de')\n"
        "except (lint.UncheckedError, lint.RulesError, lint.Error) as error:\n    print(error)\n"
        "reveal_type(linter.rules[0].id)\n"
        "lint.chek_text('x')\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache"), str(program)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT)},
    )
    told = [line.partition("program.py:")[2] for line in done.stdout.splitlines() if "program.py:" in line]
    wrong = 'Module has no attribute "chek_text"; maybe "check_text"?  [attr-defined]'
    assert told == ['14: note: Revealed type is "str"', f"15: error: {wrong}"], done.stdout


def test_places_are_code_points_of_the_text(stops):
    text = "\ufeff# T\r\n\r\nIt was 😀 *told. .* Yes.\r\n"
    found = stops.check_text(text, "a.md")
    (finding,) = found.findings
    assert (finding.rule, finding.severity, finding.position) == ("doubled-stop", lint.Severity.error, (3, 15))
    assert finding.span.of(text) == finding.text == ". ."
    assert finding.path == found.path == "a.md"
    assert found.words == 5


def test_the_format_is_that_of_the_path_unless_it_is_said(stops):
    code = "Read `it. . Yes` aloud.\n"
    assert stops.check_text(code, "a.md").findings == []
    assert len(stops.check_text(code, "a.txt").findings) == 1
    assert stops.check_text(code, "a.txt", format="markdown").findings == []
    assert len(stops.check_text(code, "unnamed", format="text").findings) == 1


def test_a_file_is_checked_as_the_command_checks_it(tmp_path, stops):
    path = tmp_path / "a.md"
    path.write_bytes(b"It was told. . Yes.\n")
    (finding,) = stops.check_file(path).findings
    assert finding == stops.check_text(path.read_text("utf-8"), os.fspath(path)).findings[0]


def test_rules_of_ones_own(tmp_path):
    (tmp_path / "house-word.yaml").write_text(RULE, "utf-8")
    for roots in (tmp_path, os.fspath(tmp_path), [tmp_path / "house-word.yaml"]):
        found = lint.Linter(["house-word"], rules=roots).check_text("Much wordsmithery was seen.")
        assert [f.rule for f in found.findings] == ["house-word"]
    quiet = lint.Linter(["house-word"], rules=tmp_path, severity="warning")
    assert quiet.check_text("Much wordsmithery was seen.").findings == []
    assert [rule.id for rule in quiet.rules] == ["house-word"]


def test_the_language_is_what_is_said():
    text = "Il a parlé. . Oui, bien sûr que non.\n"
    assert lint.check_text(text, language="fr").metrics["language"] == {"tag": "fr", "from": "option"}


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"select": ["doubled-stopp"]}, "RulesError", "there is no rule, family, kind, origin or pack 'doubled-stopp'"),
        ({"select": ["doubled-stop"], "ignore": ["doubled-stop"]}, "RulesError", "no rule is left"),
        ({"rules": ["nowhere"]}, "RulesError", "nowhere:1: no such file or folder"),
        ({"select": ["grammar"], "checker": "languagetool"}, "RulesError", "neither a server"),
        ({"select": "core"}, "TypeError", "select takes several names: ['core']"),
        ({"ignore": "core"}, "TypeError", "ignore takes several names: ['core']"),
        ({"language": "e n"}, "ValueError", "'e n' is no language tag"),
        ({"severity": "grave"}, "ValueError", "there is no 'grave'; there are note, warning, error"),
        ({"checker": "grammarly"}, "ValueError", "there are languagetool, harper"),
    ],
)
def test_options_that_mean_nothing(options, error, told, monkeypatch):
    for variable in ("MALAPROP_LANGUAGETOOL_URL", "MALAPROP_LANGUAGETOOL_DIR"):
        monkeypatch.delenv(variable, raising=False)
    kind = getattr(lint, error, None) or getattr(__builtins__, error, None) or __builtins__[error]
    with pytest.raises(kind) as raised:
        lint.Linter(**options)
    assert told in str(raised.value)


def test_every_fault_of_rules_is_told(tmp_path):
    (tmp_path / "one.yaml").write_text("id: one\n", "utf-8")
    (tmp_path / "two.yaml").write_text(RULE.replace("house-word", "two").replace("summary", "sumary"), "utf-8")
    with pytest.raises(lint.RulesError) as raised:
        lint.Linter(rules=[tmp_path])
    assert any(problem.startswith(f"{tmp_path / 'one.yaml'}:1: ") for problem in raised.value.problems)
    assert any("'sumary'" in problem for problem in raised.value.problems)


def test_what_cannot_be_checked_is_never_an_empty_list(tmp_path, stops, monkeypatch):
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "a.docx").write_bytes(b"x")
    for call, told in (
        (lambda: stops.check_file(tmp_path / "latin.txt"), "0xE9 is not UTF-8"),
        (lambda: stops.check_file(tmp_path / "gone.txt"), "cannot be read: no such file or directory"),
        (lambda: stops.check_file(tmp_path), "is a directory"),
        (lambda: stops.check_file("a\0b.txt"), "cannot be read: embedded null byte"),
        (lambda: stops.check_file(tmp_path / "a.docx"), "say format="),
        (lambda: stops.check_text("\ud83d is half"), "code point 0 is a surrogate"),
    ):
        with pytest.raises(lint.UncheckedError) as raised:
            call()
        assert told in raised.value.reason
        assert raised.value.path in str(raised.value)
    with pytest.raises(ValueError, match="there is no format 'markdwon'; did you mean 'markdown'"):
        stops.check_text("x", format="markdwon")
    with pytest.raises(TypeError, match="not bytes"):
        stops.check_text(b"x")

    def broken(source):
        raise ZeroDivisionError("what now")

    monkeypatch.delenv("MALAPROP_DEBUG", raising=False)
    monkeypatch.setattr("lint.readers.html.read", broken)
    with pytest.raises(lint.UncheckedError, match="a fault of malaprop itself"):
        stops.check_text("<p>x", "a.html")


def test_a_fault_of_malaprop_itself_is_told_wherever_it_lies(stops, monkeypatch):
    def fails(*_):
        raise ZeroDivisionError("no verdict")

    monkeypatch.setattr("lint.inspection.verdict", fails)
    with pytest.raises(lint.UncheckedError, match=r"a fault of malaprop itself \(ZeroDivisionError: no verdict\)"):
        stops.check_text("It was shown.")


def test_what_was_opened_is_closed_where_no_linter_comes_of_it(tmp_path, monkeypatch):
    monkeypatch.setenv("MALAPROP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("MALAPROP_NO_CACHE", raising=False)
    closed = []

    def chosen(told, closing):
        closing.callback(closed.append, told)
        return grammar._NoChecker()

    monkeypatch.setattr(grammar, "chosen", chosen)
    with pytest.raises(lint.RulesError, match="no grammar checker is set up"):
        lint.Linter(["grammar"])
    assert len(closed) == 1


def test_a_linter_that_is_closed_says_so():
    with lint.Linter(["doubled-stop"]) as found:
        found.check_text("x")
    found.close()
    with pytest.raises(ValueError, match="closed"):
        found.check_text("x")


def test_the_functions_remember_their_rules(monkeypatch):
    lint.check_text("x", select=["doubled-stop"])
    monkeypatch.setattr(linter.rulebook, "load", None)  # it would be a TypeError to load again
    lint.check_text("It is. . Yes.", select=["doubled-stop"])
    lint.check_file(ROOT / "README.md", select=iter(["doubled-stop"]))


def test_threads_take_turns(stops):
    texts = [f"It is {n}. . Yes. " * (n % 7) for n in range(60)]
    found = {}
    threads = [
        threading.Thread(target=lambda part=part: found.update({t: len(stops.check_text(t).findings) for t in part}))
        for part in (texts[::3], texts[1::3], texts[2::3])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {text: n % 7 for n, text in enumerate(texts)}


@pytest.mark.parametrize("ending", ["", "linter.close()", "del linter"])
def test_what_was_compiled_is_kept_for_the_next_run(tmp_path, monkeypatch, ending):
    monkeypatch.setenv("MALAPROP_CACHE_DIR", str(tmp_path / "kept"))
    done = python(f"import lint; linter = lint.Linter(['doubled-stop']); linter.check_text('It is. . So.'); {ending}")
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.suffix for path in compiled.folder().iterdir()] == [".compiled"]
    python("import lint; lint.Linter(['doubled-stop'], cache=False)")
    assert len(list(compiled.folder().iterdir())) == 1


def test_without_a_cache_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("MALAPROP_CACHE_DIR", str(tmp_path / "kept"))
    assert python("import lint; lint.Linter(['doubled-stop'], cache=False).check_text('x')").returncode == 0
    assert not (tmp_path / "kept").exists()


@pytest.mark.skipif(sys.version_info < (3, 11), reason="reprs of enumerations differ")
def test_the_examples_of_the_page_are_true(monkeypatch):
    monkeypatch.chdir(ROOT)
    page = ROOT / "docs" / "api.md"
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS)
    assert tried > 10
    assert failed == 0


def test_the_program_of_the_page_runs(tmp_path):
    program = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "api.md").read_text("utf-8"), re.DOTALL)[1]
    (tmp_path / "program.py").write_text(program, "utf-8")
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("It is done. . Yes.\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == "a.md ['doubled-stop']\nb.md ['doubled-stop']\n", done.stderr

"""What each report says of the same articles; `MALAPROP_UPDATE_GOLDENS=1` records anew what is to be read then.

The articles hold what formats trip over: a byte order mark, emoji, CRLF, a finding over two lines, signs of markup, a
file that is not UTF-8, a rule that fails, a verdict.
"""

import json
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lint import __version__, engine, inspection, reporters, rulebook
from lint.finding import Finding, Fix, Severity
from lint.inspection import Inspection
from lint.reporters._context import Context
from lint.text import Excerpt, LineIndex, Span

CASES = Path(__file__).parent / "cases" / "reports"
ARTICLES = yaml.safe_load((CASES / "articles.yaml").read_text("utf-8"))
SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "json-report.schema.json").read_text("utf-8"))
UPDATE = bool(os.environ.get("MALAPROP_UPDATE_GOLDENS"))
FORMATS = reporters.formats()


@pytest.fixture(scope="module")
def book():
    return rulebook.load(CASES / "rules").select(preview=True)


@pytest.fixture(scope="module")
def inspections(book):
    request = inspection.Request(book)
    found = []
    for path, said in ARTICLES.items():
        data = said if isinstance(said, bytes) else said.encode()
        found.append(inspection.inspect_data(data, path, request)._replace(document=None))
    return found


@pytest.fixture
def context(book):
    return Context(book.by_id, statistics=True)


def told(name, inspections, context):
    return "".join(reporters.load(name).report(inspections, context))


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_as_it_was(name, inspections, context):
    golden = CASES / "expected" / f"{name}.txt"
    text = told(name, inspections, context).replace(__version__, "VERSION")
    if UPDATE:
        golden.write_text(text, "utf-8", newline="")
    assert golden.read_bytes().decode() == text, "run the tests with MALAPROP_UPDATE_GOLDENS=1 and read the difference"


def test_every_format_is_kept():
    assert {path.stem for path in (CASES / "expected").iterdir()} == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_what_could_not_be_checked(name, inspections, context):
    text = told(name, inspections, context)
    assert "old.txt" in text
    assert "0xE9 is not UTF-8" in text
    assert "endless-search" in text
    assert "took more than 0.01 s" in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_run_without_files_or_findings_is_a_whole_report(name, inspections, book):
    for some in ([], [i for i in inspections if i.path == "clean.txt"]):
        text = told(name, some, Context(book.by_id))
        assert text.endswith("\n")
        if name in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(text)
        elif name == "jsonl":
            assert [json.loads(line)["type"] for line in text.splitlines()][-1] == "end"
        elif name in ("checkstyle", "junit"):
            ET.fromstring(text.encode())


def test_the_reports_as_json_keep_their_schema(inspections, context):
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(told("json", inspections, context)))
    line = Draft202012Validator({**SCHEMA, "$ref": "#/$defs/line", "allOf": []})
    rows = [json.loads(row) for row in told("jsonl", inspections, context).splitlines()]
    for row in rows:
        line.validate(row)
    assert [row["type"] for row in rows][:3] == ["run", "file", "finding"]
    assert rows[-1] == {"type": "end", "files": 6, "findings": 9, "errors": 1}
    assert not Draft202012Validator(SCHEMA).is_valid({"version": 1, "findings": []})
    assert not line.is_valid({"type": "finding"})


def test_json_lines_say_what_the_json_report_says(inspections, context):
    whole = json.loads(told("json", inspections, context))
    rows = [json.loads(row) for row in told("jsonl", inspections, context).splitlines()]

    def of(kind):
        return [{k: v for k, v in row.items() if k != "type"} for row in rows if row["type"] == kind]

    assert sorted(of("file"), key=lambda row: row["path"]) == whole["files"]
    assert sorted(of("finding"), key=lambda row: (row["path"], row["start"])) == whole["findings"]
    assert of("statistics") == [whole["statistics"]]


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "type": {"const": "issue"},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_gitlab_gets_issues_each_with_a_fingerprint_of_its_own(inspections, context):
    text = told("gitlab", inspections + inspections, context)
    issues = json.loads(text)
    Draft202012Validator(GITLAB).validate(issues)
    assert not text.startswith("\ufeff")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    again = json.loads(told("gitlab", inspections, context))
    assert [issue["fingerprint"] for issue in again] == [issue["fingerprint"] for issue in issues][: len(again)]


def test_what_preview_rules_find_is_a_note_for_ci(inspections, context):
    runs = json.loads(told("sarif", inspections, context))["runs"][0]
    assert {r["level"] for r in runs["results"] if r["ruleId"] == "mere-guess"} == {"note"}
    assert "::notice file=emoji.md" in told("github", inspections, context)
    levels = {
        d["code"]["value"]: d["severity"] for d in json.loads(told("rdjson", inspections, context))["diagnostics"]
    }
    assert levels["mere-guess"] == "INFO"
    assert levels["doubled-dot"] == levels["not-checked"] == "ERROR"
    issues = {i["check_name"]: i["severity"] for i in json.loads(told("gitlab", inspections, context))}
    assert (issues["mere-guess"], issues["not-checked"]) == ("info", "blocker")


def test_junit_fails_what_makes_the_run_fail(inspections, context):
    def outcomes(**change):
        root = ET.fromstring(told("junit", [i._replace(**change) for i in inspections], context).encode())
        cases = list(root.iter("testcase"))
        assert (root.get("tests"), root.get("errors")) == (str(len(cases)), "2")
        assert root.get("failures") == str(len(list(root.iter("failure"))))
        return {case.get("name").split()[-1]: [part.tag for part in case] for case in cases}

    usual = outcomes()
    assert usual["found"] == []
    assert usual["not-checked"] == usual["rule-failed"] == ["error"]
    assert usual["markup-shown"] == usual["doubled-dot"] == ["failure"]
    assert usual["mere-guess"] == usual["odd-word"] == usual["verdict"] == ["skipped"]
    assert outcomes(fail_on=Severity.note)["odd-word"] == ["failure"]
    verdict = outcomes(fail_on=None)
    assert verdict["verdict"] == ["failure"]
    assert verdict["doubled-dot"] == ["skipped"]


COMMAND = re.compile(r"::(error|warning|notice) ([^\n]*?)::([^\r\n]*)")


def read_commands(text):
    """Workflow commands as the runner reads them: the inverse of what the official toolkit escapes."""
    for line in text.splitlines():
        if found := COMMAND.fullmatch(line):
            properties = dict(part.split("=", 1) for part in found[2].split(","))
            for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
                properties = {name: value.replace(code, char) for name, value in properties.items()}
            message = found[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
            yield found[1], properties, message


def test_github_reads_the_commands_back(inspections, context):
    commands = list(read_commands(told("github", inspections, context)))
    files = {properties["file"] for _, properties, _ in commands}
    assert "signs & <blanks>, 100%.txt" in files
    message = next(m for _, p, m in commands if p["title"] == "malaprop: markup-shown")
    assert "100%, a: b | [words](https://example.org/)" in message
    crossing = [p for _, p, _ in commands if p.get("line") != p.get("endLine")]
    assert crossing
    assert all("col" not in properties for properties in crossing)


def test_github_gets_ten_of_a_level_the_gravest_first_and_the_others_as_text(book):
    request = inspection.Request(book)
    texts = {f"{n:02}.txt": b'An odd word. "<&> Yes. . No.\n' for n in range(14)}
    found = [inspection.inspect_data(data, path, request) for path, data in texts.items()]
    found.append(Inspection("gone.txt", None, error="cannot be read: no such file"))
    text = told("github", found, Context(book.by_id))
    commands = list(read_commands(text))
    assert [kind for kind, _, _ in commands] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert commands[0][1:] == (
        {"file": "gone.txt", "title": "malaprop: not-checked"},
        "not checked: cannot be read: no such file",
    )
    left = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(left) + len(commands) == 14 * 3 + 1
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in left)


def test_markdown_stays_below_what_a_comment_holds(book):
    request = inspection.Request(book)
    data = "\n\n".join(['An odd word. It was told. . Yes, "<&> and on.'] * 900).encode()
    found = [inspection.inspect_data(data, "long.md", request), Inspection("gone.txt", None, error="cannot be read")]
    text = told("markdown", found, Context(book.by_id))
    assert 50_000 < len(text) < 65_536
    assert "more findings." in text
    assert text.index("gone.txt: not checked") < text.index("| file |")
    assert text.index("| error |") < text.index("… and")


def test_markdown_calls_nobody_and_keeps_its_table(inspections, context):
    text = told("markdown", inspections, context)
    assert "@<!-- -->somebody" in text
    for row in (line for line in text.splitlines() if "markup-shown |" in line and line.count(" | ") > 2):
        assert len(re.findall(r"(?<!\\)\|", row)) == 5


def test_sarif_addresses_are_relative_and_escaped(inspections, context):
    def addresses(root):
        moved = [i._replace(path="/home/a/" + i.path) for i in inspections]
        run = json.loads(told("sarif", moved, context._replace(root=root)))["runs"][0]
        return {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}

    assert "signs%20%26%20%3Cblanks%3E%2C%20100%25.txt" in addresses("/home/a")
    assert "file:///home/a/emoji.md" in addresses("/home/b")


def test_a_file_name_that_is_no_text_is_told(context):
    gone = [Inspection(os.fsdecode(b"caf\xe9.txt"), None, error="cannot be read")]
    for name in FORMATS:
        data = told(name, gone, context).encode("utf-8", "backslashreplace")
        if name in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(data)
        elif name in ("checkstyle", "junit"):
            ET.fromstring(data)
    assert "caf%E9.txt" in told("sarif", gone, context)


def test_what_an_article_holds_breaks_no_format(book, context):
    hostile = 'It\x1b[2J \x00 \ufffe \u2028 was \x85 told.\u2028. Yes "<&>\x07\n::error::boo ##[error]boo\n'.encode()
    found = [inspection.inspect_data(hostile, "::error::x ##[error]y\n%0A.txt", inspection.Request(book))]
    assert {finding.rule for finding in found[0].findings} == {"doubled-dot", "markup-shown"}
    for name in FORMATS:
        text = told(name, found, context)
        if name in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(text)
        elif name == "jsonl":
            assert all(json.loads(line) for line in text.splitlines())
        elif name in ("checkstyle", "junit"):
            ET.fromstring(text.encode())
        elif name == "github":
            assert [kind for kind, _, _ in read_commands(text)] == ["error", "warning"]
        else:
            assert not {"\x1b", "\x07", "\x00"} & set(text)


PIECES = st.sampled_from(
    ["a", "word ", "é", "e\u0301", "😀", "𝔘", "漢", "\t", "\n", "\r\n", "\r", "x", "ب", "👩‍👩‍👧", "\u2028", " "]
)
SOURCES = st.builds(
    lambda mark, parts: mark + "".join(parts), st.sampled_from(["", "\ufeff"]), st.lists(PIECES, max_size=40)
)


def test_markdown_links_to_no_address_of_an_article():
    from lint.reporters.markdown import _plain

    assert _plain("at https://a.example and www.b.example") == "at https:<!-- -->//a.example and www<!-- -->.b.example"


@given(SOURCES)
def test_columns_are_what_an_encoder_counts(source):
    excerpt = Excerpt(source, LineIndex(source), range(len(source) + 1))
    lines = LineIndex(source)
    ends = [m.end() for m in re.finditer(r"\r\n|\n|\r", source)]
    for offset in range(len(source) + 1):
        assert excerpt.position(offset) == lines.position(offset)
        start = max([0, *(end for end in ends if end <= offset)])
        before = source[start:offset]
        assert excerpt.position(offset, "utf-8") == (lines.position(offset).line, len(before.encode()) + 1)
        units = before.removeprefix("\ufeff") if start == 0 else before
        assert excerpt.position(offset, "utf-16").column == len(units.encode("utf-16-le")) // 2 + 1


@given(SOURCES, st.data())
def test_fixes_read_from_any_report_mend_the_file_alike(source, data):
    """What a reader makes of our columns, in the unit of its format, is the text that we would write ourselves."""
    places = sorted(data.draw(st.sets(st.integers(0, len(source)), max_size=6)))
    spans = [Span(a, b) for a, b in zip(places[::2], places[1::2], strict=False)]
    lines = LineIndex(source)
    findings = [
        Finding(
            "a.md", span, "r", "k", Severity.error, "stable", "m", lines.position(span.start), lines.position(span.end),
            span.of(source), None, Fix(span, "😀é", "safe"), "f"
        )
        for span in spans
    ]  # fmt: skip
    excerpt = Excerpt(source, lines, [offset for span in spans for offset in span])
    told_of = [Inspection("a.md", None, findings, excerpt=excerpt)]
    mended = source
    for span in reversed(spans):
        mended = mended[: span.start] + "😀é" + mended[span.end :]
    starts = [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", source))]

    def applied(edits, encoding, size, mark):
        """`source` with edits of lines and columns in units of an encoding; `mark` units on line 1 are not counted."""
        heads = [len(source[:start].encode(encoding)) for start in starts]
        whole = source.encode(encoding)

        def at(line, column):
            return heads[line - 1] + (column - 1) * size + (mark if line == 1 and source.startswith("\ufeff") else 0)

        for (line, column), (end_line, end_column), text in reversed(edits):
            whole = whole[: at(line, column)] + text.encode(encoding) + whole[at(end_line, end_column) :]
        return whole.decode(encoding)

    rd = json.loads(told("rdjson", told_of, Context()))["diagnostics"]
    edits = [
        (tuple(s["range"]["start"].values()), tuple(s["range"]["end"].values()), s["text"])
        for diagnostic in rd
        for s in diagnostic["suggestions"]
    ]
    assert applied(edits, "utf-8", 1, 0) == mended
    if source.startswith("\ufeff") and places and places[0] == 0:
        return  # a place before the mark has no column of its own where the mark has none
    run = json.loads(told("sarif", told_of, Context()))["runs"][0]
    edits = []
    for result in run["results"]:
        (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
        region = replacement["deletedRegion"]
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        edits.append((start, end, replacement["insertedContent"]["text"]))
    assert applied(edits, "utf-16-le", 2, 2) == mended


def test_an_excerpt_has_only_its_own_lines():
    source = "one\ntwo\nthree\n"
    excerpt = Excerpt(source, LineIndex(source), [5])
    assert excerpt.line(2) == "two"
    assert excerpt.position(7) == (2, 4)
    with pytest.raises(IndexError, match="on no line"):
        excerpt.position(2)
    with pytest.raises(IndexError, match="on no line"):
        excerpt.position(10)


def test_columns_of_a_line_of_five_megabytes_with_a_place_at_every_word():
    source = "漢字😀 wort " * 500_000
    excerpt = Excerpt(source, LineIndex(source), [0, len(source)])
    for offset in range(0, len(source), 9 * 25):
        whole = offset // 9
        assert excerpt.position(offset, "utf-8").column == whole * 16 + 1
        assert excerpt.position(offset, "utf-16").column == whole * 10 + 1


def test_documents_are_not_needed(book):
    found = inspection.inspect_data(b"It was told. . Yes.\n", "a.txt", inspection.Request(book))
    assert found.document is not None
    assert engine.fixed(found.document, found.findings)[0] == "It was told. Yes.\n"
    for name in FORMATS:
        assert told(name, [found._replace(document=None)], Context(book.by_id)) == told(
            name, [found], Context(book.by_id)
        )

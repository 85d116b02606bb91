"""Reports as others read them: each format is held against programs or schemas that know nothing of malaprop."""

import json
import os
import subprocess
from pathlib import Path

import junitparser
import pytest
import yaml
from lxml import etree
from test_reports import read_commands
from validators import tools

from lint import inspection, reporters, rulebook
from lint.reporters._context import Context
from lint.reporters._remarks import remarks

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "reports"


@pytest.fixture(scope="module", params=["articles", "specimens"])
def run(request):
    """Inspections and context: of the articles that formats trip over, and of all specimens with all rules."""
    if request.param == "articles":
        book = rulebook.load(CASES / "rules").select(preview=True)
        texts = yaml.safe_load((CASES / "articles.yaml").read_text("utf-8"))
        files = {path: said if isinstance(said, bytes) else said.encode() for path, said in texts.items()}
    else:
        book = rulebook.load(rulebook.builtin()).select(preview=True)
        files = {f"seeds/{p.name}": p.read_bytes() for p in sorted((ROOT / "seeds").iterdir()) if p.is_file()}
    wanted = inspection.Request(book)
    found = [inspection.inspect_data(data, path, wanted)._replace(document=None) for path, data in files.items()]
    return found, Context(book.by_id)


def told(name, run):
    return "".join(reporters.load(name).report(*run))


def written(name, run, folder):
    path = folder / f"report.{name}"
    path.write_text(told(name, run), "utf-8", newline="")
    return path


@pytest.mark.parametrize("name", ["checkstyle", "junit"])
def test_xml_keeps_its_schema(name, run):
    schema = etree.XMLSchema(etree.parse(Path(tools.HERE) / f"{name}.xsd"))
    text = told(name, run)
    schema.assertValid(etree.fromstring(text.encode()))
    assert not schema.validate(etree.fromstring(text.replace(" name=", " nome=").encode()))


def test_junitparser_counts_what_we_count(run):
    suites = junitparser.JUnitXml.fromstring(told("junit", run).encode())
    outcomes = [type(part) for suite in suites for case in suite for part in case.result]
    assert suites.errors == outcomes.count(junitparser.Error) == sum(s.errors for s in suites)
    assert suites.failures == outcomes.count(junitparser.Failure) == sum(s.failures for s in suites)
    assert sum(s.skipped for s in suites) == outcomes.count(junitparser.Skipped)
    assert suites.tests == sum(len(list(suite)) for suite in suites)
    assert [suite.name for suite in suites] == [i.path for i in run[0]]


def multitool(report, kind):
    """What Microsoft's validator says of a report, as (level, rule) pairs."""
    command = tools.node_modules() / ".bin" / "sarif-multitool"
    out = report.with_suffix(".validated")
    options = ["--rule-kind", kind, "--output", str(out), "--log", "ForceOverwrite"]
    subprocess.run([command, "validate", str(report), *options], check=False, capture_output=True, timeout=300)
    results = json.loads(out.read_text("utf-8-sig"))["runs"][0]["results"]
    return {(result.get("level", "warning"), result["ruleId"]) for result in results}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["Sarif", "Gh", "Ghas"])
def test_sarif_is_valid(kind, run, tmp_path):
    # The project has no address yet to send readers to.
    assert multitool(written("sarif", run, tmp_path), kind) <= {("warning", "SARIF2005")}


@pytest.mark.slow
def test_the_validator_of_sarif_would_notice(run, tmp_path):
    report = written("sarif", run, tmp_path)
    report.write_text(report.read_text("utf-8").replace('"startColumn": ', '"startColumn": -'), "utf-8")
    assert any(level == "error" for level, _ in multitool(report, "Sarif"))


@pytest.mark.slow
def test_rdjson_is_valid(run, tmp_path):
    report = written("rdjson", run, tmp_path)
    command = [tools.node_modules() / ".bin" / "rdformat-validator", "--strict", "--no-extra-fields", report]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    report.write_text(report.read_text("utf-8").replace('"column": ', '"column": -'), "utf-8")
    assert subprocess.run(command, capture_output=True, check=False, timeout=300).returncode == 1


@pytest.mark.slow
def test_commands_are_those_of_the_official_toolkit(run):
    """The same annotations, printed by GitHub's own package: each is ours but for the order of the properties."""
    ours = [line for line in told("github", run).splitlines() if line.startswith("::")]
    names = {"line": "startLine", "col": "startColumn"}
    levels = [
        (kind, message, {names.get(name, name): value for name, value in properties.items()})
        for kind, properties, message in read_commands("\n".join(ours))
    ]
    script = Path(tools.node_modules()).parent / "commands.mjs"
    script.write_bytes((tools.HERE / "commands.mjs").read_bytes())
    theirs = subprocess.run(
        ["node", script], input=json.dumps(levels).encode(), capture_output=True, check=True, timeout=300
    ).stdout.decode()

    def parts(line):
        head, _, message = line[2:].partition("::")
        level, _, properties = head.partition(" ")
        return level, sorted(properties.split(",")), message

    assert [parts(line) for line in theirs.splitlines()] == [parts(line) for line in ours]


def jenkins(name, report):
    """What Jenkins reads: tuples of file, line, column, severity, type and message."""
    command = ["java", "-cp", f"{tools.jars()}/*", str(tools.HERE / "Jenkins.java"), name, str(report)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, check=True, timeout=300, env=environment)
    return [tuple(line.split("\x1f")) for line in done.stdout.decode().splitlines()]


@pytest.mark.slow
def test_jenkins_reads_checkstyle(run, tmp_path):
    severities = {"error": "ERROR", "warning": "NORMAL", "note": "LOW"}
    wanted = []
    for remark in remarks(*run):
        place = remark.place()
        line, column = place[0] if place else (1, 0)
        wanted.append((remark.path, str(line), str(column), severities[remark.level.name], remark.rule, remark.message))
    assert sorted(jenkins("checkstyle", written("checkstyle", run, tmp_path))) == sorted(set(wanted))


@pytest.mark.slow
def test_jenkins_reads_sarif(run, tmp_path):
    read = {
        (file, line) for file, line, *_ in jenkins("sarif", written("sarif", run, tmp_path))
    }  # it leaves columns out
    assert {(remark.path, str(place[0].line)) for remark in remarks(*run) if (place := remark.place())} <= read


@pytest.mark.slow
def test_jenkins_reads_junit(run, tmp_path):
    failing = [r for r in remarks(*run) if r.fails]
    read = jenkins("junit", written("junit", run, tmp_path))
    assert len(read) == len(failing)
    for remark in failing:
        assert any(remark.message in " ".join(message.split()) for *_, message in read), remark

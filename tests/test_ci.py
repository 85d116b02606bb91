"""What CI systems read of us is what they can read, and does what its page says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from lint.cli.arguments import parser

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "ci.md"
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


def snippets(page, word):
    """The YAML blocks of a page that hold a word at the start of a line."""
    found = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    return [block for block in found if re.search(rf"^{word}", block, re.MULTILINE)]


def valid(schema, path, *options):
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_is_one():
    valid("vendor.github-actions", ROOT / "action.yml")


def test_a_schema_refuses_an_action_that_is_none(tmp_path):
    text = (ROOT / "action.yml").read_text("utf-8").replace("using: composite", "using: composit")
    (tmp_path / "action.yml").write_text(text, "utf-8")
    with pytest.raises(AssertionError):
        valid("vendor.github-actions", tmp_path / "action.yml")


def test_workflows_of_the_page_are_workflows_and_give_inputs_that_exist(tmp_path):
    inputs = set(yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"])
    blocks = snippets(PAGE, "jobs:")
    assert len(blocks) == 3
    for number, block in enumerate(blocks):
        path = tmp_path / f"{number}.yml"
        path.write_text(block, "utf-8")
        valid("vendor.github-workflows", path)
        for step in yaml.safe_load(block)["jobs"]["malaprop"]["steps"]:
            if "malaprop@" in step["uses"]:
                assert set(step["with"]) <= inputs


def test_options_that_the_page_hands_over_exist():
    for block in snippets(PAGE, "jobs:"):
        for step in yaml.safe_load(block)["jobs"]["malaprop"]["steps"]:
            words = shlex.split(re.sub(r"\$\{\{.*?\}\}", "main", step.get("with", {}).get("args", "")))
            parser().parse_args(["check", *words, "content"])


def test_the_hooks_of_the_page_can_be_set_up(tmp_path):
    clientlib = pytest.importorskip("pre_commit.clientlib")
    manifest = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    page = PAGE.read_text("utf-8")
    assert set(re.findall(r"^\| `(malaprop[\w-]*)` \|", page, re.MULTILINE)) == set(manifest)
    for block in snippets(PAGE, "repos:"):
        path = tmp_path / ".pre-commit-config.yaml"
        path.write_text(block, "utf-8")
        for repository in clientlib.load_config(path)["repos"]:
            for hook in repository["hooks"]:
                entry = hook["entry"] if repository["repo"] == "local" else manifest[hook["id"]]["entry"]
                parser().parse_args([*shlex.split(entry)[1:], *hook.get("args", []), "a.md"])


def test_the_table_of_inputs_is_that_of_the_action():
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    rows = re.findall(r"^\| `(\w+)` \|.*\| (?:`(.*?)`)? *\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {name: default for name, default in rows if name in action["inputs"]} == {
        name: about["default"] for name, about in action["inputs"].items()
    }


def test_the_gitlab_job_is_one(tmp_path):
    (block,) = snippets(PAGE, "malaprop:")
    path = tmp_path / ".gitlab-ci.yml"
    path.write_text(block, "utf-8")
    valid("vendor.gitlab-ci", path, "--data-transform", "gitlab-ci")


def test_only_one_action_of_others_is_used_and_it_is_pinned():
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    used = [step["uses"] for step in steps if "uses" in step]
    assert len(used) == 1
    assert re.fullmatch(r"actions/setup-python@v\d+\.\d+\.\d+", used[0])


def test_no_input_is_written_into_a_script():
    for step in yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


class Runner:
    """As much of a runner of GitHub Actions as a composite action without JavaScript needs."""

    def __init__(self, place):
        self.place = place
        self.told = {}
        self.files = {name: place / name for name in ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}

    def run(self, step, given, **environment):
        action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
        values = {f"inputs.{name}": about["default"] for name, about in action["inputs"].items()}
        values |= {f"inputs.{name}": value for name, value in given.items()}
        values["github.action_path"] = str(ROOT)
        for path in self.files.values():
            path.touch()
        said = dict(line.split("=", 1) for line in self.files["GITHUB_ENV"].read_text("utf-8").splitlines())
        own = {name: EXPRESSION.sub(lambda found: values[found[1]], text) for name, text in step["env"].items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.place,
            env={**os.environ, **{k: str(v) for k, v in self.files.items()}, **said, **own, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        outputs = self.files["GITHUB_OUTPUT"].read_text("utf-8").split()
        self.told = dict(line.split("=", 1) for line in outputs)
        return done


@pytest.fixture
def runner(tmp_path):
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("It was shown. . Nobody watched.\n", "utf-8")
    (tmp_path / "two words.md").write_text("It was shown. Nobody watched.\n", "utf-8")
    return Runner(tmp_path)


@pytest.fixture
def program(tmp_path):
    """malaprop as the action installs it, but from here."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "malaprop").write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m lint.cli "$@"\n', "utf-8"
    )
    (folder / "malaprop").chmod(0o755)
    (folder / "python").symlink_to(sys.executable)
    return str(folder / "malaprop")


def check():
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"][-1]


def test_the_action_annotates_and_fails(runner, program):
    done = runner.run(check(), {"paths": "content/\ntwo words.md\n"}, MALAPROP=program)
    assert done.returncode == 1, done.stderr
    assert "::error file=content/a.md,line=1," in done.stdout
    assert runner.told == {"status": "1"}
    assert "doubled-stop" in runner.files["GITHUB_STEP_SUMMARY"].read_text("utf-8")


def test_the_action_passes_on_options_and_writes_sarif(runner, program):
    given = {
        "paths": "content",
        "args": "--exit-zero --ignore 'mixed-quotes, names'  --severity error",
        "sarif": "a b.sarif",
        "format": "text",
    }
    done = runner.run(check(), given, MALAPROP=program)
    assert (done.returncode, runner.told) == (0, {"status": "0"}), done.stdout + done.stderr
    assert "error[doubled-stop]" in done.stdout
    assert "doubled-stop" in (runner.place / "a b.sarif").read_text("utf-8")


def test_what_stands_in_an_input_is_never_run(runner, program):
    evil = "$(touch ran) `touch ran`; touch ran"
    for given in ({"args": evil}, {"paths": evil}, {"sarif": evil}, {"format": evil}):
        done = runner.run(check(), given, MALAPROP=program)
        assert done.returncode in (1, 2, 3), given
        assert not (runner.place / "ran").exists(), given


@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        ({"args": "--select 'one"}, "2", "::error title=malaprop::the input args has a quotation mark without"),
        ({"args": "--no-such-option"}, "2", "no-such-option"),
        ({"paths": "nowhere"}, "3", "nowhere"),
        ({"paths": ""}, "2", "nothing to check"),
        ({"paths": "--help"}, "3", "--help"),
    ],
)
def test_what_is_wrong_fails_the_step(runner, program, given, status, told):
    done = runner.run(check(), given, MALAPROP=program)
    assert (str(done.returncode), runner.told) == (status, {"status": status}), done.stdout + done.stderr
    assert told in done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("MALAPROP_CI") != "1", reason="installs malaprop anew")
def test_the_action_installs_itself_from_its_own_checkout(runner):
    setup, install, run = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    assert "uses" in setup
    done = runner.run(install, {}, RUNNER_TEMP=str(runner.place))
    assert done.returncode == 0, done.stdout + done.stderr
    done = runner.run(run, {"paths": "content"}, PYTHONPATH="")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "doubled-stop" in done.stdout


def test_the_recipe_of_the_image_is_sound():
    program = shutil.which("hadolint") or shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("needs hadolint")
    done = subprocess.run(
        [program, "--no-color", str(ROOT / "Dockerfile")], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.returncode) == ("", 0)


def test_the_image_gets_what_it_copies_and_what_the_build_needs():
    recipe = (ROOT / "Dockerfile").read_text("utf-8")
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = set()
    for line in re.findall(r"^COPY (?!--)(.+)$", recipe, re.MULTILINE):
        copied |= set(line.split()[:-1])
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)
    tomllib = pytest.importorskip("tomllib")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {project["project"]["readme"], *project["project"]["license-files"], *wheel["packages"]}
    assert needed | set(wheel["force-include"]) <= copied


def test_nobody_is_root_in_the_image():
    recipe = (ROOT / "Dockerfile").read_text("utf-8")
    last = recipe.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\S+)$", last, re.MULTILINE) == ["10001"]
    assert "ENTRYPOINT" in last.partition("USER ")[2]

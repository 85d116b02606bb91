"""Imports go down, never up, and rooms stay small."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "lint"

# A module's floor is that of its longest prefix here.
FLOORS = (
    {"", "text", "kept", "sentences"},
    {"brackets", "document", "finding", "rule", "quotation", "spacing", "passage", "rewriting", "removal"},
    {"readers", "kinds", "lexicon"},
    {"sheet", "rulefile", "house", "rulebook", "compiled", "suppress", "ability"},
    {"engine"},
    {
        "proof",
        "pages",
        "discover",
        "ignored",
        "inspection",
        "mending",
        "soundness",
        "writing",
        "reporters",
        "intervals",
        "score",
        "scorecard",
        "figures",
        "verdict",
        "grammar",
        "baseline",
        "changes",
        "workers",
        "config",
    },
    {"linter", "doctor"},
    {"cli"},
)
NAMELESS = {"utils", "helpers", "common", "types", "manager", "base", "misc"}

SCRIPTS = ("distil_", "keeper")  # programs of their own: they build tables, or guard a server

MODULES = sorted(PACKAGE.rglob("*.py"))


def floor(module: str) -> int:
    room = module.removeprefix("lint").lstrip(".").partition(".")[0]
    for number, rooms in enumerate(FLOORS):
        if room in rooms:
            return number
    pytest.fail(f"{module} is on no floor: add it to FLOORS")


def name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "lint":
                found |= {f"lint.{alias.name}" for alias in node.names if not alias.name.startswith("__")}
    return {module for module in found if module == "lint" or module.startswith("lint.")}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_down(path):
    here = floor(name(path))
    if name(path) == "lint":  # the door, which shows what is on any floor
        return
    for module in imported(path) - {"lint"}:
        assert floor(module) <= here, f"{name(path)} imports {module} from a floor above"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_rooms_stay_small(path):
    assert len(path.read_text("utf-8").splitlines()) <= 350
    assert path.stem not in NAMELESS


def test_whoever_works_on_it_is_told_of_every_room():
    page = (PACKAGE.parent / "CONTRIBUTING.md").read_text("utf-8")
    listed = "".join(line for line in page.partition("## Floors")[2].splitlines(keepends=True) if line.startswith("  "))
    rooms = set().union(*FLOORS) - {""}
    assert rooms <= set(re.findall(r"\w+", listed))
    assert {room for room in rooms if not (PACKAGE / room).is_dir() and not (PACKAGE / f"{room}.py").is_file()} == set()


def test_only_the_top_floor_prints_and_exits():
    for path in MODULES:
        if floor(name(path)) == len(FLOORS) - 1 or path.stem.startswith(SCRIPTS):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"print", "input", "exit"}, name(path)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
                assert node.attr not in {"argv", "exit", "stdout", "stderr"}, name(path)

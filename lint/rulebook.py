"""YAML files -> rules and checks, or an error with path:line.

Every scalar is a string (`no`, `on` and `1.10` stay words), two equal keys are an error, and so is a key that the
rule or its kind does not have. The tree of nodes is kept for the lines that errors cite.
"""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import regex
import yaml

from lint import kinds
from lint.kinds import Check, RuleError
from lint.rule import Example, MarkError, Rule, example, unmark

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C loader is 7 times as fast
_AUTHORED = tuple(f for f in Rule.__struct_fields__ if f not in ("params", "path", "line", "family", "pack"))
_ID = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = regex.compile(r"any|[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MESSAGE_VALUES = frozenset({"match", "meant", "line"})

Path_ = tuple[str | int, ...]


class Problem(NamedTuple):
    """Something wrong with a rule file."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class RulebookError(Exception):
    """The rules cannot be used; `problems` says why, one entry a fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Rulebook:
    """Rules ready to run. The check of a kind is built once a language, when it is first needed."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.id))
        self.by_id = {rule.id: rule for rule in self.rules}
        self._checks: dict[str, list[tuple[str, Check]]] = {}

    def checks(self, language: str) -> list[tuple[str, Check]]:
        """The name and check of each kind for documents in `language`.

        Raises RulebookError for a rule that its kind cannot build.
        """
        found = self._checks.get(language)
        if found is None:
            spoken: dict[str, list[Rule]] = {}
            for rule in self.rules:
                if rule.speaks(language):
                    spoken.setdefault(rule.kind, []).append(rule)
            found = self._checks[language] = [(kind, _build(kind, spoken[kind])) for kind in sorted(spoken)]
        return found

    def select(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        *,
        preview: bool = False,
    ) -> Rulebook:
        """The rules that `select` and `ignore` leave: names of rules, families, kinds or packs.

        The more specific name wins (rule over family over kind over pack over everything), at a tie `ignore` does.
        A preview rule joins when `preview` is set or its own id is selected. Raises KeyError for a name of nothing.
        """
        known = {"all"}
        for rule in self.rules:
            known |= {rule.id, rule.kind, rule.family, rule.pack}
        for name in (*select, *ignore):
            if name not in known:
                raise KeyError(name)
        kept = []
        for rule in self.rules:
            if rule.status == "retired" or (rule.status == "preview" and not preview and rule.id not in select):
                continue
            chosen = _rank(rule, select) if select else 0
            if chosen >= 0 and chosen > _rank(rule, ignore):
                kept.append(rule)
        return Rulebook(kept)

    def names(self) -> list[str]:
        """Everything that `select` and `ignore` may name."""
        return sorted({"all"}.union(*({r.id, r.kind, r.family, r.pack} for r in self.rules)))


def _rank(rule: Rule, names: Sequence[str]) -> int:
    for rank, name in ((4, rule.id), (3, rule.family), (2, rule.kind), (1, rule.pack), (0, "all")):
        if name in names:
            return rank
    return -1


def _build(kind: str, rules: Sequence[Rule]) -> Check:
    try:
        check: Check = kinds.load(kind).build(rules)
    except RuleError as error:
        raise RulebookError([Problem(error.rule.path, error.rule.line, str(error))]) from None
    return check


def near(word: str, known: Iterable[str]) -> str:
    """The hint "; did you mean …?" for a word that is not known, or an empty string."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


def builtin() -> Path:
    """The folder of the rules that come with malaprop: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load(*roots: Path) -> Rulebook:
    """The rules of the files and folders named, all of them, whatever their status.

    In a folder a rule file is `<pack>/<family>/<id>.yaml`, or fewer levels of that; files whose names begin with a
    dot or an underscore are left alone. Raises RulebookError with every problem found; no rules at all is one.
    """
    problems: list[Problem] = []
    rules: dict[str, Rule] = {}
    for root in roots:
        for path, pack, family in _files(root, problems):
            rule = read_rule(path, problems, pack=pack, family=family)
            if rule is None:
                continue
            if rule.id in rules:
                problems.append(Problem(rule.path, rule.line, f"the id '{rule.id}' is taken by {rules[rule.id].path}"))
            else:
                rules[rule.id] = rule
    if not rules and not problems:
        where = ", ".join(str(root) for root in roots)
        problems.append(Problem(where, 1, "there is no rule here; name a rule file or a folder that holds some"))
    book = Rulebook(rules.values())
    _names_clash(book, problems)
    if problems:
        raise RulebookError(problems)
    return book


def _names_clash(book: Rulebook, problems: list[Problem]) -> None:
    groups = {r.family for r in book.rules} | {r.pack for r in book.rules} | set(kinds.names()) | {"all"}
    for rule in book.rules:
        if rule.id in groups:
            problems.append(Problem(rule.path, rule.line, f"'{rule.id}' already names a kind, family or pack"))


def _files(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str, str]]:
    if root.is_file():
        parents = [p.name for p in root.resolve().parents]
        yield root, (parents[1] if len(parents) > 1 else parents[0]), parents[0]
        return
    if not root.is_dir():
        problems.append(Problem(str(root), 1, "no such file or folder"))
        return
    for path in sorted((*root.rglob("*.yaml"), *root.rglob("*.yml"))):
        parts = path.relative_to(root).parts
        if any(part.startswith((".", "_")) for part in parts):
            continue
        base = root.resolve().name
        folders = parts[:-1]
        yield path, (folders[0] if len(folders) > 1 else base), (folders[-1] if folders else base)


def read_rule(path: Path, problems: list[Problem], *, pack: str = "", family: str = "") -> Rule | None:
    """The rule of one file, or None with what is wrong added to `problems`."""
    name = _shown(path)
    before = len(problems)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        node = yaml.compose(text, Loader=_LOADER)
    except UnicodeDecodeError:
        problems.append(Problem(name, 1, "the file is not UTF-8"))
        return None
    except OSError as error:
        problems.append(Problem(name, 1, f"cannot be read: {error.strerror}"))
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.append(Problem(name, mark.line + 1 if mark else 1, f"not YAML: {error.problem}"))
        return None
    except yaml.YAMLError as error:
        problems.append(Problem(name, 1, f"not YAML: {str(error).splitlines()[0]}"))
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(name, 1, "a rule is a mapping of keys to values"))
        return None
    lines: dict[Path_, int] = {}
    data = _plain(node, (), lines, name, problems, set())
    if len(problems) > before:
        return None
    return _rule(path, name, data, lines, problems, pack, family)


def _shown(path: Path) -> str:
    return path.as_posix()


def _plain(node: Any, at: Path_, lines: dict[Path_, int], name: str, problems: list[Problem], seen: set[int]) -> Any:
    """A node as lists, dicts and strings; `lines` gets the line of every node and key."""
    lines.setdefault(at, node.start_mark.line + 1)
    if not isinstance(node, yaml.ScalarNode):
        if id(node) in seen:
            problems.append(Problem(name, node.start_mark.line + 1, "anchors and aliases are not used in rules"))
            return None
        seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*at, i), lines, name, problems, seen) for i, child in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(name, line, "a key must be a word"))
            continue
        if key.value in found:
            problems.append(Problem(name, line, f"the key '{key.value}' stands twice"))
            continue
        lines[(*at, key.value)] = line
        found[key.value] = _plain(value, (*at, key.value), lines, name, problems, seen)
    return found


_AT = regex.compile(r"^(.*?)(?: - at `(key in )?\$(.*)`)?$", regex.S)
_STEP = regex.compile(r"\.([\w-]+)|\[(\d+)\]|\[\.\.\.\]")
_UNKNOWN = regex.compile(r"Object contains unknown field `(.*)`")
_MISSING = regex.compile(r"Object missing required field `(.*)`")


def _rule(
    path: Path, name: str, data: dict[str, Any], lines: dict[Path_, int], problems: list[Problem], pack: str, family: str
) -> Rule | None:
    def problem(message: str, *at: str | int) -> None:
        where: Path_ = at
        while where not in lines:
            where = where[:-1]
        problems.append(Problem(name, lines[where], message))

    kind = data.get("kind")
    if not isinstance(kind, str):
        problem("a rule needs 'kind'", "kind")
        return None
    if kind not in kinds.names():
        problem(f"there is no kind '{kind}'{near(kind, kinds.names())}", "kind")
        return None
    module = kinds.load(kind)
    own = module.Params.__struct_fields__
    before = len(problems)
    for key in data:
        if key not in _AUTHORED and key not in own:
            problem(f"a {kind} rule has no '{key}'{near(key, (*_AUTHORED, *own))}", key)
    if len(problems) > before:
        return None
    try:
        params = msgspec.convert({k: v for k, v in data.items() if k in own}, module.Params, strict=False)
        rule = msgspec.convert({k: v for k, v in data.items() if k in _AUTHORED}, Rule, strict=False)
    except msgspec.ValidationError as error:
        message, at = _explain(str(error), kind)
        problem(message, *at)
        return None
    rule = msgspec.structs.replace(rule, params=params, path=name, line=lines[("kind",)], family=family, pack=pack)
    if rule.id != path.stem:
        problem(f"the id '{rule.id}' is not the file's name '{path.stem}'", "id")
    if not _ID.fullmatch(rule.id):
        problem(f"the id '{rule.id}' is not kebab case (small letters, digits and single hyphens)", "id")
    for i, tag in enumerate(rule.languages):
        if not _LANGUAGE.fullmatch(tag):
            problem(f"'{tag}' is no language tag; write 'any', 'en', 'pt-BR' …", "languages", i)
    for key in ("summary", "why", "message"):
        if not getattr(rule, key).strip():
            problem(f"'{key}' is empty", key)
    _check_examples(rule, problem)
    if len(problems) > before:
        return None
    try:
        known = _MESSAGE_VALUES | set(getattr(module, "VALUES", ()))
        if hasattr(module, "values"):
            known |= module.values(rule)
        _check_message(rule, known, problem)
        module.build([rule])
    except RuleError as error:
        problem(str(error), error.key)
    return rule if len(problems) == before else None


def _explain(error: str, kind: str) -> tuple[str, Path_]:
    """msgspec's message in an author's words, and the way to the node at fault."""
    match = _AT.match(error)
    assert match is not None
    message, _, way = match.groups()
    at = _steps(way or "")
    label = ".".join(str(step) for step in at)
    if found := _UNKNOWN.match(message):
        key = found[1]
        known = Example.__struct_fields__ if len(at) > 1 else ("bad", "good", "missed")
        return f"'{label}' has no '{key}'{near(key, known)}", (*at, key)
    if found := _MISSING.match(message):
        return (f"'{label}' needs '{found[1]}'" if at else f"a {kind} rule needs '{found[1]}'"), at
    return (f"'{label}': {message}" if at else message), at


def _steps(way: str) -> Path_:
    return tuple(
        int(found[2]) if found[2] is not None else found[1]
        for found in _STEP.finditer(way)
        if found[1] is not None or found[2] is not None
    )


def _check_examples(rule: Rule, problem: Any) -> None:
    for key in ("bad", "good", "missed"):
        entries = getattr(rule.examples, key)
        if not entries and key != "missed":
            problem(f"a rule needs at least one {key} example", "examples", key)
        for i, entry in enumerate(entries):
            try:
                _, spans = unmark(example(entry).text)
            except MarkError as error:
                problem(f"{error} in an example", "examples", key, i)
                continue
            if key == "bad" and not spans:
                problem("a bad example marks what is flagged with ⟦ and ⟧", "examples", key, i)
            if key == "good" and spans:
                problem("a good example has no marks", "examples", key, i)


def _check_message(rule: Rule, known: frozenset[str], problem: Any) -> None:
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(rule.message) if field is not None]
    except ValueError as error:
        problem(f"'message': {error}", "message")
        return
    for field in fields:
        if field not in known:
            problem(f"a message of this rule cannot quote {{{field}}}{near(field, known)}", "message")


def schema() -> dict[str, Any]:
    """The JSON Schema of rule files: what every rule says, and for each kind its parameters."""
    types = [kinds.load(name).Params for name in kinds.names()]
    (common,), components = msgspec.json.schema_components([Rule], ref_template="#/$defs/{name}")
    properties = {k: v for k, v in components["Rule"]["properties"].items() if k in _AUTHORED}
    required = [k for k in components["Rule"]["required"] if k in _AUTHORED]
    definitions = {k: v for k, v in components.items() if k != "Rule"}
    del common
    branches = []
    for name, params in zip(kinds.names(), types, strict=True):
        (_,), own = msgspec.json.schema_components([params], ref_template=f"#/$defs/{name}-{{name}}")
        shape = own.pop(params.__name__)
        definitions.update({f"{name}-{k}": v for k, v in own.items()})
        branches.append(
            {
                "title": f"{name} rule",
                "type": "object",
                "properties": {**properties, **shape["properties"], "kind": {"const": name}},
                "required": [*required, *shape.get("required", [])],
                "additionalProperties": False,
            }
        )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A malaprop rule",
        "oneOf": branches,
        "$defs": definitions,
    }

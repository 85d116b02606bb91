"""One YAML rule file -> a rule, or what is wrong with it at path:line; and the JSON Schema of such files.

Every scalar is a string (`no`, `on` and `1.10` stay words), two equal keys are an error, and so is a key that the
rule or its kind does not have. The tree of nodes is kept for the lines that errors cite.
"""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import regex

from lint import kinds
from lint.kept import expression, kept
from lint.kinds import RuleError
from lint.readers import formats
from lint.rule import Example, MarkError, Rule, example, unmark

_AUTHORED = tuple(f for f in Rule.__struct_fields__ if f not in ("params", "path", "line", "family", "pack"))
_ID = expression(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = expression(r"any|[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MESSAGE_VALUES = frozenset({"match", "meant", "line"})

Way = tuple[str | int, ...]  # the keys and indices that lead to a node


class Problem(NamedTuple):
    """Something wrong with a rule file."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def near(word: str, known: Iterable[str]) -> str:
    """The hint "; did you mean …?" for a word that is not known, or an empty string."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


class _Sheet:
    """One rule file being read: the lines of its nodes, and where to put what is wrong with it."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.path = path
        self.name = path.as_posix()
        self.lines: dict[Way, int] = {}
        self.problems = problems
        self._before = len(problems)

    def sound(self) -> bool:
        """Whether nothing has been found wrong so far."""
        return len(self.problems) == self._before

    def wrong(self, message: str, *at: str | int, line: int = 0) -> None:
        """Note a problem at a node, or at the nearest node around it that exists."""
        where: Way = at
        while where and where not in self.lines:
            where = where[:-1]
        self.problems.append(Problem(self.name, line or self.lines.get(where, 1), message))


def read_rule(
    path: Path, problems: list[Problem], *, pack: str = "", family: str = "", build: bool = True
) -> Rule | None:
    """The rule of one file, or None with what is wrong added to `problems`.

    `build` also has the kind build the rule, which finds patterns that do not compile, at the line of their key.
    """
    sheet = _Sheet(path, problems)
    try:
        content = path.read_bytes()
    except OSError as error:
        sheet.wrong(f"cannot be read: {error.strerror}")
        return None

    def read() -> Rule | None:
        data = _data(sheet, content)
        if data is None or not sheet.sound():
            return None
        return _rule(sheet, data, pack, family, build=build)

    if build:
        return read()
    return kept("rule", (sheet.name, pack, family, content), read, dump=_packed, load=_unpacked)


def _packed(rule: Rule) -> bytes:
    pair = msgspec.structs.replace(rule, params=None), rule.params
    return rule.kind.encode() + b"\0" + msgspec.msgpack.encode(pair)


def _unpacked(blob: Any) -> Rule:
    kind, _, packed = bytes(blob).partition(b"\0")
    rule: Rule
    rule, params = _decoder(kind.decode()).decode(packed)
    return msgspec.structs.replace(rule, params=params)


@cache
def _decoder(kind: str) -> Any:
    pair: Any = tuple[Rule, kinds.load(kind).Params]  # type: ignore[misc]
    return msgspec.msgpack.Decoder(pair)


def _data(sheet: _Sheet, content: bytes) -> dict[str, Any] | None:
    import yaml  # rules that were read before need no YAML

    # Every scalar is a string to the base loader; the one in C is 7 times as fast.
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        node = yaml.compose(content.decode("utf-8-sig"), Loader=loader)
    except UnicodeDecodeError:
        sheet.wrong("the file is not UTF-8")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        sheet.wrong(f"not YAML: {error.problem}", line=mark.line + 1 if mark else 1)
    except (yaml.YAMLError, RecursionError) as error:
        sheet.wrong(f"not YAML: {str(error).splitlines()[0]}")
    else:
        if isinstance(node, yaml.MappingNode):
            found: dict[str, Any] = _plain(node, (), sheet, set())
            return found
        sheet.wrong("a rule is a mapping of keys to values")
    return None


def _plain(node: Any, at: Way, sheet: _Sheet, seen: set[int]) -> Any:
    """A node as lists, dicts and strings; the sheet gets the line of every node and key."""
    sheet.lines.setdefault(at, node.start_mark.line + 1)
    if node.id == "scalar":
        return node.value
    if id(node) in seen:
        sheet.wrong("anchors and aliases are not used in rules", *at)
        return None
    seen.add(id(node))
    if node.id == "sequence":
        return [_plain(child, (*at, i), sheet, seen) for i, child in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.id != "scalar":
            sheet.wrong("a key must be a word", line=line)
            continue
        if key.value in found:
            sheet.wrong(f"the key '{key.value}' stands twice", line=line)
            continue
        way = (*at, key.value)
        sheet.lines[way] = line
        found[key.value] = _plain(value, way, sheet, seen)
    return found


def _rule(sheet: _Sheet, data: dict[str, Any], pack: str, family: str, *, build: bool) -> Rule | None:
    kind = data.get("kind")
    if not isinstance(kind, str):
        sheet.wrong("a rule needs 'kind'", "kind")
        return None
    if kind not in kinds.names():
        sheet.wrong(f"there is no kind '{kind}'{near(kind, kinds.names())}", "kind")
        return None
    module = kinds.load(kind)
    own = module.Params.__struct_fields__
    for key in data:
        if key not in _AUTHORED and key not in own:
            sheet.wrong(f"a {kind} rule has no '{key}'{near(key, (*_AUTHORED, *own))}", key)
    if not sheet.sound():
        return None
    try:
        params = msgspec.convert({k: v for k, v in data.items() if k in own}, module.Params, strict=False)
        rule = msgspec.convert({k: v for k, v in data.items() if k in _AUTHORED}, Rule, strict=False)
    except msgspec.ValidationError as error:
        message, at = _explain(str(error), kind)
        sheet.wrong(message, *at)
        return None
    rule = msgspec.structs.replace(
        rule, params=params, path=sheet.name, line=sheet.lines[("kind",)], family=family, pack=pack
    )
    _check_words(sheet, rule)
    _check_examples(sheet, rule)
    _check_message(sheet, rule, module)
    if build and sheet.sound():
        try:
            if not kinds.of_the_run(rule.kind):
                module.build([rule])
        except RuleError as error:
            sheet.wrong(str(error), error.key)
    return rule if sheet.sound() else None


def _check_words(sheet: _Sheet, rule: Rule) -> None:
    if rule.id != sheet.path.stem:
        sheet.wrong(f"the id '{rule.id}' is not the file's name '{sheet.path.stem}'", "id")
    if not _ID.fullmatch(rule.id):
        sheet.wrong(f"the id '{rule.id}' is not kebab case (small letters, digits and single hyphens)", "id")
    for i, tag in enumerate(rule.languages):
        if not _LANGUAGE.fullmatch(tag):
            sheet.wrong(f"'{tag}' is no language tag; write 'any', 'en', 'pt-BR' …", "languages", i)
    for key in ("summary", "why", "message"):
        if not getattr(rule, key).strip():
            sheet.wrong(f"'{key}' is empty", key)


_AT = expression(r"^(.*?)(?: - at `(key in )?\$(.*)`)?$", regex.S)
_STEP = expression(r"\.([\w-]+)|\[(\d+)\]|\[\.\.\.\]")
_UNKNOWN = expression(r"Object contains unknown field `(.*)`")
_MISSING = expression(r"Object missing required field `(.*)`")


def _explain(error: str, kind: str) -> tuple[str, Way]:
    """Msgspec's message in an author's words, and the way to the node at fault."""
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


def _steps(way: str) -> Way:
    return tuple(
        int(found[2]) if found[2] is not None else found[1]
        for found in _STEP.finditer(way)
        if found[1] is not None or found[2] is not None
    )


def _check_examples(sheet: _Sheet, rule: Rule) -> None:
    for key in ("bad", "good", "missed"):
        entries = getattr(rule.examples, key)
        if not entries and key != "missed":
            sheet.wrong(f"a rule needs at least one {key} example", "examples", key)
        for i, entry in enumerate(entries):
            try:
                _, spans = unmark(example(entry).text)
            except MarkError as error:
                sheet.wrong(f"{error} in an example", "examples", key, i)
                continue
            form = example(entry).format
            if form is not None and form not in formats():
                sheet.wrong(f"there is no format '{form}'{near(form, formats())}", "examples", key, i)
            if not example(entry).text.strip():
                sheet.wrong("an example is empty", "examples", key, i)
            if key == "bad" and not spans:
                sheet.wrong("a bad example marks what is flagged with ⟦ and ⟧", "examples", key, i)
            if key == "good" and spans:
                sheet.wrong("a good example has no marks", "examples", key, i)


def _check_message(sheet: _Sheet, rule: Rule, module: Any) -> None:
    try:
        parts = list(string.Formatter().parse(rule.message))
    except ValueError as error:
        sheet.wrong(f"'message': {error}", "message")
        return
    fields = [field for _, field, _, _ in parts if field is not None]
    if any(form or conversion for _, _, form, conversion in parts):
        sheet.wrong("'message': only the name stands between { and }, as in {match}", "message")
        return
    known = _MESSAGE_VALUES | set(getattr(module, "VALUES", ()))
    if not known.issuperset(fields) and hasattr(module, "values"):
        try:
            known |= module.values(rule)
        except RuleError as error:
            sheet.wrong(str(error), error.key)
            return
    for field in fields:
        if field not in known:
            sheet.wrong(f"a message of this rule cannot quote {{{field}}}{near(field, known)}", "message")


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

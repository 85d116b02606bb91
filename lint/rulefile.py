"""One YAML rule file -> a rule, or what is wrong with it at path:line; and the JSON Schema of such files.

Every scalar is a string (`no`, `on` and `1.10` stay words), two equal keys are an error, and so is a key that the
rule or its kind does not have. The tree of nodes is kept for the lines that errors cite.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from lint import kinds
from lint.kept import expression, kept
from lint.kinds import RuleError
from lint.readers import formats
from lint.rule import Example, MarkError, Rule, example, unmark
from lint.sheet import Problem, Sheet, Way, near, place

_AUTHORED = tuple(f for f in Rule.__struct_fields__ if f not in ("params", "path", "line", "family", "pack"))
_ID = expression(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = expression(r"any|[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MESSAGE_VALUES = frozenset({"match", "meant", "line"})


def read_rule(
    path: Path, problems: list[Problem], *, pack: str = "", family: str = "", build: bool = True
) -> Rule | None:
    """The rule of one file, or None with what is wrong added to `problems`.

    `build` also has the kind build the rule, which finds patterns that do not compile, at the line of their key.
    """
    sheet = Sheet(path, problems)
    try:
        content = path.read_bytes()
    except OSError as error:
        sheet.wrong(f"cannot be read: {error.strerror}")
        return None

    def read() -> Rule | None:
        data = sheet.yaml(content)
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


def _rule(sheet: Sheet, data: dict[str, Any], pack: str, family: str, *, build: bool) -> Rule | None:
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


def _check_words(sheet: Sheet, rule: Rule) -> None:
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


_UNKNOWN = expression(r"Object contains unknown field `(.*)`")
_MISSING = expression(r"Object missing required field `(.*)`")


def _explain(error: str, kind: str) -> tuple[str, Way]:
    """Msgspec's message in an author's words, and the way to the node at fault."""
    message, at = place(error)
    label = ".".join(str(step) for step in at)
    if found := _UNKNOWN.match(message):
        key = found[1]
        known = Example.__struct_fields__ if len(at) > 1 else ("bad", "good", "missed")
        return f"'{label}' has no '{key}'{near(key, known)}", (*at, key)
    if found := _MISSING.match(message):
        return (f"'{label}' needs '{found[1]}'" if at else f"a {kind} rule needs '{found[1]}'"), at
    return (f"'{label}': {message}" if at else message), at


def _check_examples(sheet: Sheet, rule: Rule) -> None:
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


def _check_message(sheet: Sheet, rule: Rule, module: Any) -> None:
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


def retuned(rule: Rule, said: Mapping[str, Any]) -> Rule:
    """The rule with other values of parameters, or with more in a list or table (`extend-NAME`).

    Scalars may be strings, as in rule files. Raises RuleError, whose key is one of `said`, for what the kind does not
    take.
    """
    module = kinds.load(rule.kind)
    own = module.Params.__struct_fields__
    params: dict[str, Any] = msgspec.to_builtins(rule.params)
    keys: dict[str, str] = {}
    for key, value in said.items():
        name = key.removeprefix("extend-")
        if name not in own:
            raise RuleError(rule, f"a {rule.kind} rule has no '{name}'{near(name, own)}", key)
        keys[name] = key
        had = params[name]
        if name == key:
            params[name] = value
        elif isinstance(had, dict) and isinstance(value, dict):
            params[name] = {**had, **value}
        elif isinstance(had, list) and isinstance(value, list):
            params[name] = [*had, *value]
        else:
            what = (
                "a list"
                if isinstance(had, list)
                else "a table"
                if isinstance(had, dict)
                else "neither a list nor a table"
            )
            raise RuleError(rule, f"'{name}' of this rule is {what} and cannot be extended by this", key)
    try:
        rule = msgspec.structs.replace(rule, params=msgspec.convert(params, module.Params, strict=False))
        module.build([rule])
    except msgspec.ValidationError as error:
        message, at = _explain(str(error), rule.kind)
        raise RuleError(rule, message, keys.get(str(at[0]) if at else "", "")) from None
    except RuleError as error:
        raise RuleError(rule, str(error), keys.get(error.key, "")) from None
    problems: list[Problem] = []
    _check_message(Sheet(Path(rule.path), problems), rule, module)
    if problems:
        raise RuleError(rule, problems[0].message)
    return rule


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

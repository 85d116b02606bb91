"""Values of a configuration held against the types of its settings; what does not fit is told in a user's words."""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import UnsetType

from lint.sheet import Sheet, near

Shaped = TypeVar("Shaped", bound=msgspec.Struct)

_WORDS = {bool: "true or false", str: "a text", int: "a whole number", float: "a number"}


def fit(sheet: Sheet, value: Any, struct: type[Shaped], *at: str | int) -> Shaped | None:
    """The table `value` as the struct; None with what is wrong noted in the sheet, at the line of each key at fault."""
    before = len(sheet.problems)
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    found = {}
    for key, entry in value.items():
        if key not in fields:
            sheet.wrong(f"there is no setting '{label(*at, key)}'{near(key, fields)}", *at, key)
            continue
        found[fields[key].name] = _fitted(sheet, entry, _bare(fields[key].type), *at, key)
    for key, field in fields.items():
        if field.required and key not in value:
            sheet.wrong(f"'{label(*at)}' needs '{key}'", *at)
    return struct(**found) if len(sheet.problems) == before else None


def label(*at: str | int) -> str:
    """A way as messages name it: overrides[1].files."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at).lstrip(".")


def _bare(kind: Any) -> Any:
    """A type without its annotations and without the mark of a setting that is not there."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        rest = tuple(part for part in get_args(kind) if part is not UnsetType)
        return _bare(rest[0]) if len(rest) == 1 else Union[rest]  # noqa: UP007 - made at run time
    return kind


def _fitted(sheet: Sheet, value: Any, kind: Any, *at: str | int) -> Any:
    origin = get_origin(kind)
    if kind is Any:
        return value
    if origin is Union:
        kind = next((part for part in get_args(kind) if isinstance(value, get_origin(part) or part)), kind)
        origin = get_origin(kind)
    if kind is bool and not sheet.typed and value in ("true", "false"):
        return value == "true"
    if origin is list and isinstance(value, list):
        return [_fitted(sheet, entry, get_args(kind)[0], *at, i) for i, entry in enumerate(value)]
    if origin is dict and isinstance(value, dict):
        return {key: _fitted(sheet, entry, get_args(kind)[1], *at, key) for key, entry in value.items()}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        return fit(sheet, value, kind, *at)
    if origin is Literal and value in get_args(kind):
        return value
    if kind in (bool, str) and type(value) is kind:
        if value != "":
            return value
        sheet.wrong(f"'{label(*at)}' is empty", *at)
        return None
    close = near(value, get_args(kind)) if origin is Literal and isinstance(value, str) else ""
    sheet.wrong(f"'{label(*at)}' is {_wanted(kind)}, not {_given(value)}{close}", *at)
    return None


def _wanted(kind: Any) -> str:
    origin = get_origin(kind)
    if origin is Literal:
        return f"one of {', '.join(get_args(kind))}"
    if origin is Union:
        return " or ".join(map(_wanted, get_args(kind)))
    if origin is list:
        return "a list of texts" if get_args(kind)[0] is str else "a list of tables"
    return _WORDS.get(kind, "a table")


def _given(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value if len(value) <= 40 else value[:39] + '…'}'"
    return "a list" if isinstance(value, list) else "a table" if isinstance(value, dict) else str(value)

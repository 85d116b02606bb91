"""What a configuration file may say. Its JSON Schema and the names of its keys come from here.

`Choice` is what may differ from file to file: a configuration says it of all its files, an `Override` of those that its
globs match. Keys are written with hyphens.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Level = Literal["note", "warning", "error"]

_NAMES = "rules, families, kinds, origins or packs; the more specific name wins"


class Choice(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What may be said of all files or of some."""

    select: Annotated[list[str] | UnsetType, Meta(description=f"Only these {_NAMES}. It starts anew.")] = UNSET
    extend_select: Annotated[
        list[str] | UnsetType, Meta(description="These as well, beside those that run already.")
    ] = UNSET
    ignore: Annotated[list[str] | UnsetType, Meta(description=f"Not these {_NAMES}.")] = UNSET
    preview: Annotated[
        bool | UnsetType, Meta(description="Whether rules that are not stable yet run; they never fail a run.")
    ] = UNSET
    severity: Annotated[Level | UnsetType, Meta(description="Report nothing below this.")] = UNSET
    fail_on: Annotated[
        Literal["note", "warning", "error", "verdict"] | UnsetType,
        Meta(
            description="Exit 1 for findings from here on, or only for an article whose verdict is not clean.",
        ),
    ] = UNSET
    severities: Annotated[
        dict[str, Level] | UnsetType, Meta(description="The severity of a rule, family, kind, origin or pack.")
    ] = UNSET
    rules: Annotated[
        dict[str, dict[str, Any]] | UnsetType,
        Meta(description="Parameters of rules, by the id of the rule; extend-NAME adds to a list or table."),
    ] = UNSET
    words: Annotated[
        list[str] | UnsetType, Meta(description="Expressions that the house uses on purpose, whatever their capitals.")
    ] = UNSET
    names: Annotated[
        list[str] | UnsetType, Meta(description="Names and expressions that are right exactly as they are written.")
    ] = UNSET
    language: Annotated[str | UnsetType, Meta(description="The language of the texts: en, pt-BR …")] = UNSET
    input_format: Annotated[
        str | UnsetType, Meta(description="What the files are: text, markdown, html, rst, asciidoc.")
    ] = UNSET


class Override(Choice, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What is said of some files."""

    files: Annotated[
        str | list[str], Meta(description="Globs as in a .gitignore, from the folder of the file that says them.")
    ]


class Grammar(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """Where rules of the kind grammar ask."""

    checker: Annotated[
        Literal["languagetool", "harper"] | UnsetType, Meta(description="Which checker; default: as with check.")
    ] = UNSET
    languagetool_url: Annotated[str | UnsetType, Meta(description="A LanguageTool server that is running.")] = UNSET
    languagetool_dir: Annotated[
        str | UnsetType,
        Meta(description="A LanguageTool release to run a server from; only in a user's own configuration."),
    ] = UNSET


class Settings(Choice, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What a whole file says."""

    root: Annotated[bool | UnsetType, Meta(description="Look for no configuration above this one.")] = UNSET
    extends: Annotated[
        str | list[str] | UnsetType,
        Meta(description="Configurations that this one builds on, from the folder of this file."),
    ] = UNSET
    packs: Annotated[
        list[str] | UnsetType,
        Meta(description="More rules: a file or folder (./house), or the name of an installed pack."),
    ] = UNSET
    grammar: Annotated[Grammar | UnsetType, Meta(description="The grammar checker.")] = UNSET
    overrides: Annotated[
        list[Override] | UnsetType,
        Meta(description="Settings of some files; where several match, the later ones have the last word."),
    ] = UNSET


def schema() -> dict[str, Any]:
    """The JSON Schema of configuration files."""
    (_,), components = msgspec.json.schema_components([Settings], ref_template="#/$defs/{name}")
    whole = components.pop("Settings")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A malaprop configuration",
        **{key: value for key, value in whole.items() if key != "title"},
        "minProperties": 1,
        "$defs": components,
    }

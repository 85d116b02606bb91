"""One configuration file -> what it says, or what is wrong with it at path:line; and the files that it extends."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lint.config.search import PROJECT, ConfigError, shown
from lint.config.settings import Choice, Settings
from lint.config.shape import fit, label
from lint.config.toml_lines import lines
from lint.lexicon.languages import is_tag
from lint.readers import formats
from lint.sheet import Problem, Sheet, Way, near

_TABLE: Way = ("tool", "malaprop")  # of a pyproject.toml


class ConfigFile(NamedTuple):
    """A configuration as it was read; `own` says that the user wrote or named it, and did not just find it."""

    path: Path
    name: str
    settings: Settings
    lines: dict[Way, int]
    own: bool

    def line(self, *at: str | int) -> int:
        """The line of a setting, or of the nearest one around it that has one."""
        where: Way = at
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, message: str, *at: str | int) -> Problem:
        """What is wrong with a setting."""
        return Problem(self.name, self.line(*at), message)

    def beside(self, name: str) -> Path:
        """A path that the configuration names, from its own folder on."""
        return Path(os.path.normpath(self.path.parent / Path(name).expanduser()))  # `a/../b.toml` is the file `b.toml`


def has_table(path: str, content: bytes) -> bool:
    """Whether a pyproject.toml holds a configuration. Raises ConfigError where that cannot be told."""
    problems: list[Problem] = []
    data = _toml(Sheet(Path(path), problems, name=shown(path)), content)
    if problems:
        raise ConfigError(*problems)
    tool = (data or {}).get("tool")
    return isinstance(tool, dict) and "malaprop" in tool


def chain(path: Path, *, own: bool = False) -> tuple[ConfigFile, ...]:
    """A configuration and those that it extends, the ones that give way first. Raises ConfigError."""
    found: dict[Path, ConfigFile] = {}
    _follow(path, found, [], own=own)
    return tuple(found.values())


def _follow(path: Path, found: dict[Path, ConfigFile], under: list[Path], *, own: bool) -> None:
    if path in found:  # by two ways: it gave way the first time
        return
    file = read(path, own=own)
    for base, at in _bases(file):
        if base in (*under, path):
            round_trip = " → ".join(shown(step) for step in (*under, path, base))
            raise ConfigError(file.problem(f"'extends' goes round in a circle: {round_trip}", *at))
        if not base.is_file():
            raise ConfigError(file.problem(f"'extends': there is no file {shown(base)}", *at))
        _follow(base, found, [*under, path], own=own)
    found[path] = file


def _bases(file: ConfigFile) -> Iterator[tuple[Path, Way]]:
    said = file.settings.extends
    if isinstance(said, str):
        yield file.beside(said), ("extends",)
    elif isinstance(said, list):
        for i, name in enumerate(said):
            yield file.beside(name), ("extends", i)


def read(path: Path, *, own: bool = False) -> ConfigFile:
    """The configuration of one file. Raises ConfigError with everything that is wrong with it."""
    problems: list[Problem] = []
    sheet = Sheet(path, problems, name=shown(path), what="a configuration")
    settings = None
    try:
        content = path.read_bytes()
    except OSError as error:
        sheet.wrong(f"cannot be read: {(error.strerror or str(error)).lower()}")
    else:
        data = _data(sheet, content)
        if data is not None and sheet.sound():
            settings = fit(sheet, data, Settings)
    if settings is not None:
        _check(sheet, settings, own=own)
    if problems or settings is None:
        raise ConfigError(*sorted(problems, key=lambda problem: problem.line))
    return ConfigFile(path, sheet.name, settings, sheet.lines, own)


def _data(sheet: Sheet, content: bytes) -> dict[str, Any] | None:
    suffix = sheet.path.suffix
    if suffix not in (".toml", ".yaml", ".yml"):
        sheet.wrong("a configuration is TOML or YAML; its name ends in .toml or .yaml")
        return None
    if not content.strip():
        sheet.wrong("the file is empty; write a setting (`malaprop init` shows them), or remove it")
        return None
    data = _toml(sheet, content) if suffix == ".toml" else sheet.yaml(content)
    if data is not None and sheet.path.name == PROJECT:
        tool = data.get("tool")
        data = tool.get("malaprop") if isinstance(tool, dict) else None
        depth = len(_TABLE)
        sheet.lines = {way[depth:]: line for way, line in sheet.lines.items() if way[:depth] == _TABLE}
        if not isinstance(data, dict):
            sheet.wrong("there is no table [tool.malaprop] here")
            return None
    if data == {}:
        sheet.wrong("no setting stands here; write one (`malaprop init` shows them), or remove it")
        return None
    return data


def _toml(sheet: Sheet, content: bytes) -> dict[str, Any] | None:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        source = content.decode("utf-8-sig")
        data: dict[str, Any] = tomllib.loads(source)
    except UnicodeDecodeError as error:
        sheet.wrong("the file is not UTF-8", line=content.count(b"\n", 0, error.start) + 1)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told, _, where = str(error).partition(" (at ")
        found = re.search(r"line (\d+)", where)
        line = int(found[1]) if found else source.count("\n", 0, len(source.rstrip())) + 1
        sheet.wrong(f"not TOML: {told[:1].lower() + told[1:]}", line=line)
    else:
        sheet.typed = True
        sheet.lines = lines(source, tomllib.loads)
        return data
    return None


def _check(sheet: Sheet, settings: Settings, *, own: bool) -> None:
    """What the types do not say. Names of rules are held against the rules when those have been read."""
    if settings.grammar and settings.grammar.languagetool_dir and not own:
        sheet.wrong(
            "a project cannot name the program that is run; set 'grammar.languagetool-dir' in your own "
            "configuration, MALAPROP_LANGUAGETOOL_DIR or --languagetool-dir",
            "grammar",
            "languagetool-dir",
        )
    _check_choice(sheet, settings)
    for i, override in enumerate(settings.overrides or ()):
        _check_choice(sheet, override, "overrides", i)
        _check_globs(sheet, override.files, "overrides", i, "files")


def _check_choice(sheet: Sheet, choice: Choice, *at: str | int) -> None:
    if choice.select == []:
        sheet.wrong(f"'{label(*at, 'select')}' names nothing; leave it out to run all rules", *at, "select")
    if choice.language and not is_tag(choice.language):
        sheet.wrong(
            f"'{label(*at, 'language')}': '{choice.language}' is no language tag; write en, pt-BR …", *at, "language"
        )
    if choice.input_format and choice.input_format not in formats():
        told = f"'{choice.input_format}' is none of {', '.join(formats())}{near(choice.input_format, formats())}"
        sheet.wrong(f"'{label(*at, 'input-format')}': {told}", *at, "input-format")


def _check_globs(sheet: Sheet, said: str | list[str], *at: str | int) -> None:
    from lint.config.globs import fault

    for i, glob in enumerate([said] if isinstance(said, str) else said):
        told = fault(glob)
        if told:
            sheet.wrong(f"'{label(*at)}': {told}", *((*at, i) if isinstance(said, list) else at))
    if said == []:
        sheet.wrong(f"'{label(*at)}' names no files", *at)

"""The configuration of a run: the settings of each article, and a rulebook for each distinct choice of rules."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from lint import rulebook
from lint.config.layers import Layer, Resolved
from lint.config.search import ConfigError, Search
from lint.config.settings import Choice
from lint.house import House
from lint.kinds import RuleError
from lint.rule import Rule
from lint.rulebook import Rulebook
from lint.rulefile import retuned
from lint.sheet import Problem, Way, near

if TYPE_CHECKING:
    from lint.config.files import ConfigFile

    Files = tuple[ConfigFile, ...]


class Configuration:
    """What files and the command line say, which has the last word.

    `named` is a file that holds instead of those that would be found, `isolated` says that none does, and `roots` are
    more files and folders of rules. Methods raise ConfigError for a configuration that cannot be used, RulebookError
    for such rules.
    """

    def __init__(
        self,
        command: Choice,
        *,
        named: str | None = None,
        isolated: bool = False,
        roots: Sequence[Path] = (),
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._command = Layer(command)
        self._named = os.path.abspath(named) if named is not None else None  # noqa: PTH100 - keeps links
        self._isolated = isolated
        self._roots = tuple(roots)
        self._search = Search(environment)
        self._files: dict[str | None, Files] = {}
        self._loaded: dict[tuple[tuple[Path, str], ...], Rulebook] = {}
        self._whole: dict[tuple[Path, ...], Rulebook] = {}
        self._books: dict[tuple[int, bytes], Rulebook] = {}

    def of(self, article: str) -> Resolved:
        """What holds for an article, which need not exist."""
        path = self._named
        if path is None and not self._isolated:
            path = self._search.of(article)
        files = self._read(path)
        layers = [Layer(file.settings, file) for file in files]
        for file in files:
            for i, override in enumerate(file.settings.overrides or ()):
                from lint.config.globs import matched  # imports a library, which most configurations do not need

                patterns = [override.files] if isinstance(override.files, str) else override.files
                if matched(patterns, file.path.parent, Path(os.path.abspath(article))):  # noqa: PTH100
                    layers.append(Layer(override, file, ("overrides", i)))
        return Resolved(files, [*layers, self._command])

    def _read(self, path: str | None) -> Files:
        if path not in self._files:
            own = path is not None and (path == self._named or self._search.is_users(path))
            self._files[path] = () if path is None else _chain(path, own=own)
        return self._files[path]

    def everything(self, resolved: Resolved) -> Rulebook:
        """All the rules that there are for an article, as their files say them."""
        read = tuple(file.path for file in resolved.files)
        if read not in self._whole:
            self._whole[read] = self._load(resolved.files)
        return self._whole[read]

    def _load(self, files: Files) -> Rulebook:
        """The rules that come with malaprop, those of the files' packs and those of the command line."""
        roots: list[tuple[Path, str]] = [(rulebook.builtin(), "")]
        for file in files:
            if file.settings.packs:
                from lint.config.packs import located  # reads what is installed

                roots += [located(file, i) for i in range(len(file.settings.packs))]
        roots += [(root, "") for root in self._roots]
        key = tuple(dict.fromkeys(roots))
        if key not in self._loaded:
            called = {root: name for root, name in key if name}
            self._loaded[key] = rulebook.load(*(root for root, _ in key), called=called)
        problems = [problem for file in files for problem in _strange(file, self._loaded[key])]
        if problems:
            raise ConfigError(*problems)
        return self._loaded[key]

    def rulebook(self, resolved: Resolved) -> Rulebook:
        """The rules that run on an article, tuned as it is said; the same object for equal settings.

        Raises KeyError for a name of nothing on the command line.
        """
        whole = self.everything(resolved)
        key = (id(whole), resolved.rules_key)
        if key not in self._books:
            tuned = Rulebook(_tuned(whole.rules, resolved))
            chosen = tuned.chosen(resolved.selections, preview=resolved.preview)
            said = {k: [one for value, _ in resolved.told(k) for one in value] for k in ("words", "names")}
            house = House(**said) if any(said.values()) else None
            self._books[key] = Rulebook(chosen.rules, chosen, house=house)
        return self._books[key]


def _chain(path: str, *, own: bool) -> Files:
    from lint.config.files import chain  # only where there is one

    return chain(Path(path), own=own)


def _tuned(rules: Sequence[Rule], resolved: Resolved) -> Iterator[Rule]:
    for one in rules:
        rule = one
        for table, layer in resolved.told("rules"):
            if rule.id in table:
                assert layer.file is not None
                rule = _retuned(rule, table[rule.id], layer.file, (*layer.at, "rules", rule.id))
        severity = rule.severity
        for table, _ in resolved.told("severities"):
            close = max(table, key=lambda name: rulebook.rank(rule, (name,)), default="")
            if rulebook.rank(rule, (close,)) >= 0:
                severity = table[close]
        yield rule if severity == rule.severity else msgspec.structs.replace(rule, severity=severity)


def _retuned(rule: Rule, said: Mapping[str, Any], file: ConfigFile, at: Way) -> Rule:
    if "severity" in said:
        told = f"the severity of a rule stands under 'severities': {rule.id} = …"
        raise ConfigError(file.problem(told, *at, "severity"))
    try:
        return retuned(rule, said)
    except RuleError as error:
        told = f"the rule {rule.id} cannot be set so: {error}"
        raise ConfigError(file.problem(told, *at, *((error.key,) if error.key else ()))) from None


def _strange(file: ConfigFile, book: Rulebook) -> Iterator[Problem]:
    """What a file says of rules that are not there, or that rules cannot be told."""
    known = book.names()
    choices: list[tuple[Choice, Way]] = [(file.settings, ())]
    choices += [(override, ("overrides", i)) for i, override in enumerate(file.settings.overrides or ())]
    for choice, at in choices:
        for key in ("select", "extend_select", "ignore", "severities"):
            said = getattr(choice, key) or ()
            for step, name in _steps(said):
                if name not in known:
                    written = key.replace("_", "-")
                    told = f"there is no rule, family, kind, origin or pack '{name}'{near(name, known)}"
                    yield file.problem(f"'{written}': {told}", *at, written, step)
        for id, params in (choice.rules or {}).items():
            if id not in book.by_id:
                told = f"there is no rule '{id}'{near(id, book.by_id)}"
                yield file.problem(f"'rules': {told}", *at, "rules", id)
                continue
            try:
                _retuned(book.by_id[id], params, file, (*at, "rules", id))
            except ConfigError as error:
                yield from error.problems


def _steps(said: Mapping[str, str] | Sequence[str]) -> Iterator[tuple[str | int, str]]:
    """The names in a list or table, each with the step that leads there."""
    if isinstance(said, Mapping):
        yield from ((name, name) for name in said)
    else:
        yield from enumerate(said)

"""malaprop for other programs: rules that are loaded once, and texts that are held against them.

A `Linter` reads no configuration and no argument list; what it is to do is said when it is made. Whatever cannot be
checked is an exception, so that an empty list of findings always means a text in which nothing was found.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import lru_cache
from pathlib import Path

from lint import compiled, grammar, kept, rulebook
from lint.ability import UnableError, able
from lint.finding import Severity
from lint.inspection import Inspection, Request, inspect_data
from lint.lexicon.languages import is_tag
from lint.readers import format_of, formats
from lint.rule import Rule
from lint.rulebook import Rulebook, RulebookError
from lint.sheet import near

# What is kept from run to run, and the grammar checker that is asked, are one to a process.
_TURN = threading.RLock()
_LINTERS = 8  # that the functions remember


class Error(Exception):
    """What this module raises; one of its kinds says more."""


class RulesError(Error):
    """The rules cannot be used: a broken file, a name of nothing, no rule that is left, or a kind that lacks something.

    `problems` has one line for each fault; those of a file begin with `path:line`.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class UncheckedError(Error):
    """A text that could not be checked: `path` is what it is called, `reason` says why and what to do."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class Linter(AbstractContextManager["Linter"]):
    """Rules that are ready to run, for as many texts as you like.

    Making one takes a few tenths of a second, or some seconds where nothing was kept by an earlier run. `close`, the
    end of a `with`, or its last use writes what it compiled to the cache folder and stops a server that it started.

    It may be used from several threads, which take turns. To use several cores, make one in each process.
    """

    def __init__(
        self,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        *,
        preview: bool = False,
        language: str | None = None,
        rules: Iterable[str | os.PathLike[str]] = (),
        severity: Severity | str = Severity.note,
        checker: str | None = None,
        languagetool_url: str | None = None,
        languagetool_dir: str | os.PathLike[str] | None = None,
        cache: bool = True,
    ) -> None:
        """Load and choose the rules.

        `select` and `ignore` name rules, families, kinds, origins or packs; the more specific name wins. `preview` adds
        rules that are not stable yet. `language` is that of the texts, a BCP 47 tag; without it each text's own
        declaration, its path or its words say. `rules` are files and folders of more rules. Findings below `severity`
        are left out. `checker` is the grammar checker, "languagetool" or "harper", for rules of the kind `grammar`;
        `languagetool_url` and `languagetool_dir` say where it is. Without `cache` nothing is kept for other runs.

        Raises RulesError where the rules cannot be used, ValueError for a `language`, `severity` or `checker` that is
        none, and TypeError for names that are one string.
        """
        select, ignore = _names("select", select), _names("ignore", ignore)
        self._language = _tag(language)
        self._severity = _severity(severity)
        if checker is not None and checker not in grammar.CHECKERS:
            raise ValueError(f"checker: there is no '{checker}'; there are {', '.join(grammar.CHECKERS)}")
        roots = [Path(rules)] if isinstance(rules, (str, os.PathLike)) else [Path(path) for path in rules]
        folder = compiled.folder() if cache else None
        with _TURN, ExitStack() as stack:
            self._store = stack.enter_context(compiled.stored(folder))
            with kept.using(self._store):
                book = _loaded(roots)
                chosen = _selected(book, select, ignore, preview=preview)
                self._checker = None
                if any(rule.kind == "grammar" for rule in chosen.rules):
                    told = grammar.settings(
                        checker=checker,
                        url=languagetool_url,
                        folder=None if languagetool_dir is None else os.fspath(languagetool_dir),
                        cache=folder,
                    )
                    self._checker = grammar.chosen(told, stack)
                with grammar.using(self._checker):
                    try:
                        self._rulebook = able(chosen, select)
                    except UnableError as error:
                        raise RulesError([str(error)]) from None
            # Not a `__del__`, which might run when half of the interpreter is gone.
            self._end = weakref.finalize(self, stack.pop_all().close)

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Keep what was compiled for the next run, and stop a server that was started. A second call does nothing."""
        with _TURN:
            self._end()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, sorted by their ids."""
        return self._rulebook.rules

    def check_text(self, text: str, path: str = "text.txt", *, format: str | None = None) -> Inspection:
        """What is found in a text. `path` is what reports call it, and its extension tells the format.

        `format` ("text", "markdown", "html", "rst", "asciidoc") is more than the extension. Offsets of findings are
        code points of `text`. Raises UncheckedError for a text that cannot be checked, a surrogate in it for one,
        RulesError for a rule that turns out to be broken, and ValueError for a format that does not exist.
        """
        if not isinstance(text, str):
            raise TypeError(f"a text is a str, not {type(text).__name__}; bytes of a file are for check_file")
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise UncheckedError(path, f"code point {error.start} is a surrogate, half of a character") from None
        return self._checked(data, path, format)

    def check_file(self, path: str | os.PathLike[str], *, format: str | None = None) -> Inspection:
        """What is found in a file, which is UTF-8.

        Raises UncheckedError for a file that cannot be read or checked, RulesError for a rule that turns out to be
        broken, and ValueError for a format that does not exist.
        """
        name = os.fspath(path)
        try:
            data = Path(name).read_bytes()
        except (OSError, ValueError) as error:  # ValueError: a null in the name
            told = getattr(error, "strerror", None) or str(error)
            raise UncheckedError(name, f"cannot be read: {told.lower()}") from error
        return self._checked(data, name, format)

    def _checked(self, data: bytes, path: str, format: str | None) -> Inspection:
        if format is not None and format not in formats():
            told = f"there is no format '{format}'{near(format, formats())}"
            raise ValueError(f"{told}; there are {', '.join(formats())}")
        if not self._end.alive:
            raise ValueError("this Linter is closed")
        if format is None and format_of(path) is None:
            raise UncheckedError(path, f"the extension tells no format; say format= ({', '.join(formats())})")
        request = Request(
            self._rulebook,
            self._severity,
            format,
            self._language,
            debug=bool(os.environ.get("MALAPROP_DEBUG")),
        )
        with _TURN, kept.using(self._store), grammar.using(self._checker):
            try:
                found = inspect_data(data, path, request)
            except RulebookError as error:
                raise RulesError([str(problem) for problem in error.problems]) from None
        if found.error is not None:
            raise UncheckedError(path, found.error)
        return found


def check_text(
    text: str,
    path: str = "text.txt",
    *,
    format: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    preview: bool = False,
    language: str | None = None,
    rules: Iterable[str | os.PathLike[str]] = (),
) -> Inspection:
    """`Linter(…).check_text(…)`, whose Linter is remembered for the next call with the same options.

    Raises what these raise.
    """
    return _linter(select, ignore, rules, preview=preview, language=language).check_text(text, path, format=format)


def check_file(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    preview: bool = False,
    language: str | None = None,
    rules: Iterable[str | os.PathLike[str]] = (),
) -> Inspection:
    """`Linter(…).check_file(…)`, whose Linter is remembered for the next call with the same options.

    Raises what these raise.
    """
    return _linter(select, ignore, rules, preview=preview, language=language).check_file(path, format=format)


def _linter(
    select: Iterable[str],
    ignore: Iterable[str],
    rules: Iterable[str | os.PathLike[str]],
    *,
    preview: bool,
    language: str | None,
) -> Linter:
    names = _names("select", select), _names("ignore", ignore)
    roots = (rules,) if isinstance(rules, (str, os.PathLike)) else rules
    return _remembered(*names, tuple(os.fspath(root) for root in roots), preview, language)


@lru_cache(_LINTERS)
def _remembered(
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    rules: tuple[str, ...],
    preview: bool,  # noqa: FBT001 - the cache tells arguments apart by their places
    language: str | None,
) -> Linter:
    return Linter(select, ignore, preview=preview, language=language, rules=rules)


def _names(option: str, names: Iterable[str]) -> tuple[str, ...]:
    if isinstance(names, str):  # its letters would be taken for names
        raise TypeError(f"{option} takes several names: [{names!r}]")
    return tuple(names)


def _tag(language: str | None) -> str | None:
    if language is not None and not is_tag(language):
        raise ValueError(f"language: '{language}' is no language tag; write en, pt-BR …")
    return language


def _severity(severity: Severity | str) -> Severity:
    if isinstance(severity, Severity):
        return severity
    if severity not in Severity.__members__:
        raise ValueError(f"severity: there is no '{severity}'; there are {', '.join(Severity.__members__)}")
    return Severity[severity]


def _loaded(roots: Sequence[Path]) -> Rulebook:
    try:
        return rulebook.load(rulebook.builtin(), *roots)
    except RulebookError as error:
        raise RulesError([str(problem) for problem in error.problems]) from None


def _selected(book: Rulebook, select: Sequence[str], ignore: Sequence[str], *, preview: bool) -> Rulebook:
    try:
        chosen = book.select(select, ignore, preview=preview)
    except KeyError as error:
        name = error.args[0]
        told = f"there is no rule, family, kind, origin or pack '{name}'{near(name, book.names())}"
        raise RulesError([told]) from None
    if not chosen.rules:
        raise RulesError(["no rule is left to check with; select and ignore took all, or only preview rules remain"])
    return chosen

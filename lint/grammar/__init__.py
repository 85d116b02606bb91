"""The programs that check grammar for the kind of that name, and what a user says about them.

LanguageTool speaks many languages and needs Java or a server; Harper speaks English and needs neither. Neither is
asked before the first document needs it, and whatever was started is stopped when the run ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, get_args

import msgspec

from lint.grammar.answers import Identified, Kept
from lint.kinds.grammar import Asked, Checker, Unchecked, using

CheckerName = Literal["languagetool", "harper"]
CHECKERS: tuple[CheckerName, ...] = get_args(CheckerName)

_NONE = (
    "no grammar checker is set up; pip install 'malaprop[harper]' for English without Java, or name a LanguageTool "
    "server (--languagetool-url, MALAPROP_LANGUAGETOOL_URL) or a folder of LanguageTool (--languagetool-dir, "
    "MALAPROP_LANGUAGETOOL_DIR)"
)


__all__ = ["CHECKERS", "CheckerName", "Settings", "chosen", "opened", "settings", "using"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a user says about grammar checkers; times are in seconds, `batch` in code points."""

    checker: CheckerName | None = None
    url: str = ""  # of a LanguageTool server that is running
    folder: str = ""  # of a LanguageTool release, or of its jars, to start a server from
    remote: bool = False  # whether text may go to another machine
    answer_limit: float = 60.0  # for one answer of the server
    start_limit: float = 120.0  # for its start
    restarts: int = 2  # in one run
    batch: int = 20_000  # of a request; the most that public servers take
    cache: Path | None = None  # the folder that answers are kept in


def settings(environment: Mapping[str, str] = os.environ, **said: object) -> Settings:
    """The settings of the environment, less what is said otherwise; None and empty values say nothing."""
    told: dict[str, object] = {
        "url": environment.get("MALAPROP_LANGUAGETOOL_URL", ""),
        "folder": environment.get("MALAPROP_LANGUAGETOOL_DIR", ""),
        "remote": environment.get("MALAPROP_LANGUAGETOOL_REMOTE", "") == "allow",
    }
    given = {key: value for key, value in said.items() if value}
    if "url" in given or "folder" in given:  # one on the command line is meant, whatever the environment has
        told["url"] = told["folder"] = ""
    return Settings(**{**told, **given})  # type: ignore[arg-type]


class _NoChecker:
    name = "none"

    def lacking(self) -> str | None:
        return _NONE

    def identity(self) -> str | None:
        return None

    def check(self, passages: Sequence[str], language: str, asked: Asked) -> list[Unchecked]:  # noqa: ARG002
        return [Unchecked(_NONE)] * len(passages)


@contextmanager
def opened(told: Settings) -> Iterator[None]:
    """While this lasts, rules of the kind have their checker; it is closed for certain afterwards."""
    with ExitStack() as closing, using(chosen(told, closing)):
        yield


def chosen(told: Settings, closing: ExitStack) -> Checker:
    """The checker of the settings, put away when `closing` is closed.

    Libraries are imported where it is one of them that is meant.
    """
    found: Identified
    if told.checker == "languagetool" or (told.checker is None and (told.url or told.folder)):
        from lint.grammar.languagetool import LanguageTool

        found = closing.enter_context(LanguageTool(told))
    elif told.checker == "harper" or find_spec("harper"):
        from lint.grammar.harper import Harper

        found = Harper()
    else:
        return _NoChecker()
    return found if told.cache is None else closing.enter_context(Kept(found, told.cache))

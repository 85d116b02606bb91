"""Harper, a grammar checker for English that runs inside this process: no server, no Java, nothing to start."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from lint.document import OPAQUE
from lint.kinds.grammar import Asked, Remark, Unchecked

# What Harper reads where something was left out. It is one code point, so that places stay.
_STAND_IN = "X"
_ONE_LINE = str.maketrans({"\n": " ", "\r": " ", "\t": " ", OPAQUE: _STAND_IN})
_SUGGESTIONS = 3


class Harper:
    """A client of harper-py (Apache-2.0)."""

    name = "harper"

    def __init__(self) -> None:
        self._linters: dict[Asked, Any] = {}

    def lacking(self) -> str | None:
        """What has to be installed."""
        return None if find_spec("harper") else "harper-py is not installed; pip install 'malaprop[harper]'"

    def identity(self) -> str:
        """What tells this Harper from others, as kept answers are its own."""
        return f"harper {version('harper-py')}"

    def check(self, passages: Sequence[str], language: str, asked: Asked) -> list[Sequence[Remark] | Unchecked]:
        """The remarks on each passage."""
        if language.replace("_", "-").partition("-")[0].lower() != "en":
            return [Unchecked(f"Harper knows English alone, and not '{language}'; LanguageTool may")] * len(passages)
        linter = self._linter(asked)
        return [_remarks(linter, passage.translate(_ONE_LINE)) for passage in passages]

    def _linter(self, asked: Asked) -> Any:
        """A linter that tries what is asked for alone; making one reads the dictionary."""
        if asked not in self._linters:
            import harper

            linter = harper.Linter()
            linter.set_lint_config({name: name in asked.rules for name in linter.get_lint_config()})
            self._linters[asked] = linter
        return self._linters[asked]


def _remarks(linter: Any, text: str) -> list[Remark]:
    found = []
    for name, lints in linter.organized_lints(text, language="plaintext").items():
        for lint in lints:
            meant = tuple(suggestion.replacement_text for suggestion in lint.suggestions if suggestion.replacement_text)
            told = lint.message.replace("`", "'")
            found.append(
                Remark(lint.span.start, lint.span.end, name, "", str(lint.lint_kind), told, meant[:_SUGGESTIONS])
            )
    return found

"""The line of every key, table and list entry of a TOML file, which the parser of the standard library does not tell.

The text must be TOML that the parser has taken: then it is enough to know strings, comments, lists and tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lint.sheet import Way

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?""""{0,2}'  # two more quotation marks may belong to it
    r"|'''.*?''''{0,2}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\n]*")  # a number, a date, true, false


def lines(source: str, parse: Callable[[str], dict[str, Any]]) -> dict[Way, int]:
    """The lines, from 1, by the keys and indices that lead there; of what is said in parts, the first.

    `parse` reads TOML: it decodes keys in quotation marks.
    """
    return _Scanner(source, parse).lines


class _Scanner:
    def __init__(self, source: str, parse: Callable[[str], dict[str, Any]]) -> None:
        self.source = source
        self.parse = parse
        self.at = 0
        self.lines: dict[Way, int] = {(): 1}
        self._counted, self._line = 0, 1
        self._tables: dict[Way, int] = {}  # how many tables a list of tables has so far
        here: Way = ()
        while self._skip(_BLANK):
            if self._ahead("["):
                here = self._header()
            else:
                self._pair(here)

    def _skip(self, what: re.Pattern[str]) -> bool:
        """Pass over what matches; whether anything is left."""
        found = what.match(self.source, self.at)
        self.at = found.end() if found else self.at
        return self.at < len(self.source)

    def _ahead(self, sign: str) -> bool:
        """Whether the sign is next; then it is passed over."""
        if not self.source.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def _note(self, way: Way) -> None:
        self._line += self.source.count("\n", self._counted, self.at)
        self._counted = self.at
        for length in range(1, len(way) + 1):
            self.lines.setdefault(way[:length], self._line)

    def _header(self) -> Way:
        several = self._ahead("[")
        way: Way = ()
        keys = self._keys()
        for key in keys[:-1]:
            way = self._last((*way, key))
        way = (*way, keys[-1])
        self._note(way)
        if several:
            self._tables[way] = self._tables.get(way, 0) + 1
        way = self._last(way)
        self._note(way)
        self.at = self.source.index("]]" if several else "]", self.at) + (2 if several else 1)
        return way

    def _last(self, way: Way) -> Way:
        """The way into a table, or into the last one of a list of tables."""
        return (*way, self._tables[way] - 1) if way in self._tables else way

    def _keys(self) -> list[str]:
        """The parts of a dotted key."""
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            if found := _BARE.match(self.source, self.at):
                keys.append(found[0])
            else:
                found = _STRING.match(self.source, self.at)
                assert found is not None
                keys.append(self.parse(f"key = {found[0]}")["key"])
            self.at = found.end()
            self._skip(_SPACE)
            if not self._ahead("."):
                return keys

    def _pair(self, table: Way) -> None:
        begin = self.at
        way = (*table, *self._keys())
        end, self.at = self.at, begin
        self._note(way)
        self.at = end + 1  # the =
        self._value(way)

    def _value(self, way: Way) -> None:
        self._skip(_SPACE)
        if self._ahead("["):
            number = 0
            while self._skip(_BLANK) and not self._ahead("]"):
                self._note((*way, number))
                self._value((*way, number))
                number += 1
                self._skip(_BLANK)
                self._ahead(",")
        elif self._ahead("{"):
            while self._skip(_BLANK) and not self._ahead("}"):
                self._pair(way)
                self._skip(_BLANK)
                self._ahead(",")
        elif not (found := _STRING.match(self.source, self.at)):
            self._skip(_PLAIN)
        else:
            self.at = found.end()

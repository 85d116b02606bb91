"""A file of keys and values that a user wrote: what it says, the line of each part of it, and what is wrong with it.

Every scalar of a YAML file is a string (`no`, `on` and `1.10` stay words), and two equal keys are an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

Way = tuple[str | int, ...]  # the keys and indices that lead to a node


class Problem(NamedTuple):
    """Something wrong with a file; one line of text, whatever the file says."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return " ".join(f"{self.path}:{self.line}: {self.message}".splitlines())


def near(word: str, known: Iterable[str]) -> str:
    """The hint "; did you mean …?" for a word that is not known, or an empty string."""
    import difflib  # for those who made a slip

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


class Sheet:
    """One file being read: the lines of its nodes, and where to put what is wrong with it.

    `name` is what reports call the file, `what` what it holds ("a rule"), `typed` whether its scalars have types, as in
    TOML, or are all strings.
    """

    typed = False

    def __init__(self, path: Path, problems: list[Problem], *, name: str = "", what: str = "a rule") -> None:
        self.path = path
        self.name = name or path.as_posix()
        self.what = what
        self.lines: dict[Way, int] = {}
        self.problems = problems
        self._before = len(problems)

    def sound(self) -> bool:
        """Whether nothing has been found wrong so far."""
        return len(self.problems) == self._before

    def line(self, *at: str | int) -> int:
        """The line of a node, or of the nearest node around it that has one."""
        where: Way = at
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def wrong(self, message: str, *at: str | int, line: int = 0) -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(self.name, line or self.line(*at), message))

    def yaml(self, content: bytes) -> dict[str, Any] | None:
        """What a YAML file says, as lists, dicts and strings; None where it is not a mapping."""
        import yaml  # rules that were read before need no YAML

        # Every scalar is a string to the base loader; the one in C is 7 times as fast.
        loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            node = yaml.compose(content.decode("utf-8-sig"), Loader=loader)
            if isinstance(node, yaml.MappingNode):
                found: dict[str, Any] = self._plain(node, (), set())
                return found
            self.wrong(f"{self.what} is a mapping of keys to values")
        except UnicodeDecodeError:
            self.wrong("the file is not UTF-8")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.wrong(f"not YAML: {error.problem}", line=mark.line + 1 if mark else 1)
        except yaml.YAMLError as error:
            self.wrong(f"not YAML: {str(error).splitlines()[0]}")
        except RecursionError:
            self.wrong("lists and tables lie in each other too deep to be read")
        return None

    def _plain(self, node: Any, at: Way, seen: set[int]) -> Any:
        """A node as lists, dicts and strings; the sheet gets the line of every node and key."""
        self.lines.setdefault(at, node.start_mark.line + 1)
        if node.id == "scalar":
            return node.value
        if id(node) in seen:
            self.wrong(f"anchors and aliases are not used in {self.what.partition(' ')[2]}s", *at)
            return None
        seen.add(id(node))
        if node.id == "sequence":
            return [self._plain(child, (*at, i), seen) for i, child in enumerate(node.value)]
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.id != "scalar":
                self.wrong("a key must be a word", line=line)
                continue
            if key.value in found:
                self.wrong(f"the key '{key.value}' stands twice", line=line)
                continue
            way = (*at, key.value)
            self.lines[way] = line
            found[key.value] = self._plain(value, way, seen)
        return found


_AT = re.compile(r"^(.*?)(?: - at `(key in )?\$(.*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]|\[\.\.\.\]")


_TYPES = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
    "date": "a date",
    "datetime": "a date",
    "time": "a time",
}
_EXPECTED = re.compile(r"Expected `([\w |]+)`(.*?)(?:, got `(\w+)`)?")


def _plainly(message: str) -> str:
    """A message of msgspec on a value of a wrong type, in a user's words."""
    found = _EXPECTED.fullmatch(message)
    if found is None:
        return message
    wanted = [_TYPES.get(name, name) for name in found[1].split(" | ") if name != "null"]
    given = f", not {_TYPES.get(found[3], found[3])}" if found[3] else ""
    return f"{' or '.join(wanted)}{found[2]} is expected{given}"


def place(error: str) -> tuple[str, Way]:
    """What a ValidationError of msgspec says, in a user's words, and the way to the node that it says it of."""
    match = _AT.match(error)
    assert match is not None
    message, _, way = match.groups()
    return _plainly(message), tuple(
        int(found[2]) if found[2] is not None else found[1]
        for found in _STEP.finditer(way or "")
        if found[1] is not None or found[2] is not None
    )

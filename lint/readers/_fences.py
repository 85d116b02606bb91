"""Where fenced code stands in Markdown, told before it is parsed, so that nothing inside is taken for markup."""

from __future__ import annotations

from bisect import bisect_right

import regex

from lint.kept import expression

# The fence may stand in quotations and list items; how deep does not matter here.
_FENCE = expression(r"(?:^|(?<=\r))[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+(`{3,}+|~{3,}+)([^\r\n]*+)", regex.M)


class Fences:
    """The stretches of a source that are fenced code."""

    def __init__(self, source: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        if "```" not in source and "~~~" not in source:
            return
        opening = ""
        for match in _FENCE.finditer(source):
            fence, rest = match[1], match[2]
            if not opening:
                if fence[0] == "~" or "`" not in rest:
                    opening = fence
                    self._starts.append(match.start())
            elif fence.startswith(opening) and not rest.strip():
                opening = ""
                self._ends.append(match.end())
        if opening:
            self._ends.append(len(source))

    def __contains__(self, place: object) -> bool:
        if not isinstance(place, int):
            return False
        number = bisect_right(self._starts, place) - 1
        return number >= 0 and place < self._ends[number]

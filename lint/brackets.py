"""Round and square brackets read as a writer means them: which close which, and which are none at all."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import regex

BRACKETS = regex.compile(r"[()\[\]]")
_PARTNER = {")": "(", "]": "["}

# Right as they stand: intervals, emoticons, list letters and numbers, leftovers of Markdown links and task lists.
_NONE = regex.compile(
    r"[\[(]\s*[-−+]?[\w.∞]+\s*[,;]\s*[-−+]?[\w.∞]+\s*[\])]"
    r"|(?<![\p{L}\p{N}])[:;=8xX][-'o^]?[()\[\]]+|[()\[\]]+[-'o^]?[:;=](?!\p{L})"
    r"|(?:^|(?<=[\s,;:.(—–]))(?:\p{L}|[ivxIVX]{1,4}|\d{1,3}(?:\.\d+)*\.?)\)"
    r"|\]\(|^\s*\[\s*\]"
    r"|\){2,}|\({2,}|\(\s*$"  # smiles and frowns as they are written in the east of Europe
)


def unbalanced(text: str) -> tuple[list[int], list[int]]:
    """Where brackets are opened and not closed, and where they are closed and were not opened."""
    unclosed, unopened = _unpaired(text, frozenset())
    if not unclosed and not unopened:
        return unclosed, unopened
    none = {at for match in _NONE.finditer(text) for at in range(*match.span())}
    if none and not any(_unpaired(text, none)):
        return [], []  # the smile in (as you see :) here) closes nothing
    return [at for at in unclosed if at not in none], [at for at in unopened if at not in none]


def _unpaired(text: str, none: AbstractSet[int]) -> tuple[list[int], list[int]]:
    stack: list[int] = []
    unopened: list[int] = []
    for match in BRACKETS.finditer(text):
        at = match.start()
        if at in none:
            continue
        if match[0] in "([":
            stack.append(at)
        elif stack and text[stack[-1]] == _PARTNER[match[0]]:
            stack.pop()
        else:
            unopened.append(at)
    return stack, unopened

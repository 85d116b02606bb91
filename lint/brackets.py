"""Round and square brackets read as a writer means them: which close which, and which are none at all."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from lint.document import OPAQUE
from lint.kept import expression

BRACKETS = expression(r"[()\[\]]")
_LIST_NUMBER = r"(?:^|(?<=[\s,;:.(—–]))(?:\p{L}|[ivxIVX]{1,4}|\d{1,3}(?:\.\d+)*\.?)\)"
_NUMBERS = expression(_LIST_NUMBER)
_DEPTH = 4  # how far down a bracket may look for its partner
_PARTNER = {")": "(", "]": "["}

# Right as they stand: intervals, emoticons, list letters and numbers, leftovers of links and task lists, what
# stands around code (its own bracket may have gone with it).
_NONE = expression(
    r"[\[(]\s*[-−+]?[\w.∞]+\s*[,;]\s*[-−+]?[\w.∞]+\s*[\])]"
    r"|(?<![\p{L}\p{N}])[:;=8xX][-'o^]?[()\[\]]{1,4}|[()\[\]]{1,4}[-'o^]?[:;=](?!\p{L})"
    rf"|{_LIST_NUMBER}"
    rf"|\]\(|^\s*\[\s*\]|[\[(]{OPAQUE}|{OPAQUE}[\])]"
    r"|(?<![^\s+/])[\[\]](?![^\s+/])"  # a key, a command
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


def numbers(text: str) -> list[int]:
    """Where the brackets stand that a list may have: they close one that was opened before if none else does."""
    return [match.end() - 1 for match in _NUMBERS.finditer(text)]


def _unpaired(text: str, none: AbstractSet[int]) -> tuple[list[int], list[int]]:
    stack: list[int] = []
    unclosed: list[int] = []
    unopened: list[int] = []
    for match in BRACKETS.finditer(text):
        at = match.start()
        if at in none:
            continue
        if match[0] in "([":
            stack.append(at)
        elif any(text[other] == _PARTNER[match[0]] for other in stack[-_DEPTH:]):
            while text[stack[-1]] != _PARTNER[match[0]]:
                unclosed.append(stack.pop())
            stack.pop()
        else:
            unopened.append(at)
    return sorted((*unclosed, *stack)), unopened

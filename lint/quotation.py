"""Quotation marks read as a writer means them: what opens, what closes, and what is an inch mark.

Only double marks and guillemets are paired. Single marks are apostrophes far too often to be judged by shape.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import regex

Role = Literal["open", "close", "either"]

MARKS = regex.compile(r"[\"“”„‟«»]")

# What each language uses its marks for, where that is not English use. A mark that can do both is judged by the
# white space around it. From CLDR's delimiters and the style guides of the languages.
_ENGLISH: dict[str, Role] = {"“": "open", "‟": "open", "„": "open", "«": "open", "”": "close", "»": "close"}
_LOW_HIGH: dict[str, Role] = {"„": "open", "“": "either", "”": "close", "«": "either", "»": "either"}
_ANY: dict[str, Role] = {"„": "open", "“": "either", "”": "either", "«": "either", "»": "either"}
_ROLES: dict[str, dict[str, Role]] = {
    **dict.fromkeys(("en", "es", "pt", "it", "fr", "ca", "gl", "nl", "tr", "ru", "uk", "be", "el", "id"), _ENGLISH),
    **dict.fromkeys(("de", "pl", "ro", "hu", "cs", "sk", "sl", "hr", "bg", "lt", "lv", "et", "is"), _LOW_HIGH),
}

_OPENING = frozenset("([{—–-/‘'“\"„«¿¡>")
_CLOSING = frozenset(".,;:!?)]}—–-/…’'”\"»<")
_DEPTH = 4  # how far down a mark may look for its partner; quotations are not nested deeper
_PARTNERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "”": "”", '"': '"'}


class Quotation(NamedTuple):
    """A quotation with its marks, half-open in code points of the text."""

    start: int
    end: int


class Reading(NamedTuple):
    """The double marks of one text.

    Beside the pairs: marks left over, marks turned the wrong way, marks that close what another sort of mark opened
    (“so"), and loose ones that tell nothing (inches, a mark that is talked about).
    """

    pairs: list[Quotation]
    unclosed: list[int]
    unopened: list[int]
    reversed: list[int]
    mismatched: list[int]
    loose: list[int]


def role(char: str, language: str) -> Role:
    """What a mark does in a language (a BCP 47 tag), whatever stands around it."""
    return _ROLES.get(language.partition("-")[0].lower(), _ANY).get(char, "either")


def opens_here(text: str, at: int) -> bool:
    """Whether a mark at `at` stands as one that opens: room before it and a word after it."""
    before, after = text[at - 1] if at else " ", text[at + 1 : at + 2] or " "
    return (before.isspace() or before in _OPENING) and not after.isspace() and after not in _CLOSING


def closes_here(text: str, at: int) -> bool:
    """Whether a mark at `at` stands as one that closes: a word before it and room after it."""
    before, after = text[at - 1] if at else " ", text[at + 1 : at + 2] or " "
    return not (before.isspace() or before in _OPENING) and (after.isspace() or after in _CLOSING)


def read(text: str, language: str = "en") -> Reading:
    """The double quotation marks of `text`, paired with a stack in one pass."""
    reading = Reading([], [], [], [], [], [])
    stack: list[tuple[int, str]] = []  # where it opened, and what would close it
    for match in MARKS.finditer(text):
        at, char = match.start(), match[0]
        before, after = text[at - 1] if at else " ", text[at + 1 : at + 2] or " "
        usual = role(char, language)
        opens, closes = opens_here(text, at), closes_here(text, at)
        awaited = bool(stack) and char in stack[-1][1]
        tripled = char == '"' and '"""' in text[max(0, at - 2) : at + 3]
        if tripled or (before.isspace() and after.isspace() and usual == "either"):
            reading.loose.append(at)
            continue
        if usual == "either" or (awaited and usual == "open" and closes):  # „so“ in an English text
            does = "open" if opens and not closes else "close" if closes and not opens else None
            if does is None:
                does = "close" if awaited else "open"
        else:
            does = usual
            # A mark that can only be read the other way, with nothing (or something) for it to close.
            if usual == "close" and opens and not stack and after.isalnum() and not before.isalnum():
                reading.reversed.append(at)
                does = "open"
            elif (
                usual == "open" and closes and stack and not after.isalnum() and (before.isalnum() or before in ".,!?")
            ):
                reading.reversed.append(at)
                does = "close"
        if does == "open":
            stack.append((at, '”“"' if at in reading.reversed[-1:] else _PARTNERS.get(char, char)))
        elif stack and (char in stack[-1][1] or at in reading.reversed[-1:]):
            reading.pairs.append(Quotation(stack.pop()[0], at + 1))
        elif before.isdigit() and char in '"”':
            reading.loose.append(at)  # 12" and 6’2” are inches
        elif any(char in closers for _, closers in stack[-_DEPTH:]):
            while char not in stack[-1][1]:
                reading.unclosed.append(stack.pop()[0])
            reading.pairs.append(Quotation(stack.pop()[0], at + 1))
        elif stack and closes and stack[-1][1] != char:
            reading.mismatched.append(at)
            reading.pairs.append(Quotation(stack.pop()[0], at + 1))
        else:
            reading.unopened.append(at)
    reading.unclosed.extend(at for at, _ in stack)
    reading.unclosed.sort()
    reading.pairs.sort()
    return reading

"""Quotation marks read as a writer means them: what opens, what closes, and what is an inch mark.

Only double marks and guillemets are paired. Single marks are apostrophes far too often to be judged by shape.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from lint.kept import expression

Role = Literal["open", "close", "either"]

MARKS = expression(r"[\"“”„‟«»]")

# What each language uses its marks for, where that is not English use. A mark that can do both is judged by the
# white space around it. From CLDR's delimiters and the style guides of the languages.
_ENGLISH: dict[str, Role] = {"“": "open", "‟": "open", "„": "open", "«": "open", "”": "close", "»": "close"}
_LOW_HIGH: dict[str, Role] = {"„": "open", "“": "either", "”": "close", "«": "either", "»": "either"}
_ANY: dict[str, Role] = {"„": "open", "“": "either", "”": "either", "«": "either", "»": "either"}
_ROLES: dict[str, dict[str, Role]] = {
    **dict.fromkeys(("en", "es", "pt", "it", "fr", "ca", "gl", "nl", "tr", "ru", "uk", "be", "el", "id"), _ENGLISH),
    **dict.fromkeys(("de", "pl", "ro", "hu", "cs", "sk", "sl", "hr", "bg", "lt", "lv", "et", "is"), _LOW_HIGH),
}

_OPENING = frozenset("([{—–-/‘'“\"„«¿¡>*_")
_CLOSING = frozenset(".,;:!?)]}—–-/…’'”\"»<*_")
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
        tripled = char == '"' and '"""' in text[max(0, at - 2) : at + 3]
        if tripled or (before.isspace() and after.isspace() and usual == "either"):
            reading.loose.append(at)
            continue
        awaited = bool(stack) and char in stack[-1][1]
        does, turned = _does(text, at, usual, inside=bool(stack), awaited=awaited)
        if turned:
            reading.reversed.append(at)
        if does == "open":
            stack.append((at, '”“"' if turned else _PARTNERS.get(char, char)))
        elif stack and (awaited or turned):
            reading.pairs.append(Quotation(stack.pop()[0], at + 1))
        elif before.isdigit() and char in '"”':
            reading.loose.append(at)  # 12" and 6’2” are inches
        elif any(char in closers for _, closers in stack[-_DEPTH:]):
            while char not in stack[-1][1]:
                reading.unclosed.append(stack.pop()[0])
            reading.pairs.append(Quotation(stack.pop()[0], at + 1))
        elif stack and closes_here(text, at):
            reading.mismatched.append(at)
            reading.pairs.append(Quotation(stack.pop()[0], at + 1))
        else:
            reading.unopened.append(at)
    reading.unclosed.extend(at for at, _ in stack)
    reading.unclosed.sort()
    reading.pairs.sort()
    return reading


def _does(text: str, at: int, usual: Role, *, inside: bool, awaited: bool) -> tuple[Role, bool]:
    """Whether the mark opens or closes, and whether it is turned the wrong way for that."""
    opens, closes = opens_here(text, at), closes_here(text, at)
    if usual == "either" or (awaited and usual == "open" and closes):  # „so“ in an English text
        if opens != closes:
            return ("open" if opens else "close"), False
        return ("close" if awaited else "open"), False
    if usual == "close" and opens and not inside and text[at + 1].isalnum():
        return "open", True
    if usual == "open" and closes and inside:
        return "close", True
    return usual, False


# "The term “profound learning,” he wrote": American style sets the comma inside.
_MENTION_ENDS = expression(r"[,.;:?!]?[\"'”’“»]")
_MENTION_OPENS = frozenset("\"'“‘„«”»")


def mentioned(text: str, start: int, end: int) -> bool:
    """Whether the stretch stands alone between quotation marks, as words do that are talked about or played with."""
    return start > 0 and text[start - 1] in _MENTION_OPENS and _MENTION_ENDS.match(text, end) is not None

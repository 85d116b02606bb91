"""Straight quotation marks with their space on the wrong side.

A straight mark opens or closes by the space beside it. Where a tool lost or moved that space (`the" old mill "was
sold`) it is read by counting: the marks of a block open and close in turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.kept import expression

_SPEAKER = expression(
    r"(?:\p{L}+ ){0,3}(?:says|said|reads|writes|wrote|added|adds|notes|noted|stated|reports|reported)\b"
)
_WIDE = 30  # how much of the words beside a mark is cited


def swapped(text: str) -> Iterator[tuple[int, int]]:
    """The marks with the words beside them, one place for a pair."""
    marks = [at for at, sign in enumerate(text) if sign == '"'] if '"' in text else []
    if not marks or len(marks) % 2:
        return
    looks = [_look(text, at) for at in marks]
    # A text in which most marks look wrong was counted wrongly, or was cut into words and marks.
    if looks[0] != "opens" or sum(look != ("opens", "closes")[n % 2] for n, look in enumerate(looks)) * 2 > len(marks):
        return
    sound = True  # the pair before looks right: it was not one quotation in another that put the count out of step
    for number in range(0, len(marks), 2):
        opening, closing = marks[number], marks[number + 1]
        first, second = looks[number : number + 2]
        if first == "closes" and sound:
            yield _cited(text, opening)
        elif first == "opens" and text[closing - 1] == " " and text[closing - 2] in ",.!?…":
            speaker = text[closing - 2] == "," and _SPEAKER.match(text, closing + 1)
            if (second == "neither" and text[closing + 2 : closing + 3].isalpha()) or (second == "opens" and speaker):
                yield _cited(text, closing)
        sound = (first, second) == ("opens", "closes")


def _look(text: str, at: int) -> str:
    before = at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-"
    after = at + 1 == len(text) or text[at + 1].isspace() or text[at + 1] in ".,;:!?)]—–-"
    if before:
        return "neither" if after else "opens"
    return "closes" if after else "both"


def _cited(text: str, at: int) -> tuple[int, int]:
    start, end = at, at + 1
    if start and text[start - 1] == " ":
        start -= 1
    while start and at - start < _WIDE and not text[start - 1].isspace():
        start -= 1
    if end < len(text) and text[end] == " ":
        end += 1
    while end < len(text) and end - at < _WIDE and text[end].isalnum():
        end += 1
    return start, end

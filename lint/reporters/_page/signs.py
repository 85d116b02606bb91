"""Characters of an article that a browser would obey, hide or refuse, as signs that a reader can see.

Directions that turn text around, zero-width characters, NUL and its like, lone surrogates and noncharacters become
their numbers (U+202E): few fonts have the control pictures. What scripts need to be written (joiners, direction marks,
soft hyphens, the tags in flags of emoji) stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FLAG = "\N{WAVING BLACK FLAG}[\U000e0020-\U000e007e]+\U000e007f"
_SHOWN = re.compile(
    f"(?P<flag>{_FLAG})|"
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u180e\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff"
    "\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
    "|[" + "".join(chr(plane << 16 | low) for plane in range(1, 15) for low in (0xFFFE, 0xFFFF)) + "]"
)
_HIDDEN = re.compile("[\xad\u061c\u200c-\u200f]")


def _sign(char: str) -> str:
    return f"U+{ord(char):04X}"


def runs(text: str) -> Iterator[tuple[str, str]]:
    """`text` as (what to show, name) pairs: a name only for what stands for a character.

    Line ends come out as LF. A text of nothing but characters that take no room has every one of them shown.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _HIDDEN.search(text) and not _HIDDEN.sub("", text).strip():
        for char in text:
            yield (char, "") if char.isspace() else (_sign(char), unicodedata.name(char, "control character"))
        return
    at = 0
    for found in _SHOWN.finditer(text):
        if found["flag"]:
            continue
        if found.start() > at:
            yield text[at : found.start()], ""
        yield _sign(found[0]), unicodedata.name(found[0], "control character")
        at = found.end()
    if at < len(text):
        yield text[at:], ""


def shown(text: str) -> str:
    """`text` with signs in the place of what a browser would obey; for all of a page but the articles themselves."""
    return _SHOWN.sub(lambda found: found[0] if found["flag"] else _sign(found[0]), text)

"""UTF-8 that was read as something else: where the damage is and what stood there.

A character outside ASCII is two to four bytes in UTF-8. Read as a one-byte encoding they become as many characters, the
first out of a small set, the others out of another: “folks…” turns into “folksâ€¦”. So a damaged stretch can be decoded
again, and one that decodes was hardly written by anybody. Hardly: “BEYONCÉ’S” decodes too. What a writer may put
behind an accented letter (a closing quote, a dash, dots) is therefore believed to be damage only with more evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

_ENCODINGS = ("cp1252", "mac_roman", "cp1251", "cp1250")
_LEADS = {
    # Leads whose two-byte characters are everyday ones: one of them is enough.
    "cp1252": "\u00c2\u00c3\u00c4\u00c5",
    "mac_roman": "¬√",
    "cp1251": "",
    "cp1250": "ĂĹ",
}
# Leads of longer characters, with the second bytes that belong to punctuation, symbols, byte order marks and emoji.
_LONG = {
    "cp1252": ("â€", "â‚¬", "â„", "â†", "âˆ", "ï»¿", "ï¿½", "ï¬", "ðŸ"),
    "mac_roman": ("‚Ä", "‚Ç¨", "Ô¨", "Ô∑"),
    "cp1251": ("вЂ", "в‚¬", "в„ў", "рџ"),
    "cp1250": (),
}
# May follow an accented letter in good text: “CAFÉ…”, “Beyoncé’s”, “naïveté”—and so on; letters of Czech and French.
_NATURAL = frozenset("…‘’“”–—‹›«»•·™®°\u00a0\u00adšŠžŽœŒŸ")
_OPENING = frozenset("«“‘„\"'(")
_RUN = 3  # so many characters in a row that decode are a word of another script


class Damage(NamedTuple):
    """A damaged stretch of a text and what it was."""

    start: int
    end: int
    meant: str


@cache
def _bytes(encoding: str) -> dict[str, int]:
    """The characters of a one-byte encoding above ASCII; a byte without one stands for itself, as browsers have it."""
    table = {chr(byte): byte for byte in range(0x80, 0xA1)}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(encoding, "ignore")
        if char:
            table[char] = byte
    return table


@cache
def _runs(encoding: str) -> regex.Pattern[str]:
    """Maximal runs of characters that could be bytes of longer UTF-8 characters."""
    table = _bytes(encoding)
    lead = regex.escape("".join(c for c, b in table.items() if 0xC2 <= b <= 0xF4))
    rest = regex.escape("".join(c for c, b in table.items() if b < 0xC0))
    return regex.compile(f"(?:[{lead}][{rest}]{{1,3}})+")


def _characters(text: str, encoding: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of `text` that are one character of UTF-8 each when taken for bytes."""
    table = _bytes(encoding)
    at = 0
    while at < len(text):
        lead = table.get(text[at], 0)
        size = 2 if 0xC2 <= lead <= 0xDF else 3 if 0xE0 <= lead <= 0xEF else 4 if 0xF0 <= lead <= 0xF4 else 0
        piece = text[at : at + size]
        if size and len(piece) == size:
            try:
                yield at, at + size, bytes(table.get(c, 0) for c in piece).decode("utf-8")
            except UnicodeDecodeError:
                at += 1
            else:
                at += size
        else:
            at += 1


def _believed(found: str, count: int, meant: str, before: str, after: str, encoding: str) -> bool:
    """Whether a stretch of `count` characters that decodes to `meant` was damaged, and not written so."""
    if any(not (c.isprintable() or c in "\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff") for c in meant):
        return False
    if found.startswith(_LONG[encoding]) or found.replace("\x80", "€").startswith(_LONG[encoding]):
        return True
    if count >= _RUN and not all(c in _NATURAL for c in found[1::2]):
        return True
    if found[0] not in _LEADS[encoding] or (encoding == "mac_roman" and before.isspace() and after.isspace()):
        return False
    if found[1] in _NATURAL:
        # No capital stands inside a word (“siÄ™”), but one may end a word in capitals or stand between quotes.
        opens = not before.isalpha() and before not in _OPENING and after.islower()
        return before.islower() or (found[0] in "\u00c2\u00c3" and (opens or found[1] in "\u00a0°®™"))
    return True


def damaged(text: str) -> Iterator[Damage]:
    """Every damaged stretch of `text`, in order for each encoding; the same damage done twice is mended twice."""
    for encoding in _ENCODINGS:
        for run in _runs(encoding).finditer(text):
            cluster: list[tuple[int, int, str]] = []
            for piece in (*_characters(run[0], encoding), (-1, -1, "")):
                if cluster and piece[0] != cluster[-1][1]:
                    start, end = run.start() + cluster[0][0], run.start() + cluster[-1][1]
                    meant = "".join(c for _, _, c in cluster)
                    before, after = text[max(0, start - 1) : start], text[end : end + 1]
                    if _believed(text[start:end], len(cluster), meant, before, after, encoding):
                        yield Damage(start, end, mended(meant))
                    cluster = []
                cluster.append(piece)


def mended(text: str) -> str:
    """`text` with every damaged stretch mended."""
    parts: list[str] = []
    at = 0
    for damage in sorted(damaged(text)):
        if damage.start >= at:
            parts += (text[at : damage.start], damage.meant)
            at = damage.end
    return "".join(parts) + text[at:]

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

from lint.kept import expression

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
_UNPRINTABLE = frozenset("\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff")
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
    return expression(f"(?:[{lead}][{rest}]{{1,3}})+")


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


def _believed(found: str, count: int, before: str, after: str, encoding: str) -> bool:
    """Whether a stretch of `count` characters that decodes was damaged, and not written so."""
    if found.replace("\x80", "€").startswith(_LONG[encoding]):
        return True
    if count >= _RUN and not all(c in _NATURAL for c in found[1::2]):
        return True
    if found[0] not in _LEADS[encoding] or (encoding == "mac_roman" and before.isspace() and after.isspace()):
        return False
    if found[1] in _NATURAL:
        # No capital stands inside a word (“siÄ™”), but one may end a word in capitals or stand between quotes.
        opens = not before.isalpha() and before not in _OPENING and after.islower()
        sign = found[1] in "\u00a0°®" and not before.isupper() and before not in _OPENING
        return before.islower() or (found[0] in "\u00c2\u00c3" and (opens or sign))
    return True


def _clusters(run: str, encoding: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of `run` in which one character that decodes follows the other, and what they decode to."""
    start, end, meant = 0, -1, ""
    for begin, finish, char in _characters(run, encoding):
        if begin != end and meant:
            yield start, end, meant
            meant = ""
        if not meant:
            start = begin
        end, meant = finish, meant + char
    if meant:
        yield start, end, meant


def _candidates(text: str) -> Iterator[Damage]:
    for encoding in _ENCODINGS:
        unsure: list[Damage] = []
        leads: set[str] = set()
        for run in _runs(encoding).finditer(text):
            for start, end, decoded in _clusters(run[0], encoding):
                start, end = run.start() + start, run.start() + end
                before, after = text[max(0, start - 1) : start], text[end : end + 1]
                meant = _inner(before, decoded, after)
                if not all(c.isprintable() or c in _UNPRINTABLE for c in meant):
                    continue
                if _believed(text[start:end], len(decoded), before, after, encoding):
                    yield Damage(start, end, meant)
                    leads.add(text[start] if len(decoded) >= _RUN else "")
                else:
                    unsure.append(Damage(start, end, meant))
        # A word of one or two letters of the other script, between longer ones.
        yield from (damage for damage in unsure if text[damage.start] in leads and text[damage.end - 1] not in _NATURAL)


def _inner(before: str, decoded: str, after: str) -> str:
    """`decoded` mended once more: the same damage may have been done twice."""
    if decoded.isascii() or len(decoded) < 2:
        return decoded
    around = before + decoded + after
    shift, stop = len(before), len(before) + len(decoded)
    for damage in reversed(list(damaged(around))):
        if damage.start >= shift and damage.end <= stop:
            around = around[: damage.start] + damage.meant + around[damage.end :]
            stop += len(damage.meant) - (damage.end - damage.start)
    return around[shift:stop]


def damaged(text: str) -> Iterator[Damage]:
    """Every damaged stretch of `text`, in order; of two readings of a stretch the one that begins first."""
    at = 0
    for damage in sorted(_candidates(text)):
        if damage.start >= at:
            yield damage
            at = damage.end


def mended(text: str) -> str:
    """`text` with every damaged stretch mended."""
    parts: list[str] = []
    at = 0
    for damage in damaged(text):
        parts += (text[at : damage.start], damage.meant)
        at = damage.end
    return "".join(parts) + text[at:]

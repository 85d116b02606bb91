"""Characters that no reader sees, that no writer typed, or that belong to another script's typography."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from lint.kept import expression
from lint.lexicon import markers


class Stray(NamedTuple):
    """A stretch of text that does not belong there, what belongs there instead (if that is known), and its name."""

    start: int
    end: int
    instead: str | None = None
    name: str = ""


def name_of(characters: str) -> str:
    """The characters by number and name, each once: “U+200B ZERO WIDTH SPACE”."""
    names = []
    for char in dict.fromkeys(characters):
        name = _NAMES.get(char) or unicodedata.name(char, "")
        names.append(f"U+{ord(char):04X} {name}".rstrip())
    return ", ".join(names)


_NAMES = {
    "\ufeff": "BYTE ORDER MARK",
    "\x08": "BACKSPACE",
    "\x0b": "LINE TABULATION",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
}

# Always strays in the middle of a text: nothing in any script needs them.
_NEVER = "\ufeff\u180e\u2061-\u2064\u206a-\u206f\ufff9-\ufffb"
# Zero-width space, joiners, directional marks, soft hyphen, word joiner: each has its place.
_PLACED = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069"
_INVISIBLE = expression(f"[{_NEVER}{_PLACED}]+")
_RIGHT_TO_LEFT = expression(r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}]")
_DIRECTIONAL = expression("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Scripts without spaces between words, or whose letters are joined and kept apart by invisible characters.
_NEEDS_THEM = expression(
    r"[\p{Arabic}\p{Syriac}\p{Nko}\p{Mongolian}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\p{Javanese}\p{Balinese}"
    r"\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}"
    r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]"
)
_EMOJI = expression(r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f\u2640\u2642\u20e3]")


def invisible(text: str) -> Iterator[Stray]:
    """Characters of no width that do nothing where they stand.

    They are right in emoji, in Arabic, Indic and South-East Asian scripts, as directional marks where a block holds
    letters that run from right to left, and inside a word or an address as a place to break it or not (soft hyphen,
    zero-width space, word joiner, zero-width non-joiner).
    """
    for run in _INVISIBLE.finditer(text):
        start, end = run.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if any(_NEEDS_THEM.match(c) or _EMOJI.match(c) for c in (before, after)):
            continue
        if _DIRECTIONAL.search(run[0]) and _RIGHT_TO_LEFT.search(text):
            continue
        between = bool(before and after) and not before.isspace() and not after.isspace()
        # One hint inside a word or a long address was put there on purpose: “auf\u200clage”, “and/\u200bor”.
        # But nobody breaks “ol\u200bd”: a zero-width space belongs between words, or behind a slash or the like.
        in_word = run[0] == "\u200b" and before.islower() and after.islower()
        if between and not in_word and len(run[0]) == 1 and run[0] in "\u00ad\u2060\u200c\u200b":
            continue
        yield Stray(start, end, "", name_of(run[0]))


# A form feed at the head of a line parts pages, in text as in old documents: it is not here, nor are tab and line ends.
# Bullets of the Symbol and Wingdings fonts show as boxes without them.
_CONTROL = expression("\x1b\\[[0-9;]*m|[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\uf0a7\uf0b7\uf0d8\uf0fc]+")
_BREAKS = frozenset("\x0b\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_BULLETS = frozenset("\uf0a7\uf0b7\uf0d8\uf0fc")


def control(text: str) -> Iterator[Stray]:
    """Control characters. Quotation marks and dashes of Windows that were taken for such are mended."""
    if text.replace("\n", " ").isprintable():
        return
    for run in _CONTROL.finditer(text):
        start, end = run.span()
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        instead = ""
        for char in run[0] if run[0][0] != "\x1b" else "":
            if char in _BREAKS:
                instead += " " if len(around) == 2 and not any(c.isspace() for c in around) else ""
            elif char in _BULLETS:
                instead += "•"
            elif "\x80" <= char <= "\x9f":
                instead += bytes([ord(char)]).decode("cp1252", "ignore")
        yield Stray(start, end, instead, name_of(run[0]))


_LOST = expression(
    r"\ufffd+|ï¿½"  # the second is the first, read again in a wrong encoding
    r"|â€(?![\p{S}\p{P}\x80-\x9f\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192])"  # the end of ” was dropped
    r'|â€["”](?=\s|\w)'  # a dash whose last byte looked like a curly quote and was straightened
    # the second byte of à, and of a no-break space itself, is a no-break space, which became a blank
    r"|(?<=\p{Ll} ?)\u00c3 (?=\p{Ll})|(?<=[\p{Ll}\p{N}.,;:!?)])\u00c2(?=[ \n])"
    r"|(?<=\p{Ll})Õ(?=(?:s|t|re|ll|ve|d|m)\b)"  # Mac Roman for ’
    r"|(?<=\b\p{Lu}?\p{Ll}+n)\?(?=t\b)|(?<=\bI)\?(?=(?:m|ve|ll|d)\b)"
    r"|(?<=\b(?i:it|that|he|she|there|what|who|let))\?(?=s\b)"
    r"|(?<=\b(?i:we|you|they))\?(?=(?:re|ve|ll)\b)"
)


def lost(text: str) -> Iterator[Stray]:
    """Places where a character was lost for good in a conversion: “�”, “don?t”."""
    for match in _LOST.finditer(text):
        found = match[0]
        instead = (
            "à "
            if found[0] == "\u00c3"
            else " "
            if found == "\u00c2"
            else "’"
            if found in "?Õ"
            else "”"
            if found == "â€"
            else None
        )
        yield Stray(*match.span(), instead)


def entities(text: str) -> Iterator[Stray]:
    """Character codes of HTML, with the character that each stands for; one that stands for nothing seen is dropped.

    The name is the character, or “a space”.
    """
    for match in markers.ENTITY.pattern.finditer(text):
        meant = match[0].replace(" ", "")
        if meant.startswith("nbsp;"):
            meant = "\N{NO-BREAK SPACE}"
        for _ in range(3):  # “&amp;amp;nbsp;” was escaped again and again
            meant = html.unescape(meant)
        instead: str | None = meant
        if meant == "\ufffd" or meant.startswith("&"):
            instead = None if len(meant) > 1 or meant == "\ufffd" else meant
        elif meant.isspace():
            beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
            spaced = any(map(str.isspace, beside))  # one space is enough
            instead = "" if spaced else meant if meant == "\N{NO-BREAK SPACE}" else " "
        elif unicodedata.category(meant[0]) in ("Cf", "Cc"):
            instead = ""
        yield Stray(*match.span(), instead, meant.strip() or "a space")


_WIDE = {
    "，": ",",
    "。": ".",
    "．": ".",
    "：": ":",
    "；": ";",
    "！": "!",
    "？": "?",
    "（": "(",
    "）": ")",
    "、": ",",
    "％": "%",
    "／": "/",
    "＂": '"',
    "＇": "'",
    "［": "[",
    "］": "]",
    "～": "~",
}
_WIDE_RUN = expression(f"[{''.join(_WIDE)}]")
_EAST_ASIAN = expression(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}\u3000-\u303f\uff00-\uffef]")
_WINDOW = 60
_LETTER = expression(r"\p{L}")
_SPACED = frozenset(",.:;!?")


def _mostly_east_asian(text: str) -> bool:
    """Whether a Chinese or Japanese sentence goes on around a Latin word; one of theirs is worth two letters."""
    return 3 * sum(1 for _ in _EAST_ASIAN.finditer(text)) > sum(1 for _ in _LETTER.finditer(text))


def full_width(text: str) -> Iterator[Stray]:
    """Full-width punctuation between letters or figures of scripts that have no use for it."""
    for match in _WIDE_RUN.finditer(text):
        at = match.start()
        before, after = text[max(0, at - 1) : at], text[at + 1 :].lstrip()[:1] if at + 1 < len(text) else ""
        if not before and match[0] not in "（［＂＇":
            continue
        if any(_EAST_ASIAN.match(c) for c in (before, after) if c):
            continue
        # Alone between quotation marks or blanks it is being talked about.
        if (before in "“‘\"'`「(" and after in "”’\"'`」)") or (not before.strip() and text[at + 1 : at + 2].isspace()):
            continue
        if _mostly_east_asian(text[max(0, at - _WINDOW) : at + _WINDOW]):
            continue
        instead = _WIDE[match[0]]
        touching = text[at + 1 : at + 2]
        if instead in _SPACED and (
            touching.isalpha() or touching in '“‘"（(' or (touching.isdigit() and not before.isdigit())
        ):
            instead += " " if touching else ""
        elif instead == "(" and before.isalpha():
            instead = " ("
        elif instead == ")" and touching.isalnum():
            instead = ") "
        yield Stray(at, at + 1, instead)

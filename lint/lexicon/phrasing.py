"""The notation in which rules write phrases, and its translation to a regular expression.

    take a gander at        the words, in any case; a space is any white space, ' is any apostrophe
    ~take a gander          any inflected form: takes, took, taken, taking
    {big|large|} data       one of these; an empty one makes it optional; ~ may stand inside
    <det> <poss>            an article or demonstrative; a possessive (his, one's, Mary's)
    <num> <name>            a number in digits or words; one to three capitalised words
    <word> <words>          any one word; up to three words

Phrases match folded text, so one notation serves straight and curly apostrophes and line breaks.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from lint.document import fold
from lint.lexicon.inflection import forms

_WORD = r"[\p{L}\p{M}\p{N}]+(?:['\-][\p{L}\p{M}\p{N}]+)*"
SLOTS = {
    "det": r"(?:the|a|an|this|that|these|those|any|some|every|each|no|all|another)",
    "poss": rf"(?:my|your|his|her|its|our|their|one's|whose|{_WORD}(?:'s|s'))",
    "num": r"(?:\p{N}[\p{N}.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred)",
    "name": rf"(?P<name>{_WORD}(?:[ .]+{_WORD}){{0,2}}?)",
    "word": _WORD,
    "words": rf"(?:{_WORD}(?: +{_WORD}){{0,2}})",
}


class PhraseError(ValueError):
    """A phrase that the notation does not allow."""


class Phrase(NamedTuple):
    """A phrase ready to match: the pattern, and the words one of which must be in any text that it matches."""

    source: str
    pattern: regex.Pattern[str]
    anchors: frozenset[str]


_TOKEN = regex.compile(r"\s+|\{([^{}]*)\}|<([a-z]+)>|(~?[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'\-]*)|([^\s{}<>~])")


def _alternatives(choice: str, whole: str) -> tuple[list[str], bool]:
    found: list[str] = []
    optional = False
    for part in choice.split("|"):
        part = part.strip()
        if not part:
            optional = True
            continue
        if "<" in part or "{" in part:
            raise PhraseError(f"“{whole}”: no slot or choice inside {{…}}")
        options = [""]
        for word in part.split():
            fresh = forms(word[1:]) if word.startswith("~") else (word,)
            options = [f"{before} {form}".strip() for before in options for form in fresh]
        found.extend(options)
    if not found:
        raise PhraseError(f"“{whole}”: an empty {{}}")
    return found, optional


def _literal(text: str) -> str:
    return r" +".join(regex.escape(word, special_only=True) for word in text.split())


@cache
def compile_phrase(source: str) -> Phrase:
    """The phrase written as `source`. Raises PhraseError with the reason."""
    text = fold(" ".join(source.split()))
    parts: list[str] = []
    groups: list[frozenset[str]] = []
    gap, name, at = False, False, 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise PhraseError(f"“{source}”: cannot read it from “{text[at : at + 12]}” on")
        at = token.end()
        choice, slot, word, other = token.groups()
        optional = False
        if choice is not None:
            words, optional = _alternatives(choice, source)
            body = "(?:" + "|".join(_literal(w) for w in sorted(words, key=len, reverse=True)) + ")"
            if not optional:
                groups.append(frozenset(max(_split(w), key=len) for w in words if _split(w)))
        elif slot is not None:
            if slot not in SLOTS:
                raise PhraseError(
                    f"“{source}”: there is no slot <{slot}>; there are " + ", ".join(f"<{s}>" for s in SLOTS)
                )
            if slot == "name" and name:
                raise PhraseError(f"“{source}”: only one <name>")
            name = name or slot == "name"
            body = SLOTS[slot]
        elif word is not None:
            words = list(forms(word[1:])) if word.startswith("~") else [word]
            body = "(?:" + "|".join(_literal(w) for w in words) + ")"
            groups.append(frozenset(max(_split(w), key=len) for w in words if _split(w)))
        elif other is not None:
            body = regex.escape(other, special_only=True)
        else:
            gap = True
            continue
        # The white space that an optional word brings along goes with it.
        if optional:
            body = f"(?:{' +' if gap and parts else ''}{body})?" if parts else f"(?:{body} +)?"
            parts.append(body)
            gap = gap if len(parts) > 1 else False
            if len(parts) == 1:
                at += len(text[at:]) - len(text[at:].lstrip())
            continue
        parts.append((" +" if gap and parts else "") + body)
        gap = False
    if not groups:
        raise PhraseError(f"“{source}”: at least one word must be fixed")
    anchors = max(groups, key=lambda group: min(len(word) for word in group))
    pattern = regex.compile(rf"(?<![\p{{L}}\p{{N}}]){''.join(parts)}(?![\p{{L}}\p{{N}}])")
    return Phrase(source, pattern, anchors)


def _split(text: str) -> list[str]:
    return regex.findall(r"[\p{L}\p{M}\p{N}]+", text)

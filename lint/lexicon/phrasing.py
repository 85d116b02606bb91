"""The notation in which rules write phrases, and its translation to a regular expression.

    take a gander at        the words, in any case; a space is white space or a hyphen, ' is any apostrophe
    ~take a gander          any inflected form: takes, took, taken, taking
    {big|large|} data       one of these; an empty one makes it optional; ~ may stand inside
    <det> <poss>            an article or the like; a possessive (his, one's, Mary's, the old man's)
    <num> <name>            a number in digits or words; one to three capitalised words
    <word> <words>          any one word; up to three words

Phrases match folded text, so one notation serves straight and curly apostrophes and line breaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple

import regex

from lint.document import fold
from lint.kept import expression, kept
from lint.lexicon.counts import alone, word_class
from lint.lexicon.inflection import forms

_WORD = r"[\p{L}\p{M}\p{N}]+(?:['\-][\p{L}\p{M}\p{N}]+)*"
_DET = r"(?:the|a|an|this|that|these|those|any|some|every|each|no|all|another)"
_NOT_POSSESSIVE = r"(?!(?:it|that|there|here|what|who|how|where|let|he|she)'s\b)"
_NUMBER = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|hundred|thousand|million|billion|dozen)"
)
SLOTS = {
    "det": _DET,
    "poss": rf"(?:my|your|his|her|its|our|their|one's|whose|"
    rf"(?:{_DET} +)?(?:{_WORD} +){{0,2}}?{_NOT_POSSESSIVE}{_WORD}(?:'s|(?<=s)'))",
    "num": rf"(?:\p{{N}}+(?:[.,]\p{{N}}+)*|{_NUMBER}(?:[ \-]{_NUMBER}){{0,2}})",
    "name": rf"(?P<name>{_WORD}(?:[ .]+{_WORD}){{0,2}}?)",
    "word": _WORD,
    "words": rf"(?:{_WORD}(?: +{_WORD}){{0,2}})",
}
_FILLING = {"det": "the", "poss": "his", "num": "three", "name": "Ada Stone", "word": "grey", "words": "old grey"}

# "can" is not in "can't", nor "we" in "we'll"; but "bosom disease" is in "bosom disease's" and in "bosom disease-free".
_START = r"(?<![\p{L}\p{M}\p{N}]|[\p{L}\p{N}]')"
_END = r"(?![\p{L}\p{M}\p{N}]|'(?:t|ll|re|ve|d|m)\b)"
_SPACE = r"(?: +|-)"


class PhraseError(ValueError):
    """A phrase that the notation does not allow."""


class Phrase(NamedTuple):
    """A phrase ready to match.

    Any text that it matches holds a word of each of `groups`, the rarest first; that one is `anchors`.
    `samples` are texts that it matches, one with the first choices and one with the last; `body` is the expression of
    the pattern without what it asks of the signs around.
    """

    source: str
    anchors: frozenset[str]
    groups: tuple[frozenset[str], ...]
    samples: tuple[str, ...]
    body: str

    @property
    def pattern(self) -> regex.Pattern[str]:
        """The expression, compiled when it is first asked for: of a thousand phrases an article has words of a few."""
        return _compiled(self.expression)

    def possible(self, text: str) -> bool:
        """Whether a text (`spaced`) has two words of the phrase next to each other; in most that have all it has not.

        It spares six in seven articles the pattern, which takes a hundred times as long.
        """
        runs = _runs(self.source)
        return not runs or any(run in text for run in runs)

    @property
    def expression(self) -> str:
        """The source of the pattern, to be built into a larger one."""
        return _START + self.body + _END


@cache
def _compiled(source: str) -> regex.Pattern[str]:
    return expression(source)


def compile_phrases(sources: Sequence[str]) -> list[Phrase]:
    """The phrases, kept together from one run to the next. Raises PhraseError for the first that is wrong."""
    rows: list[Any] = kept("phrases", sources, lambda: [tuple(compile_phrase(source)) for source in sources])
    return [Phrase(*row) for row in rows]


def spaced(folded: str) -> str:
    """Folded text with one space where the notation has a space."""
    return " ".join(folded.replace("-", " ").split())


_MOST_RUNS = 64
_BROKEN = expression(r"[ \-]")


@cache
def _runs(source: str) -> tuple[str, ...]:
    """Pairs of words of which every match has one, if there are such and not too many."""
    tokens = _tokens(source)
    for token in tokens:
        if token.words and not token.optional and all(_BROKEN.search(word) for word in token.words):
            return tuple(map(spaced, token.words))
    choices: list[tuple[float, tuple[str, ...]]] = []
    for one, other in pairwise(tokens):
        if one.words and other.words and other.spaced and not (one.optional or other.optional):
            runs = tuple(spaced(f"{a} {b}") for a in one.words for b in other.words)
            often = (sum(alone(word_class(word)) for word in token.words) for token in (one, other))
            if len(runs) <= _MOST_RUNS:
                choices.append((prod(often), runs))
    return min(choices, default=(0.0, ()))[1]


class _Token(NamedTuple):
    body: str
    words: tuple[str, ...]  # what it may be, in the order of writing; none for a slot
    sample: str
    spaced: bool  # white space stands before it
    optional: bool = False


_TOKEN = expression(r"\s+|\{([^{}]*)\}|<([a-z]+)>|(~?[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'\-]*)|([^\s{}<>~|])")
_PART = expression(r"[\p{L}\p{M}\p{N}]+")


@cache
def compile_phrase(source: str) -> Phrase:
    """The phrase written as `source`. Raises PhraseError with the reason."""
    tokens = _tokens(source)
    found = [_group(t) for t in tokens if t.words and not t.optional and all(_PART.search(w) for w in t.words)]
    groups = tuple(sorted(found, key=_commonness))
    if not groups:
        raise PhraseError(f"“{source}”: at least one word must be fixed")
    if sum("?P<name>" in token.body for token in tokens) > 1:
        raise PhraseError(f"“{source}”: only one <name>")
    # The white space of an optional word goes with it: that behind it where it opens the phrase, else that before it.
    parts: list[str] = []
    opened = False
    for number, token in enumerate(tokens):
        space = _SPACE if token.spaced and opened else ""
        if not token.optional:
            parts.append(space + token.body)
            opened = True
        elif opened:
            parts.append(f"(?:{space}{token.body})?")
        else:
            behind = _SPACE if number + 1 < len(tokens) and tokens[number + 1].spaced else ""
            parts.append(f"(?:{token.body}{behind})?")
    return Phrase(
        source,
        groups[0],
        groups,
        tuple(dict.fromkeys((_sample(tokens, last=False), _sample(tokens, last=True)))),
        "".join(parts),
    )


def _tokens(source: str) -> list[_Token]:
    text = fold(" ".join(source.split()))
    tokens: list[_Token] = []
    spaced, at = False, 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise PhraseError(f"“{source}”: cannot read it from “{text[at : at + 12]}” on")
        at = token.end()
        choice, slot, word, other = token.groups()
        if choice is not None:
            words, optional = _alternatives(choice, source)
            tokens.append(_Token(_any(words), words, "", spaced, optional))
        elif slot is not None:
            if slot not in SLOTS:
                known = ", ".join(f"<{name}>" for name in SLOTS)
                raise PhraseError(f"“{source}”: there is no slot <{slot}>; there are {known}")
            tokens.append(_Token(SLOTS[slot], (), _FILLING[slot], spaced))
        elif word is not None:
            words = forms(word[1:]) if word.startswith("~") else (word,)
            tokens.append(_Token(_any(words), words, "", spaced))
        elif other is not None:
            tokens.append(_Token(regex.escape(other, special_only=True), (), other, spaced))
        else:
            spaced = True
            continue
        spaced = False
    return tokens


def _alternatives(choice: str, whole: str) -> tuple[tuple[str, ...], bool]:
    found: list[str] = []
    optional = False
    for part in choice.split("|"):
        if not part.strip():
            optional = True
            continue
        if "<" in part:
            raise PhraseError(f"“{whole}”: no slot inside {{…}}")
        options = [""]
        for word in part.split():
            fresh = forms(word[1:]) if word.startswith("~") else (word,)
            options = [f"{before} {form}".strip() for before in options for form in fresh]
        found.extend(options)
    if not found:
        raise PhraseError(f"“{whole}”: an empty {{}}")
    return tuple(found), optional


def _any(words: tuple[str, ...]) -> str:
    literal = (_SPACE.join(regex.escape(part, special_only=True) for part in word.split()) for word in words)
    return "(?:" + "|".join(sorted(literal, key=len, reverse=True)) + ")"


def _group(token: _Token) -> frozenset[str]:
    return frozenset(max(_PART.findall(word), key=len) for word in token.words)


def _commonness(group: frozenset[str]) -> tuple[float, int]:
    """How often a text has a word of the group; what was never counted (another language) goes by its shortest word."""
    return sum(alone(word_class(word)) for word in group), -min(map(len, group))


def _sample(tokens: list[_Token], *, last: bool) -> str:
    text = ""
    for token in tokens:
        if last and token.optional:
            continue
        filling = token.words[-1 if last else 0] if token.words else token.sample
        text += (" " if token.spaced and text else "") + filling
    return text

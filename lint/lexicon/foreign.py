"""Whether a stretch of text is in the language that it ought to be in, in another, or cannot be told."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from lint.kept import expression
from lint.lexicon import identify
from lint.lexicon.languages import SCRIPTS, base, siblings

PASSAGE = 5  # words; fewer are a label
_LONG = 10  # words, from which on letters and grammar hardly ever mislead
# How much likelier the other language must be, in digits of the table of letter groups. At these no block was told in
# 475,504 words of manuals in German, English, Spanish, French and Romanian, which are full of English jargon.
_MARGIN, _MARGIN_LONG, _MARGIN_LABEL = 56, 40, 64
_SURE = 120  # where no word of grammar stands
_DIFFERENT = 3  # words of three letters and more that a passage has: not “da-de-da-de-da”
_LABEL = 8  # letters
_IDEOGRAPHS = 10  # signs that are a passage where words are written without spaces

_ONE = frozenset("aàeéioóöuyáåæøèвийоскуя")  # letters that are words somewhere
_WORD = expression(r"[\p{L}\p{M}]+")


class Judgement(NamedTuple):
    """`language` is the other language, or None; `label` says that the stretch is one of few words."""

    sort: Literal["own", "other", "unclear"]
    language: str | None = None
    label: bool = False


OWN, UNCLEAR = Judgement("own"), Judgement("unclear")


@cache
def known(language: str) -> bool:
    """Whether stretches can be held against a language."""
    return language in identify.COMPARED or language in SCRIPTS


def judged(text: str, folded: str, home: str, *, heading: bool = False) -> Judgement:
    """The judgement on a stretch in a text in `home`; `folded` is `text` folded, with blanks for what does not count.

    A heading may have capitals throughout; elsewhere such words are a title or a name.
    """
    found = identify.script_of(folded)
    if found is None or 10 * found[1] < 7 * found[2]:
        return UNCLEAR
    script = found[0]
    own = SCRIPTS.get(home, "Latin")
    if script not in ("Latin", "Cyrillic") or (script == "Cyrillic" and own != "Cyrillic"):
        return _by_script(script, folded, home, found[1])
    words = [(m[0], text[m.start()].isupper()) for m in _WORD.finditer(folded) if len(m[0]) > 1 or m[0] in _ONE]
    if len(words) < 2 or (len(words) >= PASSAGE and len({word for word, _ in words if len(word) > 2}) < _DIFFERENT):
        return UNCLEAR
    small = [word for number, (word, capital) in enumerate(words) if not capital or not number]
    every = list(dict.fromkeys(word for word, _ in words))  # a word said again and again is no more evidence
    counted = list(dict.fromkeys(small)) if len(small) > 2 else every
    guess = identify.guess(counted, home if script == own else "")
    if script != own:
        return _in_another_script(guess, words, every)
    if guess.margin < 0:
        return OWN
    need = _MARGIN_LONG if len(counted) >= _LONG else _MARGIN
    if siblings(guess.language, home):
        need *= 2
    if len(words) < PASSAGE:
        return _label(guess, words, home) if len(folded.split()) > 1 else UNCLEAR
    if guess.margin < need or (guess.grammar < (2 if len(words) >= _LONG else 1) and guess.margin < _SURE):
        return UNCLEAR
    capitals = guess.language == "de" and guess.grammar > 2  # German has capitals in any sentence
    if not heading and not capitals and _a_title(words, guess.language):
        return UNCLEAR
    return Judgement("other", guess.language)


def _label(guess: identify.Guess, words: list[tuple[str, bool]], home: str) -> Judgement:
    if guess.margin < _MARGIN_LABEL or siblings(guess.language, home) or sum(len(w) for w, _ in words) < _LABEL:
        return UNCLEAR
    english = guess.language == "en" and identify.own_words("en").issuperset(word for word, _ in words)
    small = any(not capital and len(word) > 3 for word, capital in words[1:])
    if english or (guess.grammar and (small or guess.language in ("de", "en"))):
        return Judgement("other", guess.language, label=True)
    return UNCLEAR


def _in_another_script(guess: identify.Guess, words: list[tuple[str, bool]], every: list[str]) -> Judgement:
    """Latin words in a text of another script: names and terms are usual there, sentences are not."""
    grammar = sum(word in identify.grammar_words()[guess.language] and len(word) > 1 for word in every)
    if len(words) >= PASSAGE and 6 * grammar >= len(words) and grammar > 1 and not _a_title(words, guess.language):
        return Judgement("other", guess.language)
    return UNCLEAR


def _by_script(script: str, text: str, home: str, letters: int) -> Judgement:
    if SCRIPTS.get(home) == script or (home == "ja" and script == "Han" and letters < 2 * _IDEOGRAPHS):
        return OWN
    if home == "zh" and script == "Kana" and letters < _IDEOGRAPHS:
        return UNCLEAR
    enough = letters >= _IDEOGRAPHS if script in ("Han", "Kana", "Thai") else len(_WORD.findall(text)) >= PASSAGE - 1
    language = (
        identify.guess(_WORD.findall(text), "").language if script == "Cyrillic" else identify.by_script(script, text)
    )
    if not enough or language is None or base(language) == home:
        return UNCLEAR
    return Judgement("other", language)


def _a_title(words: list[tuple[str, bool]], language: str) -> bool:
    """Whether all weighty words have capitals, as those of a title, and the words are few."""
    grammar = identify.grammar_words().get(language, frozenset())
    weighty = [capital for word, capital in words if len(word) > 3 and word not in grammar]
    return len(words) <= 12 and len(weighty) > 1 and all(weighty)

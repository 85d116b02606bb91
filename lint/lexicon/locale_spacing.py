"""Marks that a language writes with a space, as wide as a character, or twice."""

from __future__ import annotations

from collections import Counter, defaultdict

from lint.kept import expression
from lint.lexicon.habit import Article, Found, Habit, quoted

_NARROW, _WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
_HELD = frozenset((_NARROW, _WIDE, "\N{THIN SPACE}"))

# From the Lexique des règles typographiques en usage à l'Imprimerie nationale: a no-break space before the colon and
# inside guillemets, a narrow one before the others. Québec (Vitrine linguistique) sets ; ? ! close; Switzerland (Guide
# du typographe) has narrow spaces everywhere, and most of its houses none in guillemets.
_HIGH = expression(r"(?<=[\p{L}\p{N})\]»”’'\uFFFC][ \u00a0\u202f\u2009\n]?)(?<mark>[;!?]+|:)(?=[\s\u00a0\u202f»)]|$)")
_GUILLEMET = expression(
    r"(?<mark>«)(?=[ \u00a0\u202f\u2009]?[\p{L}\p{N}])|(?<=[\p{L}\p{N}.…!?][ \u00a0\u202f\u2009]?)(?<mark>»)"
)
_SIGNS = ";:!?«»"
# A block without any of these is a title, an address or code as often as French; the same of Spanish below.
_FRENCH_WORDS = """
le la les l de des du d un une et ou est sont en que qui pour dans sur à au aux par ce vous il
"""
_FRENCH = frozenset(_FRENCH_WORDS.split())


def _places(article: Article) -> list[tuple[Found, str]]:
    """The marks that French writes with a space, with the word beside them, and what stands between."""
    tag = article.locale.tag
    found: list[tuple[Found, str]] = []
    for block in article.blocks(_SIGNS):
        text = block.text
        if block.vocabulary.isdisjoint(_FRENCH):
            continue
        cited = quoted(text, "fr")
        for match in _HIGH.finditer(text):
            at, mark = match.start(), match["mark"]
            if tag == "fr-CA" and mark != ":":
                continue
            if mark in ":;" and cited(at, at + 1):
                continue  # « Suggests: » is what a program prints
            gap = text[at - 1] if text[at - 1].isspace() else ""
            if not gap and (text[at - 1] == "\ufffc" or text[at - 1] == "'"):
                continue
            held = _WIDE if mark == ":" else _NARROW
            found.append((Found(block, at - len(gap), match.end(), None, held + mark), gap))
        if tag == "fr-CH":
            continue
        for match in _GUILLEMET.finditer(text):
            at = match.start()
            opens = match["mark"] == "«"
            beside = text[at + 1 : at + 2] if opens else text[at - 1]
            gap = beside if beside.isspace() else ""
            span = (at, at + 1 + len(gap)) if opens else (at - len(gap), at + 1)
            found.append((Found(block, *span, None, "«" + _WIDE if opens else _WIDE + "»"), gap))
    return found


def french_space(article: Article) -> Habit:
    """Marks without the space that French has before them or inside guillemets."""
    places = _places(article)
    missing = [_with_word(found) for found, gap in places if not gap]
    return Habit(len(places) - len(missing), missing)


def breaking_space(article: Article) -> Habit:
    """Such spaces at which a line may break, so that the mark opens the next."""
    places = _places(article)
    loose = [_with_word(found) for found, gap in places if gap in (" ", "\n")]
    held = sum(gap in _HELD for _, gap in places)
    return Habit(held, loose if held or len(loose) >= _MANY else [])


_MANY = 4  # ordinary spaces in an article that has no others
_WORD = 30  # no more of the word beside a mark is cited


def _with_word(found: Found) -> Found:
    """The place with the word that the mark clings to, as a mark alone is hard to find."""
    text, start, end = found.block.text, found.start, found.end
    replacement = found.replacement or ""
    if replacement.endswith("»"):
        return found  # its word may be that of the mark that opens
    if replacement.startswith("«"):
        while end < len(text) and end - found.end < _WORD and text[end].isalnum():
            end += 1
        return Found(found.block, start, end, None, replacement + text[found.end : end])
    while start and found.start - start < _WORD and text[start - 1].isalnum():
        start -= 1
    return Found(found.block, start, end, None, text[start : found.start] + replacement)


_HAN = r"[\p{Han}\p{Hiragana}\p{Katakana}ー]"
_HALF = expression(rf"(?<={_HAN})(?<mark>[,;:!?])(?= ?{_HAN}| ?$)|(?<={_HAN})(?<mark>\.)(?=\s|$)")
_FULL = expression(r"[，；：！？。、]")
_CLASS = {mark: mark for mark in "；：！？"} | dict.fromkeys("，。、", "、")
_TO_FULL = {
    "zh": dict(zip(",.;:!?", "，。；：！？", strict=True)),
    "ja": dict(zip(",.;:!?", "、。；：！？", strict=True)),
}


def half_width(article: Article) -> Habit:
    """Punctuation of half the width between signs of Chinese or Japanese.

    Each mark is judged by itself, comma and stop together: many houses have a colon and a question mark of half the
    width beside a stop of the full one, and keep to that.
    """
    full = _TO_FULL[article.locale.language]
    own: Counter[str] = Counter()
    foreign: defaultdict[str, list[Found]] = defaultdict(list)
    for block in article.blocks():
        if block.text.isascii():
            continue
        own.update(_CLASS[mark] for mark in _FULL.findall(block.text))
        for match in _HALF.finditer(block.text):
            wide = full[match["mark"]]
            foreign[_CLASS[wide]].append(Found(block, *match.span(), wide, wide))
    habits = {mark: Habit(own[mark], places) for mark, places in foreign.items()}
    mixed = [habit for habit in habits.values() if habit.mixed]
    if not mixed:
        return habits.get("、", Habit(0, []))
    return Habit(sum(habit.own for habit in mixed), [place for habit in mixed for place in habit.foreign])


_CLOSED = expression(r"(?<=[\p{L}\p{N}»”])[?!]+(?=[\s»”)]|$)")
_BEFORE = expression(r"[?!][\s»”)]|[.…:](?=\s)|\n\s*\n")
_SPANISH_WORDS = """
el la los las de del un una que y en con por para es son se no su lo al más esto está como si
"""
_SPANISH = frozenset(_SPANISH_WORDS.split())
_MOST = 300  # code points; a question is not longer


def inverted_mark(article: Article) -> Habit:
    """Questions and exclamations without the mark that opens them in Spanish."""
    own, foreign = 0, []
    for block in article.blocks("?!"):
        text = block.text
        for match in _CLOSED.finditer(text):
            reach = max(0, match.start() - _MOST)
            begin = max(reach, *(text.rfind(mark, reach, match.start()) + 1 for mark in "?!"))
            if not _INVERTED.isdisjoint(text[begin : match.start()]):
                own += 1
                continue
            said = _BEFORE.split(text[begin : match.start()])[-1]
            if len(said.split()) > 1 and not _SPANISH.isdisjoint(said.lower().split()):
                start = match.start()
                while start > begin and match.start() - start < _WORD and not text[start - 1].isspace():
                    start -= 1
                foreign.append(Found(block, start, match.end(), values={"mark": "¿" if "?" in match[0] else "¡"}))
    return Habit(own, foreign)


_INVERTED = frozenset("¿¡")

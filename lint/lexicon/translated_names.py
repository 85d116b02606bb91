"""Names that a machine took for words and replaced: a product named Slack that becomes “Loose” further on.

The article itself gives the right name. A one-word name counts when it stands at least twice with a capital in the
middle of a sentence and is a word with substitutes; another such capital is its double when it is one of those
substitutes and stands in the same company: the word before or behind it is one that the name has, too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from lint.document import Block, fold
from lint.lexicon.counts import word_class
from lint.lexicon.function_words import DETERMINERS, POSSESSIVES
from lint.lexicon.substitution import back

_RANK = 12  # of the substitute in its row: what stands further back was never met
_TWICE = 2
_HEADS = ("title", "heading")


class Translated(NamedTuple):
    """A token of a block that stands where `name` should."""

    block: int
    token: int
    name: str


class _Use(NamedTuple):
    block: int
    token: int
    written: str
    before: str
    after: str


def translated_names(blocks: Sequence[Block]) -> Iterator[Translated]:
    """The doubles of names in the blocks of a document."""
    capitals = [_capitalised(block) for block in blocks]
    doubles = _doubles(Counter(chain.from_iterable(capitals)))
    heads = set(doubles)
    for block in blocks:
        heads.difference_update([head for head in heads & block.token_set if _is_small(head, block)])
        if not heads:
            return  # as in most articles
    asked_for = heads.union(*(doubles[head] for head in heads))
    uses: dict[str, list[_Use]] = defaultdict(list)
    lower: set[str] = set()
    for number, block in enumerate(blocks):
        if heads.isdisjoint(block.token_set) and asked_for.isdisjoint(capitals[number]):
            continue
        if not any(char.isupper() for char in block.text[1:]):  # a line that is a heading in all but its mark
            lower.update(block.tokens)
            continue
        for use in _uses(number, block, lower):
            uses[use.written.lower()].append(use)
    names = {word: uses[word] for word in heads - lower if len(uses.get(word, ())) >= _TWICE}
    for word, found in uses.items():
        for head, strength in back(word_class(word)).items():
            if head not in names or head == word or len(found) >= len(names[head]) or not 0 <= strength.rank < _RANK:
                continue
            before, after = {use.before for use in names[head]}, {use.after for use in names[head]}
            for use in found:
                if (use.before and use.before in before) or (use.after and use.after in after):
                    yield Translated(use.block, use.token, names[head][0].written)


_CAPITALISED = re.compile("[^\0-@\\[-\u00bf\u2000-\u206f][^\\W_]*(?:['’‘‛ʼ][^\\W_]+)?")


def _capitalised(block: Block) -> list[str]:
    """The words of running text that begin with a capital, folded."""
    if block.kind in _HEADS:
        return []
    return fold(" ".join(_CAPITALISED.findall(block.text))).split()


def _doubles(written: Counter[str]) -> dict[str, set[str]]:
    """Of capitalised words and how often each stands there: what may be a name, with what may be its doubles."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in written:
        for head, strength in back(word_class(word)).items():
            if written.get(head, 0) >= _TWICE and head != word and 0 <= strength.rank < _RANK:
                found[head].add(word)
    return found


def _is_small(word: str, block: Block) -> bool:
    """Whether a block, which has the word, has it in small letters for certain, or where capitals tell nothing."""
    if block.kind in _HEADS:
        return True
    text, end = block.text, 0
    while (start := text.find(word, end)) >= 0:
        end = start + len(word)
        if text[start - 1 : start] in ("", " ") and text[end : end + 1] in ("", " ", ",", "."):
            return True
    return False


def _uses(number: int, block: Block, lower: set[str]) -> Iterator[_Use]:
    """The one-word names of a block; words in small letters go into `lower`."""
    spans = block.token_spans()
    tokens, text = block.tokens, block.text
    capital = [text[span.start].isupper() for span in spans]
    for at, token in enumerate(tokens):
        if not capital[at]:
            lower.add(token)
            continue
        # "our Founders", "the States" are dignified, not named.
        inside = at > 0 and tokens[at - 1][0].isalnum() and tokens[at - 1] not in DETERMINERS | POSSESSIVES
        alone = inside and not capital[at - 1] and not (at + 1 < len(tokens) and capital[at + 1])
        written = spans[at].of(text)
        if alone and written[1:].islower():
            after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1][0].isalpha() else ""
            yield _Use(number, at, written, _company(tokens[at - 1]), _company(after))


def _company(token: str) -> str:
    return "" if token in {"of", "to", "and", "or", "in", "for", "is", "was"} else token

"""Names that a machine took for words and replaced: a product named Slack that becomes “Loose” further on.

The article itself gives the right name. A one-word name counts when it stands at least twice with a capital in the
middle of a sentence and is a word with substitutes; another such capital is its double when it is one of those
substitutes and stands in the same company: the word before or behind it is one that the name has, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lint.document import Block
from lint.lexicon.counts import word_class
from lint.lexicon.function_words import DETERMINERS, POSSESSIVES
from lint.lexicon.substitution import back

_RANK = 12  # of the substitute in its row: what stands further back was never met
_TWICE = 2


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
    uses: dict[str, list[_Use]] = defaultdict(list)
    lower: set[str] = set()
    for number, block in enumerate(blocks):
        if block.kind in ("title", "heading") or not any(char.isupper() for char in block.text[1:]):
            lower.update(block.tokens)
            continue
        for use in _uses(number, block, lower):
            uses[use.written.lower()].append(use)
    names = {word: found for word, found in uses.items() if len(found) >= _TWICE and word not in lower}
    for word, found in uses.items():
        for head, strength in back(word_class(word)).items():
            if head not in names or head == word or len(found) >= len(names[head]) or not 0 <= strength.rank < _RANK:
                continue
            before, after = {use.before for use in names[head]}, {use.after for use in names[head]}
            for use in found:
                if (use.before and use.before in before) or (use.after and use.after in after):
                    yield Translated(use.block, use.token, names[head][0].written)


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

"""What stands in a text apart from its own words: quotations, brackets, emphasis, bibliographies."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from lint.document import OPAQUE, Block, Document
from lint.kept import expression
from lint.lexicon.languages import ENDONYMS

_QUOTED = expression(
    r"“[^“”]{1,600}”|„[^„“”]{1,600}[“”]|«[^«»]{1,600}»|»[^«»]{1,600}«|\"[^\"\n]{1,600}\"|「[^「」]{1,600}」|『[^『』]{1,600}』"
    r"|(?<!\w)‘[^‘’]{1,200}’(?!\w)|(?<!\w)'[^'\n]{1,200}'(?!\w)|`[^`\n]{1,200}`"
)
_BRACKETS = expression(r"\([^()]{1,200}\)|\[[^\[\]]{1,200}\]|（[^（）]{1,200}）")
_OPENS = expression(
    r"(?:(?<!\*)\*|(?<!\w|_)_|<(?:em|i|cite|q|dfn|var|samp|kbd)\b[^<>]*+>|<\w+\b[^<>]*?\blang\s*+=[^<>]*+>)\s*+\Z",
    regex.I,
)
_CLOSES = expression(r"\s*+(?:\*(?!\*)|_(?![\w_])|</)")
_REACH = 200  # code points before a segment in which the tag is looked for that opens it
_REFERENCES = expression(
    r"(?:further reading|references|bibliogra|literatur|quellen|weblinks|sources|works cited|external links|références|"
    r"liens externes|referenci|referênci|fuentes|enlaces externos|fonti|riferimenti|collegamenti|note|bronnen|źródł|"
    r"przypis|zdroje|referencer|kilder|källor|lähteet|kaynak|források|литератур|источник|ссылки|джерел|filmogra|"
    r"dis[ck]ogra|参考|文献)",
    regex.I,
)
_CITATION = expression(
    r"\b(?:ISBN|ISSN|doi|arXiv|et al|pp?\. ?\d|vol\. ?\d|eds?\.\)|Hrsg\.|S\. \d)|\((?:19|20)\d\d[a-z]?\)"
    r"|, (?:19|20)\d\d\.?$",
    regex.I | regex.M,
)
_CREDIT = expression(r"\s*(?:[—–―]|--)\s*+[@\p{Lu}\N{OBJECT REPLACEMENT CHARACTER}]|\s*[-~]\s?@?\p{Lu}")
_CREDITED = expression(r"[.!?”\"»…]\s*[—–―]\s?\p{Lu}[^.!?]{2,80}\Z")
_CREDIT_WORDS = 20
_FILLER = frozenset({"lorem", "ipsum"})


def veiled(document: Document, block: Block) -> str:
    """The folded text of a block, with blanks for what is set off in it: of the same length.

    Where everything is set off, as in a caption in italics, nothing is.
    """
    text = block.folded
    spans = [match.span() for match in _QUOTED.finditer(block.text)]
    if not text.startswith(("(", "[")):
        spans += [match.span() for match in _BRACKETS.finditer(block.text)]
    spans += _emphasised(document, block)
    if not spans:
        return text
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _emphasised(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    if len(block.segments) < 2:
        return
    source = document.source
    for segment in block.segments:
        start, end = segment.source
        if (
            segment.text != OPAQUE
            and _CLOSES.match(source, end)
            and _OPENS.search(source[max(0, start - _REACH) : start])
        ):
            yield segment.at, segment.at + len(segment.text)


def apart(document: Document) -> frozenset[int]:
    """The numbers of blocks that may be in any language: quotations that say whose they are, bibliographies, menus."""
    blocks = document.blocks
    found: set[int] = set()
    depth = 0  # of the heading that opened a bibliography
    for number, block in enumerate(blocks):
        if block.kind in ("heading", "title"):
            if not depth or block.level <= depth:
                depth = max(1, block.level) if _REFERENCES.match(block.text) and len(block.vocabulary) < 5 else 0
            continue
        if depth or block.linked or _is_apart(block):
            found.add(number)
            continue
        credit = next((b for b in blocks[number + 1 : number + 3] if b.kind != "caption"), None)
        leader = blocks[number - 1].text if number else ""
        if (
            (_CREDIT.match(block.text) and len(block.vocabulary) < _CREDIT_WORDS)
            or (credit is not None and _CREDIT.match(credit.text) and len(credit.vocabulary) < _CREDIT_WORDS)
            or (block.kind == "quote" and (leader.rstrip().endswith(":") or _CREDITED.search(block.text)))
        ):
            found.add(number)
    return frozenset(found)


def _is_apart(block: Block) -> bool:
    words = block.vocabulary
    if words >= _FILLER or 3 * len(words & ENDONYMS) > len(words):
        return True
    return block.kind in ("item", "paragraph", "cell") and len(words) < 40 and _CITATION.search(block.text) is not None

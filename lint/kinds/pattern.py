r"""One regular expression of the `regex` module, over a scope of the article.

The expression sees one block (or sentence, or pair of sentences) at a time. If it has a group named `hit`, that group
is flagged, otherwise the whole match. What is flagged must not be empty. In a block a soft line break is `\n`, which
`.` does not match and a space is not: write `\s`, or look at the `folded` text. A rule has limited time for a
document: an expression that runs away is reported as a fault of its rule and is not tried again in the run.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import msgspec
import regex

from lint.document import Block, BlockKind, Document, fold
from lint.finding import Fault, Hit
from lint.kept import expression
from lint.kinds import Check, RuleError
from lint.rule import Rule

JUDGES_WORDS = True


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a pattern rule says."""

    pattern: Annotated[str, msgspec.Meta(description="A regular expression of the `regex` module.")]
    scope: Annotated[
        Literal["block", "sentence", "pair", "title", "edge"],
        msgspec.Meta(
            description="What the expression sees: a block, a sentence, two neighbouring sentences of a block, "
            "a title (of the page or its front matter), or a block among the first or last `edge` of the article."
        ),
    ] = "block"
    blocks: Annotated[list[BlockKind], msgspec.Meta(description="Kinds of block to look in; all if empty.")] = []
    formats: Annotated[
        list[str],
        msgspec.Meta(description="Formats of file to look in (`text`, `markdown` …); all if empty."),
    ] = []
    case: Annotated[Literal["respect", "ignore"], msgspec.Meta(description="Whether case matters.")] = "respect"
    text: Annotated[
        Literal["raw", "folded"],
        msgspec.Meta(description="`folded`: lower case, straight quotes, line breaks and tabs as spaces."),
    ] = "raw"
    needs: Annotated[
        list[str],
        msgspec.Meta(
            description="Folded strings one of which every match contains: the expression runs only where one stands."
        ),
    ] = []
    exceptions: Annotated[
        list[str], msgspec.Meta(description="Expressions; a match that overlaps a match of one of them is dropped.")
    ] = []
    replace: Annotated[str | None, msgspec.Meta(description=r"The text of the fix; \1 and \g<name> are groups.")] = None
    remove: Annotated[
        bool,
        msgspec.Meta(
            description="The fix takes what is flagged out, with its line and blank line if nothing else is in it."
        ),
    ] = False
    meant: Annotated[str | None, msgspec.Meta(description=r"What was probably meant; \1 and \g<name> are groups.")] = (
        None
    )
    edge: Annotated[int, msgspec.Meta(ge=1, description="How many blocks an edge has.")] = 3
    seconds: Annotated[
        float, msgspec.Meta(gt=0, description="Time limit for a document, per 100,000 code points or part of it.")
    ] = 1.0


def values(rule: Rule) -> frozenset[str]:
    """The names that the rule's message may quote: its named groups."""
    return frozenset(_compile(rule, rule.params.pattern, "pattern").groupindex)


def _compile(rule: Rule, source: str, key: str) -> regex.Pattern[str]:
    flags = regex.V1 | (regex.IGNORECASE if rule.params.case == "ignore" else 0)
    try:
        return expression(source, flags)
    except regex.error as error:
        raise RuleError(rule, f"the expression does not compile: {error}", key) from None


class _Entry:
    def __init__(self, rule: Rule) -> None:
        self.rule = rule.id
        self.params = rule.params
        self.pattern = _compile(rule, rule.params.pattern, "pattern")
        self.exceptions = [_compile(rule, text, "exceptions") for text in rule.params.exceptions]
        self.blocks = frozenset(rule.params.blocks)
        self.needs = tuple(rule.params.needs)
        self.broken = False
        for need in self.needs:
            if not need or fold(need) != need:
                raise RuleError(rule, f"`needs` are looked for in folded text: write “{fold(need)}”", "needs")
        ways = (rule.params.replace is not None) + rule.params.remove
        if ways != (rule.fix is not None):
            raise RuleError(rule, "a pattern rule has `replace` or `remove` if and only if it has `fix`", "fix")
        for key in ("replace", "meant"):
            template = getattr(rule.params, key)
            if template is not None:
                try:
                    # A template is read only when it is expanded; an optional group around the whole always matches.
                    empty = expression(f"(?:{rule.params.pattern}\n)?+", self.pattern.flags).match("")
                    assert empty is not None
                    empty.expand(template)
                except (regex.error, IndexError) as error:
                    raise RuleError(rule, f"`{key}`: {error}", key) from None

    def scopes(self, document: Document) -> Iterator[tuple[Block, int, int]]:
        params, blocks = self.params, document.blocks
        if params.formats and document.format not in params.formats:
            return
        for number, block in enumerate(blocks):
            if self.blocks and block.kind not in self.blocks:
                continue
            if params.scope == "title" and not (block.kind == "title" or block.name == "title"):
                continue
            if params.scope == "edge" and params.edge <= number < len(blocks) - params.edge:
                continue
            if self.needs and not any(need in block.folded for need in self.needs):
                continue
            if params.scope == "sentence":
                for span in document.sentences(block):
                    yield block, span.start, span.end
            elif params.scope == "pair":
                sentences = document.sentences(block)
                for first, second in itertools.pairwise(sentences):
                    yield block, first.start, second.end
            else:
                yield block, 0, len(block.text)

    def find(self, document: Document) -> Iterator[Hit | Fault]:
        params = self.params
        # One budget for the document: a limit for each search would let ten thousand slow sentences pass.
        limit = left = params.seconds * (1 + len(document.source) // 100_000)
        for block, start, end in self.scopes(document):
            text = (block.text if params.text == "raw" else block.folded)[start:end]
            began = time.process_time()
            try:
                matches = list(self.pattern.finditer(text, timeout=left))
                spared = [m.span() for e in self.exceptions for m in e.finditer(text, timeout=left)] if matches else []
            except TimeoutError:
                left = 0.0
            else:
                left -= time.process_time() - began
            if left <= 0:
                self.broken = True
                place = document.lines.position(block.source.start)
                yield Fault(
                    self.rule,
                    f"the expression took more than {limit:g} s up to the block at {document.path}:{place.line}; "
                    "simplify it (nested or neighbouring repeats are the usual cause)",
                )
                return
            for match in matches:
                group = "hit" if "hit" in self.pattern.groupindex else 0
                a, b = match.span(group)
                if a >= b or any(x < b and a < y for x, y in spared):
                    continue
                yield Hit(
                    self.rule,
                    block,
                    start + a,
                    start + b,
                    replacement=None if params.replace is None else match.expand(params.replace),
                    meant=None if params.meant is None else match.expand(params.meant),
                    values={name: value or "" for name, value in match.groupdict().items()},
                    removes=params.remove,
                )


def build(rules: Sequence[Rule]) -> Check:
    """One check for all pattern rules; each expression runs only where one of its `needs` stands."""
    entries = [_Entry(rule) for rule in rules]

    def check(document: Document) -> Iterator[Hit | Fault]:
        for entry in entries:
            if not entry.broken:
                yield from entry.find(document)

    return check

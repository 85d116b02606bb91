"""What templates, tools, conversions and language models leave standing in a text.

A rule names one `fault`:

- `placeholder`: text that was to be replaced: “[Insert name here]”, “[Company Name]”, “Lorem ipsum”, “TODO:”.
- `template-variable`: `{{ name }}`, `{% if %}`, `{date}`, `${user}`, `%NAME%`.
- `format-specifier`: `%d`, `%1$s`, `{0}`.
- `tool-marker`: tags and segment numbers of translation tools, special tokens and word pieces of translation
  models, reference marks of chat assistants.
- `html-entity`, `html-tag`: markup that shows as text. The fields of front matter may hold it.
- `mojibake`: text that was read in a wrong encoding (“folksâ€¦”); `lost-character`: text of which such a reading left
  nothing to mend (“don�t”, “don?t”).
- `invisible-character`, `control-character`.
- `mixed-script-word`: a letter of another alphabet in a word, which looks like the right one.
- `full-width-punctuation`: Chinese or Japanese punctuation between Latin letters.
- `model-reply`, `model-prompt`: what a language model said about its answer, or what it was told to do. These rules
  bring their own `phrases`, in the notation of phrase rules; `opening` ones must open a sentence, and `edge` ones,
  which people write too, do so at the beginning or the end of the article.

A text about templates or language models may show what this kind looks for: what stands between quotation marks or
backticks, in a fenced block of plain text or, for replies and prompts, behind a colon, is being shown and is left
alone. So is a short piece of markup in a block that speaks of such things (“the %d specifier”).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Annotated, Literal

import msgspec

from lint.document import OPAQUE, Block, Document
from lint.finding import Hit
from lint.kept import expression
from lint.kinds import Check, RuleError
from lint.lexicon import markers
from lint.lexicon.characters import Stray, control, entities, full_width, invisible, lost
from lint.lexicon.confusables import mixed
from lint.lexicon.mojibake import damaged
from lint.lexicon.phrasing import Phrase, PhraseError, compile_phrase, compile_phrases
from lint.rule import Example, Rule, mark
from lint.text import Span

Fault_ = Literal[
    "placeholder",
    "template-variable",
    "format-specifier",
    "tool-marker",
    "html-entity",
    "html-tag",
    "mojibake",
    "lost-character",
    "invisible-character",
    "control-character",
    "mixed-script-word",
    "full-width-punctuation",
    "model-reply",
    "model-prompt",
]


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a leftover rule says."""

    fault: Annotated[Fault_, msgspec.Meta(description="What to look for.")]
    phrases: Annotated[
        list[str],
        msgspec.Meta(description="For replies and prompts: phrases that nobody else writes, wherever they stand."),
    ] = []
    opening: Annotated[
        list[str], msgspec.Meta(description="For replies and prompts: phrases that count where they open a sentence.")
    ] = []
    edge: Annotated[
        list[str],
        msgspec.Meta(
            description="For replies and prompts: phrases that people write too; they count where they open a sentence "
            "in the first or last two blocks of the article."
        ),
    ] = []


JUDGES_WORDS = True
VALUES = ("name",)

Finder = Callable[[str], Iterator[Stray]]

_MARKERS = {
    "placeholder": markers.PLACEHOLDER,
    "template-variable": markers.TEMPLATE,
    "format-specifier": markers.FORMAT,
    "tool-marker": markers.TOOL,
    "html-entity": markers.ENTITY,
    "html-tag": markers.TAG,
}
# A block with one of these words may explain the mark that stands in it.
_SUBJECTS = {
    "placeholder": "placeholder placeholders template templates boilerplate",
    "template-variable": "placeholder placeholders template templates variable variables syntax macro tag braces",
    "format-specifier": "specifier specifiers printf placeholder placeholders format formatting syntax",
    "tool-marker": "token tokens tag tags xliff tmx tokenizer sentencepiece placeholder placeholders parameter",
    "html-entity": "entity entities escape escaped html xml",
    "html-tag": "tag tags element elements html xml markup bbcode shortcode shortcodes",
    "mojibake": "encoding encodings charset mojibake utf unicode iso",
    "lost-character": "encoding encodings charset mojibake utf unicode replacement",
}
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "«": "»", "`": "`"}
_PART = expression(r"[\p{L}\p{N}]+")
_NEAR = 80  # how far off a backtick is looked for


def _marked(marker: markers.Marker, text: str) -> Iterator[Stray]:
    for match in marker.pattern.finditer(text):
        yield Stray(*match.span())


def _mojibake(text: str) -> Iterator[Stray]:
    for damage in damaged(text):
        if "\ufffd" not in damage.meant:  # that is lost, not damaged
            yield Stray(damage.start, damage.end, damage.meant.replace("\ufeff", ""))


_FINDERS: dict[str, Finder] = {
    "html-entity": entities,
    "mojibake": _mojibake,
    "lost-character": lost,
    "invisible-character": invisible,
    "control-character": control,
    "mixed-script-word": mixed,
    "full-width-punctuation": full_width,
}


def _shown(text: str, start: int, end: int) -> bool:
    """Whether the stretch stands alone between quotation marks, or somewhere between backticks: shown, not said."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before and after and after in _QUOTES.get(before, ""):
        return True
    opening, closing = text.rfind("`", max(0, start - _NEAR), start), text.find("`", end, end + _NEAR)
    return opening >= 0 and closing >= 0 and not text[opening + 1].isspace() and not text[closing - 1].isspace()


class _Look:
    """One rule of any fault but replies and prompts."""

    def __init__(self, rule: Rule) -> None:
        self.rule, self.fault = rule.id, rule.params.fault
        marker = _MARKERS.get(self.fault)
        self.needs = marker.needs if marker else ()
        self.find: Finder = _FINDERS.get(self.fault) or partial(_marked, _MARKERS[self.fault])
        self.ascii = marker is not None or self.fault in ("control-character", "lost-character")
        self.subjects = frozenset(_SUBJECTS.get(self.fault, "").split())
        self.fixes = rule.fix is not None

    def hits(self, block: Block) -> Iterator[Hit]:
        text = block.text
        if block.kind == "field" and self.fault in ("html-entity", "html-tag"):  # a summary in HTML is rendered
            return
        if (not self.ascii and text.isascii()) or (self.needs and not any(need in block.folded for need in self.needs)):
            return
        strays = list(self.find(text))
        if strays and self._explained(block, strays):
            return
        for stray in strays:
            if _shown(text, stray.start, stray.end):
                continue
            if block.kind == "cell" and text[stray.start : stray.end] in ("TODO", "FIXME"):  # a task, or an exercise
                continue
            yield Hit(
                self.rule,
                block,
                stray.start,
                stray.end,
                replacement=stray.instead if self.fixes else None,
                meant=(stray.name if self.fault == "html-entity" else stray.instead) or None,
                values={"name": stray.name},
            )

    def _explained(self, block: Block, strays: Sequence[Stray]) -> bool:
        """Whether the block speaks of such things, outside of the strays themselves."""
        if self.subjects.isdisjoint(block.vocabulary):
            return False
        rest, at = "", 0
        for stray in strays:
            rest += block.folded[at : stray.start] + " "
            at = stray.end
        return not self.subjects.isdisjoint(_PART.findall(rest + block.folded[at:]))


class _Talk:
    """One rule for replies or prompts."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule.id
        self.phrases = [
            (phrase, key)
            for key in ("phrases", "opening", "edge")
            for phrase in _compiled(rule, getattr(rule.params, key), key)
        ]
        if not self.phrases:
            raise RuleError(
                rule, f"a rule for the fault '{rule.params.fault}' needs 'phrases', 'opening' or 'edge'", "fault"
            )
        self.filed: dict[str, list[int]] = {}  # under a word that each match must contain
        for number, (phrase, _) in enumerate(self.phrases):
            for anchor in phrase.anchors:
                self.filed.setdefault(anchor, []).append(number)
        self.anchors = frozenset(self.filed)

    def hits(self, document: Document) -> Iterator[Hit]:
        blocks = document.blocks
        for number, block in enumerate(blocks):
            present = self.anchors & block.vocabulary
            if not present:
                continue
            at_edge = number < _EDGE or number >= len(blocks) - _EDGE
            before = blocks[number - 1].text if number else ""
            found: list[tuple[int, int]] = []
            for filed in {n for anchor in present for n in self.filed[anchor]}:
                phrase, where = self.phrases[filed]
                if (where == "edge" and not at_edge) or not all(group & block.vocabulary for group in phrase.groups):
                    continue
                for match in phrase.pattern.finditer(block.folded):
                    start, end = match.span()
                    placed = where == "phrases" or _opens(document, block, start)
                    if placed and not _shown(block.text, start, end) and not _introduced(block, before, start):
                        found.append((start, -end))
            at = 0
            for start, end in sorted(found):  # of phrases that overlap the first, then the longest, speaks
                if start >= at:
                    at = -end
                    yield Hit(self.rule, block, start, at)


_EDGE = 2
# A colon that announces speech or an exercise. Replies put colon under colon: “I would need:”, “Would you like me to:”.
_ANNOUNCES = expression(
    r"\b(?:sa(?:y|ys|id)|writ|wrote|answer|repl|respon|ask|typ|read|told|tell|output|prompt|instruct|command|order|message|"
    r"quot|exampl|like this|follow|task|exercise|question|thing|step|bot\b|chat|gpt|model|assistant|llm)"
)
_MENTIONS = expression(r"\b(?:phrases?|words|wording|formula|disclaimer|openings?|like|saying|as in)\s*\Z")
_LEAD_IN = expression(r":[ \t]*[\"“'‘]?[ \t]*\Z|[“‘„«「『]\s*\Z")


def _opens(document: Document, block: Block, start: int) -> bool:
    """Whether a sentence begins at `start`; a list mark or emphasis may stand before it."""
    head = block.text[max(0, start - 4) : start]
    if head[-1:] == "\n" and block.text[start].isupper() and head[-2:-1] in '.:!?”"':
        return True
    if start < 4 and not head.strip("*_#->[( \n"):
        return True
    return head[-1:].isspace() and any(span.start == start for span in document.sentences(block))


def _introduced(block: Block, before: str, start: int) -> bool:
    """Whether somebody is quoted: a quotation mark or a colon opens before it, or the block before ends in a colon."""
    if start == 0:
        return before.endswith(":") and bool(_ANNOUNCES.search(before[-_NEAR:].lower()))
    head = block.text[max(0, start - 300) : start]
    return (
        bool(_LEAD_IN.search(head) or _MENTIONS.search(head))
        or head.count("“") > head.count("”")
        or head.count('"') % 2 == 1
    )


def _compiled(rule: Rule, texts: Sequence[str], key: str) -> list[Phrase]:
    try:
        return compile_phrases(texts)
    except PhraseError as error:
        raise RuleError(rule, str(error), key) from None


def generated(rule: Rule) -> Iterator[Example]:
    """A text for each phrase: the phrase opens the article."""
    for row in (*rule.params.phrases, *rule.params.opening, *rule.params.edge):
        for sample in compile_phrase(row).samples:
            text = sample[0].upper() + sample[1:]
            yield Example(text=mark(text + "\n\nThe rest.\n", (Span(0, len(text)),)))


_TYPED = 3  # braces that hold a type and nothing else, in a reference of types


def build(rules: Sequence[Rule]) -> Check:
    """One check for all leftover rules; a block is searched for a fault only if a sign of it stands there."""
    looks: list[_Look] = []
    talks: list[_Talk] = []
    for rule in rules:
        if rule.params.fault in ("model-reply", "model-prompt"):
            talks.append(_Talk(rule))
        elif rule.params.phrases or rule.params.opening or rule.params.edge:
            raise RuleError(rule, f"the fault '{rule.params.fault}' takes no phrases", "fault")
        else:
            looks.append(_Look(rule))

    def check(document: Document) -> Iterator[Hit]:
        fenced = False
        # A Markdown or HTML file with tags of a template language is a template: its variables are filled in later.
        template = document.format != "text" and "{%" in document.source
        # Where a reference says "{string}" of a name, its "{URL}" and "{number}" are types as well.
        typed = "{" in document.source and len(markers.SURE_TYPE.findall(document.source)) >= _TYPED
        for block in document.blocks:
            if document.format == "text" and "```" in block.text:
                fenced ^= block.text.count("```") % 2 == 1
                continue
            if not fenced and block.text.strip(OPAQUE):
                for look in looks:
                    if template and look.fault == "template-variable":
                        continue
                    for hit in look.hits(block):
                        if not (typed and markers.TYPE.fullmatch(block.text, hit.start, hit.end)):
                            yield hit
        for talk in talks:
            yield from talk.hits(document)

    return check

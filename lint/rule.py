"""A rule and its examples, and the marks that show in an example what is to be flagged."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from lint.finding import Safety
from lint.text import Span

# Not `[[ ]]` (wiki markup), guillemets (French, Russian) or `{{ }}` (templates): all of them are themselves artifacts.
OPEN, CLOSE = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"


class MarkError(ValueError):
    """Marks that do not pair up."""


def unmark(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the spans that they enclosed.

    Raises MarkError for a mark without its partner, nested or empty marks.
    """
    plain: list[str] = []
    spans: list[Span] = []
    length, start = 0, -1
    for char in marked:
        if char == OPEN:
            if start >= 0:
                raise MarkError(f"a {OPEN} inside a {OPEN}")
            start = length
        elif char == CLOSE:
            if start < 0:
                raise MarkError(f"a {CLOSE} without its {OPEN}")
            if start == length:
                raise MarkError(f"nothing between {OPEN} and {CLOSE}")
            spans.append(Span(start, length))
            start = -1
        else:
            plain.append(char)
            length += 1
    if start >= 0:
        raise MarkError(f"a {OPEN} without its {CLOSE}")
    return "".join(plain), tuple(spans)


def mark(text: str, spans: tuple[Span, ...]) -> str:
    """`text` with marks around the spans, which must not overlap."""
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + OPEN + span.of(text) + CLOSE + text[span.end :]
    return text


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text that shows a rule at work; `text` may hold marks.

    An example without `format` is plain text and is also tried dressed as Markdown, a block quotation and HTML.
    """

    text: str
    fixed: str | None = None
    seen: str = "made up"
    format: str | None = None
    language: str | None = None


class Examples(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rule flags, what it leaves alone, and what it is known to get wrong.

    An entry of `missed` with marks is a known miss, one without marks a known false alarm; both fail the contract
    when the rule comes to do better.
    """

    bad: tuple[Example | str, ...]
    good: tuple[Example | str, ...]
    missed: tuple[Example | str, ...] = ()


# What leaves such faults in texts; rules can be chosen by it, and the verdict on an article names it.
Origin = Literal[
    "word-spinner",
    "machine-translation",
    "back-translation",
    "statistical-translation",
    "language-model",
    "comment-spam",
    "web-page",
]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every rule says, whatever its kind; the kind's own parameters are in `params`."""

    id: str
    kind: str
    languages: tuple[str, ...] = ("any",)
    status: Literal["preview", "stable", "retired"] = "preview"
    severity: Literal["error", "warning", "note"]
    summary: str
    why: str
    message: str
    fix: Safety | None = None
    examples: Examples
    sources: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    # Filled in by the rulebook, not by the author of the rule.
    params: Any = None
    path: str = ""
    line: int = 1
    family: str = ""
    pack: str = ""

    def speaks(self, language: str) -> bool:
        """Whether the rule is meant for documents in `language` (a BCP 47 tag)."""
        whole = language.replace("_", "-").lower()  # files say en_US, pt-br and EN as well
        return any(tag.lower() in ("any", whole, whole.partition("-")[0]) for tag in self.languages)


def example(entry: Example | str) -> Example:
    """An entry of an example list in its long form."""
    return Example(text=entry) if isinstance(entry, str) else entry

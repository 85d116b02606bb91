"""What holds for one article: the layers of settings that say something of it, those that give way first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from lint.finding import Severity
from lint.rulebook import Selection
from lint.sheet import Way

if TYPE_CHECKING:
    from lint.config.files import ConfigFile
    from lint.config.settings import Choice


class Layer(NamedTuple):
    """Settings that one file, an override in it or the command line gives; `at` leads to them in the file."""

    says: Choice
    file: ConfigFile | None = None
    at: Way = ()


class Statement(NamedTuple):
    """One setting that holds, and where it was said: a file and line, an option, or nowhere (the default)."""

    key: str
    value: Any
    file: str | None = None
    line: int | None = None
    option: str | None = None


class Resolved:
    """The settings of one article. Equal `rules_key` and equal packs mean equal rules."""

    def __init__(self, files: tuple[ConfigFile, ...], layers: list[Layer]) -> None:
        self.files = files
        self.layers = layers

    def last(self, key: str, default: Any = None) -> tuple[Any, Layer | None]:
        """The value of a setting of which the last word holds, and the layer that said it."""
        for layer in reversed(self.layers):
            value = getattr(layer.says, key)
            if value is not msgspec.UNSET:
                return value, layer
        return default, None

    def told(self, key: str) -> Iterator[tuple[Any, Layer]]:
        """The values of a setting of which every word holds."""
        for layer in self.layers:
            value = getattr(layer.says, key)
            if value is not msgspec.UNSET:
                yield value, layer

    @cached_property
    def language(self) -> str | None:
        """The language of the article, if it is said."""
        value: str | None = self.last("language")[0]
        return value

    @cached_property
    def input_format(self) -> str | None:
        """Its format, if it is said."""
        value: str | None = self.last("input_format")[0]
        return value

    @cached_property
    def severity(self) -> Severity:
        """The least severity that is reported."""
        return Severity[self.last("severity", "note")[0]]

    @cached_property
    def fail_on(self) -> Severity | None:
        """The severity that fails a run; None where the verdict does."""
        value = self.last("fail_on", "warning")[0]
        return None if value == "verdict" else Severity[value]

    @cached_property
    def preview(self) -> bool:
        """Whether rules that are not stable run."""
        return bool(self.last("preview", default=False)[0])

    @cached_property
    def selections(self) -> list[Selection]:
        """What the layers choose, in their order."""
        return [
            Selection(layer.says.select or None, layer.says.extend_select or (), layer.says.ignore or ())
            for layer in self.layers
        ]

    @cached_property
    def rules_key(self) -> bytes:
        """All that the rules of the article depend on but for the files that they come from."""
        chosen = [selection for selection in self.selections if any(selection)]
        told = [[value for value, _ in self.told(key)] for key in ("severities", "rules", "words", "names")]
        return msgspec.json.encode([chosen, self.preview, told])

    def statements(self) -> Iterator[Statement]:
        """Every setting that holds, in the order in which a user reads them."""
        for file in self.files:
            for i, name in enumerate(file.settings.packs or ()):
                yield Statement("packs", name, file.name, file.line("packs", i))
        chosen = self.layers
        for i, layer in enumerate(chosen):
            if layer.says.select:
                chosen = self.layers[i:]
        for layer in chosen:
            for key in ("select", "extend_select", "ignore"):
                if getattr(layer.says, key):
                    yield _statement(key, getattr(layer.says, key), layer)
        for key, default in (
            ("preview", False),
            ("severity", "note"),
            ("fail_on", "warning"),
            ("language", None),
            ("input_format", None),
        ):
            yield _statement(key, *self.last(key, default))
        yield from self._entries("severities", 1)
        yield from self._entries("rules", 2)
        for key in ("words", "names"):
            for value, layer in self.told(key):
                yield _statement(key, value, layer)
        for key, (value, file) in self.grammar().items():
            yield Statement(f"grammar.{key}", value, file.name, file.line("grammar", key))

    def _entries(self, key: str, depth: int) -> Iterator[Statement]:
        found: dict[tuple[str, ...], Statement] = {}
        for number, (table, layer) in enumerate(self.told(key)):
            for name, entry in table.items():
                pairs = [((name,), entry)] if depth == 1 else [((name, k), v) for k, v in entry.items()]
                for way, value in pairs:
                    several = (str(number),) if way[-1].startswith("extend-") else ()
                    found[way + several] = _statement(key, value, layer, *way)
        yield from found.values()

    def grammar(self) -> dict[str, tuple[str, ConfigFile]]:
        """The settings of the grammar checker, and the file that said each."""
        found = {}
        for file in self.files:
            said = file.settings.grammar
            if said:
                for field in msgspec.structs.fields(said):
                    value = getattr(said, field.name)
                    if value is not msgspec.UNSET:
                        if field.name == "languagetool_dir":
                            value = str(file.beside(value))
                        found[field.encode_name] = (value, file)
        return found


def _statement(key: str, value: Any, layer: Layer | None, *more: str) -> Statement:
    written = key.replace("_", "-")
    name = ".".join((written, *more))
    if layer is None:
        return Statement(name, value)
    if layer.file is None:
        return Statement(name, value, option=f"--{written}")
    return Statement(name, value, layer.file.name, layer.file.line(*layer.at, written, *more))

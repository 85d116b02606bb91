"""Rule files -> a rulebook: the rules that are to run and the checks built of them."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lint import kinds
from lint.house import House
from lint.kinds import Check, RuleError
from lint.rule import Rule
from lint.rulefile import read_rule
from lint.sheet import Problem


class RulebookError(Exception):
    """The rules cannot be used; `problems` says why, one entry a fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Selection(NamedTuple):
    """Names by which rules are chosen; `select` starts anew, if it is there."""

    select: Sequence[str] | None = None
    extend: Sequence[str] = ()
    ignore: Sequence[str] = ()


class Rulebook:
    """Rules ready to run. The check of a kind is built once a language, when it is first needed.

    `chosen_of` is the rulebook that these rules were chosen of, where others may be named that do not run. Nothing is
    said of what is one of the `house`'s own words; where none is given it is that of `chosen_of`.
    """

    def __init__(self, rules: Iterable[Rule], chosen_of: Rulebook | None = None, *, house: House | None = None) -> None:
        self.house: House | None = house if house is not None or chosen_of is None else chosen_of.house
        self.rules = tuple(sorted(rules, key=lambda rule: rule.id))
        self.by_id = {rule.id: rule for rule in self.rules}
        self.whole: Rulebook = self if chosen_of is None else chosen_of.whole
        self._checks: dict[str, list[tuple[str, Check]]] = {}

    def __getstate__(self) -> dict[str, object]:  # another process builds its checks itself
        return {**self.__dict__, "_checks": {}}

    def checks(self, language: str) -> list[tuple[str, Check]]:
        """The name and check of each kind for documents in `language`.

        Raises RulebookError for a rule that its kind cannot build.
        """
        found = self._checks.get(language)
        if found is None:
            spoken: dict[str, list[Rule]] = {}
            for rule in self.rules:
                if rule.speaks(language) and not kinds.of_the_run(rule.kind):
                    spoken.setdefault(rule.kind, []).append(rule)
            found = self._checks[language] = [(kind, _build(kind, spoken[kind])) for kind in sorted(spoken)]
        return found

    def select(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        *,
        preview: bool = False,
    ) -> Rulebook:
        """The rules that `select`, where it is not empty, and `ignore` leave; see `chosen`."""
        return self.chosen([Selection(select or None, (), ignore)], preview=preview)

    def chosen(self, selections: Sequence[Selection], *, preview: bool = False) -> Rulebook:
        """The rules that selections leave, each of which begins with what the one before it left, the first with all.

        They hold names of rules, families, kinds, origins or packs. The more specific name wins (rule over family over
        kind over origin and pack over everything), at a tie `ignore` does.
        A preview rule joins when `preview` is set or its own id is selected, and a rule of a kind that is opt-in when
        its id, family or kind is. Raises KeyError for a name of nothing.
        """
        known = set(self.names())
        for selection in selections:
            for name in (*(selection.select or ()), *selection.extend, *selection.ignore):
                if name not in known:
                    raise KeyError(name)
        return Rulebook((rule for rule in self.rules if _joins(rule, selections, preview=preview)), self)

    @cached_property
    def named(self) -> dict[str, list[Rule]]:
        """The rules that a comment in an article may name, by their ids, families and kinds; also those left out."""
        if self.whole is not self:
            return self.whole.named
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for name in {rule.id, rule.family, rule.kind} - {""}:
                found.setdefault(name, []).append(rule)
        return found

    def names(self) -> list[str]:
        """Everything that `select` and `ignore` may name."""
        return sorted({"all"}.union(*({r.id, r.kind, r.family, r.pack, *r.origins} for r in self.rules)))


_BY_KIND = 2


def _joins(rule: Rule, selections: Sequence[Selection], *, preview: bool) -> bool:
    if rule.status == "retired":
        return False
    inside, named = not kinds.opt_in(rule.kind), False
    for selection in selections:
        if selection.select is not None:
            inside = named = False
        wanted = rank(rule, (*(selection.select or ()), *selection.extend))
        unwanted = rank(rule, selection.ignore)
        if wanted > unwanted and (wanted >= _BY_KIND or not kinds.opt_in(rule.kind)):
            inside = True
            named = named or rule.id in (*(selection.select or ()), *selection.extend)
        elif unwanted >= max(wanted, 0):
            inside = named = False
    return inside and (rule.status != "preview" or preview or named)


def rank(rule: Rule, names: Container[str]) -> int:
    """How closely the closest of the names names the rule: 4 by its id, down to 0 for "all"; -1 if none does."""
    groups = ((rule.id,), (rule.family,), (rule.kind,), (rule.pack, *rule.origins), ("all",))
    for below, own in enumerate(groups, 1):
        if any(name in names for name in own):
            return len(groups) - below
    return -1


def _build(kind: str, rules: Sequence[Rule]) -> Check:
    try:
        check: Check = kinds.load(kind).build(rules)
    except RuleError as error:
        problems: list[Problem] = []
        read_rule(Path(error.rule.path), problems)  # again, for the line of the key at fault
        raise RulebookError(problems or [Problem(error.rule.path, error.rule.line, str(error))]) from None
    return check


def builtin() -> Path:
    """The folder of the rules that come with malaprop: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load(*roots: Path, build: bool = False, called: Mapping[Path, str] | None = None) -> Rulebook:
    """The rules of the files and folders named, all of them, whatever their status.

    In a folder a rule file is `<pack>/<family>/<id>.yaml`, or fewer levels of that; files whose names begin with a
    dot or an underscore are left alone. `build` has every rule built as well, where a run builds those it needs.
    `called` gives the rules of a root a pack by another name than their folder's.
    Raises RulebookError with every problem found; no rules at all is one.
    """
    problems: list[Problem] = []
    rules: dict[str, Rule] = {}
    read: set[str] = set()
    for root in roots:
        before = len(problems)
        found = list(_files(root, problems))
        if not found and len(problems) == before:  # a folder by a wrong name must not mean fewer rules
            problems.append(
                Problem(str(root), 1, "there is no rule here; name a rule file or a folder that holds some")
            )
        for path, folder, family in found:
            place = os.path.realpath(path)  # faster by half than `resolve`, for hundreds of files
            if place in read:  # roots may overlap
                continue
            read.add(place)
            pack = (called or {}).get(root, folder)
            rule = read_rule(path, problems, pack=pack, family=family, build=build)
            if rule is None:
                continue
            if rule.id in rules:
                problems.append(Problem(rule.path, rule.line, f"the id '{rule.id}' is taken by {rules[rule.id].path}"))
            else:
                rules[rule.id] = rule
    if not roots:
        problems.append(Problem("rules", 1, "there is no rule here; no file or folder is named"))
    book = Rulebook(rules.values())
    _names_clash(book, problems)
    if problems:
        raise RulebookError(problems)
    return book


def _names_clash(book: Rulebook, problems: list[Problem]) -> None:
    groups = {r.family for r in book.rules} | {r.pack for r in book.rules} | set(kinds.names()) | {"all"}
    groups |= {origin for r in book.rules for origin in r.origins}
    for rule in book.rules:
        if rule.id in groups:
            problems.append(Problem(rule.path, rule.line, f"'{rule.id}' already names a kind, family, origin or pack"))


def _files(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str, str]]:
    if root.is_file():
        parents = [p.name for p in root.resolve().parents]
        yield root, (parents[1] if len(parents) > 1 else parents[0]), parents[0]
        return
    if not root.is_dir():
        problems.append(Problem(str(root), 1, "no such file or folder"))
        return
    base = root.resolve().name

    def closed(error: OSError) -> None:  # rules that cannot be reached must not be missing in silence
        problems.append(Problem(str(error.filename), 1, f"cannot be read: {(error.strerror or str(error)).lower()}"))

    found: list[Path] = []
    for place, below, names in os.walk(root, onerror=closed):
        below[:] = [name for name in below if not name.startswith((".", "_"))]
        shown = (name for name in (*names, *below) if not name.startswith((".", "_")))
        found += [Path(place, name) for name in shown if name.endswith((".yaml", ".yml"))]
    for path in sorted(found):
        folders = path.relative_to(root).parts[:-1]
        yield path, (folders[0] if len(folders) > 1 else base), (folders[-1] if folders else base)

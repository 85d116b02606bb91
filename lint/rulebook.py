"""Rule files -> a rulebook: the rules that are to run and the checks built of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from lint import kinds
from lint.kinds import Check, RuleError
from lint.rule import Rule
from lint.rulefile import Problem, read_rule


class RulebookError(Exception):
    """The rules cannot be used; `problems` says why, one entry a fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Rulebook:
    """Rules ready to run. The check of a kind is built once a language, when it is first needed.

    `chosen_of` is the rulebook that these rules were chosen of, where others may be named that do not run.
    """

    def __init__(self, rules: Iterable[Rule], chosen_of: Rulebook | None = None) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.id))
        self.by_id = {rule.id: rule for rule in self.rules}
        self.whole: Rulebook = self if chosen_of is None else chosen_of.whole
        self._checks: dict[str, list[tuple[str, Check]]] = {}

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
        """The rules that `select` and `ignore` leave: names of rules, families, kinds, origins or packs.

        The more specific name wins (rule over family over kind over origin and pack over everything), at a tie
        `ignore` does.
        A preview rule joins when `preview` is set or its own id is selected, and a rule of a kind that is opt-in when
        its id, family or kind is. Raises KeyError for a name of nothing.
        """
        known = {"all"}
        for rule in self.rules:
            known |= {rule.id, rule.kind, rule.family, rule.pack, *rule.origins}
        for name in (*select, *ignore):
            if name not in known:
                raise KeyError(name)
        kept = []
        for rule in self.rules:
            if rule.status == "retired" or (rule.status == "preview" and not preview and rule.id not in select):
                continue
            chosen = _rank(rule, select) if select else 0
            if chosen < _BY_KIND and kinds.opt_in(rule.kind):
                continue
            if chosen >= 0 and chosen > _rank(rule, ignore):
                kept.append(rule)
        return Rulebook(kept, self)

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


def _rank(rule: Rule, names: Sequence[str]) -> int:
    for rank, own in (
        (4, {rule.id}),
        (3, {rule.family}),
        (_BY_KIND, {rule.kind}),
        (1, {rule.pack, *rule.origins}),
        (0, {"all"}),
    ):
        if not own.isdisjoint(names):
            return rank
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


def load(*roots: Path, build: bool = False) -> Rulebook:
    """The rules of the files and folders named, all of them, whatever their status.

    In a folder a rule file is `<pack>/<family>/<id>.yaml`, or fewer levels of that; files whose names begin with a
    dot or an underscore are left alone. `build` has every rule built as well, where a run builds those it needs.
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
        for path, pack, family in found:
            place = os.path.realpath(path)  # faster by half than `resolve`, for hundreds of files
            if place in read:  # roots may overlap
                continue
            read.add(place)
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
    for path in sorted((*root.rglob("*.yaml"), *root.rglob("*.yml"))):
        parts = path.relative_to(root).parts
        if any(part.startswith((".", "_")) for part in parts):
            continue
        folders = parts[:-1]
        yield path, (folders[0] if len(folders) > 1 else base), (folders[-1] if folders else base)

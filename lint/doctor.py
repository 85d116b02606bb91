"""What works on this machine, found out by trying it, and why the rest does not."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib import metadata
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from lint import __version__, compiled, grammar, kinds
from lint.config.configuration import Configuration
from lint.config.layers import Resolved
from lint.config.search import ConfigError
from lint.finding import Severity
from lint.inspection import Inspection, Request, inspect_data
from lint.lexicon import measures
from lint.rule import example, unmark
from lint.rulebook import Rulebook, RulebookError

# ok: it was tried and works. skipped: it is optional, and not installed or not set. broken: it is there or was asked
# for and does not work, though the rest does. failed: malaprop cannot check anything.
State = Literal["ok", "skipped", "broken", "failed"]

_PATIENCE = 20.0  # seconds for an answer of a server


class Sign(NamedTuple):
    """One thing that was looked at; `code` is the exit code that it deserves, `about` are facts for a program."""

    name: str
    state: State
    message: str
    code: int = 0
    about: Mapping[str, object] = {}


def signs(told: grammar.Settings, configured: Configuration, path: Path) -> Iterator[Sign]:
    """All that is looked at, each when it is asked for.

    `told` is what the user says of grammar checkers, for which the configuration speaks where they say nothing; `path`
    is a file or folder that they want checked.
    """
    yield _program()
    yield _libraries()
    article = path / "article.md" if path.is_dir() else path
    book = None
    try:
        resolved = configured.of(str(article))
        book = configured.everything(resolved)
        yield _configuration(configured, resolved)
    except ConfigError as error:
        yield Sign("configuration", "failed", f"it cannot be used: {_several(error)}", 2)
    except RulebookError as error:
        yield Sign("rules", "failed", f"they cannot be used: {_several(error)}", 2)
    else:
        told = _configured(told, resolved)
    if book is not None:
        yield _rules(book)
        checked = _article(book)
        yield checked
        if checked.state == "ok":
            yield _page(book)
        yield _languagetool(told, book)
        yield _harper(told, book)
    yield _textstat()
    yield _shtab()
    yield _cache()
    yield _git(path if path.is_dir() else path.parent)


def _configuration(configured: Configuration, resolved: Resolved) -> Sign:
    """Which files hold, and how many rules they leave."""
    names = [file.name for file in resolved.files]
    chosen = len(configured.rulebook(resolved).rules)
    about = {"files": names, "rules": chosen}
    if not names:
        return Sign("configuration", "skipped", f"none applies here; {chosen} rules run by default", about=about)
    *bases, last = names
    told = last + (f", which extends {', '.join(bases)}" if bases else "")
    if not chosen:
        return Sign("configuration", "failed", f"{told}: no rule is left to check with", 2, about)
    return Sign("configuration", "ok", f"{told}; {chosen} rules are chosen", about=about)


def _configured(told: grammar.Settings, resolved: Resolved) -> grammar.Settings:
    """The settings of grammar checkers, with what the configuration says where the user names no LanguageTool."""
    said = {key: value for key, (value, _) in resolved.grammar().items()}
    if told.url or told.folder:
        return told
    return msgspec.structs.replace(
        told,
        checker=told.checker or said.get("checker"),
        url=said.get("languagetool-url", ""),
        folder=said.get("languagetool-dir", ""),
    )


def _several(error: RulebookError | ConfigError) -> str:
    shown = "; ".join(str(problem) for problem in error.problems[:3])
    return shown + (f"; and {len(error.problems) - 3} more" if len(error.problems) > 3 else "")


def _program() -> Sign:
    package = Path(__file__).resolve().parent
    python = f"{platform.python_implementation()} {platform.python_version()}"
    about = {
        "version": __version__,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "platform": platform.platform(),
        "executable": sys.executable,
        "package": str(package),
    }
    return Sign("malaprop", "ok", f"{__version__} in {package}, {python}, {platform.platform()}", about=about)


def _libraries() -> Sign:
    """The libraries that malaprop cannot do without, by its own metadata."""
    try:
        told = metadata.requires("malaprop") or []
    except metadata.PackageNotFoundError:
        return Sign("libraries", "skipped", "malaprop was not installed by pip, so nothing says what it needs")
    names = sorted((re.split(r"[^\w.-]", line)[0] for line in told if ";" not in line), key=str.lower)
    found = {name: version(name) for name in names}
    missing = [name for name, number in found.items() if number is None]
    if missing:
        said = f"{', '.join(missing)} missing; install malaprop again with pip"
        return Sign("libraries", "failed", said, 3, {"versions": found})
    said = ", ".join(f"{name} {number}" for name, number in found.items())
    return Sign("libraries", "ok", said, about={"versions": found})


def version(distribution: str) -> str | None:
    """The version of an installed distribution, or None."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _rules(book: Rulebook) -> Sign:
    packs = Counter(rule.pack for rule in book.rules)
    statuses = Counter(rule.status for rule in book.rules)
    by_kind = Counter(rule.kind for rule in book.rules if rule.status != "retired")
    asked = ", ".join(name for name in kinds.names() if kinds.opt_in(name))
    told = (
        f"{len(book.rules)}, {statuses['stable']} of them stable; packs: "
        + ", ".join(f"{name} ({count})" for name, count in sorted(packs.items()))
        + "; kinds: "
        + ", ".join(f"{name} ({by_kind[name]})" for name in kinds.names())
        + f"; run only where they are selected: {asked}"
    )
    about = {
        "rules": len(book.rules),
        "statuses": dict(sorted(statuses.items())),
        "packs": dict(sorted(packs.items())),
        "kinds": {name: by_kind[name] for name in kinds.names()},
        "opt_in": [name for name in kinds.names() if kinds.opt_in(name)],
    }
    return Sign("rules", "ok", told, about=about)


_ARTICLE = b"It was shown on television. . Nobody watched it to the end.\n"


def _article(book: Rulebook) -> Sign:
    """All stable rules on an article that has one fault."""
    chosen = book.select()
    try:
        found = inspect_data(_ARTICLE, "article.md", Request(chosen, Severity.note, "markdown", "en"))
    except RulebookError as error:
        return Sign("check", "failed", f"a rule cannot be used: {_several(error)}", 2)
    if trouble := _trouble(found):
        return Sign("check", "failed", trouble, 3)
    if [finding.text for finding in found.findings] != [". ."]:
        told = ", ".join(finding.rule for finding in found.findings) or "nothing"
        return Sign("check", "failed", f"an article with one doubled stop was said to have: {told}", 3)
    return Sign("check", "ok", f"{len(chosen.rules)} rules found the one fault of a specimen")


def _page(book: Rulebook) -> Sign:
    """The report of the specimen as a page, for which Jinja2 and a temporary file are needed."""
    about = {"library": version("Jinja2")}
    chosen = book.select(["doubled-stop"])
    found = inspect_data(_ARTICLE, "article.md", Request(chosen, Severity.note, "markdown", "en"))
    try:
        from lint.reporters import _page as page

        text = "".join(page.report([found], page.About(chosen.by_id, page.Limits({}))))
    except (ImportError, OSError) as error:
        return Sign("report", "broken", f"a page cannot be made: {error}", 3, about)
    return Sign(
        "report", "ok", f"Jinja2 {about['library']}: it made a page of {len(text.encode()):,} bytes", about=about
    )


def _trouble(found: Inspection) -> str:
    """Why an article was not checked, or not whole."""
    return found.error or "; ".join(f"{fault.rule}: {fault.message}" for fault in found.faults)


def _languagetool(told: grammar.Settings, book: Rulebook) -> Sign:
    about = {"library": version("language-tool-python"), "url": told.url, "folder": told.folder}
    if not (told.url or told.folder) and told.checker != "languagetool":
        without = "" if about["library"] else ", and pip install 'malaprop[grammar]'"
        return Sign("languagetool", "skipped", f"not set up; name a server or a folder of it{without}", about=about)
    return _asked("languagetool", told, book, f"at {told.url or told.folder}", about)


def _harper(told: grammar.Settings, book: Rulebook) -> Sign:
    about = {"library": version("harper-py")}
    if about["library"] is None and told.checker != "harper":
        return Sign("harper", "skipped", "not installed; pip install 'malaprop[harper]'", about=about)
    return _asked("harper", told, book, f"harper-py {about['library']}", about)


def _asked(
    name: grammar.CheckerName, told: grammar.Settings, book: Rulebook, what: str, about: Mapping[str, object]
) -> Sign:
    """A grammar checker, asked for the fault in an example of a rule that speaks to it."""
    asked = msgspec.structs.replace(told, checker=name, answer_limit=_PATIENCE, cache=None)
    with ExitStack() as closing, grammar.using(grammar.chosen(asked, closing)):
        if lacking := kinds.lacking("grammar"):
            return Sign(name, "broken", lacking, 2, about)
        rule = next(rule for rule in book.rules if rule.kind == "grammar" and kinds.unable(rule) is None)
        text, _ = unmark(example(rule.examples.bad[0]).text)
        found = inspect_data(text.encode(), "x.txt", Request(Rulebook([rule], book), Severity.note, None, "en"))
        if trouble := _trouble(found):
            return Sign(name, "broken", trouble, 3, about)
        if not found.findings:
            return Sign(name, "broken", f"{what}: it answers, but does not find what {rule.id} asks for", 3, about)
    return Sign(name, "ok", f"{what}: it found what {rule.id} asks for", about=about)


_PROSE = ["The", "cat", "sat", "on", "the", "mat", "and", "looked", "at", "us"]


def _textstat() -> Sign:
    """textstat, asked for a measure without a dictionary to download."""
    about = {"library": version("textstat")}
    if lacking := measures.lacking():
        return Sign("textstat", "skipped", lacking, about=about)
    try:
        found = measures.measures([_PROSE], "en")
    except Exception as error:  # whatever another library may raise
        return Sign("textstat", "broken", f"{about['library']} does not work: {error}", 3, about)
    told = f"textstat {about['library']}: it measured a reading ease of {found['reading-ease']}, offline"
    return Sign("textstat", "ok", told, about=about)


def _shtab() -> Sign:
    about = {"library": version("shtab")}
    if about["library"] is None:
        return Sign("completions", "skipped", "not installed; pip install 'malaprop[completions]'", about=about)
    return Sign("completions", "ok", f"shtab {about['library']}", about=about)


def _cache() -> Sign:
    """The cache folder, into which a file is written."""
    place = compiled.folder()
    if place is None:
        off = os.environ.get("MALAPROP_NO_CACHE", "0") not in ("", "0")
        told = "MALAPROP_NO_CACHE is set" if off else "this user has no home folder; set MALAPROP_CACHE_DIR"
        return Sign("cache", "skipped", f"{told}; every run makes all anew")
    about = {"folder": str(place)}
    probe = place / f"doctor-{os.getpid()}.tmp"
    try:
        compiled.make_folder(place)
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        told = f"{place}: {(error.strerror or str(error)).lower()}; name another folder by MALAPROP_CACHE_DIR"
        code = 3 if os.environ.get("MALAPROP_CACHE_DIR") else 0  # malaprop does without, but this one is wanted
        return Sign("cache", "broken", f"{told}. Every run makes all anew", code, about)
    size = sum(path.stat().st_size for path in place.glob("*.compiled"))
    return Sign("cache", "ok", f"{place} can be written and holds {size / 1e6:.1f} MB", about={**about, "bytes": size})


def _git(folder: Path) -> Sign:
    program = shutil.which("git")
    if program is None:
        return Sign("git", "skipped", "not installed; only runs on what changed need it")
    said = _said([program, "--version"])
    if said is None:
        return Sign("git", "broken", f"{program} does not run; runs on what changed need it")
    top = _said([program, "-C", str(folder), "rev-parse", "--show-toplevel"])
    place = f"in the repository {top}" if top else f"{folder} is in no repository"
    return Sign("git", "ok", f"{said.removeprefix('git version ')}, {place}", about={"repository": top})


def _said(command: Sequence[str]) -> str | None:
    """What a program prints, or None where it fails."""
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None

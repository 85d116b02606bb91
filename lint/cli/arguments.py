"""The command line's commands and options. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable
from typing import NoReturn

from lint import __version__, reporters

LEVELS = ("note", "warning", "error")

_EPILOG = """\
exit codes: 0 nothing found, 1 findings, 2 bad usage or a broken rule or configuration, 3 a file that could not be
read, checked or written.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"malaprop: {message}\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; each command sets `run`."""
    whole = _Parser(
        prog="malaprop",
        description="Find what machine translation, article spinning and language models left behind in a text.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"malaprop {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)

    check = commands.add_parser("check", help="check files and folders", epilog=_EPILOG)
    _texts(check)
    _selection(check)
    _reading(check)
    _checkers(check)
    _fixes(check)
    _output(check)
    _narrowing(check)
    _configured(check)
    check.set_defaults(run=_late("checking", "check"))

    _page(commands.add_parser("report", help="a page to read before publishing: articles with findings marked"))

    trial = commands.add_parser("try", help="check a text given on the command line, and print it with marks")
    trial.add_argument("text", help="the text; - reads standard input")
    _selection(trial)
    _reading(trial)
    _checkers(trial)
    _configured(trial)
    trial.set_defaults(run=_late("checking", "try_text"))

    _score(commands.add_parser("score", help="how good the rules are on texts of which something is known"))

    explain = commands.add_parser("explain", help="the manual page of a rule or kind")
    explain.add_argument("name", metavar="RULE", help="a rule's id or a kind's name")
    _sources(explain)
    _configured(explain)
    explain.set_defaults(run=_late("authoring", "explain"))

    rules = commands.add_parser("rules", help="list, test and write rules").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    listing = rules.add_parser("list", help="every rule, one a line")
    listing.add_argument("--format", choices=("text", "json"), default="text")
    _selection(listing, preview=False)
    _configured(listing)
    listing.set_defaults(run=_late("authoring", "list_rules"))
    test = rules.add_parser("test", help="hold rules against their examples")
    test.add_argument("paths", nargs="*", metavar="PATH", help="rule files or folders; the built-in rules if none")
    test.add_argument(
        "--select", metavar="NAMES", action="append", default=[], help="only these rules, kinds, families, packs"
    )
    test.set_defaults(run=_late("authoring", "test_rules"))
    new = rules.add_parser("new", help="write the file of a new rule, ready to be filled in")
    new.add_argument("id", help="kebab case, names the fault: tortured-term")
    new.add_argument("--kind", default="phrase", help="the kind of check (default: phrase)")
    new.add_argument("--folder", default=".", metavar="DIR", help="where to write it (default: here)")
    new.set_defaults(run=_late("authoring", "new_rule"), no_cache=False)
    schema = rules.add_parser("schema", help="the JSON Schema of rule files, for editors")
    schema.set_defaults(run=_late("authoring", "print_schema"))
    docs = rules.add_parser("docs", help="write the manual pages of rules and kinds into a folder")
    docs.add_argument("folder")
    docs.add_argument("--check", action="store_true", help="write nothing; exit 1 if a page is out of date")
    _sources(docs)
    docs.set_defaults(run=_late("authoring", "write_docs"))
    _init(commands.add_parser("init", help="write a configuration to begin with, every setting explained"))
    _config(commands.add_parser("config", help="what is configured"))
    _setting_up(commands)
    return whole


def _init(init: argparse.ArgumentParser) -> None:
    init.add_argument("folder", nargs="?", default=".", metavar="DIR", help="where to write it (default: here)")
    init.add_argument("--yaml", action="store_true", help="write .malaprop.yaml instead of malaprop.toml")
    init.set_defaults(run=_late("configuring", "init"))


def _config(parser: argparse.ArgumentParser) -> None:
    config = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    show = config.add_parser("show", help="the settings of a file, and where each of them was said")
    show.add_argument("file", metavar="FILE", help="a file, which need not exist")
    show.add_argument("--format", choices=("text", "json"), default="text")
    _configured(show)
    _selection(show)
    _reading(show)
    _levels(show.add_argument_group("report"))
    show.set_defaults(run=_late("configuring", "show"))
    schema = config.add_parser("schema", help="the JSON Schema of configuration files, for editors")
    schema.set_defaults(run=_late("configuring", "print_schema"))


def _configured(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("configuration").add_mutually_exclusive_group()
    group.add_argument("--config", metavar="FILE", help="take this configuration, whatever stands beside the texts")
    group.add_argument("--isolated", action="store_true", help="take none")


def _setting_up(commands: argparse._SubParsersAction[_Parser]) -> None:
    doctor = commands.add_parser("doctor", help="what is installed, what works, and why the rest does not")
    doctor.add_argument("path", nargs="?", default=".", metavar="PATH", help="a file or folder that is to be checked")
    doctor.add_argument("--format", choices=("text", "json"), default="text", help="of the report (default: text)")
    _configured(doctor)
    _checkers(doctor)
    doctor.add_argument(
        "--rules", metavar="PATH", action="append", default=[], help="rules of yours to look at as well"
    )
    doctor.set_defaults(run=_late("doctoring", "doctor"))
    completions = commands.add_parser("completions", help="a script with which a shell completes this command")
    completions.add_argument("shell", choices=("bash", "zsh", "fish"))
    completions.set_defaults(run=_late("completions", "completions"), no_cache=False)


def _score(parser: argparse.ArgumentParser) -> None:
    texts = parser.add_argument_group("texts")
    texts.add_argument("paths", nargs="*", metavar="PATH", help="texts of which nothing is known: how often rules fire")
    texts.add_argument(
        "--clean",
        nargs="+",
        metavar="PATH",
        action="extend",
        default=[],
        help="good texts: a finding in them is a false alarm unless it was judged right",
    )
    texts.add_argument(
        "--labels",
        metavar="FILE",
        action="append",
        default=[],
        help="passages with what is wrong in them, as JSON lines",
    )
    texts.add_argument(
        "--language",
        metavar="TAG",
        help="the language of the texts (default: as the file or its path says, else as they read, else en)",
    )
    verdicts = parser.add_argument_group("verdicts")
    verdicts.add_argument("--hits", metavar="FILE", help="write the findings as a list to read and judge")
    verdicts.add_argument(
        "--judged", metavar="FILE", action="append", default=[], help="such a list with right or wrong filled in"
    )
    _selection(parser)
    report = parser.add_argument_group("report")
    report.add_argument("--format", choices=("text", "json"), default="text", help="of the report (default: text)")
    stats = report.add_mutually_exclusive_group()
    stats.add_argument(
        "--check-stats", metavar="FILE", help="exit 1 if a rule fires more often on the clean texts than the file says"
    )
    stats.add_argument("--update-stats", metavar="FILE", help="write that file")
    parser.set_defaults(run=_late("scoring", "score"))


def _texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; - is standard input")
    parser.add_argument("--stdin", action="store_true", help="check standard input as well")
    parser.add_argument("--stdin-name", metavar="NAME", help="what to call it; its extension tells the format")
    parser.add_argument(
        "--no-ignore",
        action="store_true",
        help="take the files of folders that .gitignore and .malapropignore leave out",
    )


def _page(parser: argparse.ArgumentParser) -> None:
    _texts(parser)
    _selection(parser)
    _reading(parser)
    _checkers(parser)
    group = parser.add_argument_group("report")
    group.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the page to write, as report.html; - is standard output"
    )
    group.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        help="the date to print, or `today` (default: that of SOURCE_DATE_EPOCH, else none)",
    )
    group.add_argument("--severity", choices=LEVELS, help="report nothing below this (default: note)")
    group.add_argument(
        "--fail-on",
        choices=(*LEVELS, "verdict"),
        help="exit 1 for findings from here on, or for an article whose verdict is not clean (default: for none)",
    )
    _configured(parser)
    parser.set_defaults(run=_late("publishing", "report"))


def _sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rules", metavar="PATH", action="append", default=[], help="more rules: a file or folder (again and again)"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="make all anew; do not use compiled rules that an earlier run kept"
    )


def _selection(parser: argparse.ArgumentParser, *, preview: bool = True) -> None:
    group = parser.add_argument_group("rules")
    names = "rules, families, kinds, origins or packs, parted by commas; the more specific name wins"
    group.add_argument("--select", metavar="NAMES", action="append", default=[], help=f"only these {names}")
    group.add_argument("--ignore", metavar="NAMES", action="append", default=[], help="not these")
    if preview:
        group.add_argument(
            "--preview",
            action=argparse.BooleanOptionalAction,
            help="add rules that are not stable yet; they never fail a run",
        )
    _sources(parser)


def _reading(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("reading")
    group.add_argument(
        "--input-format", metavar="FORMAT", help="text, markdown, html, rst, asciidoc (default: by extension)"
    )
    group.add_argument(
        "--language",
        metavar="TAG",
        help="the language of the text (default: as the file says, else as it reads, else en)",
    )


def _checkers(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("grammar checkers", "for rules of the kind grammar, where they are selected")
    group.add_argument(
        "--grammar",
        choices=("languagetool", "harper"),
        help="which (default: LanguageTool if one is named, else Harper)",
    )
    server = group.add_mutually_exclusive_group()
    server.add_argument("--languagetool-url", metavar="URL", help="a LanguageTool server that is running")
    server.add_argument(
        "--languagetool-dir", metavar="DIR", help="a LanguageTool release or its jars, to run a server from"
    )


def _fixes(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("fixes")
    way = group.add_mutually_exclusive_group()
    way.add_argument("--fix", action="store_true", help="write safe fixes into the files, and report what is left")
    way.add_argument(
        "--diff", action="store_true", help="print what --fix would change as a patch, and exit 1 if it would"
    )
    group.add_argument("--unsafe-fixes", action="store_true", help="suggested fixes too, with --fix or --diff")


def _output(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("report")
    _levels(group)
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    _reports(group)


def _levels(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--severity", choices=LEVELS, help="report nothing below this (default: note)")
    group.add_argument(
        "--fail-on",
        choices=(*LEVELS, "verdict"),
        help="exit 1 for findings from here on, or only for an article whose verdict is not clean (default: warning)",
    )


def _reports(group: argparse._ArgumentGroup) -> None:
    formats = ", ".join(reporters.formats())
    group.add_argument("--format", metavar="FORMAT", help=f"of the report: {formats} (default: text)")
    group.add_argument(
        "--output",
        metavar="FORMAT=FILE",
        action="append",
        default=[],
        help="write a report into a file as well (again and again); - is standard output",
    )
    group.add_argument("--statistics", action="store_true", help="count findings by rule, kind and file")
    group.add_argument("--quiet", action="store_true", help="print no report, only what could not be checked")
    group.add_argument("--exit-zero", action="store_true", help="exit 0 for findings; other faults still fail the run")


def _narrowing(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what is new", "tell nothing that was there before")
    group.add_argument("--baseline", metavar="FILE", help="tell only findings that are not in this baseline")
    group.add_argument("--update-baseline", action="store_true", help="write into it what this run finds, and tell it")
    group.add_argument("--show-stale", action="store_true", help="tell which entries of the baseline are gone")
    changed = group.add_mutually_exclusive_group()
    changed.add_argument(
        "--changed-since",
        metavar="REF",
        help="only changed files, and findings on lines changed since HEAD left this commit or branch of git",
    )
    changed.add_argument(
        "--staged",
        action="store_true",
        help="only what the next commit changes, as it is staged; not the files on disk",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        default=0,
        help="how many processes check files; the report is the same (default: auto, what pays on this machine)",
    )


def _jobs(value: str) -> int:
    if value != "auto" and not (value.isascii() and value.isdigit() and len(value) < 4):
        raise argparse.ArgumentTypeError(f"'{value}' is no number of processes; write 1, 2 … or auto")
    return 0 if value == "auto" else int(value)


def _late(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    """A command whose module is imported when it is run."""

    def run(arguments: argparse.Namespace) -> int:
        code: int = getattr(importlib.import_module(f"lint.cli.{module}"), name)(arguments)
        return code

    return run

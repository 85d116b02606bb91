"""The command line. This package and the server alone print, exit, read argv or touch a terminal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext

from lint.cli.arguments import parser
from lint.cli.selection import UnwritableError, UsageError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the value is the exit code."""
    if sys.stdout is None:  # closed by the caller: nobody would read the report
        if sys.stderr is not None:
            print("malaprop: standard output is closed", file=sys.stderr)
        return 3
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _arguments(argv)
    try:
        with ExitStack() as arguments.closing, _keeping(arguments):
            code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except UsageError as error:
        _tell(str(error))
        return 2
    except UnwritableError as error:
        _tell(f"cannot be written: {error}")
        return 3
    except BrokenPipeError:  # the reader (`| head`) has seen enough; the rest of the report is not its concern
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:  # a full disk; files that cannot be read are told where they are read
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        why = (error.strerror or str(error)).lower()
        _tell(f"{error.filename}: {why}" if error.filename else f"the report cannot be written: {why}")
        return 3
    except KeyboardInterrupt:
        print("malaprop: interrupted", file=sys.stderr)
        return 130


def _tell(message: str) -> None:
    """Print what went wrong; what it quotes of files reaches a terminal as text alone."""
    from lint.text import visible

    print("\n".join(map(visible, f"malaprop: {message}".split("\n"))), file=sys.stderr)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What the command line says. Paths may stand on both sides of an option; argparse takes the first group alone."""
    whole = parser()
    arguments, rest = whole.parse_known_args(argv)
    if not hasattr(arguments, "paths") or any(part.startswith("-") and part != "-" for part in rest):
        whole.parse_args(argv)  # says what it does not know, and ends the run if there is anything
    else:
        arguments.paths = [*arguments.paths, *rest]
    return arguments


def _keeping(arguments: argparse.Namespace) -> AbstractContextManager[None]:
    """What a command that uses rules keeps from one run to the next."""
    if getattr(arguments, "no_cache", True):
        return nullcontext()
    from lint import compiled  # before the modules that compile expressions when they are imported

    return compiled.opened(compiled.folder())

"""malaprop: a linter for what machine translation and article spinning leave behind in published text.

What is named in `__all__` is for programs that use malaprop, and documented in docs/api.md. It is imported when it is
first asked for, so that `import lint` costs nothing.
"""

TYPE_CHECKING = False  # type checkers know it by its name, and `typing` need not be imported
if TYPE_CHECKING:
    from lint.finding import Fault, Finding, Fix, Severity
    from lint.inspection import Inspection
    from lint.linter import Error, Linter, RulesError, UncheckedError, check_file, check_text
    from lint.text import Position, Span
    from lint.verdict import Verdict

__version__ = "0.1.0"

__all__ = [
    "Error",
    "Fault",
    "Finding",
    "Fix",
    "Inspection",
    "Linter",
    "Position",
    "RulesError",
    "Severity",
    "Span",
    "UncheckedError",
    "Verdict",
    "__version__",
    "check_file",
    "check_text",
]

_HOMES = {
    "finding": ("Fault", "Finding", "Fix", "Severity"),
    "inspection": ("Inspection",),
    "linter": ("Error", "Linter", "RulesError", "UncheckedError", "check_file", "check_text"),
    "text": ("Position", "Span"),
    "verdict": ("Verdict",),
}


if not TYPE_CHECKING:  # to which every name would be there

    def __getattr__(name: str) -> object:
        for home, names in _HOMES.items():
            if name in names:
                from importlib import import_module

                found = globals()[name] = getattr(import_module(f"lint.{home}"), name)
                return found
        raise AttributeError(f"module 'lint' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

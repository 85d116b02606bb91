"""Reporters turn inspections into text, one module a format. A format's name is its file's name; nothing lists them.

A reporter module offers `report(inspections, context) -> Iterator[str]`: pieces of text that are the report when they
are joined. It takes the inspections one after another, needs no documents, and says in its docstring in which unit its
columns are and how it tells of a file that could not be checked.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any


@cache
def formats() -> tuple[str, ...]:
    """The formats that exist, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")))


def load(name: str) -> Any:
    """The module of a format. Raises KeyError if there is none of that name."""
    if name not in formats():
        raise KeyError(name)
    return importlib.import_module(f"{__name__}.{name}")

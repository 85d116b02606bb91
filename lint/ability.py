"""Which of the rules that were chosen can run as things are, where some need what may not be installed or set."""

from __future__ import annotations

from collections.abc import Container

from lint import kinds
from lint.rulebook import Rulebook


class UnableError(Exception):
    """A rule that is wanted cannot run; the message says what it lacks."""


def able(chosen: Rulebook, named: Container[str]) -> Rulebook:
    """The rules that can run; those that cannot are left out where they were not named themselves.

    Raises UnableError for a rule of `named` that cannot run, and for a kind of which nothing can.
    """
    for kind in sorted({rule.kind for rule in chosen.rules}):
        missing = kinds.lacking(kind)
        if missing:
            raise UnableError(f"rules of kind {kind} cannot run: {missing}")
    idle = {rule.id: why for rule in chosen.rules if (why := kinds.unable(rule))}
    for id, why in idle.items():
        if id in named:
            raise UnableError(f"the rule {id} cannot run: {why}")
    running = [rule for rule in chosen.rules if rule.id not in idle]
    for rule in chosen.rules:
        if rule.id in idle and all(rule.kind != other.kind for other in running):
            raise UnableError(f"rules of kind {rule.kind} cannot run: {idle[rule.id]}")
    return Rulebook(running, chosen) if idle else chosen

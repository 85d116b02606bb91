"""Slow, pure work whose results are kept from one run to the next: compiled expressions, tables, rules.

What is kept is found again by all that it was made of, so that it cannot be out of date, and is plain data, so that
reading it back runs no code. Where no store is in use, or a store does not have it, it is made.
"""

from __future__ import annotations

import copyreg
import marshal
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol, TypeVar

import regex

Value = TypeVar("Value")


class Store(Protocol):
    """Where results are kept."""

    def get(self, key: bytes) -> memoryview | bytes | None:
        """What was put under the key, if anything was."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""


_store: Store | None = None


@contextmanager
def using(store: Store | None) -> Iterator[None]:
    """While this lasts, results come from the store and go there."""
    global _store
    before, _store = _store, store
    try:
        yield
    finally:
        _store = before


def store() -> Store | None:
    """The store that is in use."""
    return _store


class News(NamedTuple):
    """What another process took from its copy of a store, and what it put there."""

    asked: Collection[bytes] = ()
    fresh: Mapping[bytes, bytes] = {}

    def tell(self, store: Store) -> None:
        """Do the same to the store itself."""
        for key in self.asked:
            store.get(key)
        for key, value in self.fresh.items():
            store.put(key, value)


class Relay:
    """A store in another process, which remembers what is new to the one that it is a copy of."""

    def __init__(self, copy: Store) -> None:
        self._copy = copy
        self._asked: set[bytes] = set()
        self._fresh: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> memoryview | bytes | None:
        """What was put under the key, if anything was."""
        self._asked.add(key)
        return self._copy.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        self._copy.put(key, value)
        self._fresh[key] = value

    def taken(self) -> News:
        """What happened since this was asked the last time."""
        news = News(self._asked, self._fresh)
        self._asked, self._fresh = set(), {}
        return news


def kept(
    name: str,
    inputs: Iterable[str | bytes],
    make: Callable[[], Value],
    *,
    dump: Callable[[Any], bytes] = marshal.dumps,
    load: Callable[[Any], Value] = marshal.loads,
) -> Value:
    """What `make` returns, made once.

    `name` and `inputs` must say all that the value depends on, but for the files of this package, which a store is
    bound to. A value is None, which is not kept, or plain data (for another kind give `dump` and `load`), not to be
    changed by who gets it.
    """
    if _store is None:
        return make()
    key = _key(name, inputs)
    blob = _store.get(key)
    if blob is not None:
        try:
            return load(blob)
        except (ValueError, TypeError, EOFError, KeyError):  # msgspec's errors are ValueErrors
            pass
    value = make()
    if value is not None:
        with suppress(ValueError, TypeError, KeyError):  # not plain data: then it is made each time
            _store.put(key, dump(value))
    return value


def _key(name: str, inputs: Iterable[str | bytes]) -> bytes:
    found = blake2b(name.encode(), digest_size=16)
    for part in inputs:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(b"\0%d\0" % len(data))
        found.update(data)
    return found.digest()


def expression(source: str, flags: int = 0) -> regex.Pattern[str]:
    """`regex.compile(source, flags)`, which takes 0.1 to 100 ms; read back it is there in a twentieth of that."""
    return kept(
        "expression", (str(int(flags)), source), lambda: regex.compile(source, flags), dump=_parts, load=_assembled
    )


def _parts(pattern: regex.Pattern[str]) -> bytes:
    """What a pickle of the pattern would hold; all of that is plain data."""
    return marshal.dumps(copyreg.dispatch_table[regex.Pattern](pattern)[1])


def _assembled(blob: Any) -> regex.Pattern[str]:
    pattern: regex.Pattern[str] = _assembler()(*marshal.loads(blob))
    return pattern


@cache
def _assembler() -> Any:
    return copyreg.dispatch_table[regex.Pattern](regex.compile(""))[0]

"""Checking many files in several processes: what comes out is what one process gives, in the same order.

A process is given one file at a time, so that the file is known at which one dies; the others go on, and a new process
takes its place. Where the system can fork safely they inherit the rules, elsewhere they are sent them.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lint import inspection, kept
from lint.document import Document
from lint.inspection import Inspection, Reading, Request, on_disk
from lint.rulebook import RulebookError

if TYPE_CHECKING:  # a run in one process does without it
    from multiprocessing.connection import Connection

_WORTH = 400_000  # bytes of files from which processes save more time than they take
_FILES = 4  # that a process should have to check
_WARM = 2  # files that are checked before there are processes, which then inherit the checks that these needed
_AHEAD = 32  # files for each process that may be ready before an earlier one is


Wanted = tuple[str, Request]  # a file, and how it is to be checked


def processes(jobs: int, files: Sequence[Wanted]) -> int:
    """How many processes are to check the files: `jobs`, or what pays on this machine if that is 0.

    It is one where a fault is to be shown as it is, and for grammar checkers: there is one server a run.
    """
    for request in _distinct(files):
        if request.debug or any(rule.kind == "grammar" for rule in request.rulebook.rules):
            return 1
    if jobs:
        return max(1, min(jobs, len(files) - _WARM))
    fitting = min(_cores(), len(files) // _FILES)
    return fitting if fitting > 1 and sum(_size(path) for path, _ in files) >= _WORTH else 1


def _distinct(files: Sequence[Wanted]) -> list[Request]:
    return list(dict.fromkeys(request for _, request in files))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def inspect(files: Sequence[Wanted], jobs: int, read: Reading = on_disk) -> Generator[Inspection, None, None]:
    """One inspection a file, in their order, by `jobs` processes. Their documents have no blocks.

    A file at which a process dies is told as one that could not be checked. No process is left when this is closed.
    """
    if jobs < 2:
        yield from inspection.inspect(files, read)
        return
    yield from inspection.inspect(files[:_WARM], read)
    with _staff(_distinct(files), jobs) as staff:
        yield from _shared(files[_WARM:], staff, read)


def _shared(files: Sequence[Wanted], staff: _Staff, read: Reading) -> Iterator[Inspection]:
    done: dict[int, Inspection | RulebookError] = {}
    given = 0
    for number in range(len(files)):
        while number not in done:
            limit = min(len(files), number + _AHEAD * len(staff.workers))
            while given < limit and (worker := staff.idle()) is not None:
                path, request = files[given]
                data = inspection.taken(path, read)
                if isinstance(data, Inspection):
                    done[given] = data
                else:
                    worker.give(given, path, data, staff.number_of(request))
                given += 1
            if number not in done:
                done |= staff.answers()
        result = done.pop(number)
        if isinstance(result, RulebookError):
            raise result
        yield result


class _Answer(NamedTuple):
    """What a process sends back: an inspection without its document, the source of that, and what it made anew."""

    inspection: Inspection | None
    document: tuple[str, str, str] | None  # source, language, format
    problems: Sequence[Any]  # of a rule that cannot be built
    news: kept.News


class _Worker:
    """One process, and the file that it has in hand."""

    def __init__(self, requests: Sequence[Request], store: kept.Store | None, others: Sequence[_Worker]) -> None:
        import multiprocessing

        # macOS has fork, but its libraries do not bear it.
        forked = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
        context = multiprocessing.get_context("fork" if forked else "spawn")
        self.pipe, theirs = context.Pipe()
        self.number = -1
        self.path = ""
        inherited = [self.pipe, *(other.pipe for other in others)] if forked else []
        self.process = context.Process(  # type: ignore[attr-defined]
            target=_work, args=(theirs, inherited, requests, store), daemon=True
        )
        with _no_interrupts():
            self.process.start()
        theirs.close()  # else its end would not be seen

    def give(self, number: int, path: str, data: bytes, request: int) -> None:
        """Have a file checked; `request` is the number of its request."""
        self.number, self.path = number, path
        with suppress(OSError):  # it has died; that is seen where its answer is awaited
            self.pipe.send((path, data, request))

    def answer(self) -> _Answer | None:
        """What it says of its file; None if it died."""
        try:
            answer: _Answer = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return answer

    def end(self) -> None:
        self.process.terminate()
        self.process.join()
        self.pipe.close()


class _Staff:
    """The processes of a run."""

    def __init__(self, requests: Sequence[Request], jobs: int) -> None:
        self.workers: list[_Worker] = []
        self._requests = requests
        self._numbers = {request: number for number, request in enumerate(requests)}
        self._store = kept.store()
        for _ in range(jobs):
            self._hire()

    def number_of(self, request: Request) -> int:
        """By which number processes know a request: it is sent to them once."""
        return self._numbers[request]

    def idle(self) -> _Worker | None:
        """A process that has nothing to do."""
        return next((worker for worker in self.workers if worker.number < 0), None)

    def answers(self) -> dict[int, Inspection | RulebookError]:
        """Wait until processes are done with their files; what came of these, by number."""
        from multiprocessing.connection import wait

        busy = {worker.pipe: worker for worker in self.workers if worker.number >= 0}
        found: dict[int, Inspection | RulebookError] = {}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]
            answer = worker.answer()
            number, worker.number = worker.number, -1
            if answer is None:
                found[number] = Inspection(worker.path, None, error=self._death(worker))
                continue
            if self._store is not None:
                answer.news.tell(self._store)
            if answer.inspection is None:
                found[number] = RulebookError(answer.problems)
                continue
            found[number] = answer.inspection._replace(document=_document(answer))
        return found

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.end()

    def _hire(self) -> None:
        self.workers.append(_Worker(self._requests, self._store, self.workers))

    def _death(self, worker: _Worker) -> str:
        """Replace a process that died; the value says what it died of."""
        worker.end()
        self.workers.remove(worker)
        self._hire()
        code = worker.process.exitcode or 0
        how = f"was ended by signal {-code}" if code < 0 else f"ended with {code}"
        return f"the process that checked it {how}, perhaps for want of memory; try again with --jobs 1"


@contextmanager
def _staff(requests: Sequence[Request], jobs: int) -> Iterator[_Staff]:
    staff = _Staff(requests, jobs)
    try:
        yield staff
    finally:
        staff.dismiss()


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """A process that is started meanwhile is never interrupted by Ctrl-C: it is ended by the one that started it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    pipe: Connection, inherited: Sequence[Connection], requests: Sequence[Request], store: kept.Store | None
) -> None:
    """What a process does: check one file after another until there are no more, or nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:  # else the end of the run would not be seen
        other.close()
    relay = kept.Relay(store) if store is not None else None
    with kept.using(relay), suppress(EOFError, OSError):
        while True:
            path, data, request = pipe.recv()
            pipe.send(_answer(data, path, requests[request], relay))


def _answer(data: bytes, path: str, request: Request, relay: kept.Relay | None) -> _Answer:
    try:
        found = inspection.inspect_data(data, path, request)
    except RulebookError as error:
        return _Answer(None, None, error.problems, kept.News())
    document = found.document
    read = None if document is None else (document.source, document.language, document.format)
    news = kept.News() if relay is None else relay.taken()
    return _Answer(found._replace(document=None, metrics=dict(found.metrics)), read, (), news)


def _document(answer: _Answer) -> Document | None:
    assert answer.inspection is not None
    if answer.document is None:
        return None
    source, language, format = answer.document
    return Document(answer.inspection.path, source, (), language=language, format=format)

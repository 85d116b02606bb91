"""LanguageTool over HTTP, through language-tool-python (GPL-3.0, so nothing else imports it).

That library is given the address of a server and one job: to ask. Starting servers and counting places are done here,
because in 3.4.0 it takes a server that needs 15 s to start for dead and leaves it running, counts an end of a remark
in UTF-16 units, mixes up places when threads share it, and drops the last part of an address without a slash. What is
used of its inside is checked by name, and a version without it is refused.
"""

from __future__ import annotations

import inspect
import ipaddress
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from http.client import HTTPException
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from lint.grammar.server import Server, ServerError, absent
from lint.grammar.wire import JOINT, Answer, BrokenAnswerError, annotated, remarks
from lint.kept import expression
from lint.kinds.grammar import Asked, Remark, Unchecked

if TYPE_CHECKING:
    from lint.grammar import Settings

_WAITS = (1.0, 5.0, 15.0, 40.0)  # seconds between the tries when a server is busy: limits count by the minute
_PAUSE = 1.0  # seconds before a server that was gone is asked again
_QUOTED = 200  # code points of an answer that a message quotes
_PATIENCE = 12  # refusals in a row before the server is given up: one bad passage of 1,000 is isolated by 11


class _RefusedError(Exception):
    """An answer that is none; asking for less may help."""


class _BusyError(_RefusedError):
    """The server asks to be left alone for a while."""


class _LateError(_RefusedError):
    """No answer in time."""


class _GoneError(Exception):
    """No connection."""


class _ForeignError(Exception):
    """A language that the server does not know."""


class LanguageTool(AbstractContextManager["LanguageTool"]):
    """A client of one server, given or started, for one run."""

    name = "languagetool"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: Server | None = None
        if not settings.url:
            self._server = Server(Path(settings.folder), start_limit=settings.start_limit, restarts=settings.restarts)
        self._clients: dict[tuple[str, str], Any] = {}  # by address and language
        self._down: str | None = None  # why the server is not asked any more
        self._refusals = 0  # in a row
        self._software: str | None = None

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    def lacking(self) -> str | None:
        """What has to be installed or set: a server, and a library to ask it with."""
        settings = self._settings
        if not (settings.url or settings.folder):
            return (
                "LanguageTool is chosen, but neither a server (--languagetool-url, MALAPROP_LANGUAGETOOL_URL) nor a "
                "folder of it (--languagetool-dir, MALAPROP_LANGUAGETOOL_DIR) is named"
            )
        if find_spec("language_tool_python") is None:
            return "language-tool-python is not installed; pip install 'malaprop[grammar]'"
        if settings.url:
            return _unfit(settings.url, remote=settings.remote)
        return absent(Path(settings.folder))

    def identity(self) -> str | None:
        """What tells this LanguageTool from others, as kept answers are its own; None if it does not answer.

        A folder is known by its jars, so that no server need be started to read what was kept.
        """
        if self._server is not None:
            jars = sorted(self._server.folder.rglob("*.jar"))
            stamps = [(jar.name, status.st_size, status.st_mtime_ns) for jar in jars for status in [jar.stat()]]
            return f"languagetool {stamps}"
        if self._software is None:
            try:
                found = self._ask(["x"], "en", Asked(("DOUBLE_PUNCTUATION",)))
            except (_GoneError, _RefusedError, _ForeignError, ServerError):
                return None
            self._software = f"languagetool {self._settings.url} {json.dumps(found.software, sort_keys=True)}"
        return self._software

    def check(self, passages: Sequence[str], language: str, asked: Asked) -> list[Sequence[Remark] | Unchecked]:
        """The remarks on each passage; a request holds as many as the settings allow.

        To LanguageTool rules and categories in one question mean the rules that are in the categories: two are asked.
        """
        parts = [part for part in (Asked(asked.rules), Asked((), asked.categories)) if part != Asked(())]
        found: list[Sequence[Remark] | Unchecked] = []
        for batch in _batches(passages, self._settings.batch):
            answers = [self._checked(batch, language, part) for part in parts]
            found += [_joined(said) for said in zip(*answers, strict=True)]
        return found

    def _checked(self, batch: Sequence[str], language: str, asked: Asked) -> list[Sequence[Remark] | Unchecked]:
        """The remarks on a batch, which is halved until what the server refuses stands alone."""
        reason = self._down
        if reason is None:
            try:
                found: list[Sequence[Remark] | Unchecked] = list(
                    remarks(batch, self._patiently(batch, language, asked))
                )
            except (_RefusedError, BrokenAnswerError) as error:
                reason = str(error)
                self._refusals += _PATIENCE // 2 if isinstance(error, _LateError) else 1
                if self._refusals >= _PATIENCE:
                    self._down = reason
            except _ForeignError as error:
                return [Unchecked(str(error))] * len(batch)
            except (_GoneError, ServerError) as error:
                reason = self._down = str(error)
            else:
                self._refusals = 0
                return found
        if self._down is not None or len(batch) == 1:
            return [Unchecked(reason)] * len(batch)
        middle = len(batch) // 2
        return [
            *self._checked(batch[:middle], language, asked),
            *self._checked(batch[middle:], language, asked),
        ]

    def _patiently(self, batch: Sequence[str], language: str, asked: Asked) -> Answer:
        """One answer: waited for where the server is busy, asked for again where it was gone."""
        waits = list(_WAITS)
        tries = 1 if self._server is None else self._settings.restarts + 1
        while True:
            try:
                return self._ask(batch, language, asked)
            except _BusyError as error:  # noqa: PERF203 - the loop is there for it
                if not waits:
                    raise _GoneError(str(error)) from None
                time.sleep(waits.pop(0))
            except _GoneError:
                if not tries:
                    raise
                tries -= 1
                time.sleep(_PAUSE)  # a server that died is seen to be dead only then, and started again

    def _ask(self, batch: Sequence[str], language: str, asked: Asked) -> Answer:
        """The answer of the server. Raises _RefusedError, _GoneError, _ForeignError or ServerError."""
        from language_tool_python.exceptions import LanguageToolError

        client: Any = None
        url = self._server.url() if self._server is not None else address(self._settings.url)
        try:
            client = self._client(url, language)
            client.enabled_rules, client.enabled_categories = set(asked.rules), set(asked.categories)
            client.enabled_rules_only = True
            question = client._create_params("")
            del question["text"]
            question["data"] = json.dumps({"annotation": list(annotated(batch))})
            answer = client._query_server(client._url + "check", question, num_tries=1, method="post")
        except LanguageToolError as error:
            raise _trouble(error, url, self._settings.answer_limit) from None
        except UnicodeDecodeError:
            raise _RefusedError("the server answers with what is neither JSON nor text") from None
        try:
            found = msgspec.convert(answer, Answer)
        except msgspec.ValidationError:
            raise _RefusedError(f"the server answers with what is no result: {json.dumps(answer)[:_QUOTED]}") from None
        if found.warnings is not None and found.warnings.incomplete_results:
            raise _RefusedError(f"the server checked in part only: {found.warnings.incomplete_results_reason}")
        return found

    def _client(self, url: str, language: str) -> Any:
        """The library's object for a language; making it asks the server for its languages."""
        found = self._clients.get((url, language))
        if found is None:
            kind = _library(self._settings.answer_limit)
            # Variables of the environment may name a proxy; text for this machine does not go through it.
            proxies = {"http": "", "https": ""} if is_loopback(url) else None
            for tag in (language, language.replace("_", "-").partition("-")[0]):
                try:
                    found = kind(tag, remote_server=url, proxies=proxies)
                    break
                except UnicodeDecodeError:
                    raise
                except ValueError:  # no such language
                    continue
                except (AttributeError, KeyError, TypeError):  # the list of languages is none
                    raise _RefusedError(f"what answers at {url} is no LanguageTool server") from None
            if found is None:
                raise _ForeignError(f"the LanguageTool server at {url} does not know the language '{language}'")
            self._clients[url, language] = found
        return found


@cache
def _library(answer_limit: float) -> Any:
    """The class of the library, with our time limit. Raises ServerError if it is not built as we use it."""
    import language_tool_python

    known = language_tool_python.LanguageTool
    parameters = inspect.signature(getattr(known, "_query_server", lambda: None)).parameters
    if not (
        {"url", "params", "num_tries", "method"} <= set(parameters)
        and hasattr(known, "_create_params")
        and hasattr(known, "_TIMEOUT")
    ):
        raise ServerError(
            f"language-tool-python {version('language-tool-python')} is not built as malaprop uses it; "
            "pip install 'language-tool-python~=3.4'"
        )
    return type("_Client", (known,), {"_TIMEOUT": answer_limit})


def _joined(answers: Sequence[Sequence[Remark] | Unchecked]) -> Sequence[Remark] | Unchecked:
    """The answers to all questions about one passage as one; it is checked if all were given."""
    found: list[Remark] = []
    for answer in answers:
        if isinstance(answer, Unchecked):
            return answer
        found += answer
    return sorted(found)


_BUSY = expression(r"(?i)\blimit\b[^\n]*\bexceeded|too many|overload|try again later|unavailable|\b(?:429|503)\b")


def _trouble(error: Exception, url: str, limit: float) -> Exception:
    """What the library's exception means; it passes on the text of an answer, but not its status."""
    import requests
    from language_tool_python.exceptions import RateLimitError

    cause = error.__cause__
    if isinstance(cause, requests.Timeout) and not isinstance(cause, requests.ConnectTimeout):
        return _LateError(f"no answer in {limit:g} seconds")
    if isinstance(cause, (OSError, HTTPException)) and not isinstance(cause, json.JSONDecodeError):
        return _GoneError(f"no LanguageTool server answers at {url}; start it, or see docs/grammar.md")
    told = " ".join(str(error).split())[:_QUOTED] or "an empty answer"
    if isinstance(error, RateLimitError) or _BUSY.search(told):
        return _BusyError(f"the server is busy and says: {told}")
    return _RefusedError(f"the server says: {told}")


def is_loopback(url: str) -> bool:
    """Whether the address is of this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address(url: str) -> str:
    """The address of a server as the library wants it: without `v2/check`, and with a slash at its end."""
    return url.rstrip("/").removesuffix("/check").removesuffix("/v2") + "/"


def _unfit(url: str, *, remote: bool) -> str | None:
    """What is wrong with the address of a server, with what to do about it."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        return f"'{url}' is no address of a LanguageTool server; write http://127.0.0.1:8081"
    if not remote and not is_loopback(url):
        return (
            f"{url} is not on this machine, and texts would be sent there; if they may be, set "
            "MALAPROP_LANGUAGETOOL_REMOTE=allow"
        )
    return None


def _batches(passages: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """The passages in runs of at most so many code points; one that is longer stands alone."""
    start = length = 0
    for number, passage in enumerate(passages):
        if number > start and length + len(passage) > most:
            yield passages[start:number]
            start, length = number, 0
        length += len(passage) + len(JOINT)
    if start < len(passages):
        yield passages[start:]

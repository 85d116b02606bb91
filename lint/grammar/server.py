"""A LanguageTool server of our own: found, started on a free loopback port, started again if it dies, and stopped.

The server runs under `lint.grammar.keeper`, in a process group of its own: Ctrl-C in the terminal does not reach it,
and it ends with this process however that ends.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_MAIN = "org.languagetool.server.HTTPServer"
_READY = "Server started"  # what it prints when it has its port, so that nobody else's server is taken for ours
_PORTS = 3  # to try, should somebody take the free port before the server does
_HEAP = "-Xmx1g"  # `_JAVA_OPTIONS` of the environment has the last word
_KEEPER = Path(__file__).with_name("keeper.py")


class ServerError(Exception):
    """A server that cannot be had, with what to do about it."""


def class_path(folder: Path) -> str | None:
    """The class path of a LanguageTool release, or of a folder of its jars; None if there is no server in it.

    A release has `languagetool-server.jar`, whose manifest names the rest; the folder that it was unpacked in will do.
    Jars from Maven Central have their version in their names, and all of them are taken.
    """
    for place in (folder, *sorted(folder.glob("LanguageTool-*"), reverse=True)):
        jar = place / "languagetool-server.jar"
        if jar.is_file():
            return str(jar)
        if any(place.glob("languagetool-server-*.jar")):
            return str(place / "*")
    return None


def java(environment: Mapping[str, str] = os.environ) -> str | None:
    """The Java to use: that of JAVA_HOME, else of the path."""
    home = environment.get("JAVA_HOME")
    if home and (found := shutil.which("java", path=str(Path(home) / "bin"))):
        return found
    return shutil.which("java", path=environment.get("PATH"))


class Server:
    """One server for a run. `start_limit` is in seconds; `restarts` is how often it may be started again."""

    def __init__(self, folder: Path, *, start_limit: float, restarts: int) -> None:
        self.folder = folder
        self.starts = 0
        self._limit = start_limit
        self._restarts = restarts
        self._process: subprocess.Popen[str] | None = None
        self._log: deque[str] = deque(maxlen=200)
        self._reader: threading.Thread | None = None

    def url(self) -> str:
        """The address of the server, which is started if it does not run. Raises ServerError."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            if self.starts > self._restarts:
                raise ServerError(
                    f"the LanguageTool server died {self.starts} times in this run and is not started again; "
                    f"its last words: {self._last_words()}"
                )
            self.starts += 1
            self._start()
        return f"http://127.0.0.1:{self._port}/"

    def _start(self) -> None:
        program, jars = java(), class_path(self.folder)
        if program is None or jars is None:
            raise ServerError(absent(self.folder) or "LanguageTool is gone")
        for _ in range(_PORTS):
            self._port = _free_port()
            command = [program, _HEAP, "-Dsun.net.httpserver.nodelay=true", "-cp", jars, _MAIN]
            if self._ready([*command, "--port", str(self._port)], program):
                return
        raise ServerError("the LanguageTool server found its port in use three times; start the check again")

    def _ready(self, command: list[str], program: str) -> bool:
        """Whether the server came up; False if its port was taken. Raises ServerError."""
        ready = threading.Event()
        self._log.clear()
        self._process = process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_KEEPER), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, args=(process, ready), daemon=True)
        self._reader.start()
        started = ready.wait(self._limit)
        if started and process.poll() is None and any(_READY in line for line in self._log):
            return True
        self.close()
        told = "\n".join(self._log)
        if "UnsupportedClassVersionError" in told:
            raise ServerError(f"{program} is too old for this LanguageTool, which needs Java 17 from version 6.6 on")
        if "Address already in use" in told or "PortBindingException" in told:
            return False
        if started:
            raise ServerError(f"the LanguageTool server in {self.folder} ended at once: {self._last_words()}")
        raise ServerError(
            f"the LanguageTool server in {self.folder} was not ready after {self._limit:.0f} seconds: "
            f"{self._last_words()}"
        )

    def _read(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._log.append(line.strip())
            if _READY in line:
                ready.set()
        ready.set()  # it ended

    def _last_words(self) -> str:
        """The line of the log that tells most: the first of an error, else the last."""
        lines = [line for line in self._log if line and not line.startswith(("at ", "..."))]
        errors = [line for line in lines if "Exception" in line or "Error" in line]
        return (errors or lines or ["it said nothing"])[-1][:300]

    def close(self) -> None:
        """Stop the server, and do not come back before it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()  # the keeper kills the server
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
        if hasattr(os, "killpg"):  # should the keeper have been killed before
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if self._reader is not None:
            self._reader.join(10)
        if process.stdout is not None:
            process.stdout.close()


def absent(folder: Path) -> str | None:
    """What keeps a server from being started, with what to do about it."""
    if not folder.is_dir():
        return f"there is no folder {folder} of LanguageTool"
    if class_path(folder) is None:
        return (
            f"there is no languagetool-server.jar in {folder}; name the folder of an unpacked LanguageTool release, or "
            "one with the jars of org.languagetool:languagetool-server"
        )
    if java() is None:
        return (
            "there is no Java on the path or in JAVA_HOME; install Java 17, or use a LanguageTool server that runs "
            "elsewhere (--languagetool-url)"
        )
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port

"""A script that runs a server for as long as the run that wants it lives, and not a moment longer.

    python keeper.py COMMAND...

Its standard input is a pipe that the run holds open and never writes to. When the run ends, in whatever way, SIGKILL
included, the system closes the pipe and the keeper kills the server. It imports nothing of malaprop.
"""

import os
import signal
import subprocess
import sys
import threading


def main() -> None:
    """Start the command, stop it at the end of standard input, and end with its exit code."""
    server = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: server.kill())

    def watch() -> None:
        while os.read(0, 1024):
            pass
        server.kill()

    threading.Thread(target=watch, daemon=True).start()
    code = server.wait()
    sys.stdout.flush()
    os._exit(code if 0 <= code < 256 else 1)  # the thread may still be reading


if __name__ == "__main__":
    main()

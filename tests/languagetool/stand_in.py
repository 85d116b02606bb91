"""A stand-in for a LanguageTool server, for faults that a real one cannot be brought to.

As a program it takes the place of Java (`java -cp ... HTTPServer --port N`); FAULT in the environment says what is
wrong with it. It knows one rule, TEH, which flags the word “teh”.
"""

import json
import os
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def found(text):
    """What LanguageTool would say of the text: places in UTF-16 units."""
    at = text.find("teh")
    while at >= 0:
        offset = len(text[:at].encode("utf-16-le")) // 2
        rule = {"id": "TEH", "category": {"id": "TYPOS", "name": "Typos"}}
        yield {"message": "A typo.", "offset": offset, "length": 3, "replacements": [{"value": "the"}], "rule": rule}
        at = text.find("teh", at + 3)


class Handler(BaseHTTPRequestHandler):
    """Answers as the server's `answer(text)` says: JSON, or (status, body)."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        self._send(*self.server.languages)

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        parts = json.loads(form["data"][0])["annotation"]
        text = "".join(part.get("text", part.get("markup", "")) for part in parts)
        self.server.asked.append(text)
        self._send(*self.server.answer(text))

    def _send(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def right(text):
    """The answer of a server that is well."""
    software = {"name": "LanguageTool", "version": "0"}
    return 200, json.dumps({"software": software, "matches": list(found(text))}).encode()


class Server(ThreadingHTTPServer):
    """A stand-in on a free port, or on the one given."""

    daemon_threads = True

    def __init__(self, answer=right, port=0):
        super().__init__(("127.0.0.1", port), Handler)
        self.answer = answer
        self.languages = 200, json.dumps([{"name": "English", "code": "en", "longCode": "en"}]).encode()
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


def main():
    """Behave as FAULT says."""
    fault = os.environ.get("FAULT", "")
    if fault == "old":
        sys.exit("Error: LinkageError\njava.lang.UnsupportedClassVersionError: class file version 61.0")
    if fault == "taken":
        sys.exit("org.languagetool.server.PortBindingException: java.net.BindException: Address already in use")
    if fault == "broken":
        sys.exit("java.lang.OutOfMemoryError: Java heap space")
    if fault == "never":
        time.sleep(600)
    time.sleep(2 if fault == "slow" else 0)
    answer = right
    if fault == "dies":

        def answer(text):
            if "deadly" in text:
                os._exit(1)
            return right(text)

    with Server(answer, int(sys.argv[sys.argv.index("--port") + 1])):
        print("Server started", flush=True)
        time.sleep(600)


if __name__ == "__main__":
    main()

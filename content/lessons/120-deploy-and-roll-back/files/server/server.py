"""A ferry office on the web: says which version it is, and what a crossing costs."""

import signal
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

VERSION = Path("VERSION").read_text().strip()


def fares():
    return {"Aberdeen": 55, "Bergen": 40, "Stavanger": 35}


class Office(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            lines = [f"{port}: {price} crowns" for port, price in fares().items()]
            self.answer(200, "\n".join([f"Ferry office, version {VERSION}", *lines]))
        except Exception:
            traceback.print_exc()
            self.answer(500, "Something went wrong here.")

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"{text}\n".encode())


# docker stop asks with this signal. Who does not listen is killed ten seconds later.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("", 8000), Office).serve_forever()

"""A very small web server. It greets, shows the files in pages/, and notes the first line of every request in log/requests.log."""

import os
import signal
import sys
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

PORT = 8000
LOG = Path("log/requests.log")
PAGES = Path("pages")

greeting = os.environ.get("GREETING", "Hello")
name = " ".join(sys.argv[1:]) or "nobody"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        note(self.requestline)
        page = PAGES / Path(self.path).name
        if self.path == "/":
            self.answer(200, f"{greeting}, {name}.\n")
        elif page.is_file():
            self.answer(200, page.read_text())
        else:
            self.answer(404, "There is no such page.\n")

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def note(request_line):
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a") as log:
        log.write(f"{datetime.now():%H:%M:%S} {request_line}\n")


# Process 1 of a container has to say itself what SIGTERM means to it, or "docker stop" waits ten seconds and kills it.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

print(f"{greeting}, {name}. Listening at port {PORT}.", flush=True)
HTTPServer(("", PORT), Handler).serve_forever()

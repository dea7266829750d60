"""The neutral site, played on this machine: no test asks a stranger for the weather."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.deploy.certificate import write_certificate

NAME = "www.weather.gov"
TITLE = "Sunny, 24 degrees"
_PAGE = f"<!doctype html><title>{TITLE}</title><h1>{TITLE}</h1>".encode()


class _Sunny(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(_PAGE)))
        self.end_headers()
        self.wfile.write(_PAGE)

    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is for its failures."""


@contextmanager
def neutral_site(folder: Path) -> Iterator[int]:
    """Serve it over TLS, and return the port on which it answers."""
    write_certificate(folder, [NAME])
    locks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    locks.load_cert_chain(folder / f"{NAME}.pem", folder / f"{NAME}.key")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Sunny)
    server.socket = locks.wrap_socket(server.socket, server_side=True)
    running = Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        running.join()

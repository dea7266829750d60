"""A mail server for a test: it takes what it is given, and can refuse."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import cast


@dataclass(slots=True)
class PostOffice:
    port: int = 0
    refuses: bool = False
    unknown: str = ""  # an address that nobody has any more
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)


class _Counter(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        office = cast(_Server, self.server).office
        self._say(220)
        to = ""
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                to = line.partition("<")[2].rstrip(">")
                self._say(550 if office.refuses or to == office.unknown else 250)
            elif verb == "DATA":
                self._say(354)
                office.letters.append((to, self._letter()))
                self._say(250)
            else:
                self._say(221 if verb == "QUIT" else 250)

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            plain = line.replace(b"\r\n", b"\n")
            lines.append(plain[1:] if plain.startswith(b"..") else plain)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, code: int) -> None:
        self.wfile.write(f"{code} ok\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    office: PostOffice


@contextmanager
def post_office() -> Iterator[PostOffice]:
    with _Server(("127.0.0.1", 0), _Counter) as server:
        server.office = PostOffice(server.server_address[1])
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.office
        server.shutdown()
        thread.join()

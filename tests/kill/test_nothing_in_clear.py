"""No byte of a report is on a disk in clear, however it came, and however it broke off."""

import re
import sys
from contextlib import suppress
from pathlib import Path
from socket import socket
from urllib.parse import urlsplit

from config.serving import server_options
from tests.deploy.front import stopped_at_the_end
from tests.deploy.traced import made_or_written
from tests.kill.canaries import forms_of, found_in
from tests.kill.ground import Ground, answers_at
from tests.kill.tracer import watched
from tests.running import free_port
from tests.unit.store.uploads.bodies import Files
from tests.wire import Answer, CutOffError, Wire

_STORY, _CONTENT = "Kestrel9Quartz5Lantern2Meadow7Ax", "Osprey4Basalt8Thicket3Harbour6By"
_NAME = "Heron3Gravel7Saffron5Orchard9Cz"
_FILES: Files = [(f"{_NAME}.csv", _CONTENT.encode() * 30_000)]
_OWN_FILES = {"dropbox", "memory", "keys", "keys-reports"}  # the third test looks into each of them
_WRITE = re.compile(r"^\d+ +p?write", re.MULTILINE)


def _upload(laid: Ground, *, cut_off: bool = False) -> Answer | None:
    wire = laid.reporter()
    carried = wire.post("/report/files", wire.checked(_STORY)).carried
    if not cut_off:
        return wire.upload("/upload/report", carried, _FILES)
    with suppress(CutOffError):
        wire.upload("/upload/report", carried, _FILES, _half)
    return None


def _half(connection: socket, body: bytes) -> None:
    connection.sendall(body[: len(body) // 2])
    connection.close()


def test_while_files_arrive_nothing_is_written_but_ciphertext(laid: Ground, tmp_path: Path) -> None:
    laid.start()
    with watched(laid.site, tmp_path / "trace"):
        answer = _upload(laid)
        _upload(laid, cut_off=True)
    assert answer
    assert answer.words
    assert {Path(path).name.split(".")[0] for path in _opened(tmp_path)} <= _OWN_FILES
    assert not _written_in_clear(tmp_path)


def test_the_parser_that_is_not_used_is_seen_to_write_files_in_clear(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://localhost:{port}"
    options = server_options("tests.kill.spooling:start", f"127.0.0.1:{port}")
    command = [sys.executable, "-m", "granian", *options]
    with (
        stopped_at_the_end(command, lambda: answers_at(address)) as site,
        watched(site.pid, tmp_path / "trace"),
    ):
        assert Wire(address).upload("/upload/report", (), _FILES).text == "1"
    assert _opened(tmp_path)
    assert _written_in_clear(tmp_path)


def test_what_lies_on_the_disk_shows_no_word_no_name_and_no_byte_of_a_file(laid: Ground) -> None:
    laid.start()
    answer = _upload(laid)
    _upload(laid, cut_off=True)
    laid.kill()
    assert answer
    folder = Path(urlsplit(laid.url).path).parent
    for canary in (_STORY, _CONTENT, _NAME, " ".join(answer.words)):
        assert found_in(folder, canary) == []
    assert laid.envelopes()


def test_the_search_for_canaries_finds_them_in_every_form(tmp_path: Path) -> None:
    for number, form in enumerate(sorted(forms_of(_STORY))):
        (tmp_path / f"{number}").write_bytes(b"before " + form + b" after")
    assert len(found_in(tmp_path, _STORY)) == len(forms_of(_STORY))


def _opened(folder: Path) -> set[str]:
    """Return what was opened for writing, from a trace in which writes stand too."""
    lines = (folder / "trace").read_text().splitlines()
    opens = folder / "opens"
    opens.write_text("".join(f"{line}\n" for line in lines if not _WRITE.match(line)))
    return made_or_written(opens)


def _written_in_clear(folder: Path) -> bool:
    written = (folder / "trace").read_text()
    return any(form.decode("latin-1") in written for form in forms_of(_CONTENT))

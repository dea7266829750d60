"""nginx opens no file for writing, whatever passes through it: strace watches its whole life.

A file that is written for a moment is on the disk for years.
"""

from pathlib import Path

from tests.deploy.asking import answer_on, request
from tests.deploy.attacks import half_form, half_upload, held, taken_at_last
from tests.deploy.front import REPORT, Front, lay_out, running_nginx
from tests.deploy.sites import running_standin
from tests.deploy.standin import FIVE_MEGABYTES
from tests.deploy.traced import OPENS, made_or_written, strace

_FORM, _UPLOAD = 512 * 1024, 3_000_000
_PIECE = 50_000
_SPOOLS = ("body", "proxy", "fastcgi", "scgi", "uwsgi")


def test_nginx_writes_no_file_for_forms_uploads_or_slow_readers(folder: Path) -> None:
    assert _written(folder, lay_out(folder)) <= _at_start(folder)


def test_with_smaller_buffers_the_same_traffic_is_seen_to_be_written(folder: Path) -> None:
    spools = ("body", "proxy")
    front = lay_out(folder, _with_smaller_buffers)
    written = _written(folder, front) - _at_start(folder)
    for spool in spools:
        assert any(f"/charterline-nginx/{spool}/" in path for path in written)


def _with_smaller_buffers(text: str) -> str:
    for limit in ("client_body_buffer_size 512k;", "proxy_max_temp_file_size 0;"):
        text = text.replace(limit, "")
    return text.replace("proxy_buffers 96 64k;", "proxy_buffers 8 64k;")


def _at_start(folder: Path) -> set[str]:
    spools = {str(folder / "run" / "charterline-nginx" / name) for name in _SPOOLS}
    return spools | {"/dev/null", str(folder / "run" / "nginx.pid")}


def _written(folder: Path, front: Front) -> set[str]:
    trace = folder / "trace"
    with running_standin(front), running_nginx(front, strace(trace, OPENS)):
        _send_everything_slowly(front)
    return made_or_written(trace)


def _send_everything_slowly(front: Front) -> None:
    with held(front.connect, request("GET /page"), 4) as readers:
        _send_in_pieces(front, half_form(REPORT, _FORM), _FORM)
        _send_in_pieces(front, half_upload(REPORT, _UPLOAD), _UPLOAD)
        for one in readers:
            assert len(taken_at_last(one)) == FIVE_MEGABYTES


def _send_in_pieces(front: Front, head: bytes, length: int) -> None:
    """Send the body piece by piece, and see that the site got all of it."""
    with front.connect(seconds=10) as connection:
        connection.sendall(head)
        for start in range(0, length, _PIECE):
            connection.sendall(b"r" * min(_PIECE, length - start))
        assert answer_on(connection).body == str(length).encode()

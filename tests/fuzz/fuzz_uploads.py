"""Hostile uploads: any bytes, cut anywhere, as a whole body or inside a form that begins well."""

from crypto.names import EnvelopeId
from store.sending.parcel import Parcel
from store.uploads import Allowed, Body, Fields, Pace, Received, receive
from store.uploads.names import MOST_BYTES, file_name
from tests.unit.store.uploads.bodies import BOUNDARY, Pieces, form
from tests.unit.store.uploads.kept import KeptBlobs

_BEGINNING, _END = form([("csrf_token", "t")], [("a.txt", b"?")]).split(b"?")
_ALLOWED = Allowed(files=3, each=2_000, total=4_000)


def _take(body: bytes, cut: int) -> list[int] | None:
    """Return the sizes of the files that arrived, and insist that else nothing stays."""
    blobs = KeptBlobs()

    def gate(_: Fields) -> Parcel | None:
        return Parcel(blobs, EnvelopeId(bytes(16)))

    pieces = Body(Pieces(body, [cut]), len(body), Pace(lambda: 0.0))
    outcome = receive(pieces, BOUNDARY, gate, _ALLOWED)
    if not isinstance(outcome, Received):
        assert blobs.rows == {}
        return None
    return [file.size for file in outcome.parcel.finish().files]


def fuzz_upload(data: bytes) -> None:
    _take(data, 1 + len(data) // 3)


def fuzz_upload_after_a_good_beginning(data: bytes) -> None:
    """Where the data does not end the file itself, it is the file, however it is cut."""
    cut, content = (data[0] + 1, data[1:1_500]) if data else (1, b"")
    sizes = _take(_BEGINNING + content + _END, cut)
    if content and b"--" + BOUNDARY.encode() not in content:
        assert sizes == [len(content)]


def fuzz_upload_names(data: bytes) -> None:
    name = file_name(data.decode(errors="replace"))
    assert 0 < len(name.encode()) <= MOST_BYTES
    assert file_name(name) == name

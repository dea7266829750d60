"""The upload lane without a site around it: a gate that opens, and a place for blobs."""

from dataclasses import dataclass, field

from crypto.blob.reading import read_blob
from crypto.blob.writing import Limits
from crypto.message.said import Answer
from crypto.names import EnvelopeId
from store.clock import seconds
from store.sending.parcel import Parcel
from store.uploads import Allowed, Body, Fields, Outcome, Pace, Received, Stream, receive
from tests.unit.crypto.blobs import together
from tests.unit.store.uploads.bodies import BOUNDARY, Pieces
from tests.unit.store.uploads.kept import KeptBlobs

ENVELOPE = EnvelopeId(bytes(range(16)))
FIELDS = (("csrf_token", "t"), ("what", "They booked sales early.\r\nThrice."))
LEDGER = ("ledger.csv", b"1;2;3\r\n" * 500)
PHOTO = ("photo.jpg", bytes(range(256)) * 40)
MOST = 2_000_000_000


@dataclass(slots=True)
class Lane:
    blobs: KeptBlobs = field(default_factory=KeptBlobs)
    allowed: Allowed = field(default_factory=Allowed)
    pace: Pace = field(default_factory=lambda: Pace(seconds))
    answers: tuple[Answer, ...] = ()
    limits: Limits | None = None
    asked: list[Fields] = field(default_factory=list)
    no: str | None = None

    def gate(self, fields: Fields) -> Parcel | str:
        self.asked.append(fields)
        if self.no:
            return self.no
        parcel = Parcel(self.blobs, ENVELOPE, self.limits)
        parcel.put_answers(self.answers)
        return parcel

    def take(self, stream: Stream, most: int = MOST, boundary: str = BOUNDARY) -> Outcome[str]:
        return receive(Body(stream, most, self.pace), boundary, self.gate, self.allowed)

    def take_all(self, body: bytes) -> Outcome[str]:
        return self.take(Pieces(body))


def opened(received: Outcome[str], blobs: KeptBlobs) -> list[tuple[str, bytes]]:
    """Finish the parcel, open it as its readers will, and return its files."""
    assert isinstance(received, Received)
    blob = received.parcel.finish()
    assert blob.files == received.files
    contents = together(read_blob(blobs.read(blob.blob), blob, ENVELOPE), len(blob.files))
    return [(file.name, content) for file, content in zip(blob.files, contents, strict=True)]

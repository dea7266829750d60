"""A file that a member added, as the case keeps it: what it is, whence it came, what opens it."""

from dataclasses import dataclass

from casework.complaints.domain.case.evidence import Provenance, Shape
from casework.complaints.records.attachments import Attached, read_attached, written
from casework.complaints.records.sealing import raw_bytes
from crypto.encoding import day, encode, fields, sized, text, word
from crypto.names import ID_SIZE, EnvelopeId


@dataclass(frozen=True, slots=True, repr=False)
class Brought:
    attached: Attached
    context: EnvelopeId  # its blob is bound to an id of its own, as others are to their envelope's
    whence: Provenance


def written_brought(brought: Brought) -> bytes:
    whence = brought.whence
    return encode(
        {
            "attached": written(brought.attached),
            "context": brought.context,
            "what": whence.what,
            "source": whence.source,
            "obtained": whence.obtained.isoformat(),
            "shape": whence.shape.value,
        }
    )


def read_brought(raw: bytes) -> Brought:
    found = fields(raw, "attached", "context", "what", "source", "obtained", "shape")
    return Brought(
        read_attached(raw_bytes(found["attached"])),
        EnvelopeId(sized(found["context"], ID_SIZE)),
        Provenance(
            text(found["what"]),
            text(found["source"]),
            day(found["obtained"]),
            word(Shape, found["shape"]),
        ),
    )

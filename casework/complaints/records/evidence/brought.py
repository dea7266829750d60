"""A file that a member added, as the case keeps it: what it is, whence it came, what opens it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from casework.complaints.domain.case.evidence import Provenance, Shape
from casework.complaints.records.attachments import Attached, read_attached, written
from casework.complaints.records.grounds import Labelled, read_label, written_label
from casework.complaints.records.sealing import filled_in, raw_bytes
from crypto.encoding import Value, day, decode, encode, keyed, sized, text, word
from crypto.names import ID_SIZE, EnvelopeId

# What was added before a file could be labelled has none.
_SINCE_THEN: Final[Mapping[str, Value]] = {"label": b""}


@dataclass(frozen=True, slots=True, repr=False)
class Brought:
    attached: Attached
    context: EnvelopeId  # its blob is bound to an id of its own, as others are to their envelope's
    whence: Provenance
    labelled: Labelled | None = None


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
            "label": written_label(brought.labelled) if brought.labelled else b"",
        }
    )


def read_brought(raw: bytes) -> Brought:
    names = ("attached", "context", "what", "source", "obtained", "shape")
    found = keyed(filled_in(decode(raw), _SINCE_THEN), *names, *_SINCE_THEN)
    label = raw_bytes(found["label"])
    return Brought(
        read_attached(raw_bytes(found["attached"])),
        EnvelopeId(sized(found["context"], ID_SIZE)),
        Provenance(
            text(found["what"]),
            text(found["source"]),
            day(found["obtained"]),
            word(Shape, found["shape"]),
        ),
        read_label(label) if label else None,
    )

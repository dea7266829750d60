"""A member adds a file to a case, as a browser does it: fields first, then the file."""

import re
from datetime import date

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from casework.collecting.records.arrivals import arrived_rows
from casework.complaints.domain.case.evidence import Provenance, Shape
from casework.complaints.records.evidence.incoming import incoming_blobs
from casework.complaints.services.evidence.adding import Coming, begin_file
from casework.complaints.views.parts.addresses import case_at
from casework.rights import SignedIn
from crypto.message.said import Answer
from crypto.names import CaseId
from tests.browser import Visitor
from tests.cases import day_of, hidden_in, only_case, press
from tests.channel import JUNE, MARIA, Channel
from tests.unit.store.uploads.bodies import BOUNDARY, Repeating, form

DAY = date(2026, 3, 2)
DONE_AT_ONCE = 200
STORY = Answer("what", "The rebates are kept in a file called the cushion.")
WHENCE = Provenance("Notes of an interview", "Priya Shah", DAY, Shape.ORIGINAL)
WHY = "Compare the totals."
TYPED: dict[str, str] = {
    "what": "Notes of an interview",
    "source": "Priya Shah, payables",
    "shape": "original",
    **day_of("obtained", DAY),
}
INTERVIEW = ("interview.txt", b"She saw the second invoice in March.")


def place_for(case: str) -> str:
    return f"/upload{case}/files"


def added(
    visitor: Visitor, case: str, file: tuple[str, bytes] = INTERVIEW, **typed: str
) -> TestResponse:
    """Fill in the form as it stands on the page, and send it with its file."""
    place = place_for(case)
    fields = hidden_in(visitor.get(f"{case}/files").text, place) | TYPED | typed
    return sent(visitor, place, form([*fields.items()], [file]))


def sent(visitor: Visitor, place: str, body: bytes) -> TestResponse:
    return visitor.look_at(
        visitor.client.post(
            place,
            base_url=visitor.address,
            data=body,
            content_type=f"multipart/form-data; boundary={BOUNDARY}",
        )
    )


def sent_on(visitor: Visitor, case: str, piece: bytes, times: int) -> TestResponse:
    """Send one file as large as that, made while it is read: nobody ever holds it."""
    fields = hidden_in(visitor.get(f"{case}/files").text, place_for(case)) | TYPED
    head, end = form([*fields.items()], [("large.bin", b"?")]).split(b"?")
    length = len(head) + times * len(piece) + len(end)
    return visitor.client.post(
        place_for(case),
        base_url=visitor.address,
        environ_overrides={
            "wsgi.input": Repeating(head, piece, times, end),
            "CONTENT_LENGTH": str(length),
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        },
    )


def case_of(address: str) -> CaseId:
    return case_at(address.rpartition("/")[2])


def ready(channel: Channel, *, files: dict[str, bytes] | None = None) -> tuple[Visitor, str]:
    """Have a report that leaves June out, and Maria before it."""
    channel.report(STORY, files=files, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    return maria, only_case(maria)


def opened(visitor: Visitor, case: str, number: int) -> bytes:
    answer = opening(visitor, case, number, WHY)
    assert answer.status_code == DONE_AT_ONCE
    return bytes(answer.data)


def opening(visitor: Visitor, case: str, number: int, why: str) -> TestResponse:
    """Ask for an original, with the button that stands by it on the page."""
    which = whiches(visitor, case)[number - 1]
    return press(visitor, f"{case}/files", file=which, why=why)


def whiches(visitor: Visitor, case: str) -> list[str]:
    """Return by what the page remembers each file, in its order."""
    return re.findall(r'name="file" value="([0-9a-f]{32}-\d+)"', visitor.get(f"{case}/files").text)


def left_behind(channel: Channel) -> tuple[int, int]:
    """Return how many rows of blobs there are, and how many marks of what is on its way."""
    with channel.desk.database.reading() as tx:
        rows, marks = (
            int(tx.scalar(select(func.count()).select_from(each)) or 0)
            for each in (arrived_rows, incoming_blobs)
        )
    return rows, marks


def coming(channel: Channel, me: SignedIn, case: CaseId, content: bytes = b"0" * 90_000) -> Coming:
    """Have a file on its way in, all of it there and no case that has it."""
    begun = begin_file(channel.desk, me, case)
    assert isinstance(begun, Coming)
    begun.parcel.begin("extract.csv")
    begun.parcel.write(content)
    begun.parcel.end()
    return begun

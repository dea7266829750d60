"""A history of three nights, and what somebody keeps of it elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casework.cli import main
from casework.history.commands import nightly
from casework.history.domain import Said, Verb
from casework.history.services import commit, record
from casework.history.services.attesting import Attested, countersign
from crypto.log.export import Export, export_lines, parse_export
from crypto.manifest.fingerprint import fingerprint
from tests.committee import MARIA, THOMAS
from tests.unit.casework.ground import House

Change = Callable[[Export], Export]

NIGHTS = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A history of three nights, and what somebody keeps of it elsewhere."""

    house: House
    file: Path

    @property
    def export(self) -> Export:
        return parse_export(self.file.read_bytes())

    def verify(self, file: Path | None = None, *checkpoints: Path) -> int:
        folder, genesis = self.house.folder, self.house.committee.genesis
        (folder / "manifests.bin").write_bytes(self.house.committee.manifests_file)
        asked = ["verify-history", str(file or self.file), "--genesis", fingerprint(genesis)]
        asked += ["--manifests", str(folder / "manifests.bin")]
        return main(
            [*asked, *(word for each in checkpoints for word in ("--checkpoint", str(each)))]
        )

    def changed(self, change: Change) -> Path:
        return self.put(change(self.export))

    def put(self, changed: Export) -> Path:
        path = self.house.folder / "changed.txt"
        path.write_text("".join(export_lines(changed)))
        return path

    def note(self, number: int) -> Path:
        path = self.house.folder / f"note-{number}.txt"
        path.write_bytes(self.export.checkpoints[number])
        return path


def live_a_day(house: House) -> None:
    with house.desk.database.transaction() as tx:
        record(tx, Said(Verb.CHANGE_SIGNED, house.day(), MARIA, {"what": "a change"}))
        commit(tx, Said(Verb.CHANGE_PROPOSED, house.day(), THOMAS))
    house.day.passes()
    assert nightly.main([], house.desk) == 0
    with house.desk.database.transaction() as tx:
        assert countersign(tx, house.standing, house.signed_in(MARIA)) is Attested.SIGNED

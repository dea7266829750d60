"""Where the demo committee keeps its keys and its list of cases: a folder for its owner alone."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from casework.proofs import join_manifests, split_manifests
from crypto.errors import CryptoError
from crypto.keyring.seeds import MemberSeeds, read_seeds
from crypto.manifest.signed import SignedManifest
from crypto.manifest.text import parse
from crypto.names import EnvelopeId, PersonId
from deploy.standin.cases import Case, from_fields, to_fields
from deploy.standin.committee import Committee
from deploy.standin.people import HERALD, Holder, new_seeds
from deploy.standin.sorry import StandinError

_OWNER_ALONE: Final = 0o700
_READ_BY_OWNER: Final = 0o600


class Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def lay(self) -> None:
        for folder in (self._path, self._path / "keys"):
            folder.mkdir(mode=_OWNER_ALONE, parents=True, exist_ok=True)
            folder.chmod(_OWNER_ALONE)

    @property
    def manifests(self) -> Path:
        """The file that anybody may have: all manifests with their signatures."""
        return self._path / "manifests.bin"

    def seeds_of(self, name: str) -> MemberSeeds:
        """Return a key that was made earlier, or make it: a start that broke off is taken up."""
        path = self._path / "keys" / name
        if not path.exists():
            _write(path, bytes(new_seeds(name)))
        try:
            return read_seeds(path.read_bytes())
        except CryptoError:
            raise StandinError(f"The key of {name} is damaged.") from None

    def keep(self, committee: Committee) -> None:
        """Keep what was signed, last: until then the committee has not been founded."""
        _write(self.manifests, join_manifests(committee.signed))

    def committee(self) -> Committee | None:
        """Return the committee that was founded here, if one was."""
        if not self.manifests.exists():
            return None
        try:
            signed = split_manifests(self.manifests.read_bytes())
            return Committee(self._holders(signed), self.seeds_of(HERALD).signing, signed)
        except CryptoError:
            raise StandinError("The committee’s manifests are damaged.") from None

    def _holders(self, signed: Iterable[SignedManifest]) -> dict[PersonId, Holder]:
        persons = {each.id: each for one in signed for each in parse(one.text).persons}
        return {name: Holder(person, self.seeds_of(name)) for name, person in persons.items()}

    def cases(self) -> tuple[Case, ...]:
        path = self._path / "cases.json"
        if not path.exists():
            return ()
        try:
            return tuple(from_fields(each) for each in json.loads(path.read_text("utf-8")))
        except ValueError:
            raise StandinError("The committee’s list of cases is damaged.") from None

    def remember(self, case: Case) -> None:
        by_report: dict[EnvelopeId, Case] = {each.report: each for each in self.cases()}
        by_report[case.report] = case
        text = json.dumps([to_fields(each) for each in by_report.values()], indent=1)
        _write(self._path / "cases.json", text.encode("ascii"))


def _write(path: Path, raw: bytes) -> None:
    """Write whole, or not at all, and for nobody else to read."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=_READ_BY_OWNER, exist_ok=False)
    new.write_bytes(raw)
    new.replace(path)

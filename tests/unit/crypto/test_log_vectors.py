"""A history exported long ago is judged the same way for ever."""

import pytest

from crypto.encoding import encode
from crypto.log.checkpoint import Checkpoint
from crypto.log.commitment import Opening
from crypto.log.export import parse_export
from crypto.log.notes import Signer
from crypto.log.tree import leaf_hash
from crypto.log.verifying import Trust, verify_export
from crypto.signing import SigningPublic
from tests.unit.crypto.frozen import Vector, frozen, name_of

EXPORTS = frozen("log", "exports")


@pytest.mark.parametrize("vector", frozen("log", "commitments"), ids=name_of)
def test_commitments(vector: Vector) -> None:
    body = encode(vector["deed"])
    entry = (len(body).to_bytes(4) + body).ljust(1_024, b"\0")
    assert entry[:48].hex() == vector["entry_start"]
    opening = Opening(bytes.fromhex(vector["salt"]), entry)
    assert opening.deed == vector["deed"]
    assert opening.commitment.hex() == vector["commitment"]
    assert leaf_hash(opening.commitment).hex() == vector["leaf_hash"]


def rewritten(lines: list[str], vector: Vector) -> bytes:
    """Do to the file what the vector says, with a last line that counts right again."""
    if vector["swap"]:
        one, other = vector["swap"]
        lines[one], lines[other] = lines[other], lines[one]
    kept = [line for number, line in enumerate(lines[:-2]) if number not in vector["delete"]]
    counts = [sum(line.startswith(word) for line in kept) for word in ("leaf ", "checkpoint ")]
    return "\n".join([*kept, "end {} {}".format(*counts), ""]).encode()


@pytest.mark.parametrize("vector", EXPORTS, ids=name_of)
def test_exports(vector: Vector) -> None:
    whole = {**EXPORTS[0], **vector}
    trust = Trust((Signer(whole["signer"], SigningPublic(bytes.fromhex(whole["public"]))),))
    earlier = []
    if "earlier" in vector:
        size, root = vector["earlier"]
        earlier.append(Checkpoint(whole["signer"], size, bytes.fromhex(root)))
    export = parse_export(rewritten(whole["text"].split("\n"), vector))
    verdict = verify_export(export, trust, earlier)
    found = [[str(one.trouble), one.first, one.last] for one in verdict.findings]
    assert found == whole["expect"]
    if not found:
        assert verdict.newest is not None
        assert verdict.newest.root.hex() == whole["root"]

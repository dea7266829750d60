"""A history that somebody laid hands on does not pass, whoever holds the server and its keys."""

from dataclasses import replace

import pytest

from casework.history.commands import export, nightly
from casework.history.domain import Verb
from casework.history.records import History
from casework.history.services.herald import HERALD
from crypto.log.checkpoint import Checkpoint, parse_checkpoint, signed_checkpoint
from crypto.log.commitment import committed
from crypto.log.export import Export, Leaf, parse_export
from crypto.log.tree import Tree
from tests.unit.casework.ground import House
from tests.unit.casework.history.keeping import NIGHTS, Change, Kept

Capture = pytest.CaptureFixture[str]


def test_a_history_holds_and_says_who_stands_for_it(kept: Kept, capsys: Capture) -> None:
    assert kept.verify(None, kept.note(0), kept.note(1)) == 0
    said = capsys.readouterr().out
    assert "This history holds." in said
    assert "It is the history of the Audit Committee of Northfield: 768 entries" in said
    assert "countersigned by Maria Alvarez." in said


def test_words_are_in_the_file_only_if_they_were_asked_for(kept: Kept) -> None:
    with_words = [leaf for leaf in kept.export.leaves if leaf.opening is not None]
    assert len(with_words) == 2 * NIGHTS  # of each night its one deed, and its list
    bare = kept.house.folder / "bare.txt"
    assert export.main([str(bare)], kept.house.desk) == 0
    assert all(leaf.opening is None for leaf in parse_export(bare.read_bytes()).leaves)
    assert kept.verify(bare) == 0


def test_an_export_never_writes_over_a_file(kept: Kept, capsys: Capture) -> None:
    before = kept.file.read_bytes()
    assert export.main([str(kept.file)], kept.house.desk) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert kept.file.read_bytes() == before
    with kept.house.desk.database.reading() as tx:
        said = [each.verb for each in History(tx).all()]
    assert said.count(Verb.HISTORY_EXPORTED) == 1  # the first one; the second never was


def _altered(found: Export) -> Export:
    return _with_leaf(found, 300, Leaf(committed({}).commitment))


def _deleted(found: Export) -> Export:
    return replace(found, leaves=(*found.leaves[:300], *found.leaves[301:]))


def _inserted(found: Export) -> Export:
    extra = Leaf(committed({}).commitment)
    return replace(found, leaves=(*found.leaves[:300], extra, *found.leaves[300:]))


def _reordered(found: Export) -> Export:
    one, two = found.leaves[300:302]
    return _with_leaf(_with_leaf(found, 300, two), 301, one)


def _reworded(found: Export) -> Export:
    at = next(at for at, leaf in enumerate(found.leaves) if leaf.opening)
    return _with_leaf(found, at, Leaf(found.leaves[at].commitment, committed({"verb": "else"})))


def _cut(found: Export) -> Export:
    return replace(found, leaves=found.leaves[:512])


def _added(found: Export) -> Export:
    return replace(found, leaves=(*found.leaves, Leaf(committed({}).commitment)))


def _unsigned(found: Export) -> Export:
    note = found.checkpoints[-1].replace(b"768", b"769")
    return replace(found, checkpoints=(*found.checkpoints[:-1], note))


def _with_leaf(found: Export, at: int, leaf: Leaf) -> Export:
    return replace(found, leaves=(*found.leaves[:at], leaf, *found.leaves[at + 1 :]))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_altered, "between entries 256 and 512"),
        (_deleted, "between entries 256 and 512"),
        (_inserted, "between entries 256 and 512"),
        (_reordered, "between entries 256 and 512"),
        (_reworded, "does not say what was committed to"),
        (_cut, "Entries 512 to 768 were signed for and are not there"),
        (_added, "Nobody has signed for entries 768 to 769"),
        (_unsigned, "is not signed by the committee’s herald"),
    ],
)
def test_a_change_is_noticed_and_said(
    kept: Kept, change: Change, says: str, capsys: Capture
) -> None:
    assert kept.verify(kept.changed(change)) == 1
    said = capsys.readouterr().err
    assert said.startswith("This history does not hold.")
    assert says in said


def forged(kept: Kept, leaves: tuple[Leaf, ...], sizes: tuple[int, ...]) -> Export:
    """Write a history with the herald's own key, as whoever holds the server could."""
    tree, notes = Tree(), []
    for leaf in leaves:
        tree.append(leaf.commitment)
    for size in sizes:
        claim = Checkpoint(kept.export.origin, size, tree.root(size))
        note = signed_checkpoint(claim, HERALD, kept.house.committee.founded.herald)
        notes.append(str(note).encode())
    return Export(kept.export.origin, leaves, tuple(notes))


def test_a_fork_with_the_heralds_own_key_is_noticed_by_any_kept_checkpoint(
    kept: Kept, capsys: Capture
) -> None:
    fork = kept.put(forged(kept, _altered(kept.export).leaves, (256, 512, 768)))
    assert kept.verify(fork) == 0  # alone it looks like any history
    for number in (1, 2):
        assert kept.verify(fork, kept.note(number)) == 1
    assert "There were two histories of 512 entries." in capsys.readouterr().err


def test_a_history_that_was_taken_back_is_noticed_by_any_later_checkpoint(
    kept: Kept, capsys: Capture
) -> None:
    back = kept.put(forged(kept, kept.export.leaves[:512], (256, 512)))
    assert kept.verify(back, kept.note(1)) == 0
    assert kept.verify(back, kept.note(2)) == 1
    assert "it ends at entry 512, and you hold a checkpoint of 768" in capsys.readouterr().err


def test_three_lines_out_of_a_mail_serve_as_a_checkpoint(kept: Kept, capsys: Capture) -> None:
    mail = kept.house.folder / "mail.txt"
    checkpoint, _ = parse_checkpoint(kept.export.checkpoints[1])
    quoted = "".join(f"> {line}\r\n" for line in checkpoint.text.split("\n"))
    mail.write_text(f"Dear Maria,\r\n{quoted}> --\r\n", newline="")
    assert kept.verify(None, mail) == 0
    fork = kept.put(forged(kept, _altered(kept.export).leaves, (256, 512, 768)))
    assert kept.verify(fork, mail) == 1
    mail.write_text("Dear Maria,\nnothing here\n")
    capsys.readouterr()
    assert kept.verify(None, mail) == 2
    assert "holds no checkpoint" in capsys.readouterr().err


def test_what_cannot_be_checked_is_told_apart_from_what_does_not_hold(
    kept: Kept, capsys: Capture
) -> None:
    other = kept.put(replace(kept.export, origin="charterline/ANOTHER"))
    assert kept.verify(other) == 2
    assert "another committee" in capsys.readouterr().err
    broken = kept.house.folder / "broken.txt"
    broken.write_bytes(kept.file.read_bytes()[:-10])
    assert kept.verify(broken) == 2
    assert kept.verify(kept.house.folder / "nowhere.txt") == 2


def test_without_a_committee_nothing_is_sealed_or_written(house: House, capsys: Capture) -> None:
    herald = house.desk.settings.herald
    assert herald is not None
    herald.unlink()
    assert nightly.main([], house.desk) == 1
    assert "The history was not sealed." in capsys.readouterr().err

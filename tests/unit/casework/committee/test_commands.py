"""Everything that a screen does about keys, a terminal does too, with the same signatures."""

from collections.abc import Callable, Sequence
from pathlib import Path

from casework.committee.commands import people, recovery
from casework.committee.domain.proposals import State
from casework.committee.records.proposals import Proposals
from casework.committee.services.keyday.papers import Sheet
from crypto.names import PersonId
from tests.unit.casework.committee.papers import Papers, health, lose_keys
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, THOMAS, Seats
from tests.unit.casework.committee.table import Typist

NINA = PersonId("nina-berg")


class Room:
    """A terminal with somebody at it who reads from paper."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats
        self.said: list[str] = []
        self.sheets: dict[str, str] = {}

    def people(self, *arguments: str, answer: Callable[[str], str] | None = None) -> int:
        typist = Typist(answer or self._reading)
        code = people.do(people.parse(arguments), self._seats.desk, typist)
        self.said = typist.said
        return code

    def recovery(self, *arguments: str, typed: Sequence[str] = ()) -> int:
        shares = iter(typed)

        def answer(question: str) -> str:
            is_share = "one recovery sheet" in question
            return next(shares, "enough") if is_share else self._reading(question)

        typist = Typist(answer)
        code = recovery.do(recovery.parse(arguments), self._seats.desk, typist)
        self.said = typist.said
        return code

    @property
    def papers(self) -> Path:
        return self._seats.table.folder / "sheets"

    def _reading(self, question: str) -> str:
        """Type what the paper of whoever is asked says, and yes to everything else."""
        for path in self.papers.glob("*.txt") if self.papers.exists() else ():
            self.sheets[path.stem] = Sheet("", "", path.read_text()).words
        for person in self._seats.words:
            if f"{self._name(person)}’s sheet" in question:
                return self._seats.words[person]
        return "yes"

    def _name(self, person: PersonId) -> str:
        persons = self._seats.manifest.persons
        return next((each.name for each in persons if each.id == person), "nobody")


def test_somebody_joins_from_the_terminal(seats: Seats) -> None:
    room = Room(seats)
    made = room.people("add", "Nina Berg", "--as", MARIA, "--papers", str(room.papers))
    assert made == 0, room.said
    assert "  Nina Berg joins as a member of the committee." in room.said
    assert not list(room.papers.iterdir())  # printed, and gone
    seats.words[NINA] = room.sheets[f"passphrase-{NINA}"]
    assert room.people("sign", "--as", THOMAS) == 0
    assert room.said[-1] == "Signed."
    words = seats.words[NINA]

    def with_new_words(question: str) -> str:
        return words if "new sheet" in question else "yes"

    assert room.people("sign", "--as", NINA, "--new-keys", answer=with_new_words) == 0
    assert room.said[-1] == "Enough have signed. It counts."
    assert seats.seen_by_the_intake().person(NINA).name == "Nina Berg"
    assert seats.seeds(NINA).vault.public == seats.manifest.person(NINA).vault


def test_somebody_leaves_and_the_chair_passes_on(seats: Seats) -> None:
    room = Room(seats)
    assert room.people("remove", MARIA, "--as", THOMAS) == 1
    assert room.said[-1] == "That cannot be: the chair passes to somebody else first."
    assert room.people("remove", MARIA, "--as", THOMAS, "--chair", JUNE) == 0
    assert room.people("sign", "--as", JUNE) == 0
    assert {person.id for person in seats.manifest.members} == {THOMAS, JUNE}
    assert seats.manifest.person(JUNE).chair


def test_nobody_signs_without_looking_and_nobody_with_other_words(seats: Seats) -> None:
    room = Room(seats)
    room.people("chair", JUNE, "--as", MARIA)

    def hesitant(question: str) -> str:
        return seats.words[THOMAS] if "sheet" in question else "no"

    assert room.people("sign", "--as", THOMAS, answer=hesitant) == 2
    assert room.people("sign", "--as", THOMAS, answer=lambda _: "other words") == 1
    assert room.people("sign", "--as", "nobody") == 1
    assert room.people("sign") == 1
    assert not seats.manifest.person(JUNE).chair


def test_externals_change_nothing(seats: Seats) -> None:
    room = Room(seats)
    assert room.people("chair", JUNE, "--as", HELEN) == 1
    assert room.said[-1] == "Only members change keys. Nothing was done."
    assert room.people("drill", "--as", HELEN) == 1  # the second reading was only “yes”


def test_one_takes_ones_own_proposal_back_and_no_other(seats: Seats) -> None:
    room = Room(seats)
    room.people("chair", JUNE, "--as", MARIA)
    assert room.people("withdraw", "--as", THOMAS) == 1
    assert room.people("withdraw", "--as", MARIA) == 0
    with seats.desk.database.reading() as tx:
        assert [each.state for each in Proposals(tx).in_state(*State)] == [State.WITHDRAWN]
    assert room.people("sign", "--as", THOMAS) == 1


def test_own_keys_and_own_sheet_are_renewed(seats: Seats) -> None:
    room, before = Room(seats), seats.seeds(JUNE)
    assert room.people("sheet", "--as", JUNE, "--papers", str(room.papers)) == 0
    seats.words[JUNE] = room.sheets[f"passphrase-{JUNE}"]
    assert seats.seeds(JUNE) == before
    assert room.people("new-keys", JUNE, "--as", JUNE, "--papers", str(room.papers)) == 0
    new = room.sheets[f"passphrase-{JUNE}"]
    assert room.people("sign", "--as", THOMAS) == 0
    assert room.people("sign", "--as", MARIA) == 0
    seats.words[JUNE] = new
    assert seats.seeds(JUNE).signing.public == seats.manifest.person(JUNE).signing


def test_a_sheet_that_nobody_has_printed_stays_and_is_said_to_be_the_only_one(
    seats: Seats,
) -> None:
    room = Room(seats)

    def hesitant(question: str) -> str:
        return seats.words[JUNE] if "sheet:" in question else "no"

    asked = ("sheet", "--as", JUNE, "--papers", str(room.papers))
    assert room.people(*asked, answer=hesitant) == 1
    [path] = room.papers.iterdir()
    assert room.said[-1] == f"Its words are nowhere else: print {path}, then remove it."
    seats.words[JUNE] = Sheet("", "", path.read_text()).words
    assert seats.seeds(JUNE).signing.public == seats.manifest.person(JUNE).signing


def test_a_blocked_device_unlocks_nothing(seats: Seats) -> None:
    with seats.desk.keystore.change() as keys:
        keys.key_files.put_passkey_file(JUNE, b"tablet", bytes(252))
    assert Room(seats).people("block", JUNE, "--as", MARIA) == 0
    with seats.desk.keystore.reading() as keys:
        assert keys.key_files.passkeys(JUNE) == ()


def test_the_list_says_how_everybodys_keys_are(seats: Seats) -> None:
    room = Room(seats)
    room.people("confirm", "--as", MARIA)
    assert room.people("list") == 0
    assert "maria-alvarez: Maria Alvarez, chair" in room.said
    assert "  1 of 2 have signed." in room.said
    assert "  May still sign: June Park and Thomas Okafor." in room.said
    assert room.people("settle") == 0


def test_sheets_typed_at_the_terminal_restore_what_was_lost(seats: Seats, papers: Papers) -> None:
    lose_keys(seats)
    room = Room(seats)
    typed = [papers.members[0], "academic", papers.members[1], *papers.outside[:2]]
    assert room.recovery("restore", "--as", MARIA, typed=typed) == 0
    assert "You typed 1 word. A sheet has 33." in room.said
    assert "Still needed: at least one sheet from outside." in room.said
    assert (
        room.said[-1]
        == "What only recovery could read is given back. Replace the recovery key now."
    )
    assert "The recovery key was used" in health(seats)
    assert room.recovery("restore", "--as", MARIA, typed=papers.members) == 1


def test_a_recovery_sheet_is_tried_at_the_terminal(seats: Seats, papers: Papers) -> None:
    room = Room(seats)
    assert room.recovery("drill", "--as", MARIA, typed=[papers.outside[2], "academic"]) == 0
    assert "The sheet of Notary Voss can be read. Seal it again." in room.said
    assert "5 of 6 recovery sheets" in health(seats)
    assert room.recovery("status") == 0
    assert room.said[0] == "It takes 2 sheets of members and 2 from outside."


def test_a_new_recovery_key_is_proposed_once_every_sheet_was_typed_back(seats: Seats) -> None:
    room, names = Room(seats), ("Lee & Grant LLP", "Notary Voss", "Bank Odin")
    asked = ["new", "--as", MARIA, "--papers", str(room.papers)]
    assert room.recovery(*asked) == 1
    for name in names:
        asked += ["--outsider", name]
    printed = Printed(room, seats)
    assert recovery.do(recovery.parse(asked), seats.desk, printed) == 0
    assert not list(room.papers.iterdir())
    assert room.people("sign", "--as", THOMAS) == 0
    assert seats.manifest.version == 2
    assert "was never used" in health(seats)


class Printed(Typist):
    """Types each sheet back from the folder that the printer was given."""

    def __init__(self, room: Room, seats: Seats) -> None:
        super().__init__()
        self._room, self._seats = room, seats
        self._wrong_first = iter(["other words"])

    def ask_unseen(self, question: str) -> str:
        if "Its keeper types" not in question:
            return self._seats.words[MARIA]
        name = self.said[-1].split(".txt")[0]
        if (self._room.papers / f"{name}.txt").exists():
            words = Sheet("", "", (self._room.papers / f"{name}.txt").read_text()).words
            return next(self._wrong_first, words)
        # After a wrong try the last line is the complaint.
        name = next(each.split(".txt")[0] for each in reversed(self.said) if ".txt" in each)
        return Sheet("", "", (self._room.papers / f"{name}.txt").read_text()).words

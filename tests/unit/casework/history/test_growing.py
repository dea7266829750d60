"""Each night seals what was done, and a quiet night looks like a busy one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.history.domain import Said, Verb
from casework.history.records import History
from casework.history.records.tree import TreeRows
from casework.history.services import commit, record
from casework.history.services.attesting import Attested, countersign
from casework.history.services.checking import check
from casework.history.services.growing import Grown, GrownAlready, grow
from casework.history.services.herald import HeraldError, herald_of
from crypto.log.tree import Tree
from tests.committee import MARIA, THOMAS, seeds_of
from tests.unit.casework.ground import House


def does(house: House, count: int = 1) -> None:
    with house.desk.database.transaction() as tx:
        for number in range(count):
            subject = {"number": str(number)}
            record(tx, Said(Verb.CHANGE_SIGNED, house.desk.today(), MARIA, subject))


def night(house: House) -> Grown:
    house.day.passes()
    herald = herald_of(house.desk.settings.herald, house.standing)
    with house.desk.database.transaction() as tx:
        grown = grow(tx, herald, house.desk.today())
    assert isinstance(grown, Grown)
    return grown


def is_whole(house: House) -> bool:
    with house.desk.database.reading() as tx:
        return check(tx, house.standing).is_whole


@pytest.mark.parametrize(("deeds", "size"), [(0, 256), (1, 256), (255, 256), (256, 512)])
def test_a_night_grows_the_tree_to_the_next_multiple_of_256(
    house: House, deeds: int, size: int
) -> None:
    does(house, deeds)
    assert night(house).checkpoint.size == size
    with house.desk.database.reading() as tx:
        rows, history = TreeRows(tx), History(tx)
        assert rows.size() == size
        assert {each.commitment for each in history.all()} <= set(rows.leaves())
        assert not rows.waiting()
    assert is_whole(house)


def test_each_deed_is_sealed_once_though_nights_were_missed(house: House) -> None:
    for _ in range(3):
        does(house)
        house.day.passes(3)
        night(house)
    with house.desk.database.reading() as tx:
        there = list(TreeRows(tx).leaves())
        deeds = [each.commitment for each in History(tx).all()]
    assert len(there) == len(set(there)) == 3 * 256
    assert all(there.count(each) == 1 for each in deeds)


def test_a_deed_that_straddled_a_midnight_is_no_gap(house: House) -> None:
    night(house)
    yesterday = house.day() - timedelta(days=1)
    with house.desk.database.transaction() as tx:
        record(tx, Said(Verb.CHANGE_SIGNED, yesterday, MARIA))
    assert is_whole(house)
    night(house)
    assert is_whole(house)


def test_a_second_run_on_one_day_changes_nothing(house: House) -> None:
    night(house)
    does(house)
    herald = herald_of(house.desk.settings.herald, house.standing)
    with house.desk.database.transaction() as tx:
        assert grow(tx, herald, house.desk.today()) == GrownAlready(house.desk.today())
        yesterday = house.desk.today() - timedelta(days=1)
        assert grow(tx, herald, yesterday) == GrownAlready(house.desk.today())
        assert TreeRows(tx).size() == 256


def test_stored_nodes_make_the_roots_that_were_signed(house: House) -> None:
    tree = Tree()
    for _ in range(5):
        does(house, 100)
        made = night(house).checkpoint
        with house.desk.database.reading() as tx:
            rows = TreeRows(tx)
            for leaf in list(rows.leaves())[tree.size :]:
                tree.append(leaf)
            assert made.root == tree.root()
            places = [(level, at) for level in range(11) for at in range(tree.size >> level)]
            assert all(rows.node(*each) == tree.node(*each) for each in places)


def test_a_case_keeps_what_opens_its_deed_and_the_history_the_commitment_alone(
    house: House,
) -> None:
    with house.desk.database.transaction() as tx:
        opening = commit(tx, Said(Verb.CHANGE_SIGNED, house.desk.today(), THOMAS))
    with house.desk.database.reading() as tx:
        assert not History(tx).opened()
        assert [each.commitment for each in History(tx).all()] == [opening.commitment]


def test_unlocking_puts_a_name_under_the_newest_checkpoint_once(house: House) -> None:
    me = house.signed_in(MARIA)
    with house.desk.database.transaction() as tx:
        assert countersign(tx, house.standing, me) is Attested.NOTHING_NEW
    for _ in range(3):
        night(house)
        with house.desk.database.transaction() as tx:
            assert countersign(tx, house.standing, me) is Attested.SIGNED
            assert countersign(tx, house.standing, me) is Attested.NOTHING_NEW
    night(house)
    night(house)  # a night that this member missed
    with house.desk.database.transaction() as tx:
        assert countersign(tx, house.standing, me) is Attested.SIGNED
    assert is_whole(house)


def test_keys_that_no_manifest_names_yet_sign_nothing_and_raise_no_alarm(house: House) -> None:
    me = replace(house.signed_in(MARIA), seeds=seeds_of("keys to come"))
    for _ in range(2):
        night(house)
        with house.desk.database.transaction() as tx:
            assert countersign(tx, house.standing, me) is Attested.NOTHING_NEW
            assert TreeRows(tx).last_countersigned(MARIA) is None


def test_only_the_herald_that_the_committee_named_signs(house: House) -> None:
    path = house.desk.settings.herald
    assert path is not None
    with pytest.raises(HeraldError, match="no file"):
        herald_of(None, house.standing)
    path.write_bytes(bytes(64))
    with pytest.raises(HeraldError, match="another herald"):
        herald_of(path, house.standing)
    path.write_bytes(bytes(63))
    with pytest.raises(HeraldError, match="damaged"):
        herald_of(path, house.standing)
    path.unlink()
    with pytest.raises(HeraldError, match="cannot be read"):
        herald_of(path, house.standing)

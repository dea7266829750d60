"""What the demo committee does, one command for each deed.

python -m deploy.standin found             make the keys, sign the first manifest
python -m deploy.standin notice            say that all is well today
python -m deploy.standin read              open everything that has arrived
python -m deploy.standin answer 1 "Which quarter was it?" --status asked
python -m deploy.standin remove-reader 1 june-park
python -m deploy.standin copy 1            print what a proof of reporting is compared with
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from crypto.mailbox.snapshot import Status
from crypto.manifest.fingerprint import fingerprint
from crypto.names import PersonId
from deploy.demo import HOUSE
from deploy.standin import telling
from deploy.standin.answering import Reply
from deploy.standin.cases import Case
from deploy.standin.founding import open_sitting
from deploy.standin.sitting import Sitting
from deploy.standin.sorry import StandinError
from store.errors import StoreError

Asked = argparse.Namespace
_FEWEST_LETTERS: Final = 4


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        with open_sitting(asked.var) as sitting:
            sys.stdout.write(_DEEDS[asked.deed](sitting, asked))
    except (StandinError, StoreError) as sorry:
        sys.stderr.write(f"{asked.deed}: {sorry}\n")
        return 1
    except OSError as exc:
        sys.stderr.write(f"{asked.deed}: {asked.var} cannot be used: {exc.strerror}.\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy.standin")
    deeds = parser.add_subparsers(dest="deed", required=True)
    made = {name: deeds.add_parser(name) for name in _DEEDS}
    for one in made.values():
        one.add_argument("--var", type=Path, default=HOUSE / "var")
    for name in _ABOUT_ONE:
        made[name].add_argument("report", help="its number, or the first letters of its id")
        made[name].add_argument("--by", type=PersonId, metavar="PERSON", help="who signs")
    made["answer"].add_argument("text")
    made["answer"].add_argument("--status", type=Status, choices=list(Status))
    made["answer"].add_argument("--come-back", type=date.fromisoformat, metavar="DAY")
    for name in ("add-reader", "remove-reader"):
        made[name].add_argument("person", type=PersonId)
    return parser


def _found(sitting: Sitting, _asked: Asked) -> str:
    committee = sitting.committee
    people = [f"  {each.id:15} {telling.called(each)}\n" for each in committee.manifest.persons]
    genesis = committee.genesis
    return f"{''.join(people)}Fingerprint: {fingerprint(genesis)}\nGenesis: {genesis.hex()}\n"


def _notice(sitting: Sitting, _asked: Asked) -> str:
    posted = sitting.give_notice()
    return "Posted.\n" if posted else "There is a notice of today already.\n"


def _read(sitting: Sitting, _asked: Asked) -> str:
    """Open everything, then tell each new reporter so."""
    mail = sitting.read()
    told = telling.of_mail(mail, sitting.cases(), sitting.committee.holders)
    for case in sitting.cases():
        try:
            sitting.sign_for(case)
        except StandinError as sorry:
            told += f"{sorry}\n"
    return told


def _answer(sitting: Sitting, asked: Asked) -> str:
    reply = Reply(asked.text, asked.status, asked.come_back)
    case = sitting.answer(_case(sitting, asked), reply, asked.by)
    return f"Report {case.number} was answered.\n"


def _add_reader(sitting: Sitting, asked: Asked) -> str:
    case = sitting.change_readers(_case(sitting, asked), added=[asked.person], by=asked.by)
    return f"{asked.person} gets what the reporter of report {case.number} sends from now on.\n"


def _remove_reader(sitting: Sitting, asked: Asked) -> str:
    case = sitting.change_readers(_case(sitting, asked), removed=[asked.person], by=asked.by)
    return f"{asked.person} gets nothing more of report {case.number}.\n"


def _copy(sitting: Sitting, asked: Asked) -> str:
    return sitting.copy_of(_case(sitting, asked)).text


def _case(sitting: Sitting, asked: Asked) -> Case:
    """Find a report by its number or by the beginning of its id."""
    wanted: str = asked.report
    for case in sitting.cases():
        begins_so = len(wanted) >= _FEWEST_LETTERS and case.report.hex().startswith(wanted)
        if wanted == str(case.number) or begins_so:
            return case
    raise StandinError(f"No report {telling.plain(wanted)} was read yet: try the command read.")


_DEEDS: Final[Mapping[str, Callable[[Sitting, Asked], str]]] = {
    "found": _found,
    "notice": _notice,
    "read": _read,
    "answer": _answer,
    "add-reader": _add_reader,
    "remove-reader": _remove_reader,
    "copy": _copy,
}
_ABOUT_ONE: Final = ("answer", "add-reader", "remove-reader", "copy")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Both sites over one dropbox: reporters at one end, the committee at its desks at the other."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from flask import Flask

from casework.collecting.services.collecting import collect
from casework.collecting.services.delivering import deliver
from casework.desk import Desk, lay_desk
from casework.rights import Role, SessionId, SignedIn
from config.settings import IntakeSettings, read_settings
from crypto.manifest.people import Role as Seated
from crypto.message.said import Answer
from crypto.names import PersonId
from deploy.standin.committee import Committee as Founded
from deploy.standin.people import Holder
from intake.wsgi import create_app as create_intake
from store.database import Which
from tests.browser import Visitor
from tests.committee import (
    DAVID,
    EXTERNALS,
    JUNE,
    MARIA,
    MEMBERS,
    THOMAS,
    Committee,
    seeds_of,
    sitting_at,
)
from tests.conftest import INTAKE
from tests.members import House, Somebody, house_at
from tests.reporting import Files, Returning, report
from tests.running import intake_environment, of_committee

__all__ = ["DAVID", "EXTERNALS", "JUNE", "MARIA", "MEMBERS", "THOMAS", "Channel", "channel_at"]

_ROLES: Final = {
    Seated.MEMBER: Role.MEMBER,
    Seated.EXTERNAL: Role.EXTERNAL,
    Seated.GUEST: Role.COUNSEL,
}


@dataclass
class Channel:
    house: House
    intake: Flask
    committee: Committee
    people: dict[PersonId, Somebody] = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        return self.house.desk

    def report(
        self, *answers: Answer, files: Files | None = None, leaving_out: tuple[PersonId, ...] = ()
    ) -> Returning:
        """Send a report through the public site, and have it collected."""
        sent = report(self.intake, *answers, files=files, leaving_out=leaving_out)
        self.collect()
        return sent

    def collect(self) -> None:
        collect(self.desk)

    def deliver(self) -> None:
        deliver(self.desk)

    def later(self, day: date) -> None:
        """Let casework's clock say another day. What the reporter's end signed is of today."""
        self.house.desk = replace(self.desk, today=lambda: day)
        lay_desk(self.house.app, self.house.desk)

    def join(self, person: PersonId) -> Somebody:
        if person not in self.people:
            holder = self.committee.founded.holders[person].person
            role = _ROLES[holder.role]
            chair = {Role.CHAIR} if holder.chair else set()
            self.people[person] = self.house.joined(person, holder.name, role, *chair)
        return self.people[person]

    def with_guest(self, guest: Holder) -> None:
        """Have the committee sign for a guest, whose keys are there from then on."""
        persons = (*self.committee.founded.manifest.persons, guest.person)
        in_order = sorted(persons, key=lambda each: each.id)
        self.committee.next_manifest(in_order, [guest])

    def sign_in(self, person: PersonId) -> Visitor:
        """Come in anew: by the second factor and the passphrase, as everybody does."""
        return self.house.signed_in(self.join(person))

    def seat(self, person: PersonId) -> SignedIn:
        """Return somebody who is in, for whoever calls services and no pages."""
        holder = self.committee.founded.holders[person]
        role = _ROLES[holder.person.role]
        session = SessionId(person.encode().ljust(32, b"."))
        return SignedIn(person, holder.person.name, frozenset({role}), session, holder.seeds)


@contextmanager
def channel_at(folder: Path, empty: Mapping[Which, Path], founded: Founded) -> Iterator[Channel]:
    """Lay both sites on copies of empty databases, with the committee's notice of today given."""
    for which, path in empty.items():
        shutil.copy(path, folder / f"{which}.sqlite")
    dropbox = f"sqlite:///{folder}/dropbox.sqlite"
    settings = intake_environment(INTAKE, "127.0.0.1:8001", dropbox)
    settings |= {"CHARTERLINE_MODE": "production"} | of_committee(founded.genesis)
    with sitting_at(dropbox, founded) as committee:
        committee.notice()
        intake = create_intake(read_settings(IntakeSettings, settings))
        house = replace(house_at(folder, founded.genesis.hex()), seeds_of=seeds_of)
        try:
            yield Channel(house, intake, committee)
        finally:
            for each in (house.desk.database, house.desk.dropbox):
                each.close()
            intake.extensions["desk"].dropbox.close()

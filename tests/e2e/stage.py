"""A stage for a scene: whatever sites it asks for by name, new and its own."""

import inspect
import shutil
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from casework.rights import Role
from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.channel import Channel, channel_at
from tests.members import House, Somebody, house_at
from tests.sites.casework.board import Board, board_at

Scene = Callable[..., object]


@dataclass
class Stage:
    """What one scene stands on. Each thing is built when it is asked for, and once."""

    folder: Path
    empty: dict[Which, Path]
    founded: Founded
    after: ExitStack
    built: dict[str, object] = field(default_factory=dict)

    def play(self, scene: Scene) -> None:
        makers: dict[str, Callable[[], object]] = {
            "channel": self.channel,
            "house": self.house,
            "board": self.board,
            "maria": self.maria,
        }
        for name in inspect.signature(scene).parameters:
            if name not in self.built:
                self.built[name] = makers[name]()
        scene(**{name: self.built[name] for name in inspect.signature(scene).parameters})

    def channel(self) -> Channel:
        return self.after.enter_context(channel_at(self.folder, self.empty, self.founded))

    def house(self) -> House:
        shutil.copy(self.empty[Which.CASEWORK], self.folder / "casework.sqlite")
        house = house_at(self.folder)
        for each in (house.desk.database, house.desk.dropbox):
            self.after.enter_context(closing(each))
        return house

    def board(self) -> Board:
        return self.after.enter_context(closing(board_at(self.folder)))

    def maria(self) -> Somebody:
        house = self.built["house"]
        assert isinstance(house, House), "name the house first"
        return house.joined("m1", "Maria Alvarez", Role.CHAIR, Role.MEMBER)


@dataclass
class Stages:
    """A stage for each scene, one after another."""

    folder: Path
    empty: dict[Which, Path]
    founded: Founded
    played: int = 0

    def play(self, scene: Scene) -> None:
        self.played += 1
        own = self.folder / str(self.played)
        own.mkdir()
        with ExitStack() as after:
            Stage(own, self.empty, self.founded, after).play(scene)

"""The door of the committee's site."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.access import Right, opens_to
from config.frames import GateFrame
from config.rendering import Page, render

members = Blueprint("members", __name__)


@dataclass(frozen=True)
class DoorPage(Page):
    """Anybody can fetch it, so it does not say whose committee this is."""

    template: ClassVar[str] = "members/door.html"
    frame: GateFrame


@members.get("/")
@opens_to(Right.ANYONE)
def show_door() -> ResponseReturnValue:
    return render(DoorPage(GateFrame()))

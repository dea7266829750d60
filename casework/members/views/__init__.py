"""The door of the committee's site, and the pages about one's own keys and devices."""

from casework.members.views.door import door, show_where_you_stand
from casework.members.views.joining import joining
from casework.members.views.keyboard import keyboard
from casework.members.views.own import own
from casework.members.views.visitor import visitor

BLUEPRINTS = (door, joining, own, keyboard)

__all__ = ["BLUEPRINTS", "show_where_you_stand", "visitor"]

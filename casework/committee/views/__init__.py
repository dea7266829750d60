"""The pages about people and keys: who holds what, what is to change, and what to do when lost."""

from casework.committee.views.changes import changes
from casework.committee.views.charter import charter
from casework.committee.views.door import door_keys
from casework.committee.views.keys import keys
from casework.committee.views.people import people
from casework.committee.views.person import person
from casework.committee.views.recovery import recovery

BLUEPRINTS = (people, person, changes, keys, recovery, door_keys, charter)

"""The people of these tests, under names that say what they are to a case."""

from typing import Final

from crypto.names import PersonId

OKAFOR: Final = PersonId("p-okafor")
PARK: Final = PersonId("p-park")
REYES: Final = PersonId("p-reyes")
ALVAREZ: Final = PersonId("p-alvarez")
COUNSEL: Final = PersonId("x-counsel")
OMBUDS: Final = PersonId("x-ombuds")
LEAD_DIRECTOR: Final = PersonId("d-lead")
OTHER_DIRECTOR: Final = PersonId("d-other")

MEMBERS: Final = frozenset({OKAFOR, PARK, REYES, ALVAREZ})
EVERYBODY: Final = (
    OKAFOR, PARK, REYES, ALVAREZ, COUNSEL, OMBUDS, LEAD_DIRECTOR, OTHER_DIRECTOR,
)  # fmt: skip

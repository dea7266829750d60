"""What waits for one person: asked by Today, and by the page about people."""

from casework.committee.domain.waiting import Due, Situation, due_for
from casework.committee.services.roster import roster, waiting_proposals
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing


def waiting_for(desk: Desk, me: SignedIn) -> tuple[Due, ...]:
    """Return what this person is asked to do about keys, most pressing first."""
    found = desk.trust.now()
    if not isinstance(found, Standing):
        return ()
    shown = roster(desk, found)
    situation = Situation(
        before=found.chain.newest.manifest,
        proposals=waiting_proposals(desk),
        waiting=found.waiting,
        ways={entry.person.id: entry.ways for entry in shown.entries},
        recovering=shown.recovering,
        today=desk.today(),
        names={entry.person.id: entry.person.name for entry in shown.entries},
    )
    return due_for(me.person, situation)

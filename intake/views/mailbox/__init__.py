"""Everything about a report that was sent: the way back to it, and what is said behind it."""

from intake.views.mailbox.adding import adding
from intake.views.mailbox.coming_back import coming_back
from intake.views.mailbox.identity import identity
from intake.views.mailbox.proof import proof
from intake.views.mailbox.signing_out import signing_out
from intake.views.mailbox.stopping import stopping
from intake.views.mailbox.talking import talking

MAILBOX = (coming_back, talking, adding, identity, stopping, proof, signing_out)

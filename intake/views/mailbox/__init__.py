"""Everything about a report that was sent: the way back to it, and what is said behind it."""

from collections.abc import Callable, Mapping

from config.rendering import Page
from intake.views.mailbox import identity as telling_who
from intake.views.mailbox import proof as proving
from intake.views.mailbox import stopping as stops
from intake.views.mailbox import talking as talks
from intake.views.mailbox.adding import adding
from intake.views.mailbox.callers import drawn_again
from intake.views.mailbox.coming_back import RETURN, ask_again, coming_back
from intake.views.mailbox.signing_out import SIGN_OUT, STAY, signing_out

MAILBOX = (
    coming_back,
    talks.talking,
    adding,
    telling_who.identity,
    stops.stopping,
    proving.proof,
    signing_out,
)

# What answers a form that came without a good token, by its address.
DRAWN_AGAIN: Mapping[str, Callable[[], Page]] = {
    RETURN: ask_again,
    talks.MESSAGES: drawn_again(talks.draw_again),
    telling_who.IDENTITY: drawn_again(telling_who.draw_again),
    stops.STOP: drawn_again(stops.choose_again),
    stops.MISTAKE: drawn_again(stops.draw_again),
    stops.WITHDRAW: drawn_again(stops.choose_again),
    stops.CLOSE: drawn_again(stops.choose_again),
    proving.PROOF: drawn_again(proving.draw_again),
    SIGN_OUT: drawn_again(talks.still_in),
    STAY: drawn_again(talks.still_in),
}

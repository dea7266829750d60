"""Words for papers that people sign or are read: drafts for a lawyer, with what no paper may lack.

A form that keeps somebody from an authority breaks the law whoever wrote it (Rule 21F-17), and the
usual words for interviews come near. So what must stand in each of them is here to be copied.
"""

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class Papers:
    """What is said before an interview, and what belongs into every paper."""

    interview: str
    freedom: str


def papers() -> Papers:
    return Papers(
        interview=str(
            _(
                "I am a lawyer for the audit committee. I am not your lawyer. What we say here "
                "may be privileged, and that privilege is the committee’s: it alone decides "
                "whether to give it up. I ask you to keep our questions to yourself, so that the "
                "inquiry stays fair. What happened, and what you know of it, you may tell."
            )
        ),
        freedom=str(
            _(
                "Nothing here keeps you from reporting to the SEC, OSHA or any other authority, "
                "from answering them, from giving them documents, or from taking an award. You "
                "need not ask anybody, and you need not tell us. You may speak with a lawyer of "
                "your own at any time."
            )
        ),
    )

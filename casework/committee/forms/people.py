"""Who joins, who leaves, and who leads then."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from casework.committee.domain.plan import Seat, id_for
from crypto.manifest.people import Person, Role
from crypto.names import PersonId

_OUTSIDE = Role.EXTERNAL.value


class JoiningForm(FlaskForm):  # type: ignore[misc]  # the library ships no types
    name = StringField(
        _l("Name"),
        [InputRequired(_l("Write the name as reporters should read it"))],
        description=_l("As reporters should read it"),
    )
    role = RadioField(
        _l("Joins as"),
        [InputRequired(_l("Choose what this person is"))],
        choices=[
            SelectChoice(Role.MEMBER.value, _l("A member of the committee")),
            SelectChoice(_OUTSIDE, _l("A reader from outside, such as a lawyer")),
        ],
    )
    organisation = StringField(
        _l("Organisation"), [Optional()], description=_l("Only for a reader from outside")
    )
    id = StringField(
        _l("Short name for files"),
        [Optional()],
        description=_l("Small letters, digits and -. Made from the name if left empty"),
    )

    def to_seat(self) -> Seat:
        role = Role(self.role.data)
        organisation = (self.organisation.data or "").strip() or None
        return Seat(
            id=PersonId((self.id.data or "").strip() or id_for(self.name.data)),
            role=role,
            name=self.name.data.strip(),
            organisation=organisation if role is Role.EXTERNAL else None,
        )


class LeavingForm(FlaskForm):  # type: ignore[misc]  # the library ships no types
    """The chair's place is never empty, so whoever removes the chair names the next."""

    chair = SelectField(_l("Who leads then"), [InputRequired(_l("Choose who leads then"))])

    def __init__(self, others: Sequence[Person], **more: object) -> None:
        super().__init__(**more)
        self.chair.choices = [SelectChoice(each.id, each.name) for each in others]

    def to_chair(self) -> PersonId:
        return PersonId(self.chair.data)

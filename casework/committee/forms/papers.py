"""Words from a sheet of paper. They are read once, and no page ever gives them back."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, TextAreaField
from wtforms.validators import InputRequired


class PassphraseForm(FlaskForm):  # type: ignore[misc]  # the library ships no types
    words = PasswordField(
        _l("The six words of your sheet"), [InputRequired(_l("Type the words of your sheet"))]
    )


class ShareForm(FlaskForm):  # type: ignore[misc]  # the library ships no types
    share = TextAreaField(
        _l("The 33 words of one recovery sheet"),
        [InputRequired(_l("Type the words of the sheet"))],
        description=_l("In their order. The first four letters of each word are enough"),
    )

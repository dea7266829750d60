"""Plain small words out of whatever was typed or pasted.

Case, accents, marks, numbering, invisible characters and wide letters are never
the reporter's mistake, so they are gone before anything is compared.
"""

import re
import unicodedata

_PIECE = re.compile(r"[a-z0-9]+")
_DIGITS = "0123456789"
# A digit inside a word is a letter that looks like it; at its edge it is a number beside it.
_LETTERS_FOR_DIGITS = str.maketrans("01358", "olesb")
# Letters of their own that no decomposition makes plain: dotless i, l, o and d with a stroke.
_STROKES = str.maketrans("\u0131\u0142\u00f8\u0111", "ilod")
_UNSEEN = ("Mn", "Cf")
# What people write before or around it. None of these is on a list, and a test holds that.
LABELS = frozenset(
    {"passcode", "password", "passwords", "word", "words", "code", "my", "the", "is", "are"}
    | {"these", "clave", "codigo", "contrasena", "palabra", "palabras", "mi", "mis", "es", "son"}
)


def words_in(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_STROKES)
    seen = "".join(each for each in plain if unicodedata.category(each) not in _UNSEEN)
    pieces = (piece.strip(_DIGITS).translate(_LETTERS_FOR_DIGITS) for piece in _PIECE.findall(seen))
    return tuple(piece for piece in pieces if piece)


def without_labels(typed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in typed if word not in LABELS)

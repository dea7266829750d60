"""Notice words that may speak of retaliation. A false alarm costs one look; silence costs a job."""

import re
from typing import Final

_ENGLISH: Final = (
    r"retaliat\w*|reprisal\w*|revenge|punish\w*|fired|dismiss\w*|terminat\w*|laid off|demot\w*"
    r"|threat\w*|bull(?:y|ied|ying)|harass\w*|blacklist\w*|my (?:job|shift|rating|pay|hours)"
    r"|find out (?:that )?it was me|knows? (?:that )?it was me|afraid|scared"
)
_SPANISH: Final = (
    r"represalia\w*|venganza|castig\w*|despid\w*|despedid\w*|amenaz\w*|acos\w*|tengo miedo"
    r"|mi (?:puesto|turno|salario|horario)"
)
_FEAR: Final = re.compile(rf"\b(?:{_ENGLISH}|{_SPANISH})\b", re.IGNORECASE)


def may_speak_of_retaliation(text: str) -> bool:
    return _FEAR.search(text) is not None

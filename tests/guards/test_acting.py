"""Who may act in a case is asked wherever one is opened to change it, but where a reason stands."""

import ast
from pathlib import Path

HOUSE = Path(__file__).parents[2]
OPENING = {"open_to_write", "open_part_to_write"}
UNASKED = {
    "casework/complaints/services/readers/rekeying.py": "it is defined here",
    "casework/complaints/services/readers/acting.py": "it asks",
    "casework/complaints/services/deciding.py": "it asks, but for what somebody says of themselves",
    "casework/complaints/services/readers/leaving.py": "the tied may go; letting in asks voices",
    "casework/complaints/services/reading/threshold.py": "it is the question that comes first",
    "casework/complaints/services/files.py": "whoever is tied reads on until that is settled",
    "casework/complaints/services/assessing/seconding.py": "whoever refuses words sends none",
    "casework/complaints/services/linking/together.py": "what was asked in one case follows here",
    "casework/complaints/services/opening/following.py": "the reporter acts, whoever is in",
    "casework/complaints/services/ending/disposal.py": "it only tells a page that is old",
    "casework/export/services/several.py": "it counts voices of all cases before it writes",
}


def test_whoever_opens_a_case_to_change_it_asks_who_may() -> None:
    found = {
        str(path.relative_to(HOUSE))
        for path in (HOUSE / "casework").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Name) and node.id in OPENING)
        or (isinstance(node, ast.FunctionDef) and node.name in OPENING)
    }
    assert found == set(UNASKED)

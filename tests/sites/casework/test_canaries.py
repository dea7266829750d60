"""With everybody signed out, casework's disk holds no word that anybody wrote, and no name."""

import re
from base64 import b64encode
from datetime import date
from pathlib import Path

from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import (
    cases_of,
    decide,
    done,
    name_of,
    only_case,
    press,
    reply,
    set_task,
    surely,
    take_out,
)
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel
from tests.evidence import added, opening
from tests.exports import bundle_of, taken
from tests.members import WORDS as PASSPHRASE
from tests.privilege import labelled
from tests.procedures import in_europe
from tests.sites.casework.test_assessing import alleged, both_free
from tests.sites.casework.test_entering import entered
from tests.sites.casework.test_planned import plan_something
from tests.sites.casework.test_protection import put
from tests.sites.casework.test_timeline import remark_on
from tests.sites.casework.test_translating import translated

WORDS = {
    "what": "canary-what rebates in a cushion",
    "where": "canary-where warehouse",
    "who": "canary-who Pat Hale",
    "witnesses": "canary-witnesses night shift",
    "proof": "canary-proof drive",
    "treatment": "canary-treatment review moved",
    "message": "canary-message second quarter",
    "reply": "canary-reply thank you",
    "note": "canary-note ask nobody yet",
    "advice": "canary-advice hold notice",
    "about": "canary-about preserving logs",
    "why": "canary-why very few know",
    "wish": "canary-wish they share a boat",
    "removed": "canary-removed knows them",
    "reason": "canary-reason compare totals",
    "basis": "canary-basis nothing found",
    "receiver": "canary-receiver Dana",
    "purpose": "canary-purpose disclosure",
    "legal": "canary-legal engagement",
    "summary": "canary-summary rebates",
    "named": "canary-named Kessler",
    "file": "canary-file-gate-log.csv",
    "tie": "canary-tie Harbor Freight",
    "in_it": "canary-in-it the night guard",
    "graded": "canary-graded filing in June",
    "refused": "canary-refused too narrow",
    "task": "canary-task ask the bank",
    "came": "canary-came forty pages",
    "bytes": "canary-bytes inside the file",
    "found": "canary-found interview notes",
    "source": "canary-source Priya Shah",
    "added": "canary-added-interview.txt",
    "inside": "canary-inside what she saw",
    "advised": "canary-advised interviews",
    "labelled": "canary-labelled counsel asked",
    "lawyer": "canary-lawyer Ann Lee",
    "held": "canary-held a letter from the court",
    "searched": "canary-searched",
    "second_basis": "canary-second-basis two invoices",
    "remark": "canary-remark it was a Sunday",
    "period": "canary-period the court asked",
    "protected": "canary-protected the night porter",
    "measure": "canary-measure counsel signs shifts",
    "proposer": "canary-proposer yard manager",
    "planned": "canary-planned fewer shifts",
    "judged": "canary-judged nobody else moves",
    "asked": "canary-asked they were asked who",
    "outing": "canary-outing each of the five",
    "translator": "canary-translator Ana Ruiz",
    "translation": "canary-translation in a drawer",
    "heard": "canary-heard pallets on Sundays",
    "to_whom": "canary-to-whom Pat Doe",
    "handed": "canary-handed look at the team",
    "came_of_it": "canary-came-of-it a warning",
    "given": "canary-given by hand",
}


def test_the_disk_holds_no_word_of_a_case_that_was_worked_on(channel: Channel) -> None:
    name = worked(channel)
    settings = channel.desk.settings
    own = Path(settings.database_url.removeprefix("sqlite:///"))
    # All that either site keeps, the dropbox and what casework remembers among it.
    files = {each for each in own.parent.rglob("*") if each.is_file()}
    assert {settings.keystore, settings.keystore_mirror, own} <= files
    for path in files:
        raw = path.read_bytes()
        for word in (*WORDS.values(), name, PASSPHRASE):
            for way, spelled in spellings(word):
                assert spelled not in raw, (path.name, way, word)


def spellings(word: str) -> list[tuple[str, bytes]]:
    plain = word.encode()
    return [
        ("as it is", plain),
        ("in UTF-16", word.encode("utf-16-le")),
        ("in hex", plain.hex().encode()),
        *((f"in base64, {cut} in", b64encode(plain[cut:])[:-4]) for cut in range(3)),
    ]


def worked(channel: Channel) -> str:
    """Have a report sent and worked on, with a canary in every field; return the case's name."""
    answers = [Answer(each, WORDS[each]) for each in ("what", "where", "who", "witnesses", "proof")]
    sent = channel.report(
        *answers,
        Answer("treated", "yes"),
        Answer("treatment", WORDS["treatment"]),
        files={WORDS["file"]: WORDS["bytes"].encode()},
        leaving_out=(JUNE,),
    )
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    name = name_of(maria, case)
    sent.add(Answer("message", WORDS["message"]))
    channel.collect()
    filled_in(channel, maria, thomas, case)
    looked_after(maria, thomas, case)
    told_by_mouth(channel, maria, thomas, case)
    channel.deliver()
    for visitor in (maria, thomas):
        visitor.fill_in("/today", "/lock")
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", name)
    return name


def assessed(maria: Visitor, thomas: Visitor, case: str) -> None:
    """And into every field of triage beyond its six questions."""
    done(press(maria, "/ties", name=WORDS["tie"], kind="business"))
    done(press(maria, f"{case}/conflicts", name=WORDS["in_it"], part="witness"))
    done(press(maria, f"{case}/severity", level="1", reason=WORDS["graded"]))
    done(press(maria, f"{case}/kept", f"{case}/kept/hold", why="claim", reason=WORDS["held"]))
    done(maria.fill_in("/search", "/search", words=WORDS["searched"]))
    place = f"{case}/conversation"
    done(press(thomas, place, f"{place}/refuse", why=WORDS["refused"]))


def filled_in(channel: Channel, maria: Visitor, thomas: Visitor, case: str) -> None:
    """Put a canary into every field that a member can fill in."""
    done(decide(maria, case, "exposure", choice="high", why=WORDS["why"]))
    done(decide(maria, case, "ours", choice="ACC-EXP"))
    maria.get("/reports")
    reply(maria, case, WORDS["reply"])
    assessed(maria, thomas, case)
    done(press(thomas, f"{case}/notes", note=WORDS["note"]))
    done(press(thomas, f"{case}/privileged", about=WORDS["about"], advice=WORDS["advice"]))
    assert opening(thomas, case, 1, WORDS["reason"]).data == WORDS["bytes"].encode()
    done(set_task(maria, case, WORDS["task"], MARIA, date.max))
    ended = {"form": "done-1", "changes": "0", "text": WORDS["came"]}
    done(press(maria, f"{case}/tasks", **ended))
    own = (WORDS["added"], WORDS["inside"].encode())
    done(added(thomas, case, own, what=WORDS["found"], source=WORDS["source"]))
    said = {"about": WORDS["advised"], "why": WORDS["labelled"], "lawyer": WORDS["lawyer"]}
    done(labelled(channel, thomas, case, 2, "company", **said))
    place = f"{case}/people"
    done(press(maria, place, f"{place}/ask", about=DAVID, to=THOMAS, why=WORDS["wish"]))
    done(take_out(maria, case, DAVID, WORDS["removed"]))
    gone = {each: WORDS[each] for each in ("receiver", "purpose", "summary")}
    gone |= {"basis": WORDS["legal"], "names": WORDS["named"], "wording": "summary"}
    bundle = bundle_of(taken(maria, case, originals=["1"], **gone))
    assert bundle.read(f"files/001 {WORDS['file']}") == WORDS["bytes"].encode()
    found = {"outcome": "UNS", "basis": WORDS["basis"]}
    done(surely(maria, f"{case}/outcome", f"{case}/outcome/find", **found))


def looked_after(maria: Visitor, thomas: Visitor, case: str) -> None:
    """And into what is found anew, kept of whoever is protected, remarked and translated."""
    again = {"outcome": "UNS", "basis": WORDS["second_basis"]}
    done(surely(maria, f"{case}/outcome", f"{case}/outcome/find", **again))
    whom = {"role": "witness", "way": "in person", "name": WORDS["protected"]}
    put(maria, case, "plan", **whom, watcher=THOMAS)
    put(maria, case, "measure", text=WORDS["measure"])
    act = {"person": WORDS["protected"], "name": WORDS["proposer"], "text": WORDS["planned"]}
    done(plan_something(maria, case, THOMAS, **act))
    put(thomas, case, "judge-0", verdict="must not", text=WORDS["judged"])
    sign = {"answer": "signals", "text": WORDS["asked"]}
    put(maria, case, "check-in-0", signals=["outing attempt"], **sign)
    put(maria, case, "outing", text=WORDS["outing"])
    remark_on(maria, case, "Maria Alvarez removed", remark=WORDS["remark"])
    translated(maria, case, WORDS["translation"], WORDS["translator"])
    place = f"{case}/kept"
    done(press(maria, place, f"{place}/period", reason=WORDS["period"], more="2", place="us"))


def told_by_mouth(channel: Channel, maria: Visitor, thomas: Visitor, first: str) -> None:
    """And into a second report, which was told by mouth and goes to somebody else."""
    in_europe(channel)
    entered(maria, channel.desk.today(), words=WORDS["heard"])
    channel.collect()
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [case] = cases_of(maria) - {first}
    done(press(maria, f"{case}/first"))
    done(press(maria, f"{case}/transcript", text=WORDS["given"]))
    both_free(maria, thomas, case)
    alleged(maria, case, "HR-CIV")
    place = f"{case}/hand-over"
    typed = {"to": "hr", "to_whom": WORDS["to_whom"], "text": WORDS["handed"], "checked": "1"}
    done(press(maria, place, **typed))
    done(press(maria, place, f"{place}/back", place="1", came_of_it=WORDS["came_of_it"]))
    for visitor in (maria, thomas):
        visitor.fill_in("/today", "/lock")

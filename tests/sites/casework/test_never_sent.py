"""Sixty mixed tasks: what is for the committee never once reaches the reporter."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import DONE, all_hidden_in, drawn, hidden_in, only_case, reply
from tests.channel import MARIA, Channel
from tests.sites.casework.test_cases import snapshot_for

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
TASKS = ("reply", "note", "advice", "old reply", "old note", "old advice") * 10
PAGES = {"reply": "conversation", "note": "notes", "advice": "privileged"}


class AtWork:
    """One member at work: each form may be one that was drawn long ago, as after Back."""

    def __init__(self, maria: Visitor, case: str) -> None:
        self._maria, self._case = maria, case
        self._old = {kind: self._form(kind) for kind in PAGES}
        self.sent: list[str] = []

    def _form(self, kind: str) -> dict[str, str]:
        place = f"{self._case}/{PAGES[kind]}"
        return dict(hidden_in(self._maria.get(place).text, place))

    def does(self, task: str, number: int) -> None:
        kind, words = task.rpartition(" ")[2], f"The {task.replace(' ', '-')} of task {number}."
        place = f"{self._case}/{PAGES[kind]}"
        if task == "reply":
            reply(self._maria, self._case, words)
            self.sent.append(words)
        elif kind == "reply":
            checked = self._maria.post(place, **self._old[kind], reply=words)
            again = all_hidden_in(checked.text, place) if checked.status_code == 200 else {}
            if again and self._maria.post(place, **again, checked="1").status_code == DONE:
                self.sent.append(words)
        else:
            form = self._old[kind] if task.startswith("old") else self._form(kind)
            self._maria.post(place, **form | drawn(), **{kind: words}, about="the rebates")


@settings(
    max_examples=1, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(TASKS))
def test_in_sixty_mixed_tasks_no_word_for_the_committee_reaches_the_reporter(
    channel: Channel, tasks: list[str]
) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    work = AtWork(maria, only_case(maria))
    for number, task in enumerate(tasks):
        work.does(task, number)
    channel.deliver()
    told = [each.text for each in snapshot_for(sent).messages]
    assert sorted(told) == sorted(work.sent)
    assert len(told) >= 10
    kept = maria.get(f"{only_case(maria)}/notes").text
    assert kept.count("note of task") == 20

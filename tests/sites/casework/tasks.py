"""What members do with the tasks of a case, through its page alone."""

from datetime import date, timedelta

from crypto.names import PersonId
from tests.browser import Visitor
from tests.cases import day_of, done, hidden_in
from tests.channel import EXTERNALS, MEMBERS, THOMAS, Channel

ASK = "Ask the auditor for the list of rebates"


def put(visitor: Visitor, case: str, form: str, **typed: str) -> str:
    """Post one of the forms of the page as it stands there, and return the page that follows."""
    place = f"{case}/tasks"
    page = visitor.get(place).text
    own = page.partition(f'name="form" value="{form}"')[2].partition("</form>")[0]
    assert own, f"no form {form}"
    fields = hidden_in(page, place) | {
        "form": form,
        "changes": own.partition('name="changes" value="')[2].partition('"')[0],
    }
    answer = visitor.post(place, **fields | typed)
    return visitor.get(done(answer)).text if answer.status_code != 422 else answer.text


def set_task(visitor: Visitor, case: str, due: date, **typed: str) -> str:
    return put(visitor, case, "set", **{"what": ASK, "owner": THOMAS} | day_of("due", due) | typed)


def in_days(channel: Channel, days: int) -> date:
    return channel.desk.today() + timedelta(days=days)


def today_of(channel: Channel, person: PersonId) -> str:
    """Everybody has joined, so that nobody is spoken of for that before all else."""
    for each in (*MEMBERS, *EXTERNALS):
        channel.join(each)
    return channel.sign_in(person).get("/today").text

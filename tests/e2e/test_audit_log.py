"""The audit log as members and the auditor of record see it, on any screen, in any theme."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.rights import Role
from crypto.names import PersonId
from store.clock import utc_today
from tests.e2e.axe import faults
from tests.e2e.committee import CommitteeSite, Device, committee_site, device, join_by_app
from tests.e2e.sight import Scheme, Sight
from tests.e2e.test_sign_in import FINGER, LOOKS


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommitteeSite]:
    with committee_site(tmp_path_factory.mktemp("committee")) as running:
        with running.desk.database.transaction() as tx:
            for number in range(60):
                subject = {"label": f"key {number}"}
                record(tx, Said(Verb.PASSKEY_ADDED, utc_today(), PersonId("m1"), subject))
        yield running


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUDITOR])
@pytest.mark.parametrize(
    ("screen", "scheme"), LOOKS, ids=[f"{screen['width']}-{scheme}" for screen, scheme in LOOKS]
)
def test_the_audit_log_locks_nobody_out(
    browser: Browser, site: CommitteeSite, screen: ViewportSize, scheme: Scheme, role: Role
) -> None:
    person = f"{role.value[0]}{screen['width']}"
    code = site.invite(person, f"Wanda {person.title()}", role)
    with device(browser, site, screen, scheme, bypass_csp=True) as used:
        join_by_app(used, code)
        used.go("/history")
        _look(used)
        used.page.get_by_label("Kind").select_option("drill held")
        used.press("Show")
        expect(used.page.locator("main")).to_contain_text("No entries match")
        _look(used)
        used.page.get_by_role("link", name="Clear filters").click()
        used.page.get_by_role("link", name="Next page").click()
        expect(used.page.locator("main")).to_contain_text("Page 2 of 2")
        used.page.get_by_role("link", name="Check the whole history").click()
        _look(used)
        assert used.complaints == []


def _look(used: Device) -> None:
    sight = Sight(used.page)
    assert faults(used.page) == []
    assert sight.pixels_too_wide() == 0
    assert sight.smaller_than(FINGER) == []

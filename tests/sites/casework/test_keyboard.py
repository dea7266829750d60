"""Single keys are off until somebody wants them, and what each does is a page like any other."""

from tests.members import House, Somebody

SCRIPT = "/static/casework/keys.js"


def test_single_keys_are_off_until_switched_on_and_on_this_device_alone(
    house: House, maria: Somebody
) -> None:
    here = house.signed_in(maria)
    assert "They are off, on this device." in here.get("/keyboard").text
    assert SCRIPT not in here.get("/today").text
    here.fill_in("/keyboard", "/keyboard", on="1")
    assert "They are on, on this device." in here.get("/keyboard").text
    assert SCRIPT in here.get("/today").text
    elsewhere = house.signed_in(maria)
    assert SCRIPT not in elsewhere.get("/today").text
    here.fill_in("/keyboard", "/keyboard", on="0")
    assert SCRIPT not in here.get("/today").text


def test_the_page_that_names_the_keys_is_found_without_a_script(
    house: House, maria: Somebody
) -> None:
    visitor = house.signed_in(maria)
    for place in ("/you", "/settings"):
        assert 'href="/keyboard"' in visitor.get(place).text
    page = visitor.get("/keyboard").text
    for says in ("To Today", "To search", "Lock now", "To the next row"):
        assert says in page

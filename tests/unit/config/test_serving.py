"""A site becomes its server with the limits that its promises need."""

import pytest

from config.serving import server_options


@pytest.mark.parametrize(
    ("listen", "options"),
    [
        ("127.0.0.1:8001", ["--host", "127.0.0.1", "--port", "8001"]),
        ("unix:/run/x.sock", ["--uds", "/run/x.sock", "--uds-permissions", "660"]),
    ],
)
def test_it_listens_where_the_settings_say(listen: str, options: list[str]) -> None:
    assert options == server_options("a:b", listen)[2 : 2 + len(options)]


def test_it_keeps_no_log_and_waits_five_seconds_for_headers() -> None:
    options = server_options("a:b", "127.0.0.1:8001")
    assert "--no-log" in options
    assert "--no-access-log" in options
    assert options[options.index("--http1-header-read-timeout") + 1] == "5000"
    assert options[options.index("--workers") + 1] == "1"

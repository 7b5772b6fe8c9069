"""One line a request, that names no person, no path, no token."""

import pytest
import structlog.testing

from tests.fixtures.browser import page


@pytest.fixture
def lines(application):
    with structlog.testing.capture_logs() as found:
        yield found


def test_a_request_is_told_by_its_endpoint(client, lines):
    client.get("/healthz")
    (line,) = [one for one in lines if one["event"] == "request"]
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", "health.healthz", 200)
    assert line["ms"] >= 0


def test_nothing_of_a_tablets_morning_is_in_the_log(application, home, lines):
    token = home.invite("Nadia")
    tablet = page(application, home).enrol()
    tablet.client.get(f"/invitation/{token}")
    tablet.client.get("/personnes/01a20010-5767-761d-8c65-7fb5d8192248?q=Lenoir")
    session = tablet.unlock("Aïcha")
    tablet.wall()
    told = repr(lines)
    cookie = tablet.client.get_cookie("__Host-chevet-session").value.split(".")[1]
    for secret in (
        "Aïcha",
        "Benali",
        "Nadia",
        "Lenoir",
        token,
        cookie,
        str(session.id),
        "01a20010",
    ):
        assert secret not in told, secret
    assert len([one for one in lines if one["event"] == "request"]) > 6

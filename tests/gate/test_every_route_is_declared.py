"""No endpoint is open by accident: each one is in the access table, or the application answers 404 for it."""

from app.gate.auth.access import ACCESS


def test_every_route_is_declared(application):
    endpoints = {rule.endpoint for rule in application.url_map.iter_rules()}
    assert endpoints - set(ACCESS) == set()


def test_a_route_that_nobody_declared_answers_404(application, client):
    application.add_url_rule("/oubli", "forgotten", lambda: "visible")
    assert client.get("/oubli").status_code == 404
    assert b"visible" not in client.get("/oubli").data

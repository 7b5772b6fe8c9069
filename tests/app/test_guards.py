"""Host, origin, size, headers: what every request meets before a view."""

import io

import pytest

from app.gate.auth.access import MIB


def test_another_host_is_told_our_address(client):
    answer = client.get("/api/v1/wall", base_url="http://evil.example")
    assert answer.status_code == 421
    assert "http://localhost:8000" in answer.json["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": None, "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": None, "Origin": "null"},
        {"Sec-Fetch-Site": None},
    ],
)
def test_the_api_refuses_to_write_for_another_site(client, headers):
    answer = client.post("/api/v1/unlock/nonce", json={}, headers=headers)
    assert answer.status_code == 403
    assert answer.json["code"] == "cross_site"


def test_the_origin_is_enough_where_the_browser_sends_no_fetch_metadata(client):
    headers = {"Sec-Fetch-Site": None, "Origin": "http://localhost:8000"}
    assert (
        client.post("/api/v1/unlock/nonce", json={}, headers=headers).json["code"] != "cross_site"
    )


def test_a_body_over_its_limit_is_refused_unread(client):
    answer = client.post("/api/v1/unlock/nonce", data=b"x" * (64 * 1024 + 1))
    assert answer.status_code == 413


def test_a_body_without_length_is_cut_at_its_limit(client):
    import io

    answer = client.post(
        "/api/v1/devices/enrol",
        input_stream=io.BytesIO(b"x" * (2 * MIB)),
        headers={"Content-Type": "application/json"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/", "/healthz", "/nulle-part", "/api/v1/nowhere", "/worker.js"])
def test_every_answer_carries_the_headers(client, path):
    headers = client.get(path).headers
    csp = headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in csp
    assert "style-src 'self';" in csp
    assert "require-trusted-types-for 'script'; trusted-types lit-html chevet" in csp
    assert "unsafe-inline" not in csp
    assert "nonce-" not in csp
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "microphone=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers  # plain http on localhost


@pytest.mark.parametrize("path", ["/", "/personnes", "/tour", "/tournee", "/partager"])
def test_a_bedside_page_may_open_the_camera(client, path):
    assert client.get(path).headers["Permissions-Policy"].startswith("camera=(self),")


@pytest.mark.parametrize("path", ["/bureau", "/invitation/secret", "/nulle-part", "/healthz"])
def test_no_other_page_may_open_the_camera(client, path):
    assert client.get(path).headers["Permissions-Policy"].startswith("camera=(),")


@pytest.mark.parametrize("site", ["none", "cross-site", "same-origin"])
def test_what_an_app_shares_without_a_worker_is_not_read_and_its_page_says_so(client, site):
    data = {"files": (io.BytesIO(b"Mme Lenoir"), "lettre.pdf")}
    answer = client.post("/partager", data=data, headers={"Sec-Fetch-Site": site})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/partager")
    assert "Set-Cookie" not in answer.headers


def test_no_other_address_takes_what_comes_from_elsewhere(client):
    answer = client.post("/bureau/connexion", headers={"Sec-Fetch-Site": "none"})
    assert answer.status_code == 403


def test_errors_are_problem_documents_on_the_api_and_pages_elsewhere(client):
    api, page = client.get("/api/v1/nowhere"), client.get("/nulle-part")
    assert (api.status_code, api.mimetype) == (404, "application/problem+json")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert api.json["type"] and api.json["title"] and api.json["status"] == 404


def test_an_unexpected_error_shows_no_trace(application, client, monkeypatch):
    def broken() -> bool:
        raise RuntimeError("Mme Lenoir")

    monkeypatch.setattr("app.health.jobs.is_reachable", lambda _settings: broken())
    answer = client.get("/healthz")
    assert answer.status_code == 500
    assert b"Lenoir" not in answer.data
    assert b"Traceback" not in answer.data

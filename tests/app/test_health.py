"""GET /healthz, for probes."""


def test_it_says_what_works(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json["database"] == "ok"
    assert answer.json["queue"] == "down"  # no Redis was started for this house
    assert answer.json["files"] == "ok"
    assert answer.json["status"] == "degraded"


def test_a_disk_without_room_for_documents_is_told_and_the_rest_goes_on(client, monkeypatch):
    monkeypatch.setattr("app.ground.files.room.RESERVE", 1 << 62)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert (answer.json["files"], answer.json["status"]) == ("down", "degraded")


def test_a_probe_may_use_any_host(client):
    assert client.get("/healthz", base_url="http://10.0.0.7:8000").status_code == 200

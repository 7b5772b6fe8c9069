"""What is built once: assets in their smallest form, the worker, the manifest, and a shell without data."""

import gzip
import json

import pytest

from app import front


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A built front end of our own."""
    for folder in ("dist", "icons"):
        (tmp_path / folder).mkdir()
    dist = tmp_path / "dist"
    (dist / "main-ABCDEFGH.js").write_text("let all = 1;")
    (dist / "main-ABCDEFGH.js.gz").write_bytes(gzip.compress(b"let all = 1;"))
    (dist / "main-ABCDEFGH.js.br").write_bytes(b"pretend brotli")
    (dist / "worker.js").write_text("// worker")
    manifest = {
        "version": "v1",
        "entries": {"main.js": "main-ABCDEFGH.js", "bedside.css": "bedside-ABCDEFGH.css"},
        "preload": {"main.js": ["chunk-ABCDEFGH.js"]},
    }
    (dist / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "manifest.webmanifest").write_text("{}")
    (tmp_path / "icons" / "chevet.svg").write_text("<svg/>")
    (tmp_path / "secret.js").write_text("secret")
    monkeypatch.setattr(front, "_FRONT", tmp_path)
    return tmp_path


def test_a_hashed_file_is_kept_for_ever(client, built):
    answer = client.get("/assets/main-ABCDEFGH.js")
    assert answer.data == b"let all = 1;"
    assert answer.mimetype == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "no-store" not in answer.headers["Cache-Control"]
    assert answer.headers["Vary"] == "Accept-Encoding"  # a cookie would make it another file
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)],
)
def test_the_smallest_form_that_the_browser_takes_is_sent(client, built, accepted, sent):
    answer = client.get("/assets/main-ABCDEFGH.js", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_program_is_sent_compressed_under_its_own_type_and_kept_for_ever(client, built):
    for suffix in ("", ".br"):
        (built / "dist" / f"reader-ABCDEFGH.wasm{suffix}").write_bytes(b"program")
    answer = client.get("/assets/reader-ABCDEFGH.wasm", headers={"Accept-Encoding": "br"})
    assert answer.mimetype == "application/wasm"  # else the browser would compile it twice
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["..%2fsecret.js", "%2e%2e/secret.js", "manifest.json", "nothing.js", ".hidden.js"]
)
def test_nothing_else_is_served(client, built, name):
    assert client.get(f"/assets/{name}").status_code == 404


def test_the_worker_may_control_the_whole_site_and_is_asked_for_again(client, built):
    answer = client.get("/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_manifest_and_icons_have_their_types(client, built):
    assert client.get("/manifest.webmanifest").mimetype == "application/manifest+json"
    assert client.get("/icons/chevet.svg").mimetype == "image/svg+xml"


def test_every_bedside_address_is_the_same_page_without_data(client, built):
    pages = {
        client.get(path).data
        for path in (
            "/",
            "/personnes",
            "/personnes/x/y",
            "/transmissions",
            "/transmission",
            "/a-faire",
            "/a-revoir",
            "/tournee",
            "/partager",
        )
    }
    assert len(pages) == 1
    (page,) = pages
    assert b"/assets/main-ABCDEFGH.js" in page
    answer = client.get("/")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in answer.headers


def test_a_page_names_the_files_of_the_newest_build(client, built):
    client.get("/")
    manifest = json.loads((built / "dist" / "manifest.json").read_text())
    manifest["entries"]["main.js"] = "main-NEWNEWNE.js"
    (built / "dist" / "manifest.json").write_text(json.dumps(manifest))
    assert b"main-NEWNEWNE.js" in client.get("/").data

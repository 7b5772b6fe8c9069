"""The antivirus is asked over its socket; without one, or when it is silent, a document is not checked and says so."""

from __future__ import annotations

import socket
import threading
from types import SimpleNamespace

import pytest

from app.areas.documents import antivirus
from app.areas.documents.antivirus import is_reachable, scan
from app.ground.config import load_settings
from app.ground.errors import ConfigError
from tests.areas.documents.clamd import BAD, MOST, clamd

PAGE = bytes(range(256)) * 400


@pytest.fixture(params=["unix", "tcp"])
def its_settings(request, tmp_path):
    with clamd(tmp_path / "clamd.ctl" if request.param == "unix" else None) as settings:
        yield settings


def test_without_one_nothing_is_checked():
    assert scan(PAGE, SimpleNamespace(antivirus_url=None)) == "not_checked"
    assert not is_reachable(SimpleNamespace(antivirus_url=None))


def test_it_is_given_every_byte_and_says_clean(its_settings):
    assert scan(PAGE, its_settings) == "clean"
    assert its_settings.taken == [PAGE]


def test_what_it_recognises_is_infected(its_settings):
    assert scan(PAGE + BAD + PAGE, its_settings) == "infected"


def test_it_answers_when_called(its_settings):
    assert is_reachable(its_settings)


def test_what_is_too_long_for_it_is_not_checked(its_settings):
    assert scan(bytes(MOST * 8), its_settings) == "not_checked"


def test_one_that_is_not_there_checks_nothing(tmp_path):
    assert scan(PAGE, SimpleNamespace(antivirus_url=f"unix://{tmp_path}/none")) == "not_checked"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    assert scan(PAGE, SimpleNamespace(antivirus_url=url)) == "not_checked"


def test_one_that_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(antivirus, "ANSWER_SECONDS", 0.1)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        url = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        assert scan(PAGE, SimpleNamespace(antivirus_url=url)) == "not_checked"


def test_one_that_hangs_up_checks_nothing():
    with socket.socket() as rude:
        rude.bind(("127.0.0.1", 0))
        rude.listen()
        threading.Thread(target=lambda: rude.accept()[0].close(), daemon=True).start()
        url = f"tcp://127.0.0.1:{rude.getsockname()[1]}"
        assert scan(PAGE, SimpleNamespace(antivirus_url=url)) == "not_checked"


@pytest.mark.parametrize("url", ["unix:///run/clamav/clamd.ctl", "tcp://clamav:3310"])
def test_its_address_is_a_setting(url, tmp_path):
    assert load_settings({"CHEVET_INSTANCE": str(tmp_path), "CLAMAV_URL": url}).antivirus_url == url


@pytest.mark.parametrize(
    "url", ["clamav", "http://clamav:3310", "tcp://clamav", "tcp://a:b", "unix://x"]
)
def test_another_address_is_refused_at_once(url, tmp_path):
    with pytest.raises(ConfigError, match="CLAMAV_URL"):
        load_settings({"CHEVET_INSTANCE": str(tmp_path), "CLAMAV_URL": url})

"""Numbers that never came: named in the answer, kept for the office, told to the trail once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update

from app.gate.audit.models import AuditEvent
from app.gate.auth.actor import Actor
from app.gate.auth.models import Device
from app.gate.directory.models import Establishment
from app.gate.sync import credible, fleet, installs
from app.gate.sync.missing import acknowledge
from app.gate.sync.models import Install
from app.gate.sync.standing import forget
from app.ground import clock
from app.ground.ids import new_id
from tests.sync.exchange import Exchange
from tests.sync.forging import Unlock
from tests.sync.homes import NOW, Tablet

PAIN = {"cible": "douleur-aigue", "vocabulary": 1}
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Each exchange finds a process that remembers nothing, unless the test says otherwise."""
    fleet._kept.clear()
    yield
    fleet._kept.clear()


def write(exchange: Exchange, unlock: Unlock) -> str:
    person = exchange.home.persons["Lenoir"]
    return unlock.write("transmission.record", person, PAIN, at=NOW)


def tell(exchange: Exchange, tablet: Tablet, /, *envelopes: str, **members: Any) -> Any:
    """One exchange of a tablet that counts; `members` replace what it says."""
    body = {"install": str(tablet.install), "last_seq": tablet.seq, "held": [], **members}
    answer = exchange.deliver(tablet, {**body, "envelopes": list(envelopes)})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def missing_of(answer: Any) -> list[tuple[str, list[list[int]], int]]:
    return [(one["install"], one["ranges"], one["count"]) for one in answer.get("missing", [])]


def told_to_the_trail(exchange: Exchange) -> list[Any]:
    with exchange.house.database.read() as session:
        return list(
            session.scalars(
                select(AuditEvent.detail)
                .where(AuditEvent.verb == "install.numbers_missing")
                .order_by(AuditEvent.id)
            )
        )


def wipe(tablet: Tablet) -> tuple[uuid.UUID, int]:
    """The store is gone, and a new one counts from nothing; returns what was."""
    before = (tablet.install, tablet.seq)
    tablet.install, tablet.seq = new_id(), 0
    return before


def test_a_wiped_store_leaves_the_numbers_that_never_came(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    tablet = aicha.tablet
    first = [write(each_exchange, aicha) for _ in range(3)]
    assert tell(each_exchange, tablet, *first, held=[[1, 3]]).keys().isdisjoint({"missing"})
    for _ in range(5):
        write(each_exchange, aicha)  # these never leave the tablet
    install, last_seq = wipe(tablet)
    answer = tell(each_exchange, tablet, prior={"install": str(install), "last_seq": last_seq})
    assert missing_of(answer) == [(str(install), [[4, 8]], 5)]
    assert answer["prior_noted"] is True
    assert "missing_unknown" not in answer
    assert [one["ranges"] for one in told_to_the_trail(each_exchange)] == [[[4, 8]]]
    fleet._kept.clear()
    with clock.frozen(NOW + 2 * MINUTE):
        assert missing_of(tell(each_exchange, tablet)) == [(str(install), [[4, 8]], 5)]
    assert len(told_to_the_trail(each_exchange)) == 1


def test_what_comes_late_is_missing_no_more(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    tablet = aicha.tablet
    late = [write(exchange, aicha) for _ in range(2)]
    prior = {"install": str(tablet.install), "last_seq": 2}
    old = (tablet.install, tablet.seq)
    wipe(tablet)
    assert missing_of(tell(exchange, tablet, prior=prior))[0][1] == [[1, 2]]
    assert tell(exchange, tablet, late[1])["results"][0]["outcome"] == "applied"
    with clock.frozen(NOW + MINUTE):
        assert missing_of(tell(exchange, tablet)) == [(str(old[0]), [[1, 1]], 1)]
    with clock.frozen(NOW + 2 * MINUTE):
        assert tell(exchange, tablet, late[0])["results"][0]["outcome"] == "applied"
        assert missing_of(tell(exchange, tablet)) == []


def test_what_the_tablet_still_holds_is_not_missing(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    tablet = aicha.tablet
    envelopes = [write(exchange, aicha) for _ in range(6)]
    tell(exchange, tablet, envelopes[0], held=[[1, 6]])
    fleet._kept.clear()
    answer = tell(exchange, tablet, envelopes[5], held=[[2, 3], [5, 6]])
    assert missing_of(answer) == [(str(tablet.install), [[4, 4]], 1)]


def test_a_quarantined_number_is_not_missing(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    unknown = aicha.write("transmission.record", uuid.uuid4(), PAIN, at=NOW)
    result = tell(exchange, aicha.tablet, unknown, held=[[1, 1]])["results"][0]
    assert result["outcome"] == "quarantined"
    fleet._kept.clear()
    assert missing_of(tell(exchange, aicha.tablet)) == []


def test_nobody_knows_how_many_when_the_cookie_is_gone_too(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    tell(each_exchange, aicha.tablet, write(each_exchange, aicha), held=[[1, 1]])
    wipe(aicha.tablet)
    answer = tell(each_exchange, aicha.tablet, prior="unknown")
    assert (answer["missing_unknown"], answer["prior_noted"]) == (True, True)
    assert missing_of(answer) == []
    fleet._kept.clear()
    assert tell(each_exchange, aicha.tablet)["missing_unknown"] is True
    assert [one["unknown"] for one in told_to_the_trail(each_exchange)] == [True]


def test_several_stores_before_are_told_one_after_the_other(exchange: Exchange) -> None:
    tablet = exchange.home.unlock("Aïcha").tablet
    first, second = ({"install": str(new_id()), "last_seq": n} for n in (1, 2))
    tell(exchange, tablet, prior=first)
    tell(exchange, tablet, prior=second)
    answer = tell(exchange, tablet, prior="unknown")
    assert sorted(missing_of(answer)) == sorted(
        [(first["install"], [[1, 1]], 1), (second["install"], [[1, 2]], 2)]
    )
    assert answer["missing_unknown"] is True


def test_what_somebody_took_note_of_is_not_raised_again(exchange: Exchange) -> None:
    tablet = exchange.home.unlock("Aïcha").tablet
    tell(exchange, tablet, prior="unknown")
    actor = Actor(exchange.home.staff["Aïcha"], exchange.home.id, "lead_nurse", None)
    with exchange.house.database.write() as session:
        acknowledge(
            session,
            exchange.house,
            actor,
            tablet.id,
            tablet.install,
            reason="vidée par erreur",
            now=NOW,
        )
    answer = tell(exchange, tablet, prior="unknown")
    assert "missing_unknown" not in answer and answer["prior_noted"] is True


def test_numbers_told_before_the_wipe_are_named_though_the_cookie_is_gone(
    exchange: Exchange,
) -> None:
    """The tablet said that it held three more, and the server heard it."""
    aicha = exchange.home.unlock("Aïcha")
    tablet = aicha.tablet
    envelopes = [write(exchange, aicha) for _ in range(4)]
    tell(exchange, tablet, envelopes[0], held=[[1, 4]])
    install, _ = wipe(tablet)
    answer = tell(exchange, tablet, prior="unknown")
    assert missing_of(answer) == [(str(install), [[2, 4]], 3)]
    assert answer["missing_unknown"] is True


def test_the_first_store_of_a_new_tablet_misses_nothing(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    answer = tell(exchange, aicha.tablet)
    assert answer.keys() == {"now", "epoch", "durable_through", "results"}


def test_after_a_restore_nothing_is_called_missing_before_it_could_be_offered_again(
    exchange: Exchange,
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    tablet = aicha.tablet
    tell(exchange, tablet, write(exchange, aicha), held=[[1, 1]])
    tablet.seq = 5  # what came after the backup, and was forgotten by the restore
    with exchange.house.database.write() as session:
        session.execute(update(Establishment).values(epoch=new_id()))
    forget()
    fleet._kept.clear()
    assert missing_of(tell(exchange, tablet)) == []
    fleet._kept.clear()
    assert missing_of(tell(exchange, tablet, held=[[2, 5]])) == []
    fleet._kept.clear()
    assert missing_of(tell(exchange, tablet, held=[[3, 5]]))[0][1] == [[2, 2]]


def test_two_stores_in_use_do_not_accuse_each_other(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    tablet = aicha.tablet
    [write(exchange, aicha) for _ in range(3)]
    tell(exchange, tablet, held=[[1, 3]])
    first, seq = wipe(tablet)
    with clock.frozen(NOW + MINUTE):
        tell(exchange, tablet)
    second = tablet.install
    tablet.install, tablet.seq = first, seq
    with clock.frozen(NOW + 2 * MINUTE):
        assert missing_of(tell(exchange, tablet, held=[[1, 3]])) == []
    tablet.install, tablet.seq = second, 0
    with clock.frozen(NOW + 3 * MINUTE):
        assert missing_of(tell(exchange, tablet)) == []


def test_a_tablet_of_many_stores_is_heard_from_the_first_of_them(
    each_exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installs, "MOST_STORES", 3)
    tablet = each_exchange.home.unlock("Aïcha").tablet
    first = tablet.install
    for minutes in range(5):
        with clock.frozen(NOW + minutes * MINUTE):
            tell(each_exchange, tablet)
            wipe(tablet)
    with clock.frozen(NOW + 6 * MINUTE):
        tell(each_exchange, tablet, install=str(first))
        tell(each_exchange, tablet, prior={"install": str(first), "last_seq": 0})
    assert each_exchange.count(Install) == 6


def test_a_store_of_another_tablet_is_not_taken_for_one_s_own(exchange: Exchange) -> None:
    mine = exchange.home.unlock("Aïcha").tablet
    with exchange.house.database.write() as session:
        theirs = exchange.home.add_tablet(session, exchange.home.units)
    tell(exchange, theirs, held=[[1, 4]], last_seq=4)
    told = {"install": str(theirs.install), "last_seq": 0}
    with clock.frozen(NOW + MINUTE):
        tell(exchange, mine, install=str(theirs.install), prior=told, last_seq=9)
    with exchange.house.database.read() as session:
        row = session.get_one(Install, (theirs.id, theirs.install))
        assert (row.last_seq, row.held, row.seen_at) == (4, [[1, 4]], NOW)


def test_a_store_of_an_earlier_enrolment_is_counted_where_it_was(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    tell(exchange, aicha.tablet, write(exchange, aicha), held=[[1, 1]])
    prior = {"install": str(aicha.tablet.install), "last_seq": 3}
    with exchange.house.database.write() as session:
        again = exchange.home.add_tablet(session, exchange.home.units)
    answer = tell(exchange, again, prior=prior)
    assert missing_of(answer) == [(prior["install"], [[2, 3]], 2)]


@pytest.mark.parametrize(
    "members",
    [
        {"held": [[1]]},
        {"held": "all"},
        {"held": [[1, 2]] * 501},
        {"prior": {"install": "x", "last_seq": 1}},
        {"prior": "lost"},
        {"prior": {"install": str(new_id()), "last_seq": -1}},
        {"tablet": {"waiting": -3}},
        {"tablet": {"app_version": "\x00"}},
        {"tablet": {"usage": 2**60}},
        {"tablet": []},
        {"install": "x"},
        {"held": [[5, 1], [2**53 - 1, 2**53 - 1]]},
    ],
)
def test_a_count_that_makes_no_sense_stops_no_envelope(shared: Exchange, members: Any) -> None:
    aicha = shared.home.unlock("Aïcha")
    answer = tell(shared, aicha.tablet, write(shared, aicha), **members)
    assert answer["results"][0]["outcome"] == "applied"


def test_a_mad_last_number_is_one_range(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    tell(exchange, aicha.tablet)
    fleet._kept.clear()
    answer = tell(exchange, aicha.tablet, last_seq=2**53 - 1)
    assert missing_of(answer) == [(str(aicha.tablet.install), [[1, 2**53 - 1]], 2**53 - 1)]


def test_what_a_tablet_tells_of_itself_is_kept(exchange: Exchange) -> None:
    tablet = exchange.home.unlock("Aïcha").tablet
    said = {
        "app_version": "1.4.0-ab12",
        "waiting": 3,
        "oldest_at": "2026-11-21T12:00:00.000Z",
        "persisted": False,
        "usage": 1_000_000,
        "quota": 5_000_000_000,
    }
    tell(exchange, tablet, tablet=said, held=[[1, 3]], last_seq=3)
    with exchange.house.database.read() as session:
        row = session.get_one(Device, tablet.id)
    assert (row.waiting, row.app_version, row.is_persisted) == (3, "1.4.0-ab12", False)
    assert row.oldest_waiting_at == NOW - timedelta(hours=2)
    assert (row.storage_usage, row.storage_quota) == (1_000_000, 5_000_000_000)
    tell(exchange, tablet, tablet={**said, "waiting": 0, "oldest_at": None}, last_seq=3)
    with exchange.house.database.read() as session:
        row = session.get_one(Device, tablet.id)
    assert (row.waiting, row.oldest_waiting_at) == (0, None)


def test_an_exchange_with_nothing_new_writes_nothing_for_a_minute(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    tablet = aicha.tablet
    about = {"tablet": {"app_version": "1", "waiting": 0, "persisted": True, "usage": 1}}
    tell(exchange, tablet, **about)
    statements: list[str] = []

    def listen(_c: Any, _cur: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN")):
            statements.append(statement)

    engine = exchange.house.database.engine
    event.listen(engine, "before_cursor_execute", listen)
    event.listen(exchange.house.database._reader, "before_cursor_execute", listen)
    for used in range(3):
        tell(exchange, tablet, tablet={**about["tablet"], "usage": used})
    fleet._kept.clear()  # another process serves it: it reads, and still writes nothing
    tell(exchange, tablet, **about)
    assert statements == []
    envelope = write(exchange, aicha)
    tell(exchange, tablet, envelope, held=[[1, 1]], **about)
    written = {one.removeprefix("INSERT INTO ").split()[0] for one in statements}
    assert written == {"UPDATE", "command", "audit_event", "entry"}
    assert not any(one.startswith(("UPDATE device", "UPDATE install")) for one in statements)
    statements.clear()
    with clock.frozen(NOW + MINUTE):
        tell(exchange, tablet, **about)
    assert any(one.startswith("UPDATE device") for one in statements)


def test_an_answer_within_the_minute_repeats_what_is_missing(exchange: Exchange) -> None:
    tablet = exchange.home.unlock("Aïcha").tablet
    prior = {"install": str(new_id()), "last_seq": 2}
    tell(exchange, tablet, prior=prior)
    assert missing_of(tell(exchange, tablet)) == [(prior["install"], [[1, 2]], 2)]


def test_chloe_s_tablet_learns_nothing_of_our_numbers(exchange: Exchange) -> None:
    aicha, chloe = exchange.home.unlock("Aïcha"), exchange.other.unlock("Chloé")
    tell(exchange, aicha.tablet, write(exchange, aicha), held=[[1, 1]])
    prior = {"install": str(aicha.tablet.install), "last_seq": 2}
    answer = tell(exchange, chloe.tablet, prior=prior)
    assert missing_of(answer) == [(prior["install"], [[1, 2]], 2)]  # of a store of her own
    with exchange.house.database.read() as session:
        rows = session.scalars(select(Install).where(Install.id == aicha.tablet.install)).all()
    assert {(row.establishment_id, row.last_seq) for row in rows} == {
        (exchange.home.id, 1),
        (exchange.other.id, 2),
    }


def test_a_device_that_begins_too_many_stores_in_a_day_is_not_believed(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credible, "NEW_A_DAY", 3)
    aicha = exchange.home.unlock("Aïcha")
    for _ in range(3):
        tell(exchange, aicha.tablet)
        wipe(aicha.tablet)
    prior = {"install": str(new_id()), "last_seq": 7}
    answer = tell(exchange, aicha.tablet, write(exchange, aicha), prior=prior)
    assert answer["results"][0]["outcome"] == "applied"
    assert "prior_noted" not in answer and "missing" not in answer
    assert exchange.count(Install) == 3
    with clock.frozen(NOW + timedelta(days=1, minutes=1)):
        answer = tell(exchange, aicha.tablet, prior=prior)
    assert answer["prior_noted"] is True
    assert missing_of(answer) == [(prior["install"], [[1, 7]], 7)]


def test_a_store_of_another_tablet_in_use_loses_no_number_by_what_is_said_of_it(
    exchange: Exchange,
) -> None:
    mine = exchange.home.unlock("Aïcha").tablet
    with exchange.house.database.write() as session:
        theirs = exchange.home.add_tablet(session, exchange.home.units)
    tell(exchange, mine)
    with clock.frozen(NOW + MINUTE):
        tell(exchange, theirs, held=[[1, 4]], last_seq=4)
    with clock.frozen(NOW + 2 * MINUTE):
        said = {"install": str(theirs.install), "last_seq": 2**50}
        assert missing_of(tell(exchange, mine, prior=said)) == []
    with exchange.house.database.read() as session:
        assert session.get_one(Install, (theirs.id, theirs.install)).last_seq == 4


def test_of_an_earlier_enrolment_no_more_is_missing_than_a_tablet_writes_without_network(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credible, "WITHOUT_CONTACT", 10)
    aicha = exchange.home.unlock("Aïcha")
    tell(exchange, aicha.tablet, write(exchange, aicha), held=[[1, 1]])
    prior = {"install": str(aicha.tablet.install), "last_seq": 2**50}
    with exchange.house.database.write() as session:
        again = exchange.home.add_tablet(session, exchange.home.units)
    for minutes in (1, 2):
        with clock.frozen(NOW + minutes * MINUTE):
            answer = tell(exchange, again, prior=prior)
        assert missing_of(answer) == [(prior["install"], [[2, 11]], 10)]

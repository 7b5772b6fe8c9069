"""The jobs of the background worker, and how often each is due.

A job takes identifiers only and opens its own house: what it must do is a state in the database.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

from redis import Redis
from rq import Queue, Worker
from rq.cron import CronJob, CronScheduler
from rq.job import Job
from rq.serializers import JSONSerializer

# What tablets wrote may have to be filed again (`mend`), whatever its type.
import app.areas.charter.handlers
import app.areas.documents.handlers
import app.areas.follow_ups.handlers
import app.areas.journal.handlers
import app.areas.medical.handlers
import app.areas.observations.handlers
import app.areas.persons.emergency_command
import app.areas.persons.handlers
import app.areas.prescribing.handlers
import app.areas.rounds.handlers
import app.areas.wounds.handlers
import app.erasers  # what areas keep of a person goes with them
import app.exporters  # and leaves with them
import app.gate.sync.settling  # noqa: F401
from app.areas.documents.checking import check_part, waiting
from app.areas.documents.expiring import remind_expiring
from app.areas.documents.queueing import ask
from app.areas.documents.sweeping import sweep
from app.areas.follow_ups.commands import escalate
from app.areas.journal.search import make_due
from app.areas.medical.reminding import remind_reviews
from app.areas.persons.erasure import replay_erasures
from app.areas.prescribing.commands import remind_controls, remind_signatures
from app.areas.prescribing.keeping_up import (
    check_homes,
    lean_homes,
    materialise_homes,
    watch_homes,
)
from app.areas.privacy import copies, making
from app.gate.audit.sealing import seal_pending
from app.gate.auth import intake
from app.gate.auth.sessions import forget_expired
from app.gate.sync import tombstones
from app.gate.sync.mending import rerun_after_update
from app.ground import clock, jobs
from app.ground.config import Settings, load_settings
from app.ground.house import House, open_house
from app.ground.release import version
from app.ground.tenancy import acting_for_every
from app.portal.mailing import send_due


@cache
def _house() -> House:
    return open_house(load_settings())


def seal_audit() -> int:
    """Seals the audit events committed since the last seal; returns how many."""
    with acting_for_every():
        return seal_pending(_house())


def escalate_late() -> int:
    """Marks what nobody has answered in time; returns how many."""
    house = _house()
    with acting_for_every(), house.database.write() as session:
        return escalate(session, now=clock.now())


def tidy() -> int:
    """Deletes nonces, links and tombstones that are worth nothing any more; returns how many."""
    house, now = _house(), clock.now()
    with acting_for_every(), house.database.write() as session:
        return forget_expired(session, now=now) + tombstones.prune(session, now=now)


def write_doses() -> int:
    """Writes the doses of the seven days to come, only what is missing; returns how many rows changed."""
    with acting_for_every():
        return materialise_homes(_house(), now=clock.now())


def let_papers_go() -> int:
    """Says of documents whether lines in force still name them, once a line has ended by itself; returns how many."""
    with acting_for_every():
        return lean_homes(_house(), now=clock.now())


def check_treatments() -> int:
    """Judges every treatment again, once a night; returns how many tasks were opened."""
    with acting_for_every():
        return check_homes(_house(), now=clock.now())


def watch_facts() -> int:
    """Judges again the treatment of whoever a fact changed about; returns how many tasks were opened."""
    with acting_for_every():
        return watch_homes(_house(), now=clock.now())


def ask_for_controls() -> int:
    """Asks for the control of what nobody has controlled in time, and for signatures; returns how many."""
    house = _house()
    with acting_for_every(), house.database.write() as session:
        now = clock.now()
        return remind_controls(session, house, now=now) + remind_signatures(session, house, now=now)


def renew_documents() -> int:
    """Asks for what replaces documents whose end is near; returns how many."""
    house = _house()
    with acting_for_every(), house.database.write() as session:
        return remind_expiring(session, house, now=clock.now())


def ask_for_reviews() -> int:
    """Asks for what was decided about somebody's health for a time, and is to be seen again; returns how many."""
    house = _house()
    with acting_for_every(), house.database.write() as session:
        return remind_reviews(session, house, now=clock.now())


def check_paper(part_id: str) -> str:
    """Checks one part of a document, whenever it has arrived whole; answers what it is now."""
    with acting_for_every():
        return check_part(_house(), uuid.UUID(part_id))


def ask_for_checks() -> int:
    """Asks again for the checks that a queue has lost; returns how many."""
    house = _house()
    if jobs.queue(house.settings, jobs.PAPERS).count:
        return 0  # they are on their way
    with acting_for_every():
        parts = [str(id) for id in waiting(house, now=clock.now())]
    return len(parts) if ask(house.settings, parts) else 0


def make_copy(copy_id: str) -> str:
    """Makes one copy of a person's file; answers what it is now."""
    return making.make_copy(_house(), uuid.UUID(copy_id), now=clock.now())


def ask_for_copies() -> int:
    """Asks again for the copies that a queue has lost, or whose making was cut short; returns how many."""
    house = _house()
    if jobs.queue(house.settings, jobs.PAPERS).count:
        return 0  # they are on their way
    with acting_for_every(), house.database.read() as session:
        asked = making.waiting(session, now=clock.now())
    return sum(jobs.enqueue(house.settings, make_copy, str(id), to=jobs.PAPERS) for id in asked)


def let_copies_go() -> int:
    """Deletes the copies of files whose week is over; returns how many."""
    house = _house()
    with acting_for_every(), house.database.write() as session:
        return copies.expire(session, house, now=clock.now())


def sweep_files() -> int:
    """Deletes the files that nobody names any more, and finds those that are awaited; returns how many."""
    swept = sweep(_house(), now=clock.now())
    return swept.deleted + swept.found


def index_files() -> int:
    """Keeps searches of whole files quick: makes what they read where much has changed; returns how many files."""
    with acting_for_every():
        return make_due(_house())


def erase_again() -> int:
    """Erases whoever was erased and is back since a restore, or whose key outlived it; returns how many."""
    house = _house()
    with acting_for_every(), house.database.write() as session:
        return replay_erasures(session, house, now=clock.now())


def send_mail() -> int:
    """Sends the invitations of relatives that wait for their mail; returns how many left."""
    with acting_for_every():
        return send_due(_house(), now=clock.now())


def rotate_intake() -> int:
    """Replaces the key that tablets seal to wherever its quarter is over; returns in how many homes."""
    house = _house()
    with acting_for_every(), house.database.write() as session:
        return intake.rotate_due(session, house, now=clock.now())


def mend() -> int:
    """Judges again, once a version, what an error of ours had put aside; returns how many were applied."""
    with acting_for_every():
        return rerun_after_update(_house(), version=version(), now=clock.now())


DUE: tuple[tuple[Callable[[], int], int], ...] = (
    (seal_audit, 30),
    (escalate_late, 60),
    (erase_again, 600),
    (mend, 600),
    (watch_facts, 60),
    (send_mail, 60),
    (ask_for_controls, 600),
    (write_doses, 3600),
    (let_papers_go, 3600),
    (check_treatments, 3600),
    (tidy, 3600),
    (renew_documents, 3600),
    (ask_for_reviews, 3600),
    (index_files, 3600),
    (ask_for_checks, 600),
    (ask_for_copies, 120),
    (let_copies_go, 3600),
    (sweep_files, 3600),
    (rotate_intake, 21_600),
)


class _JsonCronJob(CronJob):
    """A periodic job whose record in Redis is JSON: RQ's own takes no serializer and would pickle."""

    def enqueue(self, connection: Redis) -> Job:
        assert self.func is not None
        queue = Queue(self.queue_name, connection=connection, serializer=JSONSerializer)
        return queue.enqueue(self.func, **self.job_options)


def run_scheduler(settings: Settings) -> None:
    """Puts the periodic jobs in the queue when they are due, until told to stop."""
    scheduler = CronScheduler(connection=jobs.connect(settings), logging_level="WARNING")
    add_jobs(scheduler)
    scheduler.start()


def add_jobs(scheduler: CronScheduler) -> None:
    """Tells the scheduler what is due and how often."""
    for function, seconds in DUE:
        job: Any = _JsonCronJob(jobs.QUEUE, func=function, interval=seconds, result_ttl=60)
        scheduler._cron_jobs.append(job)


def run_worker(settings: Settings, queue: str) -> None:
    """Works on one queue until told to stop."""
    connection = jobs.connect(settings)
    worker = Worker([jobs.queue(settings, queue)], connection=connection, serializer=JSONSerializer)
    worker.work(logging_level="WARNING")

"""/bureau/appareils/secours: the file of a tablet whose network never returned, handed in at a desk."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass

from flask import render_template

from app.areas.steering.forms import RescueForm
from app.areas.steering.tablets import DeviceLine, device_line
from app.areas.steering.views.blueprint import blueprint
from app.gate.auth.access import MIB
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.sync import rescue_file
from app.gate.sync.carrying import Carrier, carry, in_batches
from app.gate.sync.outbox import Delivery
from app.gate.sync.rescue_file import LARGEST, RECEIPT, VERSION, Rescue, Unreadable
from app.gate.sync.standing import standing
from app.gate.sync.verdicts import Verdict
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file: how many of each outcome, why some were put aside, and the receipt as an address."""

    line: DeviceLine
    rescue: Rescue
    outcomes: Counter[str]
    reasons: tuple[tuple[str, int], ...]
    receipt: str | None


@page(blueprint, "/appareils/secours", "device.manage", body_limit=LARGEST + MIB)
def device_rescue() -> str | tuple[str, int]:
    actor = require("device.manage")
    form = RescueForm()
    done = None
    if form.validate_on_submit():
        try:
            done = _take(actor, rescue_file.read(_uploaded(form), actor.establishment_id))
        except Unreadable as refused:
            form.refuse("file", refused.message)
        except NotFound as stranger:
            form.refuse("file", stranger.message)
    return render_template("office/rescue.html", form=form, done=done), form.status


def _uploaded(form: RescueForm) -> bytes:
    upload = form.file.data
    raw: bytes = upload.read(LARGEST + 1) if upload else b""
    return raw


def _take(actor: Actor, rescue: Rescue) -> Done:
    """Every batch of the file, judged as of its own tablet. Raises NotFound, TooMuch."""
    house, now = current_house(), clock.now()
    carrier = Carrier(actor.establishment_id, actor=actor)
    epoch = standing(house, actor.establishment_id).epoch
    verdicts: list[Verdict] = []
    receipts: list[str] = []
    batches = in_batches(rescue.device, rescue.ticket, rescue.sessions, rescue.envelopes)
    for batch in batches:
        delivery = Delivery.model_validate(batch)
        carried = carry(house, carrier, delivery, epoch=epoch, now=now)
        verdicts += carried.verdicts
        receipts += [carried.receipt] if carried.receipt else []
    with house.database.read() as session:
        line = device_line(session, actor.establishment_id, rescue.device, now=now)
    aside = Counter(one.reason or "" for one in verdicts if one.outcome == "quarantined")
    return Done(
        line,
        rescue,
        Counter(one.outcome for one in verdicts),
        tuple(aside.most_common(5)),
        _receipt(actor, rescue, receipts),
    )


def _receipt(actor: Actor, rescue: Rescue, receipts: list[str]) -> str | None:
    """The file that the first tablet takes back, in the page itself: nothing of it is kept here."""
    if not receipts:
        return None
    told = {
        "format": RECEIPT,
        "v": VERSION,
        "establishment": str(actor.establishment_id),
        "device": str(rescue.device),
        "rescue": str(rescue.rescue),
        "receipts": receipts,
    }
    text = json.dumps(told, separators=(",", ":")).encode()
    return f"data:text/plain;base64,{b64encode(text).decode()}"

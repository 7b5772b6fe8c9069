"""/bureau/droits: the table of rights, as it decides."""

from __future__ import annotations

from flask import render_template

from app.areas.steering.views.blueprint import blueprint
from app.gate.auth.actors import require
from app.gate.auth.authenticators import rules_at
from app.gate.auth.passkey_rules import told
from app.gate.auth.policy import PERMISSIONS, POLICY, ROLES
from app.gate.auth.routes import reading
from app.ground import clock
from app.ground.house import current_house


@reading(blueprint, "/droits", "policy.read")
def rights() -> str:
    actor = require("policy.read")
    with current_house().database.read() as session:
        rules = rules_at(session, actor.establishment_id, clock.now())
    roles = {role: label for role, label in ROLES.items() if POLICY[role]}
    later = [label for role, label in ROLES.items() if not POLICY[role]]
    return render_template(
        "office/rights.html",
        roles=roles,
        later=later,
        permissions=PERMISSIONS,
        policy=POLICY,
        accepted=told(rules),
    )

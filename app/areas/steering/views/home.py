"""/bureau: what is to be done."""

from __future__ import annotations

from flask import render_template

from app.areas.steering import todo
from app.areas.steering.views.blueprint import blueprint
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.ground import clock
from app.ground.house import current_house


@reading(blueprint, "", "office.use")
def home() -> str:
    actor = require("office.use")
    with current_house().database.read() as session:
        tasks = todo.tasks(session, current_house(), actor, now=clock.now())
        numbers = todo.numbers(session, actor)
    return render_template("office/home.html", tasks=tasks, numbers=numbers)

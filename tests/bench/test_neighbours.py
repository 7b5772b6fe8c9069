"""Our own work is not taken for a neighbour's; a neighbour's is seen."""

from __future__ import annotations

import subprocess
import sys
import time

from bench import cpu
from bench.neighbours import Neighbours

SPIN = "import time\nend = time.monotonic() + 2.5\nwhile time.monotonic() < end: pass"

PARENT = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"])
time.sleep(20)
"""


def test_the_work_of_what_we_started_is_ours():
    watch = Neighbours()
    spinning = subprocess.Popen([sys.executable, "-c", SPIN])
    time.sleep(2.2)
    seen = sum(watch._ours.values())
    spinning.wait(timeout=30)
    share = watch.share()
    assert seen > 1000
    assert 0 <= share <= 1


def test_the_processes_of_a_tree_are_found():
    started = subprocess.Popen([sys.executable, "-c", PARENT])
    try:
        for _ in range(100):
            if len(cpu.tree(started.pid)) == 2:
                break
            time.sleep(0.05)
        family = cpu.tree(started.pid)
        assert len(family) == 2
        assert family <= cpu.ours()
    finally:
        (child,) = cpu.tree(started.pid) - {started.pid}
        started.kill()
        started.wait()
        subprocess.run(["kill", str(child)], check=True)

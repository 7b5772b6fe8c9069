"""What binds the processes that read strangers' bytes: each bond is pulled at, from inside."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess

import pytest

from app.areas.documents.decoding import seccomp
from app.areas.documents.decoding.starting import command

DECODER = """
from app.areas.documents.decoding.confining import bound, lock_up
import os, socket, subprocess, threading, mmap, ctypes, resource
bound(96, 1)
assert lock_up(), "no filter"
"""
WITH_THREADS = """
from app.areas.documents.decoding.confining import bound, lock_up
import os, socket, threading
bound(96, 1)
assert lock_up(has_threads=True), "no filter"
"""
RLIMITS_ALONE = """
from app.areas.documents.decoding import confining, seccomp
import os, socket
seccomp.apply = lambda *_: False
confining.bound(96, 1)
assert not confining.lock_up()
"""
READER = """
from app.areas.documents.decoding.confining import bound, lock_reader
import os, socket, threading
bound(96, 1)
assert lock_reader("/usr/bin/tesseract"), "no filter"
"""
ATTEMPT = """
try:
    {attempt}
except (OSError, MemoryError, RuntimeError, ValueError) as error:
    print(type(error).__name__, getattr(error, "errno", ""), flush=True)
else:
    print("done", flush=True)
"""


def attempted(bond: str, *attempts: str) -> subprocess.CompletedProcess[str]:
    """What came of doing each of these inside, a line each."""
    asked = command(bond + "".join(ATTEMPT.format(attempt=attempt) for attempt in attempts))
    return subprocess.run(asked, capture_output=True, text=True, timeout=30, check=False)


def outcomes(bond: str, attempts: dict[str, str]) -> dict[str, str]:
    """The same, by name."""
    said = attempted(bond, *attempts.values()).stdout.splitlines()
    return dict(zip(attempts, said, strict=True))


REFUSED_TO_DECODER = {
    "reading a file": "open('/etc/hostname')",
    "writing a file": "open('/tmp/chevet-escape', 'w')",
    "a socket": "socket.socket()",
    "a socket to a program beside": "socket.socket(socket.AF_UNIX)",
    "a pair of sockets": "socket.socketpair()",
    "a pipe": "os.pipe()",
    "a child": "os.fork()",
    "another program": "os.execv('/bin/true', ['true'])",
    "a thread": "threading.Thread(target=print).start()",
    "a signal to another": "os.kill(os.getppid(), 0)",
    "its own limits": "resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))",
    "removing": "os.unlink('/tmp/nothing')",
    "a folder": "os.mkdir('/tmp/chevet-escape')",
    "a folder's names": "os.listdir('/')",
    "code made on the way": "mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)",
    "changing who it is": "os.setuid(1)",
}


@pytest.fixture(scope="module")
def tried_by_the_decoder():
    return outcomes(DECODER, REFUSED_TO_DECODER)


@pytest.mark.parametrize("what", REFUSED_TO_DECODER)
def test_the_decoder_is_not_permitted(what, tried_by_the_decoder):
    said = tried_by_the_decoder[what]
    assert said.startswith(("PermissionError", "RuntimeError", "ValueError")), said


def test_the_decoder_may_compute_and_answer():
    assert attempted(DECODER, "bytearray(20_000_000)").stdout == "done\n"


def test_the_decoder_has_so_much_memory_and_no_more():
    assert attempted(DECODER, "bytearray(120_000_000)").stdout.startswith("MemoryError")


def test_memory_to_share_counts_too():
    assert attempted(DECODER, "mmap.mmap(-1, 500_000_000)").stdout.startswith("OSError 12")


def test_the_decoder_has_so_much_time_and_no_more():
    done = attempted(DECODER, "exec('while True: pass')")
    assert -done.returncode in (signal.SIGXCPU, signal.SIGKILL)


def test_the_decoder_cannot_add_to_a_file_it_was_given(tmp_path):
    with (tmp_path / "kept").open("wb") as kept:
        subprocess.run(command(DECODER + "os.write(1, b'x')"), stdout=kept, check=False, timeout=30)
    assert (tmp_path / "kept").read_bytes() == b""


def test_where_linux_has_no_such_filter_nothing_can_be_opened_either():
    tried = attempted(RLIMITS_ALONE, "open('/etc/hostname')", "socket.socket()", "os.pipe()")
    assert tried.stdout.splitlines() == ["OSError 24"] * 3, "no number is left for a file"


def test_threads_where_pictures_of_phones_need_them_are_still_no_processes():
    tried = ("threading.Thread(target=int).start()", "os.fork()", "open('/etc/hostname')")
    said = attempted(WITH_THREADS, *tried, "socket.socket()").stdout.splitlines()
    assert said == ["done", *["PermissionError 1"] * 3]


REFUSED_TO_READER = {
    "writing a file": "open('/tmp/chevet-escape', 'w')",
    "adding to one": "open('/tmp/chevet-escape', 'a')",
    "a socket": "socket.socket()",
    "a child": "os.fork()",
    "a thread": "threading.Thread(target=print).start()",
    "a signal to another": "os.kill(os.getppid(), 0)",
    "removing": "os.unlink('/tmp/nothing')",
}


@pytest.fixture(scope="module")
def tried_by_the_reader():
    return outcomes(READER, REFUSED_TO_READER)


@pytest.mark.parametrize("what", REFUSED_TO_READER)
def test_the_reader_of_words_is_not_permitted(what, tried_by_the_reader):
    assert tried_by_the_reader[what].startswith(("PermissionError", "RuntimeError"))


def test_the_reader_of_words_may_read_its_dictionaries_and_nothing_of_ours(tmp_path):
    """Where Linux has Landlock; without it, whatever its user may read."""
    (tmp_path / "master.key").write_text("secret")
    tried = (
        "open('/usr/bin/env', 'rb').close()",
        f"open({str(tmp_path / 'master.key')!r})",
        f"open('/proc/{os.getpid()}/environ')",
        "os.listdir('/tmp')",
    )
    has_landlock = ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1) > 0
    outside = "PermissionError 13" if has_landlock else "done"
    assert attempted(READER, *tried).stdout.splitlines() == ["done", *[outside] * 3]


def test_the_confined_process_knows_nothing_of_the_product():
    told = (
        "import app.areas.documents.decoding.inside, app.areas.documents.decoding.pdf, os, sys\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('flask', 'sqlalchemy', 'cryptography')])\n"
        "print([name for name in sys.modules if name.startswith('app.') and 'decoding' not in name])"
    )
    said = subprocess.run(command(told), capture_output=True, check=True, timeout=30).stdout
    assert said.decode().splitlines() == ["[]", "['app.areas', 'app.areas.documents']"]


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_whole_on_each_machine(machine):
    allowed = seccomp.Allowed(("read", "open", "openat"), without={"openat": (2, 1)})
    steps = seccomp.program(allowed, machine)
    assert steps is not None
    assert len(steps) % 8 == 0
    assert steps[-8:] == steps[16:24], "what is not named is refused, like another machine's calls"


def test_there_is_no_filter_for_an_unknown_machine():
    assert seccomp.program(seccomp.Allowed(("read",)), "riscv64") is None

"""What binds the two processes that read strangers' bytes: rlimits first, then a filter on what they may ask of Linux.

`lock_up` is for the decoder, once all it needs is loaded: it may allocate, compute, read and write what is already
open, and end. `lock_reader` is for the program that reads words: it may also open files to read them, and become that
program; it may write no file, reach no network, start nothing beside itself.
"""

from __future__ import annotations

import os
import resource
from pathlib import Path

from app.areas.documents.decoding import landlock, seccomp
from app.areas.documents.decoding.seccomp import Allowed

_MEGA = 1024 * 1024
_MAPPED_MB = 256
"""Room for the libraries themselves, beside what is allocated."""
_PROT_EXEC, _CLONE_THREAD = 4, 0x10000
_NO_NEW_CODE = {"mmap": (2, _PROT_EXEC), "mprotect": (2, _PROT_EXEC)}
_SYSTEM = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache")
"""Where programs, libraries and dictionaries are; no data, no keys."""
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_COMPUTE = (
    *("read", "write", "readv", "writev", "pread64", "lseek", "close", "fstat", "newfstatat"),
    *("mmap", "mprotect", "munmap", "mremap", "madvise", "brk"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall"),
    *("futex", "sched_yield", "sched_getaffinity", "nanosleep", "clock_nanosleep"),
    *("clock_gettime", "gettimeofday", "getrandom", "getrusage", "times", "sysinfo"),
    *("getpid", "gettid", "rseq", "set_robust_list", "exit", "exit_group"),
)
_READ_FILES = (
    *("open", "openat", "stat", "statx", "access", "faccessat", "faccessat2", "readlink"),
    *("readlinkat", "getdents64", "getcwd", "fcntl", "uname"),
    *("execve", "arch_prctl", "set_tid_address", "prlimit64"),
)


def bound(memory_mb: int, seconds: int) -> None:
    """Memory, time of the processor, no file written, no trace left by a crash."""
    _set(resource.RLIMIT_DATA, memory_mb * _MEGA)
    _set(resource.RLIMIT_AS, (memory_mb + _MAPPED_MB) * _MEGA)
    _set(resource.RLIMIT_CPU, seconds)
    _set(resource.RLIMIT_FSIZE, 0)
    _set(resource.RLIMIT_CORE, 0)


def lock_up(*, has_threads: bool = False) -> bool:
    """No file, no socket: there is no number left for one. Then the filter; False where this machine has none.

    What reads the pictures of phones computes in a thread beside: it may have threads, and still no other process.
    """
    _set(resource.RLIMIT_NOFILE, 3)
    if not has_threads:
        _set(resource.RLIMIT_NPROC, 0)
        return seccomp.apply(Allowed(_COMPUTE, without=_NO_NEW_CODE))
    calls = (*_COMPUTE, "clone")
    needing = {"clone": (0, _CLONE_THREAD)}
    return seccomp.apply(Allowed(calls, _NO_NEW_CODE, needing, unknown=("clone3",)))


def lock_reader(program: str | None) -> bool:
    """For the program that reads words: it takes what stands in files, of the system alone (Landlock) when it is named,
    and adds to none.
    """
    if program is not None:
        landlock.may_only_read((*_SYSTEM, str(Path(program).resolve().parent)))
    _set(resource.RLIMIT_NOFILE, 32)
    _set(resource.RLIMIT_NPROC, 0)
    to_read = {"open": (1, _TO_WRITE), "openat": (2, _TO_WRITE)}
    return seccomp.apply(Allowed((*_COMPUTE, *_READ_FILES), without=to_read))


def _set(what: int, most: int) -> None:
    """Never more than what this process was left."""
    _, hard = resource.getrlimit(what)
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (least, least))

"""A filter on what a process may ask of Linux: a list of what is allowed, everything else answers "not permitted".

Written as the kernel takes it (classic BPF), for x86-64 and arm64. Elsewhere there is none, and rlimits alone bound.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_BY_MACHINE = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
# name: its number on x86-64, on arm64 (None where there is no such call)
_CALLS: Mapping[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "open": (2, None),
    "close": (3, 57),
    "stat": (4, None),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "access": (21, None),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "clone": (56, 220),
    "execve": (59, 221),
    "exit": (60, 93),
    "uname": (63, 160),
    "fcntl": (72, 25),
    "getcwd": (79, 17),
    "readlink": (89, None),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "times": (100, 153),
    "sigaltstack": (131, 132),
    "arch_prctl": (158, None),
    "gettid": (186, 178),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "getdents64": (217, 61),
    "set_tid_address": (218, 96),
    "restart_syscall": (219, 128),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "openat": (257, 56),
    "newfstatat": (262, 79),
    "readlinkat": (267, 78),
    "set_robust_list": (273, 99),
    "prlimit64": (302, 261),
    "getrandom": (318, 278),
    "statx": (332, 291),
    "rseq": (334, 293),
    "faccessat": (269, 48),
    "clone3": (435, 435),
    "faccessat2": (439, 439),
}
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_REFUSE, _UNKNOWN = _ERROR | errno.EPERM, _ERROR | errno.ENOSYS
_LOAD, _EQUAL, _ANY_BIT, _ANSWER = 0x20, 0x15, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_SET_SECCOMP, _MODE_FILTER, _NO_NEW_PRIVILEGES, _SET_DUMPABLE = 22, 2, 38, 4

_STEP = struct.Struct("=HBBI")


@dataclass(frozen=True, slots=True)
class Allowed:
    """Calls that pass; some only when an argument, named by its place, has none of these bits, or has one of them.
    `unknown` answer as on an older kernel, so that the library falls back to a call whose arguments can be read.
    """

    calls: tuple[str, ...]
    without: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    needing: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def program(allowed: Allowed, machine: str) -> bytes | None:
    """The filter for this machine; None where its calls are not known here."""
    if machine not in _BY_MACHINE:
        return None
    column, architecture = _BY_MACHINE[machine]
    steps = [
        _STEP.pack(_LOAD, 0, 0, _ARCHITECTURE),
        _STEP.pack(_EQUAL, 1, 0, architecture),
        _STEP.pack(_ANSWER, 0, 0, _REFUSE),
        _STEP.pack(_LOAD, 0, 0, _NUMBER),
    ]
    for name in (*allowed.calls, *allowed.unknown):
        number = _CALLS[name][column]
        if number is not None:
            steps += _for_call(name, number, allowed)
    steps.append(_STEP.pack(_ANSWER, 0, 0, _REFUSE))
    return b"".join(steps)


def _for_call(name: str, number: int, allowed: Allowed) -> list[bytes]:
    if name in allowed.unknown:
        return [_STEP.pack(_EQUAL, 0, 1, number), _STEP.pack(_ANSWER, 0, 0, _UNKNOWN)]
    rule = allowed.without.get(name) or allowed.needing.get(name)
    if rule is None:
        return [_STEP.pack(_EQUAL, 0, 1, number), _STEP.pack(_ANSWER, 0, 0, _ALLOW)]
    place, bits = rule
    with_bits, without_bits = (_REFUSE, _ALLOW) if name in allowed.without else (_ALLOW, _REFUSE)
    return [
        _STEP.pack(_EQUAL, 0, 4, number),
        _STEP.pack(_LOAD, 0, 0, _FIRST_ARGUMENT + 8 * place),
        _STEP.pack(_ANY_BIT, 0, 1, bits),
        _STEP.pack(_ANSWER, 0, 0, with_bits),
        _STEP.pack(_ANSWER, 0, 0, without_bits),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]


def apply(allowed: Allowed) -> bool:
    """From here on and for ever; False where this machine knows no such filter."""
    steps = program(allowed, platform.machine())
    if steps is None or platform.system() != "Linux":
        return False
    kept = ctypes.create_string_buffer(steps, len(steps))
    whole = _Program(len(steps) // _STEP.size, ctypes.addressof(kept))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(whole), 0, 0) == 0

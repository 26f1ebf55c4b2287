"""How much work a passphrase costs on this machine: argon2id measured once, when a slot is made."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from argon2.low_level import Type, hash_secret_raw

from models.vaultfile import Kdf

TARGET = 0.3
"""Seconds that one try costs at least, for whoever found the laptop too; a faster machine does more passes."""
MOST_PASSES = 16
"""More than this would keep the owner waiting when the profile moves to a slower machine."""


@cache
def calibrated() -> Kdf:
    """Parameters for a new slot on this machine: the default's memory (128 MiB), and passes for 0.3 s or more."""
    return for_time(_seconds)


def for_time(seconds: Callable[[Kdf], float]) -> Kdf:
    """The default, or more passes where ``seconds`` says that it takes less than the target. Never less work."""
    base = Kdf()
    taken = max(seconds(base), 1e-3)
    passes = math.ceil(base.passes * TARGET / taken)
    return replace(base, passes=max(base.passes, min(passes, MOST_PASSES)))


def _seconds(kdf: Kdf) -> float:
    begin = time.perf_counter()
    hash_secret_raw(b"measured", secrets.token_bytes(16), kdf.passes, kdf.memory, kdf.lanes, 32, Type.ID)
    return time.perf_counter() - begin

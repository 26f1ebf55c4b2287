"""Values as older programs wrote them, in the form this one reads: pure steps, one a change of form.

A field's name is permanent, so a new meaning is a new field. Where only the form of a value changes (a unit, a code),
a step here turns the old form into the new one whenever an operation is folded, and once for what stands in the
tables. The operation's bytes, its name and its register stay: digests of old and new programs agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from models.journal import Edit


@dataclass(frozen=True)
class Step:
    """``value`` turns what programs before ``schema`` wrote into this register of this table; never given None."""

    schema: int
    table: str
    register: str
    value: Callable[[Any], Any]


STEPS: tuple[Step, ...] = ()
"""In order of schema; the newest one is what this program writes (models/journal.py SCHEMA)."""


def edit(written: Edit, schema: int) -> Edit:
    """One edit of an operation of ``schema``, with its values in this program's form."""
    steps = [s for s in STEPS if s.schema > schema and s.table == written.t and written.f.get(s.register) is not None]
    if not steps:
        return written
    values = dict(written.f)
    for step in steps:
        values[step.register] = step.value(values[step.register])
    return msgspec.structs.replace(written, f=values)

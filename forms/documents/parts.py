"""What several forms share: who signs, strokes as recorded, the hash of a form's content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from forms.page.sheet import Stroke


@dataclass(frozen=True)
class Officer:
    """An inspector on a paper; ``strokes`` and ``signed_on`` stay empty where the paper is signed by hand."""

    name: str
    cert_no: str
    strokes: tuple[Stroke, ...] = ()
    signed_on: str = ""


@dataclass(frozen=True)
class Witness:
    """A person who saw a refusal."""

    name: str
    organisation: str = ""
    strokes: tuple[Stroke, ...] = ()


def strokes_from(recorded: Iterable[Iterable[Sequence[float]]] | None) -> tuple[Stroke, ...]:
    """Strokes as the signature pad keeps them: lists of (x mm, y mm, t ms)."""
    return tuple(Stroke(tuple(tuple(map(float, p)) for p in stroke)) for stroke in recorded or ())


def form_hash(form: Any) -> str:
    """SHA-256 (hex) of all a form holds, strokes included: a dataclass of this folder."""
    text = json.dumps(asdict(form), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

"""The first worked case inside the open profile: a visit with its units, answers, roll and evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from models.caseread import Node
from models.samplecase import Loaded, load_case

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "sample-case.json"


def load(profile: Any, which: int = 0, **changes: Any) -> Loaded:
    """Write the case; ``changes`` replace its top-level parts (``workers=[]`` …)."""
    case = json.loads(FIXTURE.read_bytes())["cases"][which]
    case.update(changes)
    return load_case(profile, Node(case))


def unit_of(store: Any, role: str) -> str:
    """The unit in this role on the only project."""
    return str(store.find("engagement", role=role)[0]["unit"])

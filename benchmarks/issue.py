"""Issuing a two-page order with 15 workers, warm: number, render, sign (RSA-2048), commit with the PDF inside.

Floor: the RSA-2048 signature alone plus one fdatasync of as many bytes as the PDF has.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from benchmarks.common import PASSPHRASE, in_turn, report, row, timed, worked_profile

RUNS = 15


def issue_times(workers: int, runs: int) -> list[float]:
    """Milliseconds of the act for orders over a roll of ``workers``: the worked case's roll, copied on under new names."""
    from forms.issuing import issue

    with worked_profile() as (profile, loaded):
        store, drafts = profile.store, []
        grow(profile, workers)
        second = next(o["id"] for o in store.find("officer") if o["id"] != profile.officer_id)
        fields = {k: v for k, v in store.get("draft", loaded.drafts[-1]).items() if k != "id"}
        for _ in range(runs + 1):
            with store.change(profile.officer_id, "draft") as tx:
                drafts.append(tx.new("draft", **{**fields, "state": None}))
        profile.confirm = lambda officer, secret: None
        made = []
        found = timed(lambda n: made.append(issue(profile, drafts[n], second, PASSPHRASE)), runs, warm=1)
        assert store.get("document", made[-1].document)["workers"] == workers
        return found


def grow(profile: Any, workers: int) -> None:
    """Copy workers with their lines until the roll has ``workers``."""
    store = profile.store
    known = store.find("wage_worker")
    lines = {w["id"]: store.find("wage_line", worker=w["id"]) for w in known}
    with store.change(profile.officer_id, "wage") as tx:
        for n in range(len(known), workers):
            source = known[n % len(known)]
            own = {k: v for k, v in source.items() if k != "id"}
            worker = tx.new("wage_worker", **{**own, "name": f"{source['name']}{chr(0x4E00 + n)}"})
            for line in lines[source["id"]]:
                tx.new("wage_line", **{**{k: v for k, v in line.items() if k != "id"}, "worker": worker})


def main() -> int:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    from forms.issuing import issue
    from forms.sealing import pdf_bytes

    key = rsa.generate_private_key(65537, 2048)
    with worked_profile() as (profile, loaded):
        store = profile.store
        order = store.get("draft", loaded.drafts[-1])
        second = next(o["id"] for o in store.find("officer") if o["id"] != profile.officer_id)
        fields = {k: v for k, v in order.items() if k != "id"}
        drafts = []
        for _ in range(RUNS + 3):
            with store.change(profile.officer_id, "draft") as tx:
                drafts.append(tx.new("draft", **{**fields, "state": None}))
        # Unlocking is not issuing: argon2 is deliberately slow and is measured by itself.
        profile.confirm = lambda officer, secret: None
        made = []
        raw = os.open(Path(store.path.parent, "floor"), os.O_RDWR | os.O_CREAT)

        def ours(n: int) -> None:
            made.append(issue(profile, drafts[n], second, PASSPHRASE))

        def floor(_: int) -> None:
            key.sign(b"x" * 64, padding.PKCS1v15(), hashes.SHA256())
            os.write(raw, os.urandom(len(pdf_bytes(profile, made[-1].document))))
            os.fdatasync(raw)

        issues, floors = in_turn([ours, floor], RUNS)
        os.close(raw)
        document = store.get("document", made[-1].document)
    return report(
        "issue of an order",
        [
            row("RSA-2048 + fdatasync of the PDF", floors),
            row("issue", issues, floor="RSA + fdatasync", floor_times=floors, at_most_ms=300),
        ],
        pages=document["pages"],
        workers=document["workers"],
    )


if __name__ == "__main__":
    sys.exit(main())

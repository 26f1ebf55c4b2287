"""The office's seal over real sockets: a picture taken in at the desk is on every device of the office, bit for bit, and so is its end."""

from __future__ import annotations

from datetime import date

import pytest

from models import sealimages, seals
from models.clock import stamp
from models.errors import KnownError
from tests.forms.sealpictures import give_seal
from tests.sync.conftest import Office, settle

ORDER = "rectification_order"


def test_what_the_desk_allowed_and_took_back_holds_on_the_laptop(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    image, allowed = give_seal(desk, last=date(2027, 12, 31))
    settle(desk, laptop)
    day, store = [date(2026, 10, 14)], laptop.store
    found = sealimages.authorised(store, laptop.office_id, ORDER, day, [laptop.officer_id])
    assert found.id == allowed
    kept = desk.store.get("seal_image", image)
    assert kept is not None and sealimages.picture_of(found.image) == sealimages.picture_of(kept)
    with desk.store.change(desk.officer_id, "seal_withdraw") as tx:
        sealimages.withdraw(tx, allowed, date(2026, 10, 14), "印章换发")
    settle(desk, laptop)
    with pytest.raises(KnownError, match="seal_not_authorised"):
        sealimages.authorised(store, laptop.office_id, ORDER, day, [laptop.officer_id])


def test_a_paper_sealed_by_a_laptop_that_had_not_heard_of_the_end_stands_out_in_the_ledger(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    _, allowed = give_seal(desk, last=date(2027, 12, 31))
    settle(desk, laptop)
    papers = []
    for late in (False, True):
        if late:
            office.clock.advance(hours=1)
            with desk.store.change(desk.officer_id, "seal_withdraw") as tx:
                sealimages.withdraw(tx, allowed, date(2026, 10, 14), "印章换发")
            office.clock.advance(hours=1)
        with laptop.store.change(laptop.officer_id, "issue") as tx:
            paper = {"office": laptop.office_id, "type": ORDER, "seal_mode": seals.IMAGE, "authorisation": allowed}
            papers.append(tx.new("document", **paper, issued_at=stamp(tx.at), date="2026-10-14", number=str(late)))
    settle(desk, laptop)
    for one in (desk, laptop):
        uses = {use.document["id"]: use.late for use in sealimages.uses(one.store, one.office_id)}
        assert uses == {papers[0]: False, papers[1]: True}


def test_a_sheet_used_on_two_laptops_that_had_not_met_is_told_on_both(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    for one in (desk, laptop):
        with one.store.change(one.officer_id, "put_away_sheets") as tx:
            seals.put_away(tx, one.office_id, ["0101"], "spoiled", "淋湿")
    settle(desk, laptop)
    for one in (desk, laptop):
        assert seals.sheets(one.store).doubled == ("0101",)

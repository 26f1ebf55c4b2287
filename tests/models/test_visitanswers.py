"""Questions, answers and decisions of a visit: everything saved comes back, what another laptop wrote is not lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import cases, checklist, pack, visitanswers, visitgaps
from models.errors import KnownError
from models.visitanswers import Given
from tests.models.papers import DAY, LEAD, clock, exchange, found_office, new_store

PACK = pack.load()


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path / "store.db")
    found_office(made)
    yield made
    made.close()


def act(store, fn):
    with store.change(LEAD, "test") as tx:
        return fn(tx)


@pytest.fixture
def visit(store):
    """A project with developer, general contractor and an employing subcontractor; nothing answered."""

    def make(tx):
        project = tx.new("project", name="滨河路")
        units = {}
        for role in ("developer", "general_contractor", "subcontractor"):
            units[role] = tx.new("unit", name=role)
            tx.new(
                "engagement",
                project=project,
                unit=units[role],
                role=role,
                employs=role == "subcontractor",
                hired_by=units.get("general_contractor") if role == "subcontractor" else None,
                form="subcontract" if role == "subcontractor" else None,
            )
        made = tx.new("inspection", project=project, state="begun", started_at="2026-10-09T09:30:00.000+08:00")
        return made, units

    return act(store, make)


def seen_of(store, inspection):
    return cases.situation(store, store.get("inspection", inspection))


def save(store, inspection, key, given):
    return act(store, lambda tx: visitanswers.save(tx, inspection, key, given, PACK))


def test_every_unit_that_must_answer_is_asked_and_no_other(store, visit):
    inspection, units = visit
    asked = visitanswers.questions(seen_of(store, inspection), PACK)
    of = {q.item.id: [u.unit.key for u in asked if u.item.id == q.item.id] for q in asked}
    assert of["S02-01"] == [units["developer"], units["general_contractor"]]
    assert of["S07-02"] == [units["subcontractor"]], "who hires answers for wages"
    assert len({q.key for q in asked}) == len(asked)


def test_a_role_nobody_holds_is_named_with_its_questions(store, visit):
    inspection, _ = visit
    act(store, lambda tx: tx.delete("engagement", tx.find("engagement", role="developer")[0]["id"]))
    waiting = visitanswers.unasked(seen_of(store, inspection), PACK)
    assert waiting["developer"] >= 5 and "general_contractor" not in waiting


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "on_site_workers": st.integers(0, 10**6),
        "registered": st.integers(0, 10**6),
        "unregistered": st.integers(0, 10**6),
        "missing": st.text(min_size=1, max_size=20).filter(str.strip),
    },
)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["yes", "no", "na", None]), FIELDS, st.text(max_size=20))
def test_what_is_saved_comes_back(tmp_path_factory, value, fields, note):
    store = new_store(tmp_path_factory.mktemp("s") / "store.db")
    with store.change(LEAD, "test") as tx:
        inspection = tx.new("inspection", state="begun")
    save(store, inspection, ("S04-03", "u"), Given("yes", {"registered": 3}, "before"))
    save(store, inspection, ("S04-03", "u"), Given(value, fields, note))
    assert visitanswers.read(store, inspection) == {("S04-03", "u"): Given(value, fields, note)}
    assert visitanswers.key_of(store.get("inspection", inspection)["at_item"]) == ("S04-03", "u")
    store.close()


def test_an_answer_the_question_does_not_have_is_refused(store, visit):
    inspection, _ = visit
    with pytest.raises(KnownError, match="answer_not_allowed"):
        save(store, inspection, ("S01-01", "u"), Given("perhaps"))
    with pytest.raises(KnownError, match="answer_field_bad"):
        save(store, inspection, ("S04-03", "u"), Given("no", {"unregistered": -1}))
    assert store.find("answer") == []


def test_two_laptops_answer_the_same_question_in_one_record(tmp_path, store, visit):
    inspection, units = visit
    other = new_store(tmp_path / "other.db", clock())
    exchange(store, other)
    key = ("S01-01", units["developer"])
    save(store, inspection, key, Given("yes"))
    save(other, inspection, key, Given("no"))
    exchange(store, other)
    assert len(store.find("answer")) == len(other.find("answer")) == 1
    assert [c["reg"] for c in store.conflicts() if c["tbl"] == "answer"] == ["answered"]
    other.close()


def test_counting_follows_the_compliant_answer(store, visit):
    inspection, units = visit
    save(store, inspection, ("S02-05", units["developer"]), Given("yes"))
    save(store, inspection, ("S02-04", units["developer"]), Given("yes"))
    asked = visitanswers.questions(seen_of(store, inspection), PACK)
    count = visitanswers.count(asked, visitanswers.read(store, inspection))
    assert (count.answered, count.failing, count.total) == (2, 1, len(asked))


def test_parking_remembers_the_place_and_going_on_is_its_own_state(store, visit):
    inspection, _ = visit
    act(store, lambda tx: visitanswers.park(tx, inspection, "S06-01/x"))
    row = store.get("inspection", inspection)
    assert (row["state"], row["at_item"]) == ("parked", "S06-01/x")
    act(store, lambda tx: visitanswers.go_on(tx, inspection))
    assert store.get("inspection", inspection)["state"] == "begun"
    act(store, lambda tx: tx.set("inspection", inspection, state="ended"))
    act(store, lambda tx: visitanswers.park(tx, inspection, "S01-01/x"))
    assert store.get("inspection", inspection)["state"] == "ended"


def test_the_visit_before_is_the_last_one_with_answers(store, visit):
    inspection, units = visit
    key = ("S01-01", units["developer"])
    save(store, inspection, key, Given("no", {}, "没有"))
    project = store.get("inspection", inspection)["project"]

    def more(tx):
        tx.new("inspection", project=project, state="begun", started_at="2026-10-15T09:00:00.000+08:00")
        return tx.new("inspection", project=project, state="begun", started_at="2026-10-20T09:00:00.000+08:00")

    now = store.get("inspection", act(store, more))
    row, found = visitanswers.before(store, now)
    assert (row["id"], found[key].value) == (inspection, "no")
    assert visitanswers.before(store, store.get("inspection", inspection)) == (None, {})
    assert visitanswers.notes_of(store, "S01-01") == ["没有"]


def findings(store, inspection):
    found = checklist.findings(seen_of(store, inspection), PACK)
    return visitanswers.decisions(store, inspection, found, PACK)


def test_facts_are_asked_that_no_field_and_no_record_gives(store, visit):
    inspection, units = visit
    save(store, inspection, ("S02-02", units["developer"]), Given("no"))
    save(store, inspection, ("S07-02", units["subcontractor"]), Given("no"))
    by_code = {d.finding.violation: d.finding for d in findings(store, inspection)}
    assert visitanswers.wanted_facts(PACK.item("S02-02"), by_code["V-CLAUSE"], PACK) == ("missing",)
    assert visitanswers.wanted_facts(PACK.item("S07-02"), by_code["V-ARREARS"], PACK) == ()
    assert visitanswers.wanted_facts(PACK.item("S04-03"), None, PACK) == (), "its own field gives the workers"


def test_a_decision_stays_with_its_finding_and_keeps_the_articles(store, visit):
    inspection, units = visit
    save(store, inspection, ("S05-01", units["general_contractor"]), Given("no"))
    (one,) = findings(store, inspection)
    assert one.state == visitanswers.OPEN and one.id is None
    act(store, lambda tx: visitanswers.decide(tx, inspection, one.finding, "dismissed", reason="已配备"))
    (again,) = findings(store, inspection)
    assert (again.state, again.reason) == ("dismissed", "已配备")
    act(store, lambda tx: visitanswers.decide(tx, inspection, again.finding, "confirmed"))
    assert len(store.find("finding")) == 1
    kept = store.find("finding")[0]["snapshot"]["articles"]
    assert kept and all(a["text"] for a in kept)
    with pytest.raises(ValueError):
        act(store, lambda tx: visitanswers.decide(tx, inspection, one.finding, "perhaps"))


def test_a_chosen_wording_brings_its_own_articles(store, visit):
    inspection, units = visit
    save(store, inspection, ("S07-02", units["subcontractor"]), Given("no"))
    (one,) = findings(store, inspection)
    other = visitanswers.with_variant(one.finding, "V-ARREARS/subcontractor_without_ldjc26", PACK)
    assert "LDJC-26/1" not in {a["id"][:9] for a in other.articles}
    act(store, lambda tx: visitanswers.decide(tx, inspection, other, "open"))
    (again,) = findings(store, inspection)
    assert again.finding.variant == other.variant and one.finding.variant in again.finding.alternatives


def test_gaps_name_the_field_they_stand_in(store, visit):
    inspection, units = visit
    save(store, inspection, ("S07-02", units["subcontractor"]), Given("no"))
    save(store, inspection, ("S02-02", units["developer"]), Given("no"))
    seen = seen_of(store, inspection)
    asked, given_ = visitanswers.questions(seen, PACK), visitanswers.read(store, inspection)
    row = store.get("inspection", inspection)
    found = visitgaps.gaps(store, row, seen, asked, given_, findings(store, inspection), PACK, DAY)
    codes = [g.code for g in found]
    assert codes[0] == "arrival" and codes.count("unanswered") == 1
    facts = next(g for g in found if g.code == "facts")
    assert (facts.item, facts.unit, facts.facts) == ("S02-02", units["developer"], ("missing",))
    assert next(g for g in found if g.code == "no_sum").unit == units["subcontractor"]
    act(store, lambda tx: tx.new("stated_arrears", inspection=inspection, unit=units["subcontractor"], people=3))
    found = visitgaps.gaps(store, row, seen, asked, given_, findings(store, inspection), PACK, DAY)
    assert "no_sum" not in [g.code for g in found]


def test_what_happened_without_an_answer_is_a_finding_once(store, visit):
    inspection, units = visit
    gc = units["general_contractor"]

    def serve(tx):
        draft = tx.new("draft", type="inquiry_notice", appear_at="2026-10-13T09:30:00.000+08:00")
        tx.new(
            "document", inspection=inspection, type="inquiry_notice", number="第101号", draft=draft,
            addressees=[{"unit": gc}],
        )  # fmt: skip

    act(store, serve)
    for _ in range(2):
        act(store, lambda tx: visitanswers.record_event(tx, inspection, "inquiry_missed", gc, DAY, PACK))
    (one,) = findings(store, inspection)
    assert (one.finding.violation, one.finding.addressee, one.finding.since) == ("V-OBSTRUCT", gc, DAY)
    assert one.finding.facts == {"inquiry_no": "第101号", "inquiry_date": "2026-10-13"}
    assert one.finding.missing == ("missing",)
    with pytest.raises(KnownError, match="event_unknown"):
        act(store, lambda tx: visitanswers.record_event(tx, inspection, "nonsense", gc, DAY, PACK))

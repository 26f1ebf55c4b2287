"""The sixteen invariants of the sync as properties over whole offices; each is shown able to fail by a planted fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.simulation.places import Template
from tests.simulation.planted import PLANTED, Planted
from tests.simulation.properties import LAWS, Law, office
from tests.simulation.run import made_template

EXAMPLES = 8
FAULTY = 60
"""Examples within which a planted fault must show."""


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    with made_template() as made:
        yield made


def check(law: Law, template: Template, examples: int, phases: tuple[Phase, ...]) -> None:
    """Draw examples and see that the invariant holds in each."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn=law.drawn)
    def holds(drawn: object) -> None:
        with office(template) as lab:
            law.holds(lab, drawn)

    holds()


@pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law.number}-{law.holds.__name__}")
def test_it_holds(law: Law, template: Template) -> None:
    check(law, template, EXAMPLES, (Phase.generate, Phase.shrink))


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: f"{planted.law}-{planted.name}")
def test_a_planted_fault_is_found(planted: Planted, template: Template) -> None:
    law = next(law for law in LAWS if law.number == planted.law)
    with planted.plant(), pytest.raises(AssertionError, match=rf"invariant ({planted.says})\b"):
        check(law, template, FAULTY, (Phase.generate,))


def test_each_invariant_has_a_property_and_a_planted_fault() -> None:
    assert [law.number for law in LAWS] == list(range(1, 17)) and {p.law for p in PLANTED} == set(range(1, 17))

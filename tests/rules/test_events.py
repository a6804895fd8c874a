"""Deductions by event: exact, never beyond the cap or below the lowest score, told in words."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from drawn import Drawn, Entered, amount
from scoresheet.rule.model import Entries, Rule
from scoresheet.rules import kinds
from scoresheet.rules.events import Events, EventsParameters

KINDS = {"ordinary": {"name": "一般", "deduct": "0.5"}, "severe": {"name": "特别重大", "deduct": "1"}}
CELLS = {"events.ordinary": "D3", "events.severe": "D4", "register": "D3:D12"}


def rule(points: str, **parameters: Any) -> Events:
    """Make a rule from parameters as they stand in a catalog."""
    return Events.build(Decimal(points), EventsParameters.model_validate(parameters))


COUNTED = rule("1.5", events=KINDS, deduct_at_most="5")
OPEN = rule("15", register={"rows": "10"}, lowest="0")


def counts(ordinary: str | None, severe: str | None, *, none_declared: bool | None = None) -> Entries:
    """Give the counts of the two kinds, None for a blank."""
    events = {"ordinary": ordinary, "severe": severe}
    given_counts = {key: None if count is None else Decimal(count) for key, count in events.items()}
    return Entries(events=given_counts, none_declared=none_declared)


def registered(*deductions: str | None, none_declared: bool | None = None) -> Entries:
    """Give the deductions of an open register, None for a blank in a row in use."""
    rows = tuple(None if each is None else Decimal(each) for each in deductions)
    return Entries(register=rows, none_declared=none_declared)


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file."""
    assert kinds()["events"] is Events
    assert COUNTED.computes


@pytest.mark.parametrize(
    ("made", "entries"),
    [
        (COUNTED, Entries()),
        (COUNTED, counts(None, None)),
        (COUNTED, counts("1", None)),
        (COUNTED, counts(None, "0", none_declared=False)),
        (OPEN, Entries()),
        (OPEN, registered("1", None)),
        (OPEN, registered(None, none_declared=True)),
    ],
)
def test_a_blank_is_not_zero(made: Rule, entries: Entries) -> None:
    """While a count or a deduction is blank, there is neither a limit nor an arithmetic."""
    assert (made.limit(entries), made.arithmetic(entries)) == (None, None)


@pytest.mark.parametrize(
    ("made", "entries", "limit"),
    [
        (COUNTED, counts("0", "0"), "1.5"),
        (COUNTED, counts(None, None, none_declared=True), "1.5"),
        (COUNTED, counts("1", "0"), "1.0"),
        (COUNTED, counts("2", "1"), "-0.5"),
        (COUNTED, counts("9", "0"), "-3.0"),
        (COUNTED, counts("10", "0"), "-3.5"),
        (COUNTED, counts("11", "0"), "-3.5"),
        (COUNTED, counts("0", "1000"), "-3.5"),
        (OPEN, registered(none_declared=True), "15"),
        (OPEN, registered("0.1", "0.2"), "14.7"),
        (OPEN, registered("14.99"), "0.01"),
        (OPEN, registered("15"), "0"),
        (OPEN, registered("10", "10"), "0"),
        (rule("3", events=KINDS), counts("0", "4"), "0"),
        (rule("3", events=KINDS, lowest="1"), counts("0", "4"), "1"),
        (rule("3", events=KINDS, lowest="1", deduct_at_most="1"), counts("0", "4"), "2"),
        (rule("3", events=KINDS, lowest="-1", deduct_at_most="9"), counts("0", "9"), "-1"),
    ],
)
def test_the_limit_is_the_points_less_the_events(made: Rule, entries: Entries, limit: str) -> None:
    """Below, at and above the cap, the limit is exact."""
    assert made.limit(entries) == Decimal(limit)


@pytest.mark.parametrize(
    ("made", "lowest", "deducted"),
    [
        (COUNTED, "-3.5", "5"),
        (OPEN, "0", "15"),
        (rule("3", events=KINDS), "0", "3"),
        (rule("3", events=KINDS, lowest="1"), "1", "2"),
        (rule("3", events=KINDS, lowest="1", deduct_at_most="9"), "1", "2"),
        (rule("3", events=KINDS, lowest="-9", deduct_at_most="1"), "2", "1"),
    ],
)
def test_the_range_follows_from_cap_and_lowest_score(made: Rule, lowest: str, deducted: str) -> None:
    """Whichever of the two binds first decides."""
    assert (made.lowest, made.highest) == (Decimal(lowest), made.points)
    assert made.deduct_at_most == Decimal(deducted)


amounts = st.decimals(0, 1000, places=2)


@given(
    points=st.decimals("0.01", 100, places=2),
    cap=st.decimals("0.01", 200, places=2),
    ordinary=amounts,
    severe=amounts,
)
def test_the_limit_never_leaves_the_range(
    points: Decimal, cap: Decimal, ordinary: Decimal, severe: Decimal
) -> None:
    """Whatever is counted, the limit lies between the lowest and the highest score, and the words end with it."""
    made = rule(f"{points:f}", events=KINDS, deduct_at_most=f"{cap:f}")
    entries = Entries(events={"ordinary": ordinary, "severe": severe})
    limit = made.limit(entries)
    assert limit is not None
    assert made.lowest <= limit <= made.highest
    assert limit == max(points - ordinary * Decimal("0.5") - severe, points - cap)


@pytest.mark.parametrize(
    ("made", "entries", "zh", "en"),
    [
        (COUNTED, counts("0", "0"), "0起 = 0分，得 1.5 − 0 = 1.5分", "no events = 0, so 1.5 − 0 = 1.5"),
        (
            COUNTED,
            counts("2", "1"),
            "2起一般×0.5 + 1起特别重大×1 = 2分，得 1.5 − 2 = −0.5分",
            "2 × 0.5 (一般) + 1 × 1 (特别重大) = 2, so 1.5 − 2 = −0.5",
        ),
        (
            COUNTED,
            counts("20", "0"),
            "20起一般×0.5 = 10分，上限5分，得 1.5 − 5 = −3.5分",
            "20 × 0.5 (一般) = 10, at most 5, so 1.5 − 5 = −3.5",
        ),
        (
            OPEN,
            registered("0.5", "1"),
            "登记扣分 0.5 + 1 = 1.5分，得 15 − 1.5 = 13.5分",
            "registered deductions 0.5 + 1 = 1.5, so 15 − 1.5 = 13.5",
        ),
        (
            rule("15", register={"rows": "3"}, lowest="5", deduct_at_most="15"),
            registered("12"),
            "登记扣分12分，上限10分，得 15 − 10 = 5分",
            "registered deductions 12, at most 10, so 15 − 10 = 5",
        ),
    ],
)
def test_the_arithmetic_is_told_and_adds_up(made: Rule, entries: Entries, zh: str, en: str) -> None:
    """What is deducted and what is left is one line that a clerk can check in his head."""
    assert made.arithmetic(entries) == (zh, en)


def test_the_formula_is_the_limit_in_excel() -> None:
    """The sheet computes with the cells of its own entries."""
    assert COUNTED.formula(CELLS) == "MAX(1.5-MIN(0.5*N(D3)+1*N(D4),5),-3.5)"
    assert OPEN.formula(CELLS) == "MAX(15-MIN(SUM(D3:D12),15),0)"


def test_the_sentence_names_costs_cap_and_lowest_score() -> None:
    """A county officer reads what each event costs."""
    assert COUNTED.sentence() == (
        "满分1.5分，一般每起扣0.5分，特别重大每起扣1分，最多扣5分，最低−3.5分。",
        "1.5 points, 0.5 off for each: 一般, 1 off for each: 特别重大, at most 5 off, never below −3.5.",
    )
    assert OPEN.sentence().zh == "满分15分，按登记的扣分逐项扣减，最多扣15分，最低0分。"


@pytest.mark.parametrize(
    "other",
    [
        rule("2", events=KINDS, deduct_at_most="5"),
        rule("1.5", events=KINDS, deduct_at_most="4"),
        rule("1.5", events=KINDS, deduct_at_most="5", lowest="-1"),
        rule("1.5", events={"ordinary": KINDS["ordinary"]}, deduct_at_most="5"),
        rule("1.5", events=KINDS | {"severe": {"name": "特别重大", "deduct": "2"}}, deduct_at_most="5"),
    ],
)
def test_the_signature_changes_with_every_number(other: Rule) -> None:
    """Points, cap, lowest score and costs are all in it; spelling a number otherwise is no change."""
    assert COUNTED.signature() == rule("1.50", events=KINDS, deduct_at_most="5.0").signature()
    assert COUNTED.signature() != other.signature()


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"events": {}},
        {"events": KINDS, "register": {"rows": "3"}},
        {"events": {"a/b": KINDS["severe"]}},
        {"events": {"a": {"name": "", "deduct": "1"}}},
        {"events": {"a": {"name": "x", "deduct": "0"}}},
        {"register": {"rows": "0"}},
        {"register": {"rows": "201"}},
        {"register": {"rows": "2.0"}},
        {"events": KINDS, "deduct_at_most": "0"},
    ],
)
def test_parameters_that_make_no_rule_are_refused(parameters: dict[str, Any]) -> None:
    """One way of counting, costs above 0, a register of 1 to 200 rows."""
    with pytest.raises(ValidationError):
        EventsParameters.model_validate(parameters)


def test_a_lowest_score_at_the_points_is_refused() -> None:
    """A rule that could deduct nothing is a slip of the pen."""
    assert rule("3", events=KINDS, lowest="2.99").lowest == Decimal("2.99")
    with pytest.raises(PydanticCustomError):
        rule("3", events=KINDS, lowest="3")


def drawn(random: Random) -> Drawn:
    """Draw an item with up to three kinds of event, or with an open register."""
    points = amount(random, "0.5", "20")
    rule: dict[str, Any] = {"kind": "events"}
    if random.random() < 0.5:
        rule["deduct_at_most"] = amount(random, "0.5", "30")
    elif random.random() < 0.5:
        rule["lowest"] = f"{Decimal(points) - Decimal(amount(random, '0.5', '30'))}"
    if random.random() < 0.3:
        rule["register"] = {"rows": 5}
    else:
        rule["events"] = {
            f"e{n}": {"name": f"情形{n}", "deduct": amount(random, "0.1", "3")}
            for n in range(random.randint(1, 3))
        }

    def enter(again: Random) -> Entered:
        if "register" in rule:
            return {"register": tuple(amount(again, "0.1", "6") for _ in range(again.randint(1, 5)))}
        return {kind: str(again.choice([0, 0, 1, 2, 3, 10, 40])) for kind in rule["events"]}

    return Drawn({"points": points, "rule": rule}, enter)

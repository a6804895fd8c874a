"""The shipped catalog is the notice: every item word for word, with its points, for the county it was written for."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog
from scoresheet.rule.model import Comparison

ROOT = Path(__file__).parents[2]
NOTICE = ROOT / "tests" / "fixtures" / "notice-2014.txt"
UNITS = ["510824", "510821", "510823", "510822", "510802", "510811", "510812", "gyjkq"]


@cache
def shipped() -> Catalog:
    """Give the shipped catalog."""
    return load_catalog(ROOT / "indicators.yaml")


def form(unit_id: str) -> Form:
    """Give the form of one of its units."""
    unit = shipped().unit(unit_id)
    assert unit is not None
    return form_for(shipped(), unit)


def notice_rows() -> list[tuple[str, Decimal]]:
    """Give text and points of every row of the notice's table: a line with a tab each, one below the other."""
    _, _, rows = NOTICE.read_text(encoding="utf-8").partition("\t未完成情况说明\n")
    return [
        (text, Decimal(points))
        for text, points in re.findall(r"^\t(\S.*)\n\t([0-9.]+) *$", rows, re.MULTILINE)
    ]


def test_the_notice_has_34_rows_worth_135_points() -> None:
    """The fixture is whole: what it is compared with below is all of it."""
    rows = notice_rows()
    assert (len(rows), sum(points for _, points in rows)) == (34, 135)


def test_every_item_is_the_notices_word_for_word_for_cangxi() -> None:
    """With Cangxi's words and targets filled in, text and points are those of the notice, in its order."""
    filled = [(entry.text, entry.item.points) for entry in form("510824").items]
    assert filled == notice_rows()
    assert [entry.item.id for entry in form("510824").items] == [str(number) for number in range(1, 35)]


def test_the_head_is_the_notices() -> None:
    """Title, date, people and telephones are taken from the notice."""
    notice, catalog = NOTICE.read_text(encoding="utf-8"), shipped()
    assert f"{catalog.title}（以苍溪为例）" in notice
    assert catalog.issuer in notice
    assert catalog.round.due is not None
    due = catalog.round.due
    assert f"{due.year}年{due.month}月{due.day}日前" in notice
    assert all(word in notice for word in (*catalog.contacts.people, *catalog.contacts.phones))
    assert (catalog.total, catalog.decimals, catalog.round.interim) == (Decimal(135), 2, True)


def test_the_units_are_in_their_order() -> None:
    """Four counties, three districts and the zone, the former name of one among its aliases."""
    catalog = shipped()
    assert [unit.id for unit in catalog.units] == UNITS
    assert [unit.group for unit in catalog.units] == ["县"] * 4 + ["区"] * 3 + ["开发区"]
    zhaohua = catalog.unit("510811")
    assert zhaohua is not None
    assert {"元坝区", "元坝"} <= set(zhaohua.aliases)


@pytest.mark.parametrize(
    ("unit_id", "item", "words"),
    [
        ("510821", "3", "成立县青年志愿者协会"),
        ("510802", "3", "成立区青年志愿者协会"),
        ("gyjkq", "3", "成立区青年志愿者协会"),
        ("510802", "8", "组建40人的区级网络宣传员队伍"),
        ("510812", "24", "团区委班子成员赴基层走访"),
        ("gyjkq", "24", "团工委班子成员赴基层走访"),
        ("gyjkq", "23", "落实县（区）和乡镇（街道）"),
    ],
)
def test_the_other_units_are_addressed_in_their_own_words(unit_id: str, item: str, words: str) -> None:
    """A district's form speaks of the district, the zone's of the zone; what the notice says of both stays."""
    assert words in form(unit_id).by_id[item].text


def test_only_words_and_targets_differ_between_the_units() -> None:
    """Every form has the same rows, and no placeholder is left in any."""
    for unit_id in UNITS:
        entries = form(unit_id).items
        assert len(entries) == 34
        assert not [entry.text for entry in entries if re.search("[{}]", entry.text)]


def test_the_measures_are_those_of_the_notice() -> None:
    """48 measures in 26 items, three without a number, two asked for as numerator and denominator."""
    measures = {(item.id, measure.id): measure for item in shipped().items for measure in item.measures}
    blank = {key for key, measure in measures.items() if measure.goal.target is None}
    assert (len(measures), len({item for item, _ in measures})) == (48, 26)
    assert blank == {("8", "site_tasks"), ("17", "suspect_rate"), ("17", "crime_rate")}
    assert {key for key, measure in measures.items() if measure.numerator} == {
        ("27", "county_staffed"),
        ("27", "town_staffed"),
    }
    assert {
        key for key, measure in measures.items() if measure.goal.comparison is not Comparison.AT_LEAST
    } == {
        ("17", "suspect_rate"),
        ("17", "crime_rate"),
    }


def test_cangxi_has_targets_of_its_own_and_the_others_the_defaults() -> None:
    """The notice gives Cangxi's numbers; for the other units they are defaults, and counted as such."""
    assert {unit_id: form(unit_id).defaults for unit_id in UNITS} == {
        unit_id: 0 if unit_id == "510824" else 45 for unit_id in UNITS
    }


@pytest.mark.parametrize(
    ("item", "first", "second"), [("8", "cases", "articles"), ("27", "county_staffed", "town_staffed")]
)
def test_two_measures_that_share_a_number_in_the_text_have_the_same_target(
    item: str, first: str, second: str
) -> None:
    """Where the notice prints one number for two measures, no unit's form states a wrong one."""
    for unit_id in UNITS:
        targets = {entry.measure.id: entry.goal.target for entry in form(unit_id).by_id[item].measures}
        assert targets[first] == targets[second]


def test_the_two_items_that_deduct_have_their_ranges() -> None:
    """Item 18 can fall to -3.5, item 34 to 0; every other item runs from 0 to its points."""
    ranges = {item.id: (item.rule.lowest, item.rule.highest) for item in shipped().items}
    assert ranges["18"] == (Decimal("-3.5"), Decimal("1.5"))
    assert ranges["34"] == (Decimal(0), Decimal(15))
    assert [item.id for item in shipped().items if item.rule.kind == "events"] == ["18", "34"]
    assert all(lowest == 0 for item, (lowest, _) in ranges.items() if item != "18")


def test_inferred_names_say_so() -> None:
    """The categories whose names the notice doesn't give are marked."""
    inferred = [category.id for category in shipped().categories if category.name.endswith("（推定）")]
    assert inferred == ["A", "B", "C", "D", "E", "F"]
    assert [category.points for category in shipped().categories] == [15, 15, 10, 10, 20, 35, 15, 15]

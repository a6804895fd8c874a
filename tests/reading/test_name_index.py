"""A unit is known by its names, by nothing that is merely alike, and in a time that doesn't grow with the units."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from returned import CATALOG
from scoresheet.catalog.model import Unit
from scoresheet.reading.name_index import NameIndex, name_index

INDEX = name_index(CATALOG)


def certain(said: str, index: NameIndex = INDEX) -> str | None:
    """Give the name of the unit that some words certainly mean."""
    unit = index.certain(said)
    return unit.name if unit else None


def unit(number: int, name: str, *aliases: str) -> Unit:
    """Give a unit that signs with its name."""
    return Unit(str(number), name, name, aliases)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "成都市",
        "苍城县",
        "苍城县团委",
        "共青团苍城县委员会",
        "旺溪县团委",
        "利洲区团委",
        "苍溪县、旺苍县",
        "苍溪县陵江镇团委",
        "广元市利州区东坝街道团工委",
        "广安经济技术开发区团工委",
        "团委",
        "县",
    ],
)
def test_what_could_be_another_is_nobody(said: str) -> None:
    """One letter makes another county of a short name, and a town's office is not the county's."""
    assert certain(said) is None


@pytest.mark.parametrize("one", CATALOG.units, ids=lambda one: one.id)
def test_each_unit_goes_by_its_own_names(one: Unit) -> None:
    """As they stand, with blanks and wide letters, below the province and the city."""
    for name in (one.name, one.reporting_as, *one.aliases):
        assert certain(name) == one.name
        assert certain(f" {name[0]}　{name[1:]}") == one.name
    assert certain(f"四川省广元市{one.reporting_as}") == one.name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("苍溪县团委会", "苍溪县"),
        ("青川县县团委", "青川县"),
        ("广元经济技木开发区团工委", "广元经济技术开发区"),
        ("广元经济开发区团工委", "广元经济技术开发区"),
    ],
)
def test_a_unique_near_match_is_certain(said: str, name: str) -> None:
    """With the unit's own name in it, or one wrong letter in a long name."""
    assert certain(said) == name


def test_a_letter_that_tells_neighbours_apart_is_never_a_slip() -> None:
    """A third school is not the first, although all other letters are the same and the list has no third."""
    index = NameIndex([unit(1, "广元市第一中学"), unit(2, "广元市旺苍县东城高级中学")])

    assert certain("广元市第三中学", index) is None
    assert certain("广元市旺苍县西城高级中学", index) is None
    assert certain("广元市第一中学校", index) == "广元市第一中学"


def test_a_name_of_two_units_is_nobody_s() -> None:
    """Whoever made the list meant one of them."""
    index = NameIndex([unit(1, "南京鼓楼区", "鼓楼区"), unit(2, "徐州鼓楼区", "鼓楼区")])

    assert certain("鼓楼区", index) is None
    assert certain("徐州鼓楼区", index) == "徐州鼓楼区"
    assert index.within("鼓楼区总结") == [("鼓楼区", None)]


def test_a_name_inside_a_longer_one_does_not_count() -> None:
    """Wherever they begin."""
    index = NameIndex([unit(1, "利州区"), unit(2, "利州区新区"), unit(3, "大利州")])

    assert [name for name, _ in index.within("利州区新区和利州区")] == ["利州区新区", "利州区"]
    assert [name for name, _ in index.within("大利州区")] == ["利州区"]
    assert index.within("无关") == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("苍城县", {"旺苍县", "苍溪县"}),
        ("苍溪县、旺苍县", {"旺苍县", "苍溪县"}),
        ("利洲区团委", {"利州区"}),
        ("苍溪县陵江镇团委", {"苍溪县"}),
        ("成都市", set()),
        ("", set()),
    ],
)
def test_guesses_name_what_may_have_been_meant(said: str, names: set[str]) -> None:
    """For a question, never for an answer."""
    assert {one.name for one in INDEX.guesses(said)} == names


def test_the_index_of_another_catalog_is_another() -> None:
    """The one that is kept is never taken for a catalog that merely looks alike."""
    shorter = replace(CATALOG, units=CATALOG.units[1:])

    assert name_index(shorter).exact("苍溪县") is None
    assert name_index(CATALOG).exact("苍溪县") is CATALOG.units[0]
    assert name_index(CATALOG) is name_index(CATALOG)


def test_20_000_units_cost_no_more_than_a_few() -> None:
    """20,000 names that all begin alike are looked up in seconds, not in hours."""
    index = NameIndex(unit(number, f"共青团第{number:05d}县委员会") for number in range(20_000))
    begun = time.monotonic()

    for number in range(20_000):
        ((_, found),) = index.within(f"共青团第{number:05d}县委员会2014年总结报告")
        assert found is not None
        assert found.id == str(number)
    assert time.monotonic() - begun < 10

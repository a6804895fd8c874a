"""An indicator's text for readers of all units together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import samples
from scoresheet.catalog.item_texts import shared_texts, shortened
from scoresheet.catalog.model import Catalog, Category, Item
from scoresheet.rules.judged import Judged


def worded(text: str) -> Catalog:
    """Give the sample catalog with one item of this text, and units with a word of their own."""
    item = Item("1", "A", Decimal(3), text, Judged(Decimal(3)), samples.catalog().items[0].measures)
    units = samples.catalog().units
    words = ({"level": "县"}, {"level": "县"}, {"level": "区"})
    named = tuple(replace(unit, words=word) for unit, word in zip(units, words, strict=True))
    return samples.catalog(categories=(Category("A", "服务大局", (item,)),), units=named)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("按期换届。", "按期换届。"),
        ("不少于{activities}次。", "不少于3次。"),
        ("花括号{{activities}}照印。", "花括号{activities}照印。"),
        ("成立{level}协会。", "成立县/区协会。"),
    ],
)
def test_what_all_units_share_is_filled_in(text: str, shown: str) -> None:
    """A target that is the same everywhere is printed, and so are the few words that units have for a thing."""
    assert shared_texts(worded(text))["1"] == shown


def test_a_target_that_differs_is_left_open() -> None:
    """No unit's own number stands for all."""
    catalog = worded("不少于{activities}次。")
    targets = {("510821", "1", "activities"): Decimal(5)}
    assert shared_texts(replace(catalog, targets=targets))["1"] == "不少于××次。"


def test_many_different_words_are_left_open() -> None:
    """More than three words for one thing would not be read."""
    catalog = worded("成立{level}协会。")
    units = tuple(replace(catalog.units[0], id=word, words={"level": word}) for word in "甲乙丙丁")
    assert shared_texts(replace(catalog, units=units))["1"] == "成立××协会。"


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("按期换届。", 20, "按期换届"),
        ("一二三四五", 5, "一二三四五"),
        ("一二三四五六", 5, "一二三四…"),
        ("一二三，四五六", 5, "一二三…"),
        ("一\n二", 5, "一 二"),
    ],
)
def test_shortened(text: str, most: int, shown: str) -> None:
    """A short text stays whole; a long one is cut, not after a comma."""
    assert shortened(text, most) == shown

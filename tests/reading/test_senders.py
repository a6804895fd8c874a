"""Whose an attachment is: by its own name, else by its folder's, and by nothing that only looks like a name."""

from __future__ import annotations

import pytest

from returned import CATALOG
from scoresheet.reading.senders import Names, by_its_name, named, sender

NAMES = Names(CATALOG)


def whose(place: str) -> str | None:
    """Give the name of the unit that a place names."""
    unit = sender(NAMES, place)
    return unit.name if unit else None


@pytest.mark.parametrize(
    "place",
    [
        "总结.docx",
        "2014年/1.jpg",
        "IMG_510824.jpg",
        "20141128_510824.jpg",
        "mmexport1416510824000.jpg",
        "1510824.pdf",
        "510824000.pdf",
        "苍溪县、旺苍县.jpg",
        "苍溪县/苍溪县和旺苍县.jpg",
        "510824_旺苍县.xlsx",
        "苍.docx",
        "agyjkqb.docx",
        "",
        "/",
    ],
)
def test_what_names_nobody_or_two_is_nobody_s(place: str) -> None:
    """A camera's numbers are no ids, and of two units none is chosen, not even by the folder."""
    assert whose(place) is None


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("苍溪县总结.docx", "苍溪县"),
        ("苍溪 总结.docx", "苍溪县"),
        ("共青团苍溪县委员会工作总结.doc", "苍溪县"),
        ("（旺苍团县委）照片.jpg", "旺苍县"),
        ("510824.pdf", "苍溪县"),
        ("510824_苍溪县_自查评分表.pdf", "苍溪县"),
        ("总结（510824）.docx", "苍溪县"),
        ("５１０８２４.pdf", "苍溪县"),
        ("GYJKQ-总结.docx", "广元经济技术开发区"),
        ("广元经济技术开发区团工委报告.doc", "广元经济技术开发区"),
        ("苍溪县/照片/1.jpg", "苍溪县"),
        ("旺苍县/苍溪县.jpg", "苍溪县"),
        ("旺苍县/苍溪县/1.jpg", "苍溪县"),
        ("转发.zip!/苍溪县/1.jpg", "苍溪县"),
        ("苍溪县.zip!/照片/1.jpg", "苍溪县"),
        ("苍溪县.zip!/内.zip!/1.jpg", "苍溪县"),
    ],
)
def test_the_nearest_name_tells_the_unit(place: str, name: str) -> None:
    """The file's own before its folder's, the folder's before the folder above; archives are folders."""
    assert whose(place) == name


def test_all_that_a_name_names_is_given() -> None:
    """So that a name with the own unit beside another contradicts nothing."""
    assert [unit.name for unit in named(NAMES, "旺苍县/苍溪县转旺苍县.xlsx") if unit] == ["苍溪县", "旺苍县"]


def test_the_hint_names_the_unit() -> None:
    """In both languages."""
    hint = by_its_name(CATALOG.units[0])

    assert hint.zh == "从文件名看是苍溪县的"
    assert hint.en == "by its name it is from 苍溪县"

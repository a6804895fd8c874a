"""How many decimals an OpenDocument cell shows is told by its number style, or that of its parents."""

from __future__ import annotations

import pytest

from handmade_ods import DECLARED
from scoresheet.formats.number_formats import Decimals
from scoresheet.formats.ods_tables import read_styles

CELL = '<style:style style:name="ce" style:family="table-cell" style:data-style-name="N"/>'


def decimals(styles: str, cell: str = CELL) -> Decimals:
    """Give what the cell style ce shows."""
    part = f"<office:document-styles {DECLARED}><office:styles>{styles}{cell}</office:styles></office:document-styles>"
    return read_styles([part.encode()], "styles.xml").decimals("ce")


def style(inside: str, kind: str = "number-style", name: str = "N") -> str:
    """Give a number style."""
    return f'<number:{kind} style:name="{name}">{inside}</number:{kind}>'


def places(count: int) -> str:
    """Give the element that shows a number with so many decimals."""
    return f'<number:number number:decimal-places="{count}" number:min-decimal-places="0"/>'


def mapped(condition: str, name: str = "P") -> str:
    """Give the element that hands some numbers to another style."""
    return f'<style:map style:condition="{condition}" style:apply-style-name="{name}"/>'


@pytest.mark.parametrize(
    "styles",
    [
        "",
        style("<number:number/>"),
        style("<number:scientific-number number:decimal-places='2'/>"),
        style("<number:fraction/>"),
        style("<number:text>待定</number:text>"),
        style("<number:text-content/>", "text-style"),
        style("<number:year/>", "date-style"),
        style('<number:number number:decimal-places="1" number:display-factor="1000"/>'),
        style('<number:number number:decimal-places="x"/>'),
        style(places(1), name="other"),
        style(places(1), name="P") + style(places(2) + mapped("value()&gt;5")),
    ],
)
def test_what_shows_all_decimals_or_no_digits_has_no_limit(styles: str) -> None:
    """General, fractions, powers, words, dates and thousands say nothing about decimals."""
    assert decimals(styles) == Decimals()


@pytest.mark.parametrize(
    ("styles", "positive", "negative"),
    [
        (style(places(0)), 0, 0),
        (style(places(2)), 2, 2),
        (style(places(2), "currency-style"), 2, 2),
        (style(places(1), "percentage-style"), 1, 1),
        (style(places(1), name="P") + style(places(2) + mapped("value()&gt;=0")), 1, 2),
        (style(places(1), name="P") + style(places(2) + mapped("value() &lt; 0")), 2, 1),
        (style("", name="P") + style(places(2) + mapped("value()=0")), 2, 2),
        (style(places(1), name="P") + style(places(1) + mapped("value()&gt;5")), 1, 1),
    ],
)
def test_decimals_are_those_of_the_section(styles: str, positive: int, negative: int) -> None:
    """Numbers below 0 may have a style of their own."""
    assert decimals(styles) == Decimals(positive, negative)


def test_a_style_takes_from_its_parents() -> None:
    """The nearest one that names a number style counts; a style that is its own parent names none."""
    parents = '<style:style style:name="ce" style:family="table-cell" style:parent-style-name="b"/>'
    parents += CELL.replace('"ce"', '"b"')
    assert decimals(style(places(1)), parents) == Decimals(1, 1)
    assert decimals("", parents.replace(CELL.replace('"ce"', '"b"'), "")) == Decimals()
    own = '<style:style style:name="ce" style:family="table-cell" style:parent-style-name="ce"/>'
    assert decimals(style(places(1)), own) == Decimals()

"""A cell format is copied with another fill; all formats that were there keep their numbers and bytes."""

from __future__ import annotations

from time import perf_counter

import pytest

from scoresheet.parts.styles import NO_FILL, Styles, harmless, is_solid, solid

RED = "FFFFC1BD"
TABLE = (
    '<styleSheet xmlns="m"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="2">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFBE6"/>'
    '</patternFill></fill></fills><borders count="1"><border><left style="thin"/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" '
    'borderId="0" xfId="0"/><xf numFmtId="2" fontId="0" fillId="1" borderId="0" xfId="0" applyProtection="1">'
    '<protection locked="0"/></xf></cellXfs><dxfs count="0"/></styleSheet>'
)

LINEAR = 3.0
"""Seconds: far more than one pass needs on any machine, far less than a pass for each element."""


def test_nothing_added_changes_nothing() -> None:
    """A table that is only looked at stays byte for byte."""
    assert Styles(TABLE.encode()).to_bytes() == TABLE.encode()


def test_only_the_fill_of_a_copied_format_differs() -> None:
    """Border, number format, font and protection are the cell's own."""
    styles = Styles(TABLE.encode())
    number = styles.refilled(1, solid(RED))
    made = styles.to_bytes().decode()
    assert number == 2
    assert (
        '<xf numFmtId="2" fontId="0" fillId="2" borderId="0" xfId="0" applyProtection="1" applyFill="1">'
        '<protection locked="0"/></xf></cellXfs>' in made
    )
    assert '<cellXfs count="3">' in made
    assert '<fills count="3">' in made
    assert made.replace('count="3"', 'count="2"').startswith(TABLE.partition("</fills>")[0])


def test_equal_formats_are_put_in_once() -> None:
    """The same format asked for again has the same number."""
    styles = Styles(TABLE.encode())
    assert styles.refilled(1, solid(RED)) == styles.refilled(1, solid(RED))
    assert styles.add("fonts", '<font><sz val="11"/></font>') == 0


def test_old_fill_gives_back_the_very_format() -> None:
    """Taking a mark away again leads to the format that the cell had."""
    styles = Styles(TABLE.encode())
    before = styles.fill(1)
    assert styles.restored(styles.refilled(1, solid(RED)), before) == 1


def test_fill_is_told_whatever_the_prefix() -> None:
    """A fill is compared as colours, by whichever program it was written."""
    prefixed = TABLE.replace("<", "<x:").replace("<x:/", "</x:").encode()
    assert is_solid(Styles(prefixed).fill(1), "FFFFFBE6")
    assert not is_solid(Styles(prefixed).fill(0), "FFFFFBE6")
    assert is_solid(
        '<fill><patternFill patternType="solid"><fgColor rgb="00ffc1bd"/></patternFill></fill>', RED
    )


@pytest.mark.parametrize(
    "fill",
    [
        "",
        "<fill><script/></fill>",
        "<fill>&a;</fill>",
        f"<fill>{'<color/>' * 900}</fill>",
        "<fill></fill><xf/>",
    ],
)
def test_what_a_file_remembers_is_not_trusted(fill: str) -> None:
    """Whatever isn't plainly a fill becomes none."""
    assert harmless(fill) == NO_FILL


def test_incomplete_table_is_refused() -> None:
    """A table without formats is not edited."""
    with pytest.raises(ValueError, match="incomplete"):
        Styles(b'<styleSheet xmlns="m"><fonts/></styleSheet>')


def test_many_formats_cost_no_time() -> None:
    """A cell's earlier format is looked up, not searched for among all."""
    listed = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for number in range(9, 8_009)
    )
    styles = Styles(TABLE.replace("</cellXfs>", listed + "</cellXfs>").encode())
    began = perf_counter()
    marked = [styles.refilled(number, solid(RED)) for number in range(2, 8_002)]
    assert [styles.restored(number, NO_FILL) for number in marked] == list(range(2, 8_002))
    assert perf_counter() - began < LINEAR

"""Lines break where Chinese print breaks them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from scoresheet.wrapping import wrapped


@pytest.mark.parametrize("text", ["", "短", "a short line", "  缩进保留"])
def test_what_fits_is_one_line(text: str) -> None:
    """A line that fits stays as it is."""
    assert wrapped(text, 20, cell_len) == [text]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("第一项没有填写", 8, ["第一项没", "有填写"]),
        ("一二三，四五六", 8, ["一二三，", "四五六"]),
        ("一二三四，五六", 8, ["一二三", "四，五六"]),
        ("一二三（四五）", 8, ["一二三", "（四五）"]),
        ("得分 128.50 分", 9, ["得分", "128.50 分"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghijkl", 5, ["abcde", "fghij", "kl"]),
        ("D8、D10、D14", 7, ["D8、", "D10、", "D14"]),
    ],
)
def test_line_breaks(text: str, width: int, lines: list[str]) -> None:
    """Chinese parts anywhere but before a closing mark or after an opening one; words and numbers stay whole."""
    assert wrapped(text, width, cell_len) == lines


def test_following_lines_hang() -> None:
    """Lines after the first are set in, within the same width."""
    assert wrapped("  一二三四五", 8, cell_len, hanging=4) == ["  一二三", "    四五"]


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])), st.integers(8, 40), st.integers(0, 4)
)
def test_no_line_is_too_long_and_nothing_is_lost(text: str, width: int, hanging: int) -> None:
    """Every line fits and all that was said is still there, blanks aside."""
    lines = wrapped(text.strip(), width, cell_len, hanging=hanging)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())

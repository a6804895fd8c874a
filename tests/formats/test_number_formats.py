"""A number format shows a date or time, or it does not."""

import pytest
from handmade import styles

from scoresheet.formats.number_formats import number_styles, shows_date, shows_percent

NO_DATES = [
    "General",
    "Standard",
    "0.00",
    "0.00E+00",
    "#,##0;[Red]-#,##0",
    "@",
    '0"days"',
    '0"分',
    r"0\d",
    "0_m",
    "0*d",
    "[Red]0",
    "[$USD]0",
    "[$-804]0",
    "[DBNum1]General",
    '""',
    "",
    "# ?/?",
    "0%",
    "[>=100]0",
]
DATES = [
    "yyyy-mm-dd",
    'yyyy"年"m"月"d"日"',
    "[$-804]yyyy/m/d",
    "[$-F800]dddd",
    "h:mm AM/PM",
    "[h]:mm",
    "[h]",
    "[mm]",
    "[SS].00",
    "YYYY",
    "mmm",
    "ss",
    "0;d",
]


@pytest.mark.parametrize("code", NO_DATES)
def test_number_is_no_date(code: str) -> None:
    """Letters that are quoted, escaped or in brackets are decoration."""
    assert not shows_date(code)


@pytest.mark.parametrize("code", DATES)
def test_date_is_seen(code: str) -> None:
    """A year, month, day, hour or second makes a date or time, elapsed ones too."""
    assert shows_date(code)


def test_only_the_cell_styles_count() -> None:
    """Formats of named styles and of conditional formatting are not what a cell's s refers to."""
    part = styles(
        "0.0", "yyyy", built_in=(9, 13, 14, 22, 23, 26, 27, 36, 37, 44, 45, 47, 48, 49, 50, 58, 59)
    ).encode()
    assert number_styles([part], "xl/styles.xml").dates == {"2", *map(str, (5, 6, 9, 10, 13, 14, 17, 18))}


def test_custom_format_takes_the_place_of_a_built_in_one() -> None:
    """A file may give a built-in number a format of its own."""
    part = styles("0.0").replace("164", "14").encode()
    assert number_styles([part], "xl/styles.xml").dates == frozenset()


@pytest.mark.parametrize("code", ["General", "0.00", '0"%"', "0\\%", "[%]0"])
def test_other_formats_show_no_percentage(code: str) -> None:
    """A percent sign that is quoted or escaped is decoration."""
    assert not shows_percent(code)


@pytest.mark.parametrize("code", ["0%", "0.00%", '0.0%;-0.0%;"—"'])
def test_percentages_are_known_by_their_sign(code: str) -> None:
    """A bare percent sign multiplies by a hundred."""
    assert shows_percent(code)

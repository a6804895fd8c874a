"""A number format shows a date or time, or it does not."""

import pytest

from handmade import styles
from scoresheet.formats.number_formats import (
    Decimals,
    number_styles,
    shown_decimals,
    shows_date,
    shows_percent,
)

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


@pytest.mark.parametrize(
    "code",
    [
        *(
            "General",
            "Standard",
            "G/通用格式",
            "@",
            "",
            ";;;",
            "0,",
            "0.0,,",
            "# ?/?",
            "0.00E+00",
            "##0.0E+0",
        ),
        *(
            'General"%"',
            '"待定";"待定";"待定"',
            "yyyy-mm-dd",
            "mm:ss.0",
            "[h]:mm",
            "[>2]0.0;0.00",
            '"0.0"',
            "\\0",
        ),
    ],
)
def test_what_shows_all_decimals_or_no_digits_has_no_limit(code: str) -> None:
    """Words, dates, fractions, powers and thousands, and conditions that disagree: nothing can be told."""
    shown = shown_decimals(code)

    assert (shown.positive, shown.negative) == (None, None)


@pytest.mark.parametrize(
    ("code", "positive", "negative"),
    [
        ("0", 0, 0),
        ("0.0", 1, 1),
        ("0.00", 2, 2),
        ("0.##", 2, 2),
        ("#.#", 1, 1),
        (".00", 2, 2),
        ("#,##0.00", 2, 2),
        ("0.0%", 1, 1),
        ('0.0"分"', 1, 1),
        ('0"."0', 0, 0),
        ("0.0_);(0.0)", 1, 1),
        ("0.0;[Red]-0.00", 1, 2),
        ('0.0;"无"', 1, None),
        ('"a;b"0;0.0', 0, 1),
        ("\\;0.0", 1, 1),
        ("[DBNum1]0", 0, 0),
        ("[$¥-804]#,##0.00", 2, 2),
        ("[>2]0.0;0.0", 1, 1),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 2, 2),
    ],
)
def test_decimals_are_those_that_can_be_seen(code: str, positive: int, negative: int | None) -> None:
    """The most that the format shows, for numbers from 0 up and for those below."""
    assert shown_decimals(code) == Decimals(positive, negative)
    assert [shown_decimals(code).of(digits) for digits in ("2.46", "0", "-2.46")] == [
        positive,
        positive,
        negative,
    ]


def test_styles_with_a_limit_are_known() -> None:
    """Formats of the workbook's own and built-in ones; General, text, dates and fractions have none."""
    part = styles("0.0", "General", built_in=(0, 1, 2, 4, 9, 10, 11, 12, 14, 49)).encode()
    found = number_styles([part], "xl/styles.xml").decimals
    assert {place: limit.positive for place, limit in found.items()} == {
        "1": 1,
        "4": 0,
        "5": 2,
        "6": 2,
        "7": 0,
        "8": 2,
    }


ITS_OWN = [
    *("General", "Standard", "G/通用格式", "", "@", "0", "0.00", "#,##0", "#,##0.00", "0.0_ ", "[红色]0", "[Red]0.00"),
    *('0"分"', '0.0"分"', '"第"0"项"', '0"分（满分3）"', '"约"0', '"满分3分，"0', r"0\ ", r"0\-", "$#,##0.00", "¥0"),
    *("0;-0", "0;-0;;@", "0;;;@", "0.00;[Red]0.00", "0_);(0)", "(0)", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '),
    *("0%", "# ?/?", "0.00E+00", "yyyy-mm-dd", "[DBNum1]0", "[DBNum2][$-804]General", 'General"分"', "General;;;"),
    *('0,"千"', '0.0,"K"', '0"."0', '[>2]"x";0', '[=3]"2"'),
]  # fmt: skip


@pytest.mark.parametrize("code", ITS_OWN)
def test_an_ordinary_format_shows_a_number_s_own_digits(code: str) -> None:
    """Units, colours, currencies and conditions are no other digits; what can't be told is not told."""
    assert all(shown_decimals(code).instead(number) is None for number in ("0", "3", "12000", "-3"))


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (";;;", ""),
        (";;", ""),
        ('""', ""),
        ('"2"', "2"),
        ('"达标"', "达标"),
        ('0"0"', "30"),
        (r"0\0", "30"),
        ('"1"0', "13"),
        ('0".5"', "3.5"),
        ('0"0分"', "30"),
        ("0,", "0"),
        ("0.000,", "0.003"),
        ("[Red]0.0,,;0", "0.0"),
    ],
)
def test_other_digits_are_seen(code: str, shown: str) -> None:
    """Nothing, words that are always the same, digits of the format's own, and thousands without a word."""
    assert shown_decimals(code).instead("3") == shown
    assert shown_decimals(code).instead("-3") is None


@pytest.mark.parametrize("written", ["", "x", "1e999", "nan"])
def test_what_is_no_number_is_not_shown_as_one(written: str) -> None:
    """A file may hold anything where a number should stand."""
    assert shown_decimals('0"0"').instead(written) is None

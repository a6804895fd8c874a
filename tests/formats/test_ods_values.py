"""What an OpenDocument cell says in its attributes becomes the cell that a workbook would hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoresheet.formats.number_formats import Decimals
from scoresheet.formats.ods_values import NULL_DATE, Written, duration, serial
from scoresheet.grid import Kind, RawCell

NUMBER, TEXT, ERROR, BOOLEAN = Kind.NUMBER, Kind.TEXT, Kind.ERROR, Kind.BOOLEAN


def made(shown: str | None = None, **attributes: str) -> RawCell | None:
    """Give a cell; office:value-type is written value_type, table:formula formula, calcext:value-type calcext."""
    named = {"formula": "table:formula", "calcext": "calcext:value-type"}
    full = {named.get(key, "office:" + key.replace("_", "-")): value for key, value in attributes.items()}
    return Written(full, shown, Decimals(1, 2), NULL_DATE).made()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (made("2.5", value_type="float", value="2.46"), RawCell(NUMBER, "2.46", decimals=1)),
        (made("-2.46", value_type="float", value="-2.46"), RawCell(NUMBER, "-2.46", decimals=2)),
        (made("¥5.00", value_type="currency", value="5"), RawCell(NUMBER, "5", decimals=1)),
        (made("95%", value_type="percentage", value="0.95"), RawCell(NUMBER, "0.95", percent=True, decimals=1)),
        (made("3", value_type="string"), RawCell(TEXT, "3")),
        (made("甲", value_type="string", string_value="乙"), RawCell(TEXT, "乙")),
        (made("没有类型"), RawCell(TEXT, "没有类型")),
        (made("5", value_type="float"), RawCell(TEXT, "5")),
        (made("TRUE", value_type="boolean", boolean_value="true"), RawCell(BOOLEAN, "TRUE")),
        (made("TRUE", value_type="float", value="1", formula="of:=TRUE()"), RawCell(BOOLEAN, "TRUE", "TRUE()")),
        (made("3-4", value_type="date", date_value="2014-03-04"), RawCell(NUMBER, "41702", date=True)),
        (made("12:00", value_type="time", time_value="PT12H00M00S"), RawCell(NUMBER, "0.5", date=True)),
        (made("?", value_type="date", date_value="2014-13-45"), RawCell(TEXT, "2014-13-45", date=True)),
        (made("?", value_type="time", time_value="12:00"), RawCell(TEXT, "12:00", date=True)),
        (made("3", value_type="float", value="3", formula="of:=1+2"), RawCell(NUMBER, "3", "1+2", decimals=1)),
        (made("#N/A", value_type="string", string_value="", calcext="error", formula="of:=NA()"),
         RawCell(ERROR, "#N/A", "NA()")),
        (made("#REF!", value_type="float", value="0", formula="of:=[#REF!]"), RawCell(ERROR, "#REF!", "#REF!")),
        (made("Err:502", value_type="float", value="0", formula="of:=X()"), RawCell(ERROR, "Err:502", "X()")),
        (made("", formula='of:=""'), RawCell(TEXT, "", '""')),
        (made(formula="of:=1+2"), RawCell(TEXT, None, "1+2")),
        (made(value_type="float", formula="of:=1+2"), RawCell(NUMBER, None, "1+2", decimals=1)),
        (made("NaN", value_type="float", value="NaN"), RawCell(NUMBER, "NaN", decimals=1)),
        (made("", value_type="string"), None),
        (made(), None),
    ],
)  # fmt: skip
def test_cell_is_what_the_file_says(cell: RawCell | None, expected: RawCell | None) -> None:
    """Value, formula, stored result, kind and number format are taken as they are written; nothing is made up."""
    assert cell == expected


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2014-03-04", "41702"),
        ("1900-01-04", "5"),
        ("2014-03-04T12:00:00", "41702.5"),
        ("2014-03-04T12:00:00.000000000", "41702.5"),
        ("1899-12-29", "-1"),
        ("", None),
        ("2014-02-30", None),
        ("words", None),
        ("99999-01-01", None),
    ],
)
def test_a_day_is_counted_from_the_null_date(written: str, days: str | None) -> None:
    """A moment is a number of days, as a workbook stores it."""
    assert serial(written, NULL_DATE) == (None if days is None else Decimal(days))


def test_another_null_date_is_respected() -> None:
    """A document of an old Mac counts from 1904."""
    assert serial("1904-01-06", date(1904, 1, 1)) == 5


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("PT12H00M00S", "0.5"),
        ("PT36H", "1.5"),
        ("P1DT12H", "1.5"),
        ("-PT6H", "-0.25"),
        ("PT0.864S", "0.00001"),
        ("PT1,5S", str(Decimal("1.5") / 86400)),
        ("", None),
        ("12:00", None),
        ("PT" + "9" * 50 + "H", None),
    ],
)
def test_a_time_is_a_part_of_a_day(written: str, days: str | None) -> None:
    """Elapsed time may be longer than a day."""
    assert duration(written) == (None if days is None else Decimal(days))

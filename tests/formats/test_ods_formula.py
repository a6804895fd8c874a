"""An OpenDocument formula is written as a workbook writes it."""

from __future__ import annotations

import time

import pytest

from scoresheet.formats.ods_formula import plain_formula
from scoresheet.grid import Kind, RawCell
from scoresheet.values import Refusal, read_number


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("of:=SUM([.D5:.D38])", "SUM(D5:D38)"),
        ("of:=[.$I$5]+1", "$I$5+1"),
        ("=A1", "A1"),
        ("oooc:=SUM([.A1];[.B2])", "SUM(A1,B2)"),
        ("of:=SUM([$量化指标完成数.$I$5:.$I$9])", "SUM(量化指标完成数!$I$5:$I$9)"),
        ("of:=[$'it''s a.b'.A1]", "'it''s a.b'!A1"),
        ('of:=IF([.F9]="a;[.b]";1;"")', 'IF(F9="a;[.b]",1,"")'),
        ("of:=SUM({1;2|3;4})", "SUM({1,2;3,4})"),
        ("of:=[.A:.A]", "A:A"),
        ("of:=[#REF!]", "#REF!"),
        ("of:=[.A1]~[.B2]", "A1,B2"),
        ('of:=[.A1]&"it\'s"&[.B1]', 'A1&"it\'s"&B1'),
        ("of:=[.A1", "[.A1"),
        ("msoxl:=A1", "A1"),
        ("", ""),
    ],
)
def test_a_formula_is_given_as_a_workbook_writes_it(written: str, plain: str) -> None:
    """Brackets, prefixes and separators are those of a workbook; texts stay as they are."""
    assert plain_formula(written) == plain


def test_no_formula_is_none() -> None:
    """A constant has none."""
    assert plain_formula(None) is None


@pytest.mark.parametrize(
    "written",
    [
        "of:=['file:///C:/x.ods'#$Sheet1.A1]",
        "of:=['file:///tmp/%E8%8B%8D.xlsx'#$'自查 表'.A1]+1",
        'of:=DDE("soffice";"a.ods";"A1")',
    ],
)
def test_a_reference_to_another_file_is_seen_as_one(written: str) -> None:
    """Whoever looks for other workbooks finds those that an OpenDocument formula names."""
    cell = RawCell(Kind.NUMBER, "3", plain_formula(written))

    assert read_number(cell).refusal is Refusal.OTHER_WORKBOOK


@pytest.mark.parametrize(
    "piece", ["[", "['", "'a'", "{a", '"[a', ".:", "x", "[.A1]", "'", "''", "$'", "#", "['a'#", ";", "of:"]
)
@pytest.mark.parametrize("start", ["of:=", "of:=[", ""])
def test_a_formula_without_end_takes_no_time(piece: str, start: str) -> None:
    """Whatever is repeated, the work grows with the length alone."""
    started = time.process_time()
    assert plain_formula(start + piece * (300_000 // len(piece))) is not None
    assert time.process_time() - started < 3

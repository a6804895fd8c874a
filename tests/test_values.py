"""Reading the number that stands in a cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoresheet.grid import Kind, RawCell
from scoresheet.scoring import rounded
from scoresheet.values import BLANK, Refusal, Value, read_number, shortest, tidy

DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


def of_text(text: str) -> Value:
    """Read a cell that holds text."""
    return read_number(RawCell(Kind.TEXT, text))


def of_number(digits: str) -> Value:
    """Read a cell that holds a number with these digits."""
    return read_number(RawCell(Kind.NUMBER, digits))


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\xa0", "\u200b", "\ufeff \u2060"])
def test_what_can_not_be_seen_is_blank(text: str) -> None:
    """Blanks of all kinds and invisible characters are nothing."""
    assert of_text(text) == BLANK
    assert of_text(text).is_blank


def test_no_cell_is_blank() -> None:
    """A cell that the file doesn't have is blank."""
    assert read_number(None) is BLANK


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("5", "5"),
        ("2.6749999999999998", "2.675"),
        ("0.29999999999999999", "0.3"),
        ("0.30000000000000004", "0.3"),
        ("2.3000000000000003", "2.3"),
        ("1E-3", "0.001"),
        ("1.5e2", "150"),
        ("-0", "0"),
        ("0.0", "0"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_a_number_means_what_excel_shows(digits: str, number: str) -> None:
    """The file's seventeen digits are read as the number that was typed or computed."""
    value = of_number(digits)

    assert str(value.number) == number
    assert value.refusal is None
    assert not value.normalised


def test_rounding_starts_from_what_was_typed() -> None:
    """2.675 is stored as a little less, and still rounds to 2.68."""
    number = of_number("2.6749999999999998").number

    assert number is not None
    assert rounded(number, 2) == Decimal("2.68")


@given(DECIMALS)
def test_every_number_comes_back_from_its_double(number: Decimal) -> None:
    """A score written with seventeen digits is read as the decimal that was typed."""
    read = of_number(f"{float(number):.17g}").number

    assert read == number


@given(DECIMALS)
def test_every_number_comes_back_from_text(number: Decimal) -> None:
    """A number that is stored as text is taken as written, and marked as normalised."""
    value = of_text(f" {number:f}分")

    assert value.number == number
    assert value.normalised


@given(st.text())
def test_any_text_is_a_number_a_blank_or_refused(text: str) -> None:
    """Whatever stands there, reading gives exactly one of the three and never raises."""
    value = of_text(text)

    assert [value.number is not None, value.refusal is not None, value.is_blank].count(True) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", "3"),
        ("３．５", "3.5"),
        ("－１", "-1"),
        ("−1", "-1"),
        ("＋2", "2"),
        ("-0", "0"),
        ("5．5", "5.5"),
        ("‘5", "5"),
        ("'5", "5"),
        ("5分", "5"),
        ("５ 分", "5"),
        ("\u200b2.50\u3000", "2.5"),
        ("007", "7"),
    ],
)
def test_text_is_normalised_without_loss(text: str, number: str) -> None:
    """Full-width forms, blanks, an apostrophe and a trailing 分 are no part of the number."""
    value = of_text(text)

    assert str(value.number) == number
    assert value.normalised


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("三", "3"),
        ("两分", "2"),
        ("约4", "4"),
        ("3。5", "3.5"),
        ("3,5", "3.5"),
        ("1,200人", "1200"),
        ("5个", "5"),
        ("①", "1"),
        ("⑤分", "5"),
        ("²", "2"),
        ("½", "0.5"),
        ("Ⅲ", "3"),
        ("⅓", None),
        ("√", None),
        ("5.", "5"),
        (".5", "0.5"),
        ("5分。", "5"),
        ("“5”", "5"),
        ("1,234", "1234"),
        ("O", "0"),
        ("零", "0"),
        ("十五分", "15"),
        ("三点五", "3.5"),
        ("叁", "3"),
        ("5e0", "5"),
        ("1E+99", None),
        ("3²", None),
        ("大约 3 分", "3"),
        ("约三分", "3"),
        ("近40名", "40"),
        ("40多人", "40"),
        ("3分左右", "3"),
        ("3 points", "3"),
        ("-1左右", "-1"),
        ("<script>alert(1)</script>", None),
        ("@SUM(1)", None),
        ("=1", None),
        ("{3}", None),
        ("3万", None),
        ("3分半", None),
        ("扣3分", None),
        ("不到3分", None),
        ("两三分", None),
        ("第3项", None),
        ("3 4", None),
        ("约", None),
        ("约" + "3" * 16, None),
        ("二十五", "25"),
        ("一百", None),
        ("1e3", "1000"),
        ("NaN", None),
        ("inf", None),
        ("1_000", None),
    ],
)
def test_words_are_refused_with_what_they_may_mean(text: str, suggestion: str | None) -> None:
    """A likely meaning is only ever offered; where there are two, or none, nothing is."""
    value = of_text(text)

    assert value.number is None
    assert value.refusal is Refusal.WORDS
    assert value.suggestion == (None if suggestion is None else Decimal(suggestion))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        *((text, Refusal.FULL_MARKS) for text in ("满分", "满分。", "得满分", "Full marks")),
        *(
            (text, Refusal.NOTHING)
            for text in ("无", "/", "／", "—", "——", "-", "×", "没有", "N/A", "不适用")
        ),
        *((text, Refusal.ERROR) for text in ("#REF!", "#SPILL!", "#CALC!", "#GETTING_DATA", "Err:502")),
        *((text, Refusal.DATE) for text in ("2014-3-4", "2014年3月4日", "3月4日")),
        ('=DISPIMG("ID_8E2F",1)', Refusal.PICTURE),
    ],
)
def test_words_with_one_meaning_have_a_refusal_of_their_own(text: str, refusal: Refusal) -> None:
    """What says full marks, nothing, an error or a day is told as that."""
    assert of_text(text) == Value(refusal=refusal)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("4-5", "4 5"),
        ("４～５分", "4 5"),
        ("2.5至3", "2.5 3"),
        ("3/4", "3 4"),
        ("1或2", "1 2"),
        ("4—5", "4 5"),
    ],
)
def test_two_numbers_are_both_offered(text: str, choices: str) -> None:
    """Which of them was meant only the sender knows."""
    value = of_text(text)

    assert (value.number, value.refusal, value.suggestion) == (None, Refusal.TWO_NUMBERS, None)
    assert " ".join(map(str, value.choices)) == choices


def test_a_percentage_in_words_is_told_from_a_number() -> None:
    """95% as text is no score, and 95 where percent is asked for."""
    assert of_text("９５％") == Value(None, Refusal.PERCENT, normalised=True, suggestion=Decimal(95))


@pytest.mark.parametrize(
    ("digits", "decimals", "seen"),
    [
        ("2.46", None, None),
        ("3", 2, None),
        ("2.46", 2, None),
        ("2.2999999999999998", 1, None),
        ("2.46", 1, "2.5"),
        ("2.5", 0, "3"),
        ("-2.45", 1, "-2.5"),
        ("0.04", 1, "0"),
        ("123456789012.123", 1, "123456789012.1"),
    ],
)
def test_what_the_sheet_shows_is_known_where_it_differs(
    digits: str, decimals: int | None, seen: str | None
) -> None:
    """A format rounds half away from zero, and what it adds are zeros."""
    value = read_number(RawCell(Kind.NUMBER, digits, decimals=decimals))

    assert value.seen == (None if seen is None else Decimal(seen))
    assert value.refusal is None


@pytest.mark.parametrize(
    ("cell", "refusal"),
    [
        (RawCell(Kind.ERROR, "#REF!"), Refusal.ERROR),
        (RawCell(Kind.ERROR, "#DIV/0!", "1/0"), Refusal.ERROR),
        (RawCell(Kind.BOOLEAN, "TRUE"), Refusal.BOOLEAN),
        (RawCell(Kind.NUMBER, "NaN"), Refusal.NOT_FINITE),
        (RawCell(Kind.NUMBER, "1e999"), Refusal.NOT_FINITE),
        (RawCell(Kind.NUMBER, "-INF"), Refusal.NOT_FINITE),
        (RawCell(Kind.NUMBER, "abc"), Refusal.NOT_FINITE),
        (RawCell(Kind.NUMBER, "1e300"), Refusal.TOO_LONG),
        (RawCell(Kind.NUMBER, "1000000000000000"), Refusal.TOO_LONG),
        (RawCell(Kind.TEXT, "9" * 5000), Refusal.TOO_LONG),
        (RawCell(Kind.TEXT, "0." + "3" * 5000), Refusal.TOO_LONG),
        (RawCell(Kind.NUMBER, None, "A1+1"), Refusal.NOT_CALCULATED),
        (RawCell(Kind.NUMBER, "3", "[1]Sheet1!$A$1"), Refusal.OTHER_WORKBOOK),
        (RawCell(Kind.NUMBER, "3", "'[其他.xlsx]自查 表'!A1*2"), Refusal.OTHER_WORKBOOK),
        (RawCell(Kind.NUMBER, None, "[1]!总分"), Refusal.OTHER_WORKBOOK),
        (RawCell(Kind.NUMBER, "3", "cmd|' /C calc'!A0"), Refusal.OTHER_WORKBOOK),
        (RawCell(Kind.NUMBER, "3", "soffice|'a.ods'!'Sheet1.A1'"), Refusal.OTHER_WORKBOOK),
        (RawCell(Kind.NUMBER, "3", 'DDE("soffice","a.ods","A1")'), Refusal.OTHER_WORKBOOK),
        (RawCell(Kind.NUMBER, "3", "'file:///C:/[a.ods]Sheet1'!A1"), Refusal.OTHER_WORKBOOK),
        (RawCell(Kind.NUMBER, "3", 'WEBSERVICE("http://example.com")'), Refusal.OTHER_WORKBOOK),
        (RawCell(Kind.ERROR, "#NAME?", '_xlfn.dispimg("ID_8E2F",1)'), Refusal.PICTURE),
        (RawCell(Kind.TEXT, "2014-03-04", date=True), Refusal.DATE),
        (RawCell(Kind.ERROR, "#SPILL!", "A1:A3"), Refusal.ERROR),
    ],
)
def test_what_is_no_number_is_refused_for_its_own_reason(cell: RawCell, refusal: Refusal) -> None:
    """Nothing that isn't blank is read as blank."""
    value = read_number(cell)

    assert (value.number, value.refusal) == (None, refusal)
    assert not value.is_blank


@pytest.mark.parametrize(
    "formula",
    [
        *("SUM(D5:D9)", "表1[得分]", "SUM(表1[[#This Row],[得分]])", "Sheet2!A1", ""),
        *('IF(A1="a|b!",3,0)', 'IF(A1="见[1]表!A1",3,0)', "'a\"b'!A1&'c\"d'!A1", "BDDE(1)"),
    ],
)
def test_a_formula_within_the_workbook_counts_by_its_result(formula: str) -> None:
    """Brackets that name a column of a table are no other workbook."""
    assert read_number(RawCell(Kind.NUMBER, "3", formula)) == Value(Decimal(3))


@pytest.mark.parametrize(("digits", "meant"), [("5", "5"), ("41702", None), ("5.5", None), ("-1", None)])
def test_a_date_is_refused_and_only_a_small_whole_one_may_be_a_number(digits: str, meant: str | None) -> None:
    """5 in a date format was meant as 5; a day of this year may have been 3-4 or anything."""
    value = read_number(RawCell(Kind.NUMBER, digits, date=True))

    assert (value.number, value.refusal) == (None, Refusal.DATE)
    assert value.suggestion == (None if meant is None else Decimal(meant))


def test_shortest_refuses_what_is_not_finite() -> None:
    """There is no decimal for infinity."""
    assert shortest("inf") is None
    assert shortest("1e400") is None
    assert shortest("words") is None


def test_tidy_keeps_what_can_be_seen() -> None:
    """Inner blanks stay, outer and invisible ones go."""
    assert tidy("\ufeff 已 完成\u3000\u200b") == "已 完成"

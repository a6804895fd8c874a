"""What the bulletin says: how many, who stands where, where points were lost, who is missing; all of it not reviewed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from docx import Document

from assessments import HOSTILE, assessment, mixed, without_return
from rankings import Entered, catalog, drawn, grade, round_of, unit
from scoresheet.assessment import Assessment, UnitStatus
from scoresheet.language import Locale
from scoresheet.letters.bulletin import IN_BULLETIN, SHORT, bulletin, shortfalls
from scoresheet.letters.word_template import WordTemplate
from scoresheet.letters.wording import filling
from scoresheet.ranking.ordering import rank
from scoresheet.shipped import shipped

FULL: dict[str, str | None] = {"1": "10", "2": "6.5", "3": "1.5", "4": "5", "5": "0", "6": "0"}


def entered(**changes: str | None) -> Entered:
    """Give a unit's scores; item 2 is i2."""
    return Entered(FULL | {key.removeprefix("i"): score for key, score in changes.items()}, {})


def three(**changes: Any) -> Assessment:
    """Give a round of three units: the second and the third lost one point each, in items 2 and 1."""
    made = catalog([unit("甲县", "县"), unit("乙县", "县"), unit("丙区", "区")], **changes)
    return round_of(made, [entered(), entered(i2="5.5"), entered(i1="9")])


def said(made: Assessment, as_of: date | None = None) -> dict[str, Any]:
    """Give what the bulletin about a round is filled with."""
    return filling(bulletin(made, rank(made), as_of))


def document(made: Assessment, as_of: date | None = None) -> Any:
    """Give the bulletin about a round, read back."""
    locale = made.catalog.locale
    ending = "" if locale is Locale.ZH else ".en"
    data = shipped(f"templates/bulletin{ending}.docx").read_bytes()
    known = [word for one in IN_BULLETIN for word in one]
    return Document(io.BytesIO(WordTemplate(data, "bulletin", known, locale).filled(said(made, as_of))))


def lines(made: Assessment, as_of: date | None = None) -> list[str]:
    """Give its paragraphs."""
    return [one.text for one in document(made, as_of).paragraphs if one.text]


def tables(made: Assessment) -> list[list[list[str]]]:
    """Give its tables, row by row."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document(made).tables]


def test_equal_units_are_told_as_tied() -> None:
    """Two with the same total share a place, and the table says so."""
    ranking, lost = tables(three())
    assert ranking == [
        ["名次", "单位", "自查总分", "得分率", "备注"],
        ["1", "甲县", "23.00", "100.00%", ""],
        ["2", "乙县", "22.00", "95.65%", "并列"],
        ["2", "丙区", "22.00", "95.65%", "并列"],
    ]
    assert lost == [
        ["考核项", "考核内容", "分值", "合计失分", "失分单位"],
        ["第1项", "第1项", "10", "1", "丙区"],
        ["第2项", "第2项", "6.5", "1", "乙县"],
    ]


def test_it_says_at_its_head_that_nothing_was_reviewed() -> None:
    """As long as the scores are the units' own; on every page, too."""
    made = document(three())
    assert [one.text for one in made.paragraphs[:2]] == ["讨论稿", "（自查得分，未经审核）"]
    assert made.sections[0].header.paragraphs[0].text == "讨论稿　自查得分，未经审核"


def test_grades_have_a_column_where_the_catalog_has_them() -> None:
    """And none where it hasn't."""
    graded = tables(three(grades=(grade("优秀", "97"), grade("良好", "80"))))[0]
    assert graded[0] == ["名次", "单位", "自查总分", "得分率", "等次", "备注"]
    assert [row[4] for row in graded[1:]] == ["优秀", "良好", "良好"]


def test_groups_are_named_where_places_are_taken_within_them() -> None:
    """Two firsts would puzzle otherwise."""
    ranking = tables(three(within_groups=True))[0]
    assert [row[:2] for row in ranking[1:]] == [["1", "甲县（县）"], ["2", "乙县（县）"], ["1", "丙区（区）"]]


def test_a_converted_total_is_named_with_its_scale() -> None:
    """It is what the units are compared by."""
    made = said(three(convert_to=Decimal(100)))
    assert (made["得分栏名"], made["比较依据"], made["最高"]) == ("折算得分（满分100）", "折算得分", "100.00")


def test_the_counts_add_up() -> None:
    """Who returned, who must correct, who is missing, and how late that is."""
    (text,) = (line for line in lines(mixed(), date(2014, 12, 1)) if "应报单位" in line)
    assert text == (
        "截至2014年12月1日，2014年1—11月应报单位3个，已报2个，其中校验通过0个，待更正1个，版本待确认1个；未报送1个"
        "（报送期限2014年11月28日，已逾期3天）。现将自查得分情况通报如下。"
    )


def test_nobody_ranked_is_no_mistake() -> None:
    """Then there are no tables, and the numbering of the headings stays right."""
    made = mixed()
    assert tables(made) == []
    text = lines(made)
    assert "目前没有单位参加排名。" in text
    assert "二、未报送和未参加排名的单位" in text
    assert "苍溪县：待更正：有2处须更正。" in text
    assert "利州区：未报送。" in text


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("2014年度重点工作清单", "2014年度重点工作清单"),
        ("自查评分表填报情况", "自查评分表填报情况"),
        ("2014年度自查评分表", "2014年度"),
        ("2014年度自查评分表（示例）", "2014年度（示例）"),
        ("自查评分表", "自查评分表"),
    ],
)
def test_the_subject_is_the_work_not_its_form(title: str, subject: str) -> None:
    """What the form is called is left out at the end of the title, before a remark in brackets, too."""
    assert said(three(title=title))["主题"] == subject


def test_headings_are_numbered_without_a_gap() -> None:
    """Whatever sections there are."""
    for made in (mixed(), three(), round_of(catalog([unit("甲县")]), [entered()])):
        numbers = [line[0] for line in lines(made) if line[1:2] == "、"]
        assert numbers == list("一二三四")[: len(numbers)]
        assert len(numbers) > 1


def test_everyone_ranked_without_losses() -> None:
    """Nothing is said of shortfalls and of absent units."""
    text = "\n".join(lines(assessment()))
    assert "主要失分项" not in text
    assert "未参加排名的单位" not in text


def test_without_a_day_the_date_is_left_to_be_written() -> None:
    """And nobody is called late."""
    text = lines(mixed())
    assert text[-1] == "　　　年　　月　　日"
    assert "逾期" not in "".join(text)


def test_shortfalls_are_those_of_ranked_units_most_first() -> None:
    """Bonuses are no losses, nor is what a unit that isn't ranked stated; more points than can be had make up for nothing."""
    made = three()
    only_first = replace(made, units=(made.units[0], *(replace(one, status=UnitStatus.NEEDS_FIX) for one in made.units[1:])))  # fmt: skip
    assert shortfalls(made.catalog, rank(only_first)) == []
    found = shortfalls(made.catalog, rank(made))
    assert [(one.item.id, one.lost, one.units) for one in found] == [
        ("1", Decimal(1), ("丙区",)),
        ("2", Decimal(1), ("乙县",)),
    ]


def test_many_units_are_counted() -> None:
    """Six are named; the others are a number."""
    made = catalog([unit(f"u{number}") for number in range(9)])
    short = said(round_of(made, [entered(i1="9") for _ in range(9)]))["失分项"]
    assert short[0]["单位"] == "u0、u1、u2、u3、u4、u5等9个"


@pytest.mark.parametrize("number", range(24))
def test_rounds_drawn_at_random_give_a_document(number: int) -> None:
    """Under every rule about totals, ties, groups, grades and items that don't apply."""
    made, _ = drawn(Random(number), number)  # noqa: S311 - the same rounds each time
    values = said(made, date(2014, 12, 1))
    assert set(values) == {word for one in IN_BULLETIN for word in one}
    assert len(values["排名"]) + len(values["未参加排名"]) == len(made.units)
    assert len(tables(made)) == bool(values["排名"]) + bool(values["失分项"])


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_are_words(words: str) -> None:
    """A unit's name comes from the catalog, and even that can't break the document."""
    made = mixed()
    named = replace(made.units[2].unit, name=words)
    missing = replace(without_return(made.catalog, 2, UnitStatus.MISSING), unit=named)
    assert any(line.endswith("：未报送。") for line in lines(replace(made, units=(*made.units[:2], missing))))


def test_in_english() -> None:
    """The English template is filled with the same values."""
    made = mixed(Locale.EN)
    text = "\n".join(lines(made, date(2014, 12, 1)))
    assert "Units: 3; returned: 2" in text
    assert "No unit is ranked so far." in text
    assert not filling(bulletin(made, rank(made)))[SHORT.en]

"""What letters and messages say: whom, what is wrong, what to do, by when, whom to call; nothing of the office's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assessments import HOSTILE, assessment, file, finding, mixed, without_return
from returned import CATALOG, OTHER_UNIT, UNIT, good, read, typed
from samples import catalog
from scoresheet.assessment import Assessment, FileStatus, UnitStatus, assess
from scoresheet.catalog.model import Contacts, Round
from scoresheet.checking.running import ITEMS, Finding, Severity
from scoresheet.language import Locale, Text, same
from scoresheet.letters.text_template import TextTemplate
from scoresheet.letters.wording import (
    BY,
    CONTACTS,
    CORRECTED,
    COUNT,
    DUE_TODAY,
    IN_CHOICE,
    IN_CORRECTION,
    IN_REMINDER,
    OVER,
    REMAINING,
    ROWS,
    Asked,
    Enclosed,
    Values,
    choice,
    correction,
    days_over,
    filling,
    missing_units,
    reminder,
    waiting,
    whole,
)
from scoresheet.reports import message
from scoresheet.returns.settling import Aside
from scoresheet.shipped import shipped

GOLDEN = Path(__file__).parents[1] / "golden"
ASKED = Asked(date(2014, 12, 5), date(2014, 12, 1))


@cache
def shipped_template(name: str, locale: Locale) -> TextTemplate:
    """Give a template that comes with the program."""
    ending = "" if locale is Locale.ZH else ".en"
    known = {"reminder": IN_REMINDER, "version_message": IN_CHOICE}.get(name, IN_CORRECTION)
    data = shipped(f"templates/{name}{ending}.txt").read_bytes()
    return TextTemplate(data, name, [word for one in known for word in one], locale)


def for_unit(made: Assessment, findings: tuple[Finding, ...] | None = None, **enclosed: Any) -> Values:
    """Give what a letter to the first unit of a round is filled with."""
    unit = made.units[0]
    found = made.findings_of(unit.unit.id) if findings is None else findings
    wrong = sum(one.severity.blocks for one in found)
    verify = sum(one.severity is Severity.WARNING for one in found)
    given = Enclosed(f"{unit.unit.id}_{unit.unit.name}_自查评分表_退改1.xlsx", found, wrong, verify)
    return correction(made, unit, replace(given, **enclosed), ASKED)


def conflicting() -> Assessment:
    """Give a round in which 苍溪县 sent two forms that differ."""
    versions = (
        read(good(), "收到/a/苍溪县.xlsx"),
        read(typed({"D6": Decimal(2), "D7": Decimal(1)}), "收到/苍溪县（改）.xlsx"),
    )
    return assess(CATALOG, versions)


def words_of(values: Any) -> list[str]:
    """Give all words that a template can be filled with."""
    if isinstance(values, dict):
        return [word for value in values.values() for word in words_of(value)]
    if isinstance(values, list):
        return [word for value in values for word in words_of(value)]
    return [values] if isinstance(values, str) else []


def test_nothing_internal_is_told() -> None:
    """No codes of checks, no paths of the office's disk, in no letter and no message."""
    made = mixed()
    for values in (for_unit(made), choice(conflicting(), conflicting().units[0], ASKED), reminder(made, missing_units(made), ASKED)):  # fmt: skip
        said = " ".join(words_of(filling(values)))
        for one in ("inbox/", "收到/", "V101", "E101", "X102", "X101"):
            assert one not in said


def test_notes_and_accepted_findings_are_left_out() -> None:
    """A letter asks only for what the unit has to do; what was corrected by telephone is told apart from that."""
    note = finding("V103", Severity.NOTICE)
    called = finding("X104", Severity.NOTICE, pattern=same("第2项自查得分由3改为2.5。"))
    values = for_unit(replace(mixed(), findings=(finding(), note, called)))
    assert len(values[ROWS]) == 1
    assert values[CORRECTED] == ["第2项自查得分由3改为2.5。"]


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("name", ["return_letter", "return_message", "reminder"])
def test_the_shipped_texts_read_as_they_should(name: str, locale: Locale) -> None:
    """The words of each shipped template, filled in, are held word for word."""
    made = mixed(locale)
    template = shipped_template(name, locale)
    if name == "reminder":
        text = template.filled(filling(reminder(made, missing_units(made), ASKED)))
    elif name == "return_message":
        text = message.render(template, for_unit(made))
    else:
        text = template.filled(whole(for_unit(made)))
    expected = GOLDEN / f"{name}{'' if locale is Locale.ZH else '_en'}.txt"
    assert text == expected.read_text("utf-8")


def test_the_message_about_versions_names_files_and_differences() -> None:
    """Each file by its name alone, each difference with what each file says."""
    made = conflicting()
    text = message.render(shipped_template("version_message", Locale.ZH), choice(made, made.units[0], ASKED))
    assert text == (
        "苍溪县团委：收到你单位2份《共青团2014年度目标绩效指标完成情况自查评分表》（2014年1—11月），所填内容不一致，"
        "暂不计入汇总：\n第1份：苍溪县.xlsx\n第2份：苍溪县（改）.xlsx\n不一致之处：\n1. 第2项自查得分：第1份为3，第2份为2\n"
        "2. 第3项自查得分：第1份为3，第2份为1\n请告知以第几份为准，并于2014年12月5日前回复；都不准确的，请重新发一份，"
        "并注明以此份为准。\n如有疑问请联系胡云涛、胡晓慧，电话3267503、3271932。\n共青团广元市委\n"
    )


def test_equal_findings_are_one_row_with_all_their_cells() -> None:
    """As everywhere; where they ask for different things, each is told for its item."""
    one, two = finding(), finding(item="2", cells=("D6",), allowed=Text("0至4之间的数", "from 0 to 4"))
    (row,) = filling(for_unit(mixed(), (one, two)))["问题"]
    assert row["位置"] == "自查评分表 D5、D6"
    assert row["问题"] == "第1、2项没有填自查得分。"
    assert row["填报要求"] == "第1项：0至3之间的数；第2项：0至4之间的数"
    assert row["修改办法"] == "请填自查得分，没有得分的填0。"


def test_a_blank_form_is_told_in_a_few_words() -> None:
    """Where the same is asked of many items row and message name some and count them, and see the notes for the rest."""
    many = tuple(
        finding(item=str(n), cells=(f"D{n + 4}",), allowed=same(f"0至{1 + n % 5}之间的数"))
        for n in range(1, 34)
    )
    (row,) = whole(for_unit(assessment(), many))["问题"]
    assert row["问题"] == "第1、2、3、4、5、6、7、8、9、10、11、12等33项没有填自查得分。"
    assert row["位置"] == "自查评分表 D5、D6、D7、D8、D9、D10、D11、D12等33格"
    assert row["填报要求"] == "各项不同，见表中批注"


def test_a_few_demands_are_told_item_by_item() -> None:
    """As long as they have room in a table's column."""
    some = (("1", "0至3之间的数"), ("3", "0至5之间的数"), ("2", "0至3之间的数"))
    (row,) = whole(for_unit(assessment(), tuple(finding(item=n, allowed=same(words)) for n, words in some)))[
        "问题"
    ]
    assert row["填报要求"] == "第1、2项：0至3之间的数；第3项：0至5之间的数"


def test_what_must_be_corrected_comes_first() -> None:
    """However the findings stand in the form."""
    verify = finding("E101", Severity.WARNING, pattern=same("请核实的。"))
    rows = filling(for_unit(mixed(), (verify, finding())))["问题"]
    assert [(row["序号"], row["性质"]) for row in rows] == [(1, "须更正"), (2, "请核实")]


def test_a_file_that_can_not_be_marked_is_told() -> None:
    """The county must look whether anything is lost in the fresh form."""
    values = for_unit(mixed(), (finding(),), rebuilt=True, left_out=3)
    letter = shipped_template("return_letter", Locale.ZH).filled(whole(values))
    assert (
        "所填内容已转入随本通知发去的新表“510824_苍溪县_自查评分表_退改1.xlsx”（有3处未能转入，列在该表首页）"
        in letter
    )
    assert "原文件不便标注" in message.render(shipped_template("return_message", Locale.ZH), values)


def test_a_fresh_form_may_have_mended_everything() -> None:
    """Then there is nothing to list, and the letter still says what to do."""
    letter = shipped_template("return_letter", Locale.ZH).filled(whole(for_unit(mixed(), (), rebuilt=True)))
    assert "需要重新核对" in letter
    assert "一、更正办法" in letter
    assert "需更正和核实" not in letter


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_stay_words(words: str, locale: Locale) -> None:
    """Whatever a county typed shows as text on its line, bounded, in letter and message."""
    hostile = finding(
        pattern=same(f"{ITEMS}{words}"), found=same(words), allowed=same(words), remedy=same(words)
    )
    values = for_unit(mixed(locale), (hostile,))
    letter = shipped_template("return_letter", locale).filled(whole(values))
    text = message.render(shipped_template("return_message", locale), values)
    assert len(letter) < 4000
    assert len(text) <= message.LONGEST
    for made in (letter, text):
        assert not {"\x1b", "\x00", "\u202e", "\u2066", "\ufffe", "\t"} & set(made)


def test_many_problems_are_counted_not_listed_without_end() -> None:
    """A letter lists 200 kinds at most and says how many more there are."""
    many = tuple(finding(pattern=same(f"第{number}种。")) for number in range(230))
    letter = shipped_template("return_letter", Locale.ZH).filled(whole(for_unit(mixed(), many)))
    assert "另有30类问题" in letter
    assert "第199种" in letter
    assert "第200种" not in letter


@pytest.mark.parametrize(
    ("as_of", "over", "remaining", "today", "said"),
    [
        (None, 0, 0, False, "的报送期限是2014年11月28日。\n目前，"),
        (date(2014, 11, 25), 0, 3, False, "，还有3天。\n截至2014年11月25日，"),
        (date(2014, 11, 28), 0, 0, True, "，今天到期。\n截至2014年11月28日，"),
        (date(2014, 12, 1), 3, 0, False, "，已逾期3天。\n截至2014年12月1日，"),
    ],
)
def test_lateness_is_told_only_of_a_day_that_was_named(
    as_of: date | None, over: int, remaining: int, said: str, *, today: bool
) -> None:
    """The tool never looks at a clock."""
    made = mixed()
    values = reminder(made, missing_units(made), Asked(None, as_of))
    assert (values[OVER], values[REMAINING], values[DUE_TODAY]) == (over, remaining, today)
    assert said in shipped_template("reminder", Locale.ZH).filled(filling(values))


def test_a_round_without_a_due_date_has_none_to_tell() -> None:
    """Nobody is late then."""
    made = assessment()
    undated = replace(made, catalog=catalog(round=Round("2014-11", "2014年1—11月")))
    assert days_over(undated.catalog, date(2014, 12, 1)) is None
    text = shipped_template("reminder", Locale.ZH).filled(filling(reminder(undated, undated.units, ASKED)))
    assert "正在收集" in text
    assert "期限" not in text


def test_the_reminder_says_what_came_instead_of_a_form() -> None:
    """An attachment, a form that can't be read, a form of another round: the unit must know that it isn't enough."""
    letter = Aside("收到/苍溪县.docx", UNIT, Text("文档", "document"))
    broken = Aside("收到/旺苍县.xlsx", OTHER_UNIT, Text("表格", "workbook"), is_form=True)
    made = assess(CATALOG, (), aside=(letter, broken))
    received = {one.unit.id: one.received for one in waiting(made, missing_units(made))}
    assert received[UNIT] == "“苍溪县.docx”"
    assert received[OTHER_UNIT] == "“旺苍县.xlsx”（表格）"
    assert set(received.values()) == {"“苍溪县.docx”", "“旺苍县.xlsx”（表格）", ""}


def test_a_form_that_can_not_count_is_told_with_the_reason() -> None:
    """Where no finding of its own says what came, the list of files does."""
    made = mixed()
    unit = without_return(made.catalog, 0, UnitStatus.MISSING)
    other = file("inbox/上半年.xlsx", FileStatus.ACCEPTED, Text("是另一期的表", "a form of another round"))
    found = replace(made, units=(unit,), files=(other,), findings=())
    assert [one.received for one in waiting(found, found.units)] == ["上半年.xlsx（是另一期的表）"]


@pytest.mark.parametrize(
    ("people", "phones", "zh", "en"),
    [
        ((), (), "", ""),
        (("甲", "乙"), (), "甲、乙", "甲, 乙"),
        ((), ("1",), "电话1", "telephone 1"),
        (("甲",), ("1", "2"), "甲，电话1、2", "甲, telephone 1, 2"),
    ],
)
def test_whom_to_call(people: tuple[str, ...], phones: tuple[str, ...], zh: str, en: str) -> None:
    """As far as the catalog says; without anybody no line about it is left over."""
    for locale, said in ((Locale.ZH, zh), (Locale.EN, en)):
        made = mixed(locale)
        made = replace(made, catalog=replace(made.catalog, contacts=Contacts(people, phones)))
        values = for_unit(made, (finding(),))
        assert values[CONTACTS] == said
        text = message.render(shipped_template("return_message", locale), values)
        assert (("联系" in text) or ("Questions" in text)) is bool(said)


def test_without_a_day_a_reply_is_asked_for_soon() -> None:
    """No date is made up."""
    made = mixed()
    values = {**for_unit(made, (finding(),)), BY: ""}
    assert "请尽快发回。" in message.render(shipped_template("return_message", Locale.ZH), values)


def test_every_name_can_be_used_in_both_languages() -> None:
    """What is filled in has exactly the names that a template may use."""
    made = mixed()
    values = reminder(made, missing_units(made), ASKED)
    assert {name for one in IN_REMINDER for name in one} == set(filling(values))
    assert {name for one in IN_CORRECTION for name in one} == set(whole(for_unit(made)))
    differing = conflicting()
    asked = whole(choice(differing, differing.units[0], ASKED))
    assert {name for one in IN_CHOICE for name in one} == set(asked)
    assert values[COUNT] == 1


def test_files_saved_at_different_times_are_told_apart_by_them() -> None:
    """In the time of the office: documents keep it in UTC. Equal times say nothing and are left out."""
    first, second = conflicting().units[0].versions
    moments = datetime(2014, 11, 20, 17, 30, tzinfo=UTC), datetime(2014, 11, 21, 1, 0, tzinfo=UTC)
    versions = tuple(
        replace(one, source=replace(one.source, modified=when))
        for one, when in zip((first, second), moments, strict=True)
    )
    unit = replace(conflicting().units[0], versions=versions)
    text = message.render(shipped_template("version_message", Locale.ZH), choice(conflicting(), unit, ASKED))
    assert (
        "第1份：苍溪县.xlsx（2014年11月21日01:30保存）\n第2份：苍溪县（改）.xlsx（2014年11月21日09:00保存）"
        in text
    )

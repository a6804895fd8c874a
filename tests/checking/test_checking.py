"""Running the checks and telling what they found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import samples
import tables
from scoresheet.checking import running
from scoresheet.checking.running import (
    ITEMS,
    Finding,
    Group,
    Problem,
    Severity,
    all_checks,
    check,
    grouped,
    run,
    sentence,
)
from scoresheet.language import NOTHING, Locale, Text
from scoresheet.submission import Cell, Fault, FaultKind, Submission
from scoresheet.titles import DEDUCTIONS, MEASURES, SCORES

ROOT_CAUSES = {
    "E101": "| 编号 | 自查得分 | 完成情况 | 未完成情况说明 |\n| 3 | 1 | 已报批 | / |",
    "E102": "| 编号 | 自查得分 | 完成情况 | 未完成情况说明 |\n| 3 | 1 | | 班子未满两年 |",
    "V101": "| 编号 | 自查得分 | 完成情况 | 未完成情况说明 |\n| 3 | | | |",
    "V102": "| 编号 | 自查得分 | 完成情况 | 未完成情况说明 |\n| 3 | 一分半 | | |",
    "V104": "| 编号 | 自查得分 | 完成情况 | 未完成情况说明 |\n| 3 | -1.555 | | |",
    "V106": "| 编号 | 自查得分 | 完成情况 | 未完成情况说明 |\n| 合计 | 30 | | |",
    "S103": "| 编号 | 自查得分 | 完成情况 | 未完成情况说明 |\n| 3 | 1.5 | 已报批 | |\n| 5 | 15 | 无 | |",
    "S104": "| 编号 | 自查得分 | 完成情况 | 未完成情况说明 |\n| 3 | | | |\n| 3 | 9 | | |",
}
"""Answers that are wrong in one way, each with more around it that would follow from it."""


def finding(
    item: str | None, cell: str, *, code: str = "V101", unit: str = "510824", sheet: str = "表"
) -> Finding:
    """Give a finding as the checks make it."""
    pattern = Text(f"{ITEMS}没有填。", f"{ITEMS} is blank.")
    severity = Severity.ERROR if code == "V101" else Severity.WARNING
    return Finding(code, severity, unit, "a.xlsx", sheet, (cell,), item, pattern, NOTHING, NOTHING, NOTHING)


@pytest.mark.parametrize("code", ROOT_CAUSES)
def test_each_wrong_answer_is_told_once(code: str) -> None:
    """What follows from a root cause is not repeated."""
    assert tables.codes(ROOT_CAUSES[code]) == [code]


def test_different_faults_of_one_item_are_all_told() -> None:
    """Faults that don't follow from one another are told at once, not in rounds."""
    table = """
    | 编号 | 考核内容   | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 3    | 按期换届选举。 | 2 | 1.125 |          | 无             |
    """

    assert tables.codes(table) == ["E102", "S106", "S107", "V105"]


def test_a_good_return_has_no_finding() -> None:
    """Full marks with everything filled in are silent."""
    assert run(samples.submission()) == ()


def test_a_fatal_finding_stands_alone() -> None:
    """What else the file says can't be judged."""
    made = samples.submission(scores={"1": None}, faults=(Fault(FaultKind.OTHER_ROUND),))

    assert [one.code for one in run(made)] == ["I104"]


def test_findings_know_unit_and_file() -> None:
    """A check sees neither; both are added where it is run."""
    (found,) = run(samples.submission(scores={"1": None}, path="苍溪县.xlsx"))

    assert (found.unit, found.file, found.sheet, found.item) == ("510824", "苍溪县.xlsx", "自查评分表", "1")


def test_cells_are_those_of_one_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first cell that was found names the sheet; cells of others, and lost ones, are no addresses on it."""

    @check(
        code="V199",
        title=NOTHING,
        severity=Severity.NOTICE,
        why=NOTHING,
        remedy=NOTHING,
        bad="",
        good="",
    )
    def sample_check(submission: Submission) -> Iterator[Problem]:
        """Point at cells of two sheets."""
        cells = (Cell(), Cell(SCORES.zh, "D5"), Cell(DEDUCTIONS.zh, "D2"), submission.answers[1].score)
        yield Problem(NOTHING, cells)

    monkeypatch.setattr(running, "all_checks", lambda: (sample_check,))
    (found,) = run(samples.submission())

    assert (found.sheet, found.cells) == (SCORES.zh, ("D5", "D6"))


def test_equal_findings_are_one_line() -> None:
    """Items and cells of what says the same are gathered, each once."""
    (group,) = grouped([finding("3", "D7"), finding("5", "D9"), finding("5", "D9")])

    assert group.items == ("3", "5")
    assert group.cells == ("D7", "D9")
    assert group.message(Locale.ZH) == "第3、5项没有填。"
    assert group.message(Locale.EN) == "items 3, 5 is blank."


@pytest.mark.parametrize(
    "other",
    [
        finding("5", "D9", unit="510821"),
        finding("5", "D9", sheet="另一张表"),
        finding("5", "D9", code="V110"),
    ],
)
def test_findings_of_another_unit_sheet_or_code_are_lines_of_their_own(other: Finding) -> None:
    """Only what can be mended in one go is told in one line."""
    assert len(list(grouped([finding("3", "D7"), other]))) == 2


def test_the_worst_lines_come_first() -> None:
    """Errors stand before warnings, otherwise the order is kept."""
    warning, error = finding("1", "D5", code="E102"), finding("2", "D6")

    assert [group.first for group in grouped([warning, error])] == [error, warning]


@pytest.mark.parametrize(
    ("items", "zh", "en"),
    [
        (("3",), "第3项", "item 3"),
        (("3", "5"), "第3、5项", "items 3, 5"),
        (("1.10",), "第1.10项", "item 1.10"),
    ],
)
def test_items_are_named_as_each_language_does(items: tuple[str, ...], zh: str, en: str) -> None:
    """One item, several, and ids with a dot."""
    pattern = Text(ITEMS, ITEMS)

    assert sentence(pattern, items, Locale.ZH) == zh
    assert sentence(pattern, items, Locale.EN) == en


def test_a_sentence_about_no_item_names_none() -> None:
    """A file's name may hold any character; where a finding has no item there is nothing to be put in."""
    assert sentence(Text(f"“a{ITEMS}b”", ""), (), Locale.ZH) == "“ab”"


def hostile(inserted: str) -> Iterator[Submission]:
    """Give returns with this text in every cell, and in what reading says about every kind of fault."""
    typed = f"约{inserted}三"
    for column, field in (("B", "text"), ("C", "points"), ("D", "score"), ("E", "done"), ("F", "reason")):
        made = samples.submission()
        for row, answer in enumerate(made.answers, start=5):
            cell = samples.cell(SCORES.zh, f"{column}{row}", typed)
            made = samples.with_answer(made, answer.id, **{field: cell})
        yield made
    made = samples.submission(
        total=samples.cell(SCORES.zh, "D10", typed),
        none_cell=samples.cell(DEDUCTIONS.zh, "D2", typed),
        none_declared=None,
    )
    yield samples.with_answer(made, "5", register=(samples.register_row(9, typed, typed),))
    for answer in made.answers:
        counts = {event: samples.cell(DEDUCTIONS.zh, "D5", typed) for event in answer.events}
        measures = tuple(
            replace(one, actual=samples.cell(MEASURES.zh, "E4", typed)) for one in answer.measures
        )
        made = samples.with_answer(made, answer.id, events=counts, measures=measures)
    yield made
    for kind in FaultKind:
        faulty = Fault(kind, (samples.cell(SCORES.zh, "B5", typed),), "1", Text(typed, typed))
        yield samples.submission(path=typed, faults=(faulty,))


@pytest.mark.parametrize("locale", Locale)
def test_nobody_outside_can_have_items_put_into_a_sentence(locale: Locale) -> None:
    """The mark of the items is told like any character that can't be seen: not at all."""
    said = [[one.message(locale) for one in run(made)] for made in hostile(ITEMS)]

    assert said == [[one.message(locale) for one in run(made)] for made in hostile("")]
    assert sum(map(len, said)) > len(FaultKind)


def test_what_looks_like_a_mark_is_told_as_it_was_typed() -> None:
    """Braces are characters like any others."""
    (found,) = run(samples.submission(scores={"1": "{items}"}))

    assert found.message(Locale.ZH) == "第1项的自查得分填的是“{items}”，不是数字。"


def test_a_group_of_findings_without_items_has_none() -> None:
    """A finding about the whole form names no item."""
    group = Group((finding(None, "D10"),))

    assert group.items == ()


def test_severities_are_ordered_by_their_consequence() -> None:
    """Fatal and error keep a return from counting, warning and notice don't."""
    assert [one.blocks for one in Severity] == [True, True, False, False]
    assert [one.rank for one in Severity] == [0, 1, 2, 3]
    assert [one.word.zh for one in Severity] == ["无法受理", "须更正", "请核实", "提示"]


def test_checks_stand_in_the_order_of_their_codes() -> None:
    """The order does not depend on the file system."""
    codes = [one.code for one in all_checks()]

    assert codes == sorted(codes)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give an empty folder in the place of the checks."""
    package = ModuleType("scoresheet.checks")
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, "scoresheet.checks", package)
    all_checks.cache_clear()
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("scoresheet.checks.v19")]:
        del sys.modules[name]
    all_checks.cache_clear()


CHECK = """
from scoresheet.checking.running import Severity, check
from scoresheet.language import NOTHING

@check(code="{code}", title=NOTHING, severity=Severity.NOTICE, why=NOTHING, remedy=NOTHING, bad="", good="")
def {name}(submission):
    return ()
"""


def test_a_file_in_the_folder_is_a_check(folder: Path) -> None:
    """Nothing has to be registered."""
    (folder / "v198_odd_score.py").write_text(CHECK.format(code="V198", name="odd_score"), encoding="utf-8")

    assert [(one.code, one.name) for one in all_checks()] == [("V198", "odd_score")]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("v197_odd_score.py", ""),
        ("v196_odd_score.py", CHECK.format(code="V195", name="odd_score")),
        ("v194_odd_score.py", CHECK.format(code="V194", name="strange_score")),
        (
            "v193_odd_score.py",
            CHECK.format(code="V193", name="odd_score") + CHECK.format(code="V192", name="other_score"),
        ),
    ],
)
def test_a_file_that_holds_no_check_of_its_name_is_refused(folder: Path, file: str, source: str) -> None:
    """A file without a check, with two, or under another name stops the program at once."""
    (folder / file).write_text(source, encoding="utf-8")

    with pytest.raises(RuntimeError, match="must hold one check"):
        all_checks()

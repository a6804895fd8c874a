"""X101: the returns of one unit differ."""

from __future__ import annotations

from dataclasses import replace

import samples
import tables
from scoresheet.checking.running import run_round
from scoresheet.checks.x101_conflicting_returns import conflicting_returns
from scoresheet.language import Locale
from scoresheet.returns.settling import Returns, settle
from scoresheet.submission import Issued, Submission
from scoresheet.titles import SCORES


def received(*submissions: Submission) -> Returns:
    """Settle these returns of the first unit."""
    return settle(samples.catalog(), submissions)


FIRST = samples.submission(path="a.xlsx", sha256="a")


def test_copies_are_no_conflict() -> None:
    """Files that say the same count once."""
    assert tables.found_in_round(conflicting_returns, received(FIRST, replace(FIRST))) == []


def test_a_correction_is_no_conflict() -> None:
    """A file that answers the other replaces it."""
    issued = Issued(answers_to="a")
    second = samples.submission(scores={"2": "3"}, path="b.xlsx", sha256="b", issued=issued)

    assert tables.found_in_round(conflicting_returns, received(FIRST, second)) == []


def test_files_and_items_are_told() -> None:
    """The sentence counts and names the files, and the items whose scores differ."""
    second = samples.submission(scores={"2": "3", "5": "14"}, path="b.xlsx", sha256="b")

    assert tables.found_in_round(conflicting_returns, received(FIRST, second)) == [
        ("510824", "收到2份内容不同的表（a.xlsx、b.xlsx），第2、5项得分不一致，暂不计入汇总。")
    ]


def test_other_entries_are_told_apart_from_scores() -> None:
    """Where the scores agree the sentence does not say that they differ."""
    second = samples.submission(path="b.xlsx", sha256="b", scores={"2": "3"})
    second = samples.with_answer(second, "1", done=samples.cell(SCORES.zh, "E5", "活动4次"))

    assert tables.found_in_round(conflicting_returns, received(FIRST, second)) == [
        (
            "510824",
            "收到2份内容不同的表（a.xlsx、b.xlsx），第2项得分不一致，第1项填报内容不一致，暂不计入汇总。",
        )
    ]


def test_returns_that_differ_in_the_statement_alone_are_told() -> None:
    """The statement about deductions belongs to no item."""
    second = samples.submission(path="b.xlsx", sha256="b", none_declared=False)

    assert tables.found_in_round(conflicting_returns, received(FIRST, second)) == [
        ("510824", "收到2份内容不同的表（a.xlsx、b.xlsx），有无扣分的选择不一致，暂不计入汇总。")
    ]


def test_a_conflict_of_three_is_one_finding() -> None:
    """All files of the unit stand in one sentence, in both languages."""
    others = [
        samples.submission(scores={"1": score}, path=f"{score}.xlsx", sha256=score) for score in ("1", "2")
    ]
    (finding,) = (one for one in run_round(received(FIRST, *others)) if one.code == "X101")

    assert finding.message(Locale.EN) == (
        "3 returns that differ were received (1.xlsx, 2.xlsx, a.xlsx) in the score of item 1. "
        "None is counted for now."
    )
    assert finding.remedy.zh == "请告知以哪份为准。"


def test_files_are_named_without_their_folder() -> None:
    """The unit knows its files by name; the whole paths stand beside the sentence."""
    first = samples.submission(path="C:\\回收\\a.xlsx", sha256="a")
    second = samples.submission(scores={"2": "3"}, path="回收/包.zip!/b.xlsx", sha256="b")
    (finding,) = (one for one in run_round(received(first, second)) if one.code == "X101")

    assert finding.message(Locale.ZH).startswith("收到2份内容不同的表（a.xlsx、b.xlsx），")
    assert finding.found.zh == "C:\\回收\\a.xlsx、回收/包.zip!/b.xlsx"


def test_files_of_the_same_name_are_told_apart_by_their_folders() -> None:
    """Two files named alike would otherwise be one."""
    first = samples.submission(path="一/a.xlsx", sha256="a")
    second = samples.submission(scores={"2": "3"}, path="二/a.xlsx", sha256="b")

    assert tables.found_in_round(conflicting_returns, received(first, second)) == [
        ("510824", "收到2份内容不同的表（一/a.xlsx、二/a.xlsx），第2项得分不一致，暂不计入汇总。")
    ]

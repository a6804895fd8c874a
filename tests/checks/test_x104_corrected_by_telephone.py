"""X104: a cell was corrected by telephone."""

from __future__ import annotations

import tables
from scoresheet.checking.running import run
from scoresheet.checks.x104_corrected_by_telephone import corrected_by_telephone
from scoresheet.language import Locale

TABLE = """
| 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
| 2    | 4    | 3        | 培训38名 | 人员调整       |
更正登记
| 考核项 | 原填 | 改为 | 日期       | 来电人 | 记录人 |
| 2      | {0}  | 2.5  | 2014-11-26 | 张三   | 李四   |
"""


def test_a_correction_that_was_not_laid_on_is_not_told() -> None:
    """Its old value isn't what stands there, so the cell is as it was."""
    assert tables.found_by(corrected_by_telephone, TABLE.format("4")) == []


def test_who_changed_what_is_told() -> None:
    """The cell, the old and the new value, the caller and the clerk."""
    assert tables.found_by(corrected_by_telephone, TABLE.format("3")) == [
        ("D6", "第2项自查得分由3改为2.5（2014-11-26 张三来电，李四记录）。")
    ]


def test_it_is_told_in_english_too() -> None:
    """The same facts in the other language."""
    made = tables.read_submission(TABLE.format("3"))
    (finding,) = (one for one in run(made) if one.code == "X104")

    assert finding.message(Locale.EN) == (
        "item 2, Score: changed from 3 to 2.5 (2014-11-26, called in by 张三, taken down by 李四)."
    )

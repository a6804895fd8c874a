"""S106: the unit changed an item's wording."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.s106_changed_text import changed_text
from scoresheet.submission import NOWHERE, Issued, IssuedItem, Submission
from scoresheet.titles import SCORES

ISSUED = "开展活动不少于3次。"


def with_text(text: str, issued: str | None = None) -> Submission:
    """Give a return whose first item reads as given."""
    items = {} if issued is None else {"1": IssuedItem(issued, "3", "")}
    made = samples.submission(issued=Issued(items=items))
    return samples.with_answer(made, "1", text=samples.cell(SCORES.zh, "B5", text))


@pytest.mark.parametrize(
    "text", [ISSUED, "开展活动不少于３次。", "开展活动\n不少于 3 次。", "开展活动不少于\u200b3次。"]
)
def test_blanks_and_full_width_digits_are_no_change(text: str) -> None:
    """What an editor does to a text by itself is not the sender's change."""
    assert tables.found_by(changed_text, with_text(text)) == []


def test_the_office_s_own_later_edit_is_not_the_unit_s_change() -> None:
    """A text is held against what was issued, not against the catalog of today."""
    assert tables.found_by(changed_text, with_text("举办活动3次。", issued="举办活动3次。")) == []


def test_a_row_or_column_that_was_not_found_is_left_alone() -> None:
    """Where there is no cell nothing was changed in it."""
    made = samples.with_answer(samples.submission(), "1", text=NOWHERE)
    lost = samples.with_answer(with_text("另一项"), "1", found=False)

    assert tables.found_by(changed_text, made) == []
    assert tables.found_by(changed_text, lost) == []


def test_both_texts_are_shown() -> None:
    """The sentence shows what stands there and what was issued."""
    assert tables.found_by(changed_text, with_text("开展活动不少于2次。")) == [
        ("B5", "第1项的考核内容与下发的不同：现为“开展活动不少于2次。”，下发时为“开展活动不少于3次。”。")
    ]


def test_a_change_far_into_a_long_text_can_be_seen() -> None:
    """Long texts are quoted from shortly before the first difference."""
    long = "深入学习宣传贯彻会议精神，" * 5 + "活动不少于{}次。"
    ((_, message),) = tables.found_by(changed_text, with_text(long.format(2), issued=long.format(3)))

    assert "活动不少于2次。”，下发时为" in message
    assert "活动不少于3次。”。" in message


def test_a_text_that_was_deleted_is_a_change() -> None:
    """A blank is not what was issued."""
    assert len(tables.found_by(changed_text, with_text(""))) == 1


def severities(text: str) -> list[Severity]:
    """Give how bad it is that the first item reads as given."""
    return [one.severity for one in run(with_text(text)) if one.code == "S106"]


@pytest.mark.parametrize("text", ["", "活动", "开展活动", "开展各类活动不少于3次，并报送总结。", "同上"])
def test_a_text_that_was_cleared_shortened_or_added_to_is_verified(text: str) -> None:
    """The item can still be told from it, or nothing can."""
    assert severities(text) == [Severity.WARNING]


def test_a_text_of_other_work_must_be_corrected() -> None:
    """A score beside it was given for something else."""
    assert severities("完成全县粮食收购任务") == [Severity.ERROR]

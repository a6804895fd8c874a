"""S108: the office reworded an item after the form was issued."""

from __future__ import annotations

import samples
import tables
from scoresheet.checking.running import run
from scoresheet.checks.s108_text_changed_since_issue import text_changed_since_issue
from scoresheet.submission import Issued, IssuedItem, Submission
from scoresheet.titles import SCORES


def issued_as(text: str) -> Submission:
    """Give a return whose first item was issued, and came back, as given."""
    made = samples.submission(issued=Issued(items={"1": IssuedItem(text, "3", "")}))
    return samples.with_answer(made, "1", text=samples.cell(SCORES.zh, "B5", text))


def test_an_unchanged_item_is_left_alone() -> None:
    """Blanks apart the catalog still says what was issued."""
    assert tables.found_by(text_changed_since_issue, issued_as("开展活动 不少于3次。")) == []


def test_a_form_without_memory_is_left_alone() -> None:
    """Where nobody knows what was issued nothing is said about it."""
    assert tables.found_by(text_changed_since_issue, samples.submission()) == []


def test_an_item_that_is_gone_is_left_alone() -> None:
    """An item that the catalog no longer has is told as a changed rule."""
    made = samples.submission(issued=Issued(items={"9": IssuedItem("旧项。", "3", "")}))

    assert tables.found_by(text_changed_since_issue, made) == []


def test_both_wordings_are_shown() -> None:
    """The notice shows the wording as issued and as it is now, and is the only finding."""
    made = issued_as("举办活动3次以上。")

    assert tables.found_by(text_changed_since_issue, made) == [
        (
            "B5",
            "第1项的考核内容在下发后有修订：下发时为“举办活动3次以上。”，现为“开展活动不少于3次。”。",
        )
    ]
    assert [finding.code for finding in run(made)] == ["S108"]

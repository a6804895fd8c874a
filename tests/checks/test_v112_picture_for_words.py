"""V112: a picture stands where words are asked for."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import run
from scoresheet.checks.v112_picture_for_words import picture_for_words
from scoresheet.grid import Kind, RawCell, Sheet
from scoresheet.reading.tables import cell_at
from scoresheet.submission import Cell, Submission
from scoresheet.titles import SCORES

PICTURES = [
    RawCell(Kind.TEXT, '=DISPIMG("ID_8E2F",1)', '_xlfn.DISPIMG("ID_8E2F",1)'),
    RawCell(Kind.ERROR, "#NAME?", '_xlfn.dispimg("ID_8E2F",1)'),
    RawCell(Kind.TEXT, '=DISPIMG("ID_8E2F",1)'),
    RawCell(Kind.ERROR, "#VALUE!", '_xlfn.IMAGE("https://example.com/a.png")'),
]
"""As WPS saves a picture in a cell, as LibreOffice saves it again, as old formats keep it, and Excel's own."""


def picture(address: str, raw: RawCell = PICTURES[0]) -> Cell:
    """Give a cell as it is read from a workbook."""
    row, column = int(address[1:]), ord(address[0]) - 64
    return cell_at(Sheet(SCORES.zh, cells={(row, column): raw}), row, column, number=False)


def with_picture(field: str, score: str, raw: RawCell = PICTURES[0]) -> Submission:
    """Give a return with a picture in one field of its first item."""
    made = samples.submission(scores={"1": score})
    return samples.with_answer(made, "1", **{field: picture("E5" if field == "done" else "F5", raw)})


@pytest.mark.parametrize(("field", "score"), [("reason", "3"), ("done", "0")])
def test_where_no_words_are_owed_a_picture_is_left_alone(field: str, score: str) -> None:
    """Full points need no reason; for 0 points nothing need have been done."""
    assert tables.found_by(picture_for_words, with_picture(field, score)) == []


@pytest.mark.parametrize("words", ["照片见附件", "=DISPIMG 用不了", "[照片]"])
def test_words_are_left_alone(words: str) -> None:
    """Words about pictures are words."""
    made = samples.with_answer(samples.submission(), "1", done=samples.cell(SCORES.zh, "E5", words))

    assert run(made) == ()


@pytest.mark.parametrize("raw", PICTURES)
def test_what_was_done_is_asked_for_in_words(raw: RawCell) -> None:
    """However the picture was saved, it is one warning, and not told as a blank on top."""
    made = with_picture("done", "3", raw)

    assert tables.found_by(picture_for_words, made) == [("E5", "第1项的完成情况单元格内为图片，没有文字。")]
    assert [(one.code, one.severity.value) for one in run(made)] == [("V112", "warning")]


@pytest.mark.parametrize("raw", PICTURES)
def test_a_reason_in_a_picture_is_none(raw: RawCell) -> None:
    """Less than full points need a reason that can be read: one error, not two."""
    made = with_picture("reason", "2", raw)

    assert tables.found_by(picture_for_words, made) == [
        ("F5", "第1项没有得满分，未完成情况说明单元格内为图片，没有文字。")
    ]
    assert [(one.code, one.severity.value) for one in run(made)] == [("V112", "error")]

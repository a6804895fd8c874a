"""A county's own workbook with what is wrong marked in it, so that it is right the next time.

The file's parts are edited: pictures, text boxes, notes, macros and stored results stay. What can't be edited safely
is rebuilt on a fresh form.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.parsers.expat import ExpatError

from scoresheet.assessment import Assessment, UnitResult
from scoresheet.catalog.form import Form
from scoresheet.checking.running import Finding
from scoresheet.grid import Unreadable
from scoresheet.language import Text
from scoresheet.marking.correction_sheet import Page
from scoresheet.marking.correction_sheet import render as list_sheet
from scoresheet.marking.marked_book import MarkedBook
from scoresheet.marking.marks import marking
from scoresheet.marking.rebuilding import BEYOND_MARKING, rebuild
from scoresheet.submission import Submission

_EDITABLE = {"xlsx", "xlsm"}
_NOT_EDITABLE = (
    *(ValueError, LookupError, StopIteration, RuntimeError, EOFError, OSError),
    *(ExpatError, zipfile.BadZipFile, zlib.error, Unreadable),
)
"""What a file raises that is not built as every program builds it: then a fresh form is given."""


@dataclass(frozen=True, slots=True)
class MarkedReturn:
    """A marked workbook: its bytes, the ending of its name, and how much is to be done.

    `rebuilt` tells that it is a fresh form with the county's answers in it; `left_out` is what it could not take over.
    `findings` are what is marked in it, with their places in it.
    """

    data: bytes
    suffix: str
    rebuilt: bool
    to_correct: int
    to_verify: int
    left_out: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def render(
    assessment: Assessment,
    result: UnitResult,
    data: bytes,
    blank: Callable[[], bytes],
    *,
    by: date | None = None,
) -> MarkedReturn:
    """Give the marked copy of the file that speaks for a unit.

    `data` is that file as it was received, `blank` makes the unit's blank form where one is needed, `by` is the day
    by which a reply is asked for. Raises ValueError for a unit for which no file speaks.
    """
    submission = result.submission
    if submission is None or submission.form is None:
        raise ValueError(f"no file speaks for {result.unit.id}")
    findings = [
        one
        for one in assessment.findings
        if one.unit == result.unit.id and one.file == submission.source.path
    ]
    why = _beyond_marking(submission)
    if why is None:
        try:
            return _marked(submission.form, data, findings, submission.source.sha256, by)
        except _NOT_EDITABLE:
            why = _DAMAGED
    return _rebuilt(submission, data, blank(), why, findings, by)


_DAMAGED = Text("文件内部结构不规范", "the file is not built as it should be")


def _beyond_marking(submission: Submission) -> Text | None:
    """Say why a file can't be marked itself; None for one that can."""
    if submission.source.format not in _EDITABLE:
        return _OTHER_FORMAT
    kinds = {fault.kind for fault in submission.faults}
    return next((words for kind, words in BEYOND_MARKING.items() if kind in kinds), None)


_OTHER_FORMAT = Text("文件不是 .xlsx 格式", "the file is not in .xlsx format")
_REBUILT = Text(
    "说明：原报送文件不便直接标注（{0}），已将所填内容转入这份新表（图片、批注和日期不转入），请先核对有无遗漏，再按下面逐项改正；"
    "以后请使用这份文件。",
    "Note: your own file could not be marked ({0}). What you entered was taken over into this fresh form, without "
    "pictures, notes and the date: please check that nothing is lost, correct it as told below, and use this file "
    "from now on.",
)


def _marked(
    form: Form, data: bytes, findings: Sequence[Finding], answers_to: str, by: date | None
) -> MarkedReturn:
    found = marking(findings, form.catalog.locale)
    made, suffix = _with_list(data, Page(form, found, by), answers_to)
    return MarkedReturn(made, suffix, False, found.to_correct, found.to_verify, findings=tuple(findings))


def _rebuilt(
    submission: Submission, data: bytes, blank: bytes, why: Text, findings: Sequence[Finding], by: date | None
) -> MarkedReturn:
    fresh = rebuild(submission, blank, data)
    locale = fresh.form.catalog.locale
    found = marking(fresh.findings, locale)
    still = {one.code for one in fresh.findings}
    restored = (one.message(locale) for one in findings if one.code in _MENDED - still)
    page = Page(
        fresh.form,
        found,
        by,
        _REBUILT.of(locale).format(why.of(locale)),
        fresh.left_out,
        tuple(dict.fromkeys(restored)),
    )
    made, suffix = _with_list(fresh.data, page, submission.source.sha256)
    return MarkedReturn(made, suffix, True, found.to_correct, found.to_verify, fresh.left_out, fresh.findings)


_MENDED = {"S101", "S102", "S103", "S109"}
"""What checks say of missing sheets, columns and rows and of merged scores: a fresh form has them whole again."""


def _with_list(data: bytes, page: Page, answers_to: str) -> tuple[bytes, str]:
    book = MarkedBook(data, page.form)
    made = book.marked(page.marking, lambda linked, styles: list_sheet(page, linked, styles), answers_to)
    return made, book.suffix

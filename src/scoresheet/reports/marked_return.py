"""A county's own workbook with what is wrong marked in it, so that it is right the next time.

The file's parts are edited: pictures, text boxes, notes, macros and stored results stay. What can't be edited safely
is rebuilt on a fresh form.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from xml.parsers.expat import ExpatError

from scoresheet.assessment import Assessment, UnitResult
from scoresheet.catalog.form import Form
from scoresheet.checking.running import Finding, Severity
from scoresheet.grid import Unreadable
from scoresheet.language import Text
from scoresheet.marking.correction_sheet import Made, Page
from scoresheet.marking.correction_sheet import render as list_sheet
from scoresheet.marking.marked_book import MarkedBook, Noticed
from scoresheet.marking.marks import REWORDED, marking
from scoresheet.marking.rebuilding import BEYOND_MARKING, Rebuilt, rebuild
from scoresheet.marking.soundness import TooLargeError
from scoresheet.parts.styles import Styles
from scoresheet.submission import Submission
from scoresheet.titles import item_label

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
    `findings` are what is marked in it, with their places in it; `replies` is what the county wrote into the list or
    the column of an earlier round, each with its place, for the office to read.
    """

    data: bytes
    suffix: str
    rebuilt: bool
    to_correct: int
    to_verify: int
    left_out: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    replies: tuple[str, ...] = ()


def render(
    assessment: Assessment,
    result: UnitResult,
    data: bytes,
    blank: Callable[[], bytes],
    *,
    by: date | None = None,
    passwords: Sequence[str] = (),
) -> MarkedReturn:
    """Give the marked copy of the file that speaks for a unit.

    `data` is that file as it was received, opened by one of the `passwords` where it needs one; `blank` makes the
    unit's blank form where one is needed, `by` is the day by which a reply is asked for. Raises ValueError for a unit for which no file speaks.
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
            return _marked(submission, submission.form, data, findings, by)
        except TooLargeError:
            why = _TOO_LARGE
        except _NOT_EDITABLE:
            why = _DAMAGED
    fresh = rebuild(submission, blank(), data, known=findings, passwords=passwords)
    return _rebuilt(submission, fresh, why, findings, by)


_TOO_LARGE = Text("文件里的内容或格式异常地多", "the file holds far more than a form")
_DAMAGED = Text("文件内部结构不规范", "the file is not built as it should be")


def _beyond_marking(submission: Submission) -> Text | None:
    """Say why a file can't be marked itself; None for one that can."""
    if submission.source.format not in _EDITABLE:
        return _OTHER_FORMAT
    kinds = {fault.kind for fault in submission.faults}
    return next((words for kind, words in BEYOND_MARKING.items() if kind in kinds), None)


_OTHER_FORMAT = Text("文件不是 .xlsx 格式", "the file is not in .xlsx format")
_REBUILT = Text(
    "说明：原报送文件不便直接标注（{0}），已将所填内容转入这份新表（图片和批注不转入），请先核对有无遗漏，再按下面逐项改正；"
    "以后请使用这份文件。",
    "Note: your own file could not be marked ({0}). What you entered was taken over into this fresh form, without "
    "pictures and notes: please check that nothing is lost, correct it as told below, and use this file "
    "from now on.",
)


def _marked(
    submission: Submission, form: Form, data: bytes, findings: Sequence[Finding], by: date | None
) -> MarkedReturn:
    locale, issued = form.catalog.locale, _issued(submission, form, findings)
    found = marking(findings, locale, issued)
    whole = (f"{item_label(item).of(locale)}{_COLON.of(locale)}{text}" for item, text in issued.items())
    page = Page(form, found, by, issued=tuple(whole))
    made, book = _with_list(data, page, submission.source.sha256)
    return MarkedReturn(
        made,
        book.suffix,
        False,
        found.to_correct,
        found.to_verify,
        findings=tuple(findings),
        replies=book.replies,
    )


def _issued(submission: Submission, form: Form, findings: Sequence[Finding]) -> dict[str, str]:
    """Give the texts of the items that the county changed, as they were issued: a finding names no more than a part."""
    asked = (one for one in findings if one.severity is not Severity.NOTICE)
    changed = {one.item for one in asked if one.code == REWORDED}
    known = submission.issued.items if submission.issued else {}
    return {
        item: known[item].text if item in known else entry.text
        for item, entry in form.by_id.items()
        if item in changed
    }


_COLON = Text("：", ": ")


def _rebuilt(
    submission: Submission, fresh: Rebuilt, why: Text, findings: Sequence[Finding], by: date | None
) -> MarkedReturn:
    locale = fresh.form.catalog.locale
    found = marking(fresh.findings, locale)
    page = Page(
        fresh.form,
        found,
        by,
        _REBUILT.of(locale).format(why.of(locale)),
        fresh.left_out,
        tuple(dict.fromkeys((*_restored(fresh, findings), *fresh.remarks))),
    )
    made, book = _with_list(fresh.data, page, submission.source.sha256)
    return MarkedReturn(
        made, book.suffix, True, found.to_correct, found.to_verify, fresh.left_out, fresh.findings
    )


def _restored(fresh: Rebuilt, findings: Sequence[Finding]) -> Iterator[str]:
    """Walk what was wrong with the county's own file and isn't with the fresh form."""
    still = {(one.code, one.item) for one in fresh.findings}
    for one in findings:
        asked = one.severity is not Severity.NOTICE and one.code.startswith(_OF_THE_FORM)
        if asked and (one.code, one.item) not in still:
            yield one.message(fresh.form.catalog.locale)


_OF_THE_FORM = ("S", "V")
"""What checks of structure and of values say can be whole again on a fresh form; all else has nothing to do with it."""


def _with_list(data: bytes, page: Page, answers_to: str) -> tuple[bytes, MarkedBook]:
    book = MarkedBook(data, page.form)

    def listed(linked: frozenset[str], styles: Styles, noticed: Noticed) -> Made:
        shown = tuple(one.of(page.locale) for one in noticed.shown)
        return list_sheet(replace(page, replies=noticed.replies, shown=shown), linked, styles)

    return book.marked(page.marking, listed, answers_to), book

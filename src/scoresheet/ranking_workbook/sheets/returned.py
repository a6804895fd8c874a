"""报送情况 and 问题清单: who returned what, and what is to be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from scoresheet import phrases
from scoresheet.assessment import FileResult, UnitResult, UnitStatus
from scoresheet.book import CENTRED, FOREIGN, SECTION, WORDS, Book, Style
from scoresheet.checking.running import Finding, Group, Severity
from scoresheet.decision import Kind
from scoresheet.language import NOTHING, Locale, Text
from scoresheet.ranking_workbook import plain_table, table
from scoresheet.ranking_workbook.frame import bottom, top
from scoresheet.ranking_workbook.plain_table import Column, Linked, Listing, Row, Value
from scoresheet.ranking_workbook.plan import Plan
from scoresheet.ranking_workbook.table import PROBLEMS, target

_NUMBER = Column(Text("序号", "No."), 6)
_UNIT = Column(Text("单位", "Unit"), 22)
# One set of titles for both tables: they are printed on every page.
_RETURN_COLUMNS = (
    _NUMBER,
    _UNIT,
    Column(Text("状态", "Status"), 14),
    Column(Text("文件", "File"), 40),
    Column(Text("说明", "Remarks"), 38),
    Column(Text("格式", "Format"), 14),
)
_PROBLEM_COLUMNS = (
    Column(Text("单位", "Unit"), 14),
    Column(Text("严重程度", "Severity"), 9.5),
    Column(Text("代码", "Code"), 7),
    Column(Text("考核项", "Item"), 11),
    Column(Text("位置", "Place"), 18),
    Column(Text("问题", "Problem"), 38),
    Column(Text("填报内容", "Found"), 15),
    Column(Text("填报要求", "Allowed"), 18),
    Column(Text("修改办法", "Remedy"), 32),
)
_UNITS_TITLE = Text("一、各单位（及计入汇总的文件）", "Units, and the file that counts for each")
_FILES_TITLE = Text("二、收到的文件", "Files received")
_NO_UNITS = Text("名单中没有单位。", "There are no units on the list.")
_NO_FILES = Text("没有收到文件。", "No files came in.")
_NO_PROBLEMS = Text("没有发现问题。", "Nothing to report.")
_PROBLEMS_NOTE = Text(
    "相同的问题合并为一行；“无法受理”“须更正”的须修改后重新报送。",
    "Equal problems are one line; what can't be accepted or must be corrected is to be sent again.",
)
_COUNTED = Text("{0}{1}处", "{0}: {1}")
_COMMA = Text("，", ", ")
_UNITS_COUNTED = Text("应报单位{0}个：{1}", "{0} units: {1}")
_STATUS_COUNTED = Text("{0}{1}个", "{0} {1}")

_BAD = replace(CENTRED, bold=True, colour="#9C0006", fill="#FBE3E1")
_DOUBTFUL = replace(CENTRED, bold=True, colour="#7F5200", fill="#FFF3D1")
_PLAIN = replace(CENTRED, wrap=True)
_FORMAT = replace(_PLAIN, foreign=True)
_SEVERITIES = {Severity.FATAL: _BAD, Severity.ERROR: _BAD, Severity.WARNING: _DOUBTFUL}


def write_returns(book: Book, plan: Plan) -> None:
    """Add the sheet that says where each unit stands and what became of each file."""
    locale = plan.locale
    sheet = book.sheet(table.RETURNS.of(locale))
    last = len(_RETURN_COLUMNS)
    width = sum(column.width for column in _RETURN_COLUMNS)
    top(sheet, plan, last, width, _units_counted(plan))
    sheet.line(4, 1, last, _UNITS_TITLE.of(locale), SECTION)
    units = Listing(table.RETURNS, NOTHING, _RETURN_COLUMNS, _unit_rows(plan), _NO_UNITS)
    under = plain_table.write_rows(sheet, 5, units)
    sheet.line(under + 2, 1, last, _FILES_TITLE.of(locale), SECTION)
    files = Listing(table.RETURNS, NOTHING, _RETURN_COLUMNS, _file_rows(plan), _NO_FILES)
    end = plain_table.write_rows(sheet, under + 3, files)
    for row in (4, under + 2):
        sheet.height(row, 20)
    end = bottom(sheet, plan, end, last, width)
    sheet.printed(footer=plan.footer(), header=plan.stage, heads=(5, 5), last_row=end, last_column=last)


def write_problems(book: Book, plan: Plan) -> None:
    """Add the sheet with all findings, equal ones of a unit on one line, worst first."""
    listing = Listing(table.PROBLEMS, _PROBLEMS_NOTE, _PROBLEM_COLUMNS, _problem_rows(plan), _NO_PROBLEMS)
    plain_table.write(book, plan, listing)


def _units_counted(plan: Plan) -> str:
    locale = plan.locale
    counts = ((status, len(plan.assessment.units_with(status))) for status in UnitStatus)
    told = [
        _STATUS_COUNTED.of(locale).format(status.word.of(locale), count) for status, count in counts if count
    ]
    return _UNITS_COUNTED.of(locale).format(len(plan.lines), _COMMA.of(locale).join(told))


def _unit_rows(plan: Plan) -> Iterator[Row]:
    findings = phrases.by_unit(plan.assessment)
    decided = Counter((one.decision.unit, one.kind) for one in plan.assessment.effects if one.done)
    for number, result in enumerate(plan.assessment.units, start=1):
        unit = result.unit
        counted = [(kind.word.of(plan.locale), decided[unit.id, kind]) for kind in Kind]
        told = [_COUNTED.of(plan.locale).format(*one) for one in counted if one[1]]
        problems = _counted(findings.get(unit.id, ()), plan.locale)
        said: Value = _COMMA.of(plan.locale).join([*([problems] if problems else []), *told])
        row = plan.rows.first_problem.get(unit.id)
        if problems and row is not None:
            said = Linked(str(said), target(PROBLEMS.of(plan.locale), row))
        source = result.submission.source if result.submission else None
        yield (
            (number, _PLAIN),
            (unit.name, WORDS),
            (result.status.word.of(plan.locale), _status_style(result)),
            (source.path if source else "", FOREIGN),
            (said, WORDS),
            (phrases.kind(source.format, plan.locale) if source else "", _PLAIN),
        )


def _status_style(result: UnitResult) -> Style:
    return _PLAIN if result.status is UnitStatus.ACCEPTED else _BAD


def _counted(findings: Iterable[Finding], locale: Locale) -> str:
    listed = list(findings)
    counts = ((one, sum(finding.severity is one for finding in listed)) for one in Severity)
    return _COMMA.of(locale).join(
        _COUNTED.of(locale).format(severity.word.of(locale), count) for severity, count in counts if count
    )


def _file_rows(plan: Plan) -> Iterator[Row]:
    names = phrases.unit_names(plan.assessment)
    for number, file in enumerate(plan.assessment.files, start=1):
        yield _file_row(number, file, names.get(file.unit, ""), plan.locale)


def _file_row(number: int, file: FileResult, unit: str, locale: Locale) -> Row:
    return (
        (number, _PLAIN),
        (unit, WORDS),
        (file.status.word.of(locale), _PLAIN),
        (file.path, FOREIGN),
        (file.reason.of(locale), FOREIGN),
        (phrases.kind(file.format, locale), _FORMAT),
    )


def _problem_rows(plan: Plan) -> Iterator[Row]:
    names = phrases.unit_names(plan.assessment)
    files: dict[str | None, set[str | None]] = {}
    for unit, group in plan.rows.problems:
        files.setdefault(unit, set()).add(group.first.file)
    for unit, group in plan.rows.problems:
        several = unit is None or len(files[unit]) > 1
        yield _problem_row(group, names[unit], plan.locale, with_file=several)


def _problem_row(group: Group, unit: str, locale: Locale, *, with_file: bool) -> Row:
    first = group.first
    place = phrases.place(first.sheet, group.cells, locale)
    where = "\n".join(part for part in (first.file or "" if with_file else "", place) if part)
    return (
        (unit, WORDS),
        (first.severity.word.of(locale), _SEVERITIES.get(first.severity, _PLAIN)),
        (first.code, _PLAIN),
        (phrases.items(group.items, locale), WORDS),
        (where, FOREIGN),
        (group.message(locale), FOREIGN),
        (_said(group, lambda finding: finding.found, locale), FOREIGN),
        (_said(group, lambda finding: finding.allowed, locale), FOREIGN),
        (first.remedy.of(locale), FOREIGN),
    )


def _said(group: Group, part: Callable[[Finding], Text], locale: Locale) -> str:
    words = [(finding, part(finding).of(locale)) for finding in group.findings]
    if len({text for _, text in words}) == 1:
        return words[0][1]
    named = (f"{phrases.items([finding.item or ''], locale)} {text}" for finding, text in words if text)
    return "\n".join(dict.fromkeys(named))

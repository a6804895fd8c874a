"""The list of problems as a workbook that an office filters, prints and forwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scoresheet import phrases
from scoresheet.assessment import Assessment, FileResult, FileStatus, UnitResult, UnitStatus
from scoresheet.book import TITLE, Book, Sheet, Style, book_of, lines_needed
from scoresheet.checking.running import Finding, Group, Severity, grouped
from scoresheet.decision import Effect
from scoresheet.figures import plain
from scoresheet.grid import address
from scoresheet.language import NOTHING, Locale, Text, joined
from scoresheet.returns.differences import Difference

_TITLE_ROW, _SUMMARY_ROW, _HEADER_ROW = 1, 2, 3

_LEFT = Style(align="left", wrap=True, foreign=True)
_CENTRED = replace(_LEFT, align="center")
_RIGHT = replace(_LEFT, align="right")
_BAD = replace(_CENTRED, bold=True, colour="#9C0006", fill="#FBE3E1")
_DOUBTFUL = replace(_CENTRED, bold=True, colour="#7F5200", fill="#FFF3D1")
_GOOD = replace(_CENTRED, colour="#1E5B2E", fill="#E7F2E6")
_QUIET = replace(_CENTRED, colour="#595959", fill="#F2F2F2")
_SUMMARY = Style(colour="#595959", border=False)

_SEVERITY_STYLES = {
    Severity.FATAL: _BAD,
    Severity.ERROR: _BAD,
    Severity.WARNING: _DOUBTFUL,
    Severity.NOTICE: _QUIET,
}
_UNIT_STYLES = {
    UnitStatus.ACCEPTED: _GOOD,
    UnitStatus.NEEDS_FIX: _BAD,
    UnitStatus.CONFLICT: _DOUBTFUL,
    UnitStatus.MISSING: _DOUBTFUL,
}
_FILE_STYLES = {
    FileStatus.ACCEPTED: _GOOD,
    FileStatus.NEEDS_FIX: _BAD,
    FileStatus.UNIDENTIFIED: _BAD,
    FileStatus.UNREADABLE: _BAD,
}

Value = str | int
Cell = tuple[Value, Style]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    title: Text
    width: float


@dataclass(frozen=True, slots=True)
class _Table:
    name: Text
    columns: tuple[_Column, ...]
    rows: Iterable[Row]
    if_empty: Text


_PROBLEM_COLUMNS = (
    _Column(Text("单位", "Unit"), 12),
    _Column(Text("严重程度", "Severity"), 10),
    _Column(Text("考核项", "Item"), 10),
    _Column(Text("位置", "Cells"), 15),
    _Column(Text("问题", "Problem"), 32),
    _Column(Text("填报内容", "Found"), 14),
    _Column(Text("填报要求", "Allowed"), 16),
    _Column(Text("修改办法", "Remedy"), 30),
    _Column(Text("文件", "File"), 20),
    _Column(Text("代码", "Code"), 7),
)
_UNIT_COLUMNS = (
    _Column(Text("单位", "Unit"), 24),
    _Column(Text("状态", "Status"), 18),
    _Column(Text("文件", "File"), 46),
    _Column(Text("自查总分", "Self total"), 12),
    _Column(Text("满分", "Maximum"), 10),
    _Column(Text("须更正", "To correct"), 11),
    _Column(Text("请核实", "To verify"), 11),
)
_FILE_COLUMNS = (
    _Column(Text("文件", "File"), 46),
    _Column(Text("状态", "Status"), 18),
    _Column(Text("原因", "Reason"), 44),
    _Column(Text("单位", "Unit"), 18),
    _Column(Text("格式", "Format"), 16),
)
_DIFFERENCE_COLUMNS = (
    _Column(Text("单位", "Unit"), 18),
    _Column(Text("考核项", "Item"), 10),
    _Column(Text("不一致之处", "What differs"), 24),
    _Column(Text("文件", "File"), 44),
    _Column(Text("位置", "Cells"), 22),
    _Column(Text("填报内容", "Found"), 38),
)
_DECISION_COLUMNS = (
    _Column(Text("单位", "Unit"), 18),
    _Column(Text("种类", "Kind"), 12),
    _Column(Text("是否起作用", "Effect"), 12),
    _Column(Text("结果", "What came of it"), 46),
    _Column(Text("依据", "Basis"), 36),
    _Column(Text("文件和位置", "File and place"), 28),
    _Column(Text("登记处", "Written down at"), 18),
)


def render(assessment: Assessment) -> bytes:
    """Give the workbook with the problems, the units and the files; the same results give the same bytes."""

    def write(book: Book) -> None:
        for table in _tables(assessment):
            _write(book, assessment, table)

    return book_of(assessment.catalog.locale, write)


def _tables(assessment: Assessment) -> tuple[_Table, ...]:
    fixed = (
        _Table(
            Text("问题清单", "Findings"),
            _PROBLEM_COLUMNS,
            _problem_rows(assessment),
            Text("没有发现问题。", "Nothing to report."),
        ),
        _Table(
            Text("报送情况", "Returns"),
            _UNIT_COLUMNS,
            _unit_rows(assessment),
            Text("没有单位。", "No units."),
        ),
        _Table(
            Text("文件清单", "Files"),
            _FILE_COLUMNS,
            _file_rows(assessment),
            Text("没有收到文件。", "No files."),
        ),
    )
    differences, decisions = list(_difference_rows(assessment)), list(_decision_rows(assessment))
    told = []
    if differences:
        told.append(_Table(phrases.DIFFERENCES, _DIFFERENCE_COLUMNS, differences, NOTHING))
    if decisions:
        told.append(_Table(phrases.DECISIONS, _DECISION_COLUMNS, decisions, NOTHING))
    return (*fixed, *told)


def _problem_rows(assessment: Assessment) -> Iterator[Row]:
    names = phrases.unit_names(assessment)
    findings = phrases.by_unit(assessment)
    # Units in the catalog's order; what belongs to none of them comes last.
    order = [unit for unit in names if unit is not None] + [None]
    for unit in [*order, *(unit for unit in findings if unit not in names)]:
        for group in grouped(findings.get(unit, ())):
            yield _problem_row(group, names.get(unit, unit or ""), assessment.catalog.locale)


def _problem_row(group: Group, unit: str, locale: Locale) -> Row:
    first = group.first
    return (
        (unit, _LEFT),
        (first.severity.word.of(locale), _SEVERITY_STYLES[first.severity]),
        (phrases.items(group.items, locale), _LEFT),
        (phrases.place(first.sheet, group.cells, locale), _LEFT),
        (group.message(locale), _LEFT),
        (_each([(one, one.found) for one in group.findings], locale), _LEFT),
        (_each([(one, one.allowed) for one in group.findings], locale), _LEFT),
        (first.remedy.of(locale), _LEFT),
        (first.file or "", _LEFT),
        (first.code, _CENTRED),
    )


def _each(said: Sequence[tuple[Finding, Text]], locale: Locale) -> str:
    words = {text.of(locale): None for _, text in said}
    if len(words) == 1:
        return next(iter(words))
    lines = (
        Text("{0}：{1}", "{0}: {1}").of(locale).format(_whose(finding, locale), text.of(locale))
        for finding, text in said
        if text.of(locale)
    )
    return "\n".join(dict.fromkeys(lines))


def _whose(finding: Finding, locale: Locale) -> str:
    if finding.item:
        return phrases.items([finding.item], locale)
    return joined(finding.cells).of(locale)


def _unit_rows(assessment: Assessment) -> Iterator[Row]:
    findings = phrases.by_unit(assessment)
    for result in assessment.units:
        yield _unit_row(result, phrases.counts(findings.get(result.unit.id, ())), assessment)


def _unit_row(result: UnitResult, counts: phrases.Counts, assessment: Assessment) -> Row:
    catalog = assessment.catalog
    return (
        (result.unit.name, _LEFT),
        (result.status.word.of(catalog.locale), _UNIT_STYLES[result.status]),
        (result.submission.source.path if result.submission else "", _LEFT),
        (phrases.total(result, catalog.decimals) or "", _RIGHT),
        (plain(result.scores.max_score), _RIGHT),
        (counts.errors, _RIGHT),
        (counts.warnings, _RIGHT),
    )


def _file_rows(assessment: Assessment) -> Iterator[Row]:
    names = phrases.unit_names(assessment)
    locale = assessment.catalog.locale
    for file in assessment.files:
        yield _file_row(file, names.get(file.unit, file.unit or ""), locale)


def _file_row(file: FileResult, unit: str, locale: Locale) -> Row:
    return (
        (file.path, _LEFT),
        (file.status.word.of(locale), _FILE_STYLES.get(file.status, _QUIET)),
        (file.reason.of(locale), _LEFT),
        (unit, _LEFT),
        (phrases.kind(file.format, locale), _CENTRED),
    )


def _difference_rows(assessment: Assessment) -> Iterator[Row]:
    for result in assessment.units:
        for difference in result.differences:
            yield from _said_rows(result, difference, assessment.catalog.locale)


def _said_rows(result: UnitResult, difference: Difference, locale: Locale) -> Iterator[Row]:
    for said in difference.said:
        yield (
            (result.unit.name, _LEFT),
            (phrases.items([difference.item] if difference.item else [], locale), _LEFT),
            (difference.name.of(locale), _LEFT),
            (said.path, _LEFT),
            (phrases.stands_at(said, locale), _LEFT),
            (said.text.of(locale), _LEFT),
        )


def _decision_rows(assessment: Assessment) -> Iterator[Row]:
    names = phrases.unit_names(assessment)
    for effect in assessment.effects:
        unit = effect.decision.unit
        yield _decision_row(effect, names.get(unit, unit), assessment.catalog.locale)


_DONE = Text("已起作用", "done")
_IDLE = Text("未起作用", "no effect")
_NEEDLESS = Text("无需再改", "not needed")


def _decision_row(effect: Effect, unit: str, locale: Locale) -> Row:
    word, style = (
        (_DONE, _GOOD) if effect.done else (_IDLE, _DOUBTFUL) if effect.needed else (_NEEDLESS, _QUIET)
    )
    place = phrases.place(effect.sheet, effect.cells, locale)
    return (
        (unit, _LEFT),
        (effect.kind.word.of(locale), _CENTRED),
        (word.of(locale), style),
        (phrases.came(effect, locale), _LEFT),
        (effect.decision.basis.of(locale), _LEFT),
        ("\n".join(part for part in (effect.file or "", place) if part), _LEFT),
        (effect.decision.place.of(locale), _LEFT),
    )


def _write(book: Book, assessment: Assessment, table: _Table) -> None:
    sheet = book.sheet(table.name.of(book.locale))
    _write_head(sheet, assessment, table)
    last_row = _write_rows(sheet, table)
    last_column = len(table.columns)
    sheet.worksheet.autofilter(_HEADER_ROW - 1, 0, last_row - 1, last_column - 1)
    sheet.worksheet.freeze_panes(_HEADER_ROW, 0)
    # A score is text, so that no digit of it can change; Excel would mark each with a green corner.
    sheet.worksheet.ignore_errors({"number_stored_as_text": f"A1:{address(last_row, last_column)}"})
    heads = (_HEADER_ROW, _HEADER_ROW)
    footer = assessment.catalog.issuer
    sheet.printed(footer=footer, heads=heads, last_row=last_row, last_column=last_column)


def _write_head(sheet: Sheet, assessment: Assessment, table: _Table) -> None:
    locale = sheet.book.locale
    title = Text("{0}　{1}", "{0}: {1}").of(locale).format(assessment.catalog.title, table.name.of(locale))
    sheet.line(_TITLE_ROW, 1, len(table.columns), title, TITLE)
    sheet.line(_SUMMARY_ROW, 1, len(table.columns), _summary(assessment), _SUMMARY)
    sheet.height(_TITLE_ROW, 32)
    sheet.height(_SUMMARY_ROW, 20)
    titles = [column.title for column in table.columns]
    sheet.heads(_HEADER_ROW, titles, [column.width for column in table.columns])


def _write_rows(sheet: Sheet, table: _Table) -> int:
    number = _HEADER_ROW
    for number, row in enumerate(table.rows, start=_HEADER_ROW + 1):
        # Not every program fits the height of a row to wrapped text when it opens a file.
        sheet.height(number, _height(row, table.columns))
        for column, (value, style) in enumerate(row, start=1):
            if isinstance(value, int):
                sheet.number(number, column, value, style)
            else:
                sheet.text(number, column, value, style)
    if number == _HEADER_ROW:
        number += 1
        sheet.line(number, 1, len(table.columns), table.if_empty.of(sheet.book.locale), _LEFT)
    return number


_LINE_POINTS = 13.5
_ROOM_POINTS = 9
_HIGHEST_POINTS = 409


def _height(row: Row, columns: Sequence[_Column]) -> float:
    # A line may end early, where the next character must not begin one.
    lines = max(
        lines_needed(str(value), column.width - 1) for (value, _), column in zip(row, columns, strict=True)
    )
    return min(lines * _LINE_POINTS + _ROOM_POINTS, _HIGHEST_POINTS)


def _summary(assessment: Assessment) -> str:
    locale = assessment.catalog.locale
    units = (
        Text("，", ", ")
        .of(locale)
        .join(
            Text("{0}{1}个", "{0} {1}")
            .of(locale)
            .format(status.word.of(locale), len(assessment.units_with(status)))
            for status in UnitStatus
        )
    )
    counts = phrases.counts(assessment.findings)
    words = Text(
        "{0}　共{1}个单位：{2}　须更正{3}处，请核实{4}处，提示{5}处",
        "{0}   Units: {1} ({2})   To correct {3}, to verify {4}, notes {5}",
    )
    return words.of(locale).format(
        assessment.catalog.round.label,
        len(assessment.units),
        units,
        counts.errors,
        counts.warnings,
        counts.notices,
    )

"""计分说明: how the numbers in the workbook came about, the files that count, and the list of indicators."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.book import (
    CENTRED,
    FOREIGN,
    HEADER,
    NOTE,
    SECTION,
    WORDS,
    Book,
    Sheet,
    height_of,
    lines_needed,
)
from scoresheet.language import Text, same
from scoresheet.ranking_workbook import plain_table, table
from scoresheet.ranking_workbook.frame import NOTE_ROW, bottom, top
from scoresheet.ranking_workbook.method import sentences
from scoresheet.ranking_workbook.plain_table import Column, Listing, Row
from scoresheet.ranking_workbook.plan import Plan

_COLUMNS = (
    Column(Text("编号", "ID"), 7),
    Column(Text("类别", "Category"), 19),
    Column(Text("分值", "Points"), 7),
    Column(Text("考核内容", "Indicator"), 68),
    Column(Text("计分办法", "Scoring"), 40),
)
_FILES_TITLE = Text("计入汇总的文件", "Files that count")
_FILE_TITLES = (
    Text("单位", "Unit"),
    Text("文件", "File"),
    Text("校验码（SHA-256前12位）", "SHA-256 (first 12 digits)"),
)
_FIRST, _SECOND = (1, 2), (3, 4)
"""The columns that the unit and its file go across; the digits stand in the last one."""
_DIGITS = 12
_NO_FILES = Text("没有文件计入汇总。", "No file counts.")
_LIST_TITLE = Text("考核项一览", "List of indicators")
_NO_ITEMS = Text("没有考核项。", "There are no indicators.")


def write(book: Book, plan: Plan) -> None:
    """Add the sheet."""
    sheet = book.sheet(table.METHOD.of(plan.locale))
    last = len(_COLUMNS)
    width = sum(column.width for column in _COLUMNS)
    top(sheet, plan, last, width)
    row = NOTE_ROW
    for number, words in enumerate(sentences(plan), start=1):
        row += 1
        numbered = f"{number}. {words.of(plan.locale)}"
        sheet.line(row, 1, last, numbered, NOTE)
        sheet.fit(row, [(numbered, width)])
    row = _section(sheet, row, _FILES_TITLE)
    row = _files(sheet, plan, row)
    row = _section(sheet, row, _LIST_TITLE)
    listing = Listing(table.METHOD, same(""), _COLUMNS, _items(plan), _NO_ITEMS)
    end = plain_table.write_rows(sheet, row + 1, listing)
    sheet.worksheet.ignore_errors({"number_stored_as_text": f"A{row + 1}:A{end}"})
    last_row = bottom(sheet, plan, end, last, width)
    heads = (row + 1, row + 1)
    sheet.printed(footer=plan.footer(), header=plan.stage, heads=heads, last_row=last_row, last_column=last)


def _section(sheet: Sheet, row: int, title: Text) -> int:
    sheet.line(row + 2, 1, len(_COLUMNS), title.of(sheet.book.locale), SECTION)
    sheet.height(row + 2, 20)
    return row + 2


def _files(sheet: Sheet, plan: Plan, row: int) -> int:
    """Write which file counts for each unit; give the number of the last row."""
    sources = [
        (line.result.unit.name, line.result.submission.source)
        for line in plan.lines
        if line.result.submission is not None
    ]
    counted = [(name, source.path, source.sha256[:_DIGITS]) for name, source in sources]
    last = len(_COLUMNS)
    titles = tuple(title.of(plan.locale) for title in _FILE_TITLES)
    listed = [titles, *counted]
    for at, words in enumerate(listed, start=row + 1):
        style, foreign = (WORDS, FOREIGN) if words is not titles else (HEADER, HEADER)
        most = max(lines_needed(words[0], 25), lines_needed(words[1], 74))
        with sheet.whole_row(at, height_of(most)):
            sheet.line(at, *_FIRST, words[0], style)
            sheet.line(at, *_SECOND, words[1], foreign)
            sheet.text(at, last, words[2], foreign)
    end = row + len(listed)
    if not counted:
        end += 1
        sheet.line(end, 1, last, _NO_FILES.of(plan.locale), WORDS)
    return end


def _items(plan: Plan) -> Iterator[Row]:
    for category in plan.categories:
        for item in category.items:
            yield (
                (item.id, CENTRED),
                (category.name, WORDS),
                (item.points, CENTRED),
                (plan.texts[item.id], WORDS),
                (item.rule.sentence().of(plan.locale), WORDS),
            )

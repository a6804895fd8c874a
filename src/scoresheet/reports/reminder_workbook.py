"""The list for the telephone: which units' forms are missing, whom to call, and what came from them so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scoresheet.book import CENTRED, FOREIGN, NOTE, TITLE, WORDS, Sheet, book_of, lines_needed
from scoresheet.catalog.model import Catalog
from scoresheet.language import Locale, Text
from scoresheet.letters.wording import Waiting, day, days_over

_NAME = Text("催报名单", "Reminders")
_TITLE = Text("{0}　催报名单", "{0}: forms still missing")
_COLUMNS = (
    (Text("序号", "No."), 6.0),
    (Text("单位", "Unit"), 16.0),
    (Text("填报单位名称", "Reports as"), 24.0),
    (Text("联系人和电话", "Contact"), 24.0),
    (Text("已收到的材料", "Received so far"), 38.0),
    (Text("联系时间", "Called at"), 13.0),
    (Text("答复", "Answer"), 26.0),
)
_WRAPPED = replace(CENTRED, wrap=True)
_NOTHING = Text("无", "nothing")
_COUNTED = Text("{0}　　还缺{1}个单位", "{0}    units: {1}")
_DUE = Text("　　报送期限{0}", "    due {0}")
_OVER = Text("，已逾期{0}天", ", {0} days ago")
_LEFT = Text("，还有{0}天", ", {0} days left")
_TODAY = Text("，今天到期", ", today")
_ROW = 4
_LINE_POINTS, _ROOM_POINTS = 13.5, 9


def render(catalog: Catalog, units: Sequence[Waiting], as_of: date | None = None) -> bytes:
    """Give the workbook; two columns are left for the clerk to write in. `as_of` is the day lateness is told by."""
    return book_of(
        catalog.locale, lambda book: _write(book.sheet(_NAME.of(catalog.locale)), catalog, units, as_of)
    )


def _write(sheet: Sheet, catalog: Catalog, units: Sequence[Waiting], as_of: date | None) -> None:
    last, locale = len(_COLUMNS), catalog.locale
    sheet.line(1, 1, last, _TITLE.of(locale).format(catalog.title), TITLE)
    sheet.line(2, 1, last, _counted(catalog, len(units), as_of), NOTE)
    sheet.height(1, 32)
    sheet.height(2, 20)
    sheet.heads(3, [title for title, _ in _COLUMNS], [width for _, width in _COLUMNS])
    for row, one in enumerate(units, start=_ROW):
        _unit(sheet, row, one, locale)
    sheet.worksheet.freeze_panes(3, 0)
    bottom = _ROW + len(units) - 1
    sheet.printed(footer=catalog.issuer, heads=(3, 3), last_row=bottom, last_column=last)


def _unit(sheet: Sheet, row: int, one: Waiting, locale: Locale) -> None:
    received = one.received or _NOTHING.of(locale)
    words = (one.unit.name, one.unit.reporting_as, one.unit.contact or "", received)
    sheet.number(row, 1, row - _ROW + 1, _WRAPPED)
    for column, (said, style) in enumerate(zip(words, (WORDS, WORDS, WORDS, FOREIGN), strict=True), start=2):
        sheet.text(row, column, said, style)
    for column in (len(_COLUMNS) - 1, len(_COLUMNS)):
        sheet.text(row, column, "", WORDS)
    widths = [width for _, width in _COLUMNS[1 : 1 + len(words)]]
    lines = max(lines_needed(said, width - 1) for said, width in zip(words, widths, strict=True))
    sheet.height(row, max(lines * _LINE_POINTS + _ROOM_POINTS, 24))


def _counted(catalog: Catalog, count: int, as_of: date | None) -> str:
    locale = catalog.locale
    said = _COUNTED.of(locale).format(catalog.round.label, count)
    if catalog.round.due is None:
        return said
    said += _DUE.of(locale).format(day(catalog.round.due, locale))
    over = days_over(catalog, as_of)
    if over is None:
        return said
    since = _OVER if over > 0 else _LEFT if over < 0 else _TODAY
    return said + since.of(locale).format(abs(over))

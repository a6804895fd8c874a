"""The catalog as a workbook to print and pass round: one table of all items."""

from __future__ import annotations

from scoresheet.book import CENTRED, FOREIGN, NOTE, TITLE, Sheet, Style, book_of
from scoresheet.catalog.view import CatalogView, ShownCategory, ShownItem
from scoresheet.language import Text

_NAME = Text("指标目录", "Catalog")
_HEADS = (
    (Text("编号", "ID"), 8.0),
    (Text("分值", "Points"), 8.0),
    (Text("考核内容", "Indicator"), 60.0),
    (Text("计分规则", "Rule"), 32.0),
    (Text("指标和目标", "Measures and targets"), 38.0),
)
_CATEGORY = Style(bold=True, font="黑体", fill="#F2F2F2", align="left", foreign=True)
_TOTAL = Style(bold=True, align="left")


def render(view: CatalogView) -> bytes:
    """Give the workbook in the catalog's language; the same catalog gives the same bytes."""
    return book_of(view.locale, lambda book: _write(book.sheet(_NAME.of(view.locale)), view))


def _write(sheet: Sheet, view: CatalogView) -> None:
    width = len(_HEADS)
    sheet.line(1, 1, width, view.title, TITLE)
    sheet.height(1, 30)
    for row, line in enumerate(view.about, start=2):
        sheet.line(row, 1, width, line, NOTE)
    head = len(view.about) + 2
    sheet.heads(head, [title for title, _ in _HEADS], [width for _, width in _HEADS])
    row = head + 1
    for category in view.categories:
        row = _category(sheet, row, category)
    sheet.line(row, 1, width, view.total, _TOTAL)
    sheet.worksheet.freeze_panes(head, 0)
    sheet.printed(footer=view.title, heads=(head, head), last_row=row, last_column=width)


def _category(sheet: Sheet, row: int, category: ShownCategory) -> int:
    said = f"{category.name}  {category.total}"
    sheet.line(row, 1, len(_HEADS), said, _CATEGORY)
    for number, item in enumerate(category.items, start=row + 1):
        _item(sheet, number, item)
    return row + 1 + len(category.items)


def _item(sheet: Sheet, row: int, item: ShownItem) -> None:
    colon = Text("：", ": ").of(sheet.book.locale)
    measures = "\n".join(f"{measure.name}{colon}{measure.asks}" for measure in item.measures)
    text = "\n".join([item.text, *([item.remark] if item.remark else [])])
    cells = (item.id, item.points, text, item.rule, measures)
    styles = (CENTRED, CENTRED, FOREIGN, FOREIGN, FOREIGN)
    sheet.row(
        row,
        ((column, cell, style) for column, (cell, style) in enumerate(zip(cells, styles, strict=True), 1)),
    )
    sheet.fit(row, ((cell, width) for cell, (_, width) in zip(cells, _HEADS, strict=True)))

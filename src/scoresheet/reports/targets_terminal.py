"""The table of targets on the screen: of each unit, how many targets are its own, defaults or missing."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from scoresheet.catalog.target_sheet import TargetSheet, UnitRow
from scoresheet.inert import one_line
from scoresheet.language import Text

_HEADS = (
    Text("自有目标", "Own"),
    Text("用默认的", "Default"),
    Text("没有目标", "None"),
)


def render(sheet: TargetSheet, console: Console) -> None:
    """Print one line for each unit in the catalog's language."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(Text("单位", "Unit").of(sheet.locale), overflow="fold")
    for head in _HEADS:
        table.add_column(head.of(sheet.locale), justify="right", no_wrap=True)
    table.add_column(Text("不适用", "Not applicable").of(sheet.locale), overflow="fold")
    for row in sheet.rows:
        own, default, none = _counts(sheet, row)
        table.add_row(
            Styled(one_line(row.unit.name)),
            str(own),
            str(default),
            str(none),
            Styled(one_line(row.not_applicable)),
        )
    console.print(table)
    said = Text(
        "导出来填写：scoresheet catalog targets -o 目标数.xlsx",
        "To fill them in: scoresheet catalog targets -o targets.xlsx",
    )
    console.print(Styled(said.of(sheet.locale)), soft_wrap=True)


def _counts(sheet: TargetSheet, row: UnitRow) -> tuple[int, int, int]:
    own = sum(number is not None for number in row.own)
    pairs = list(zip(sheet.columns, row.own, strict=True))
    default = sum(number is None and column.default is not None for column, number in pairs)
    return own, default, len(pairs) - own - default

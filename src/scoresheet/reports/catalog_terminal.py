"""The catalog on the screen: a table of items by category, each with its rule and its measures below its text."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from scoresheet.catalog.view import CatalogView, ShownCategory, ShownItem
from scoresheet.inert import one_line
from scoresheet.language import Text
from scoresheet.wrapping import wrapped

_ID = Text("编号", "ID")
_POINTS = Text("分值", "Points")
_TEXT = Text("考核内容", "Indicator")
_RULE = Text("计分：", "Score: ")
_GAP = 2
_NARROWEST = 20


def render(view: CatalogView, console: Console) -> None:
    """Print the catalog in its language; every line fits the console's width."""
    _lines(console, view.title, style="bold")
    for line in view.about:
        _lines(console, line)
    columns = _Columns(view, console)
    columns.print(
        [_ID.of(view.locale)], [_POINTS.of(view.locale)], [(_TEXT.of(view.locale), "bold")], style="bold"
    )
    for category in view.categories:
        _category(columns, category)
    console.print()
    _lines(console, view.total, style="bold")


def _lines(console: Console, text: str, *, style: str = "") -> None:
    for line in wrapped(one_line(text), console.width, cell_len):
        console.print(Styled(line, style), soft_wrap=True)


class _Columns:
    """Three columns: the ids, the points, and the rest of the width for words."""

    def __init__(self, view: CatalogView, console: Console) -> None:
        items = [item for category in view.categories for item in category.items]
        self.view = view
        self.console = console
        self.first = max(
            cell_len(one_line(each)) for each in (_ID.of(view.locale), *(item.id for item in items))
        )
        self.second = max(
            cell_len(each) for each in (_POINTS.of(view.locale), *(item.points for item in items))
        )
        self.third = max(_NARROWEST, console.width - self.first - self.second - 2 * _GAP)

    def print(
        self, first: list[str], second: list[str], third: list[tuple[str, str]], *, style: str = ""
    ) -> None:
        """Print one row; the third column takes as many lines as it needs, each with its style."""
        for number, (line, look) in enumerate(third):
            left = first[0] if number == 0 else ""
            right = second[0] if number == 0 else ""
            gap = " " * _GAP
            start = f"{_padded(left, self.first)}{gap}{_padded(right, self.second, right=True)}{gap}"
            self.console.print(Styled.assemble((start, style), (line, look)), soft_wrap=True)

    def words(self, text: str, style: str, *, hanging: int = 0) -> Iterator[tuple[str, str]]:
        """Break a text into the lines of the third column."""
        for line in wrapped(one_line(text), self.third, cell_len, hanging=hanging):
            yield line, style


def _padded(text: str, width: int, *, right: bool = False) -> str:
    blanks = " " * max(0, width - cell_len(text))
    return blanks + text if right else text + blanks


def _category(columns: _Columns, category: ShownCategory) -> None:
    columns.console.print()
    zh, en = f"【{category.name}】{category.total}", f"== {category.name} == {category.total}"
    _lines(columns.console, Text(zh, en).of(columns.view.locale), style="bold")
    for item in category.items:
        columns.print([one_line(item.id)], [item.points], list(_item(columns, item)))


def _item(columns: _Columns, item: ShownItem) -> Iterator[tuple[str, str]]:
    yield from columns.words(item.text, "")
    if item.remark:
        yield from columns.words(item.remark, "yellow")
    rule = _RULE.of(columns.view.locale)
    yield from columns.words(f"{rule}{item.rule}", "cyan", hanging=cell_len(rule))
    for measure in item.measures:
        colon = Text("：", ": ").of(columns.view.locale)
        yield from columns.words(f"· {measure.name}{colon}{measure.asks}", "dim", hanging=2)

"""The instructions: a few lines for the officer, and a live list of what is missing or contradictory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from scoresheet.catalog.model import Catalog
from scoresheet.forms import guards
from scoresheet.forms.layout import Helper, Layout
from scoresheet.forms.sheet import SheetWriter
from scoresheet.grid import address
from scoresheet.language import Locale, Text, joined
from scoresheet.parts.cells import Formula, SheetContents
from scoresheet.titles import INSTRUCTIONS, Column

_LIST = Text("待处理事项（随填写自动更新，全部处理完后显示“可以报送”）", "To do (updates as you type)")
_MORE = Text("……其余请看各表的“自检”列", "… for the rest see the column Self-check on each sheet")
_GO = Text("转到", "go to")
FIRST_LINE = 3
LINK_COLUMN = 3
COUNT_COLUMN = 5


def write(scores: SheetWriter, others: list[SheetWriter]) -> SheetContents:
    """Give the contents of the sheet: title, lines, status, and one row for each thing to do."""
    catalog, layout = scores.form.catalog, scores.layout
    contents = SheetContents()
    contents.cells["A1"] = INSTRUCTIONS.of(catalog.locale)
    for number, line in enumerate(lines(catalog, layout)):
        contents.cells[address(FIRST_LINE + number, 1)] = Decimal(number + 1)
        contents.cells[address(FIRST_LINE + number, 2)] = line
    contents.cells[address(layout.list_first - 2, 1)] = _LIST.of(catalog.locale)
    to_do = sum(one.open_rows for one in (scores, *others))
    status = Formula(scores.ref(address(*layout.places.status)), guards.blank_status(to_do, catalog.locale))
    contents.cells[address(layout.list_first - 1, 1)] = status
    _list(contents, [scores, *others])
    return contents


def lines(catalog: Catalog, layout: Layout) -> list[str]:
    """Give the lines of the instructions in the form's language."""
    said = [text.of(catalog.locale) for text in _lines(catalog, layout)]
    said.append(_sending(catalog))
    return said


def _lines(catalog: Catalog, layout: Layout) -> list[Text]:
    plain = all(item.rule.highest <= item.points for item in catalog.items)
    beyond = Text("高于本项分值", "above the item's points") if plain else _RANGE
    texts = [
        Text(
            "只在浅黄色单元格内填写，其他单元格已锁定。请直接在本文件中填写并报回，不要另建表格，不要增删行列。",
            "Fill in the pale yellow cells only; all others are locked. Send back this very file; "
            "add no rows or columns.",
        ),
        Text(
            f"“自查得分”只填数字，不得{beyond.zh}；没有得分的填0，不要留空。",
            f"Scores are numbers, not {beyond.en}; write 0 where there are none, leave nothing blank.",
        ),
        Text(
            "得分低于分值的，须在“未完成情况说明”写明原因（只写“无”视为未写）；有得分的，请在“完成情况”简要写明。",
            "Where points are missing, give the reason; where points are claimed, say what was done.",
        ),
    ]
    if layout.measures:
        texts.append(
            Text(
                "“量化指标完成数”表填写实际完成的数量，完成率自动计算。",
                "On the sheet Measures give the achieved numbers; completion is computed.",
            )
        )
    presumed = joined(item.id for item in catalog.items if item.rule.is_presumed)
    if presumed.zh:
        texts.append(
            Text(
                f"第{presumed.zh}项有几个指标，没有写明各占多少分，表内按各指标得分的平均数计算（推定）。",
                f"Nothing says how the measures of items {presumed.en} share the points: "
                "the mean of what each makes is computed; this split is presumed.",
            )
        )
    if layout.deductions:
        texts.append(
            Text(
                "“扣分情况登记”表：没有扣分的，在“本期无扣分”选“是”；有扣分的选“否”并逐项登记，表内会算出本项最高可得分。",
                "On the sheet Deductions: choose yes if there are none; else choose no and register each.",
            )
        )
    texts.append(
        Text(
            "“自检”列和下面的清单随填写自动更新；单元格变黄的待填或请核实，变红的需更正。",
            "The column Self-check and the list below follow what you type; cells turn amber where something is to be "
            "filled in or verified, red where it must be corrected.",
        )
    )
    return texts


_RANGE = Text(
    "超出本项允许的范围（选中单元格即显示）", "outside what the item allows (choose the cell to see it)"
)


def _sending(catalog: Catalog) -> str:
    people, phones = catalog.contacts.people, catalog.contacts.phones
    due = catalog.round.due
    if catalog.locale is Locale.EN:
        by = f" by {due.isoformat()}" if due else ""
        call = f" Questions: {', '.join((*people, *phones))}." if people or phones else ""
        return f"Save as .xlsx (not PDF, not a picture) and send to {catalog.issuer}{by}.{call}"
    by = f"于{due.year}年{due.month}月{due.day}日前" if due else ""
    whom = [f"联系人：{'、'.join(people)}"] if people else []
    whom += [f"电话：{'、'.join(phones)}"] if phones else []
    call = f"{'；'.join(whom)}。" if whom else ""
    return f"填好后保存为 .xlsx 文件（不要转成PDF或图片），{by}报{catalog.issuer}。{call}"


def _list(contents: SheetContents, sheets: list[SheetWriter]) -> None:
    layout, locale = sheets[0].layout, sheets[0].locale
    counts = [f"${_letters(COUNT_COLUMN)}${layout.list_first + number}" for number in range(len(sheets))]
    total = 0
    for number, sheet in enumerate(sheets):
        before = f"{counts[number - 1]}+" if number else ""
        total += sheet.open_rows
        formula = f'{before}COUNTIF({sheet.states},">0")'
        contents.cells[counts[number].replace("$", "")] = Formula(formula, Decimal(total))
    said = [one.words for sheet in sheets for one in sheet.watched if one.words]
    lists = tuple(map(_Listed.of, sheets, counts))
    for number in range(layout.list_rows):
        row = layout.list_first + number
        text = said[number] if number < len(said) else ""
        contents.cells[address(row, 1)] = Formula(_nth(lists, number + 1, _words), text)
        link = _GO.of(locale) if number < len(said) else ""
        contents.cells[address(row, LINK_COLUMN)] = Formula(_nth(lists, number + 1, _link), link)
    more = guards.quoted(_MORE.of(locale))
    rest = Formula(
        f'IF({counts[-1]}>{layout.list_rows},{more},"")', _MORE.of(locale) if total > layout.list_rows else ""
    )
    contents.cells[address(layout.list_first + layout.list_rows, 1)] = rest


@dataclass(frozen=True, slots=True)
class _Listed:
    """What formulas call the rows of a sheet that are watched: their count, their numbers and their self-checks."""

    sheet: str
    before: int
    count: str
    counters: str
    said: str
    go: str

    @classmethod
    def of(cls, sheet: SheetWriter, count: str) -> _Listed:
        """Give it for a sheet whose rows are counted, with those of the sheets before it, in the cell `count`."""
        first = sheet.first_state
        counters = sheet.ref(sheet.table.down(Helper.COUNTER, first=first))
        said = sheet.ref(sheet.table.down(Column.SELF_CHECK, first=first))
        return cls(sheet.name, first - 1, count, counters, said, _GO.of(sheet.locale))


# The same for every unit.
@lru_cache(maxsize=1_024)
def _nth(lists: tuple[_Listed, ...], number: int, what: Callable[[_Listed, str], str]) -> str:
    formula = '""'
    for position in range(len(lists) - 1, -1, -1):
        before = f"-{lists[position - 1].count}" if position else ""
        inside = what(lists[position], f"{number}{before}")
        formula = f"IF({number}<={lists[position].count},{inside},{formula})"
    return formula


def _match(listed: _Listed, number: str) -> str:
    return f"MATCH({number},{listed.counters},0)"


def _words(listed: _Listed, number: str) -> str:
    return f"INDEX({listed.said},{_match(listed, number)})"


def _link(listed: _Listed, number: str) -> str:
    target = guards.quoted(f"#'{listed.sheet}'!A")
    return f"HYPERLINK({target}&({listed.before}+{_match(listed, number)}),{guards.quoted(listed.go)})"


def _letters(column: int) -> str:
    return address(1, column).rstrip("1")

"""The official sheet: the notice's columns, one row per item, the total, and the guards beside them."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from scoresheet import titles
from scoresheet.catalog.form import FormItem
from scoresheet.catalog.model import Category, NotApplicable
from scoresheet.figures import plain
from scoresheet.forms import guards
from scoresheet.forms.layout import Helper
from scoresheet.forms.sheet import SheetWriter, bounded, colon, label, limit_of_blank
from scoresheet.grid import address
from scoresheet.language import Text
from scoresheet.parts.cells import Content, Formula
from scoresheet.rowheight import TextSizes, height
from scoresheet.scoring import counted
from scoresheet.titles import Column


def write(
    sheet: SheetWriter,
    measures: SheetWriter | None,
    deductions: SheetWriter | None,
    sizes: TextSizes,
) -> None:
    """Write the sheet; `sizes` is what row heights are estimated from."""
    _head(sheet)
    _heights(sheet, sizes)
    for entry in sheet.form.items:
        row = sheet.layout.items[entry.item.id]
        _fixed(sheet, entry, row)
        if entry.not_applicable is not None:
            _not_applicable(sheet, entry, row)
        elif entry.item.rule.cell_reads is not None:
            _unscored(sheet, entry.item.rule.cell_reads, row)
        else:
            _guards(sheet, entry, row)
            _limits(sheet, entry, row, measures, deductions)
    if sheet.layout.total is not None:
        _total(sheet, sheet.layout.total)


def write_status(sheet: SheetWriter, others: list[SheetWriter]) -> None:
    """Write the status line, once all sheets have said what they watch."""
    row = sheet.layout.places.status[0]
    to_fill, wrong, verify = (
        sheet.table.at(helper, row) for helper in (Helper.LOWEST, Helper.HIGHEST, Helper.LIMIT)
    )
    states = (sheet.table.down(Helper.STATE), *(one.states for one in others))
    blanks = [f"COUNTIF({each},{guards.BLANK})" for each in states]
    verifies = [f'COUNTIF({each},">={guards.FIRST_TO_VERIFY}")' for each in states]
    wrongs = [f'COUNTIF({each},">{guards.BLANK}")' for each in states]
    to_do = sum(one.open_rows for one in (sheet, *others))
    sheet.put(to_fill, Formula("+".join(blanks), Decimal(to_do)))
    sheet.put(wrong, Formula(f"{'+'.join(wrongs)}-{verify}", Decimal(0)))
    sheet.put(verify, Formula("+".join(verifies), Decimal(0)))
    status = guards.status(to_fill, wrong, verify, sheet.locale)
    result = guards.blank_status(to_do, sheet.locale)
    sheet.put(address(*sheet.layout.places.status), Formula(status, result))


def _head(sheet: SheetWriter) -> None:
    form, places = sheet.form, sheet.layout.places
    sheet.put(address(*places.title), form.catalog.title)
    sheet.put(address(*places.unit), sheet.say(titles.UNIT_LABEL) + form.unit.reporting_as)
    sheet.put(address(*places.date), sheet.say(titles.DATE_LABEL))
    if places.code is not None:
        sheet.put(address(*places.code), sheet.say(titles.FORM_CODE) + form.code)
    sheet.put_titles()
    for category in form.catalog.categories:
        if not category.heading:
            continue
        if places.category is not None:
            row = sheet.layout.category_rows[category.id]
            sheet.put(address(row, places.category[1]), category.heading)
        elif Column.CATEGORY in sheet.table.columns:
            row = sheet.layout.categories[category.id][0]
            sheet.put(sheet.table.at(Column.CATEGORY, row), _in_column(category))


def _heights(sheet: SheetWriter, sizes: TextSizes) -> None:
    rows = sheet.layout.items
    needed = {rows[entry.item.id]: height(entry.text, *sizes.text, sizes.least) for entry in sheet.form.items}
    if sheet.layout.category_column is not None:
        for category in sheet.form.catalog.categories:
            first, last = sheet.layout.categories[category.id]
            beside = height(_in_column(category), *sizes.category)
            short = beside - sum(needed[row] for row in range(first, last + 1))
            needed[first] += max(short, 0)
    sheet.contents.heights.update(needed)


def _in_column(category: Category) -> str:
    # A narrow column would leave the closing bracket of （推定） alone on a line.
    return category.heading.replace("（", "\n（")


def _fixed(sheet: SheetWriter, entry: FormItem, row: int) -> None:
    sheet.put(sheet.table.at(Column.TEXT, row), entry.text)
    sheet.put(sheet.table.at(Column.POINTS, row), entry.item.points)
    sheet.put(sheet.table.at(Column.ID, row), f"{sheet.form.code}/{entry.item.id}")


def _guards(sheet: SheetWriter, entry: FormItem, row: int) -> None:
    table = sheet.table
    score, points, reason, done = (
        table.at(column, row) for column in (Column.SCORE, Column.POINTS, Column.REASON, Column.DONE)
    )
    number, lowest, highest = (
        table.at(helper, row) for helper in (Helper.NUMBER, Helper.LOWEST, Helper.HIGHEST)
    )
    limit, missed, unsaid = (table.at(helper, row) for helper in (Helper.LIMIT, Helper.MISSED, Helper.UNSAID))
    decimals = sheet.form.catalog.decimals
    sheet.put(lowest, entry.item.rule.lowest)
    sheet.put(highest, bounded(entry.item.rule.highest))
    by_itself = guards.number_state(score, lowest, highest, decimals)
    sheet.put(number, Formula(by_itself, Decimal(guards.BLANK)))
    sheet.put(unsaid, Formula(guards.unsaid(reason, done), Decimal(_NOTHING_SAID)))
    state = guards.score_state(number, score, points, limit, missed, unsaid)
    named = label(entry, sheet.locale) + colon(sheet.locale)
    sheet.watch(row, state, named, guards.SCORE_WORDS, opens=True)


_NOTHING_SAID = 3


def _limits(
    sheet: SheetWriter,
    entry: FormItem,
    row: int,
    measures: SheetWriter | None,
    deductions: SheetWriter | None,
) -> None:
    sheet.put(sheet.table.at(Helper.LIMIT, row), limit_content(sheet, entry, measures, deductions))
    missed: Content = Decimal(0)
    # A rule that computes from the achieved numbers decides by its limit alone.
    if measures is not None and entry.measures and not entry.item.rule.computes:
        rows = [rows for _, rows in sheet.layout.measures_of(entry.item)]
        flags = measures.table.down(Helper.MISSED, first=rows[0].first, last=rows[-1].actual)
        missed = Formula(f"SUM({measures.ref(flags)})", Decimal(0))
    sheet.put(sheet.table.at(Helper.MISSED, row), missed)


def is_computed_here(entry: FormItem) -> bool:
    """Tell whether an item's score follows from the numbers on the sheet of measures."""
    rule, asked = entry.item.rule, bool(entry.measures)
    return rule.computes and rule.uses_numbers and asked and entry.not_applicable is None


def limit_content(
    sheet: SheetWriter,
    entry: FormItem,
    measures: SheetWriter | None,
    deductions: SheetWriter | None,
) -> Content:
    """Give the highest score of an item: a number, or the formula that fetches it from where it is computed."""
    if entry.not_applicable is not None:
        return sheet.say(titles.NOT_APPLICABLE)
    if entry.item.rule.cell_reads is not None:
        return sheet.say(entry.item.rule.cell_reads)
    rows = sheet.layout.deduction_rows.get(entry.item.id)
    if rows is not None and deductions is not None:
        cell = deductions.ref(deductions.table.at(Helper.LIMIT, rows.sum))
    elif measures is not None and is_computed_here(entry):
        first = next(at.first for _, at in sheet.layout.measures_of(entry.item))
        cell = measures.ref(measures.table.at(Helper.LIMIT, first))
    else:
        return bounded(entry.item.rule.highest)
    return Formula(cell, limit_of_blank(entry))


def _unscored(sheet: SheetWriter, words: Text, row: int) -> None:
    table = sheet.table
    sheet.lock(table.at(Column.SCORE, row), sheet.say(words), like=table.at(Column.POINTS, row))
    for helper in (Helper.STATE, Helper.COUNTER):
        sheet.put(table.at(helper, row), Decimal(0))


def _not_applicable(sheet: SheetWriter, entry: FormItem, row: int) -> None:
    table, words = sheet.table, sheet.say(titles.NOT_APPLICABLE)
    full = entry.not_applicable is NotApplicable.FULL
    text = table.at(Column.TEXT, row)
    score = entry.item.points if full else words
    sheet.lock(table.at(Column.SCORE, row), score, like=table.at(Column.POINTS, row))
    sheet.lock(table.at(Column.DONE, row), words, like=text)
    sheet.lock(table.at(Column.REASON, row), None, like=text)
    for helper in (Helper.STATE, Helper.COUNTER):
        sheet.put(table.at(helper, row), Decimal(0))


def _total(sheet: SheetWriter, row: int) -> None:
    table, catalog = sheet.table, sheet.form.catalog
    named = table.columns.get(Column.CATEGORY, table.columns[Column.TEXT])
    sheet.put(address(row, sheet.layout.places.total_label or named), sheet.say(titles.TOTAL))
    points = Formula(f"SUM({table.down(Column.POINTS)})", catalog.total)
    sheet.put(table.at(Column.POINTS, row), points)
    full = catalog.total - _points(sheet, NotApplicable.DROP)
    left = full - _points(sheet, NotApplicable.RESCALE)
    given, most = _points(sheet, NotApplicable.FULL), catalog.bonus_at_most
    if left == full or not left:
        apart = most is not None and any(item.rule.is_bonus for item in catalog.items)
        score = (
            _with_bonus(sheet, _added(sheet, bonus=False)) if apart else f"SUM({table.down(Column.SCORE)})"
        )
    else:
        scaled = f"{_added(sheet, bonus=False)}*{plain(full)}/{plain(left)}"
        clear = f"ROUND({_with_bonus(sheet, scaled)},{catalog.decimals + _CLEAR})"
        score, given = f"ROUND({clear},{catalog.decimals})", counted(sheet.form, given)
    sheet.put(table.at(Column.SCORE, row), Formula(score, given))


# Enough for the noise of a product of doubles to vanish, too few to reach a real half.
_CLEAR = 8


def _with_bonus(sheet: SheetWriter, scores: str) -> str:
    """Give the formula for scores with the bonuses on top, up to their cap."""
    if not any(item.rule.is_bonus for item in sheet.form.catalog.items):
        return scores
    bonus, most = _added(sheet, bonus=True), sheet.form.catalog.bonus_at_most
    return f"{scores}+{bonus}" if most is None else f"{scores}+MIN({bonus},{plain(most)})"


def _added(sheet: SheetWriter, *, bonus: bool) -> str:
    """Give the sum of the bonuses, or of all other scores: one area for each run of rows."""
    runs = groupby(sheet.form.catalog.items, key=lambda item: item.rule.is_bonus)
    areas = []
    for is_bonus, run in runs:
        rows = [sheet.layout.items[item.id] for item in run]
        if is_bonus is bonus:
            areas.append(sheet.table.down(Column.SCORE, first=rows[0], last=rows[-1]))
    # Without a bonus the table is one run, whatever rows it has beside its items.
    return f"SUM({','.join(areas)})"


def _points(sheet: SheetWriter, treatment: NotApplicable) -> Decimal:
    treated = (entry.item.points for entry in sheet.form.items if entry.not_applicable is treatment)
    return sum(treated, Decimal(0))

"""The official sheet: the notice's columns, one row per item, the total, and the guards beside them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from scoresheet import guards, titles
from scoresheet.catalog.form import FormItem
from scoresheet.catalog.model import Category, NotApplicable
from scoresheet.form_sheet import SheetWriter, colon, label, limit_of_blank
from scoresheet.grid import address
from scoresheet.layout import Helper
from scoresheet.parts import Content, Formula
from scoresheet.rowheight import TextSizes, height
from scoresheet.rule import plain
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
        if entry.not_applicable is None:
            _guards(sheet, entry, row)
            _limits(sheet, entry, row, measures, deductions)
        else:
            _not_applicable(sheet, entry, row)
    if sheet.layout.total is not None:
        _total(sheet, sheet.layout.total)


def write_status(sheet: SheetWriter, others: list[SheetWriter]) -> None:
    """Write the status line, once all sheets have said what they watch."""
    row = sheet.layout.places.status[0]
    to_fill, wrong, verify = (
        sheet.table.at(helper, row) for helper in (Helper.LOWEST, Helper.HIGHEST, Helper.LIMIT)
    )
    own = sheet.table.down(Helper.STATE)
    blanks = [f"COUNTIF({states},{guards.BLANK})" for states in (own, *(one.states for one in others))]
    verifies = [f'COUNTIF({own},">={guards.FIRST_TO_VERIFY}")']
    wrongs = [f'COUNTIF({own},">{guards.BLANK}")-{verifies[0]}']
    for one in others:
        (verifies if one.advisory else wrongs).append(f'COUNTIF({one.states},">{guards.BLANK}")')
    to_do = sum(one.open_rows for one in (sheet, *others))
    sheet.put(to_fill, Formula("+".join(blanks), Decimal(to_do)))
    sheet.put(wrong, Formula("+".join(wrongs), Decimal(0)))
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
        if places.category is not None:
            row = sheet.layout.category_rows[category.id]
            sheet.put(address(row, places.category[1]), _category_name(sheet, category))
        elif Column.CATEGORY in sheet.table.columns:
            row = sheet.layout.categories[category.id][0]
            sheet.put(sheet.table.at(Column.CATEGORY, row), _category_name(sheet, category))


def _heights(sheet: SheetWriter, sizes: TextSizes) -> None:
    rows = sheet.layout.items
    needed = {rows[entry.item.id]: height(entry.text, *sizes.text, sizes.least) for entry in sheet.form.items}
    if Column.CATEGORY in sheet.table.columns and not sheet.layout.category_rows:
        for category in sheet.form.catalog.categories:
            first, last = sheet.layout.categories[category.id]
            beside = height(_category_name(sheet, category), *sizes.category)
            short = beside - sum(needed[row] for row in range(first, last + 1))
            needed[first] += max(short, 0)
    sheet.contents.heights.update(needed)


def _category_name(sheet: SheetWriter, category: Category) -> str:
    # A narrow column would leave the closing bracket of （推定） alone on a line.
    return category.name if sheet.layout.category_rows else category.name.replace("（", "\n（")


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
    sheet.put(highest, entry.item.rule.highest)
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
    sheet.put(sheet.table.at(Helper.LIMIT, row), limit_content(sheet, entry, deductions))
    missed: Content = Decimal(0)
    # A rule that computes from the achieved numbers decides by its limit alone.
    if measures is not None and entry.measures and not entry.item.rule.computes:
        rows = [rows for _, rows in sheet.layout.measures_of(entry.item)]
        first, last = min(*rows[0].inputs, rows[0].actual), rows[-1].actual
        flags = measures.table.down(Helper.MISSED, first=first, last=last)
        missed = Formula(f"SUM({measures.ref(flags)})", Decimal(0))
    sheet.put(sheet.table.at(Helper.MISSED, row), missed)


def limit_content(sheet: SheetWriter, entry: FormItem, deductions: SheetWriter | None) -> Content:
    """Give the highest score of an item: a number, or the formula that fetches it from the register."""
    if entry.not_applicable is not None:
        return sheet.say(titles.NOT_APPLICABLE)
    rows = sheet.layout.deduction_rows.get(entry.item.id)
    if rows is None or deductions is None:
        return entry.item.rule.highest
    cell = deductions.ref(deductions.table.at(Helper.LIMIT, rows.sum))
    return Formula(cell, limit_of_blank(entry))


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
    score, given = f"SUM({table.down(Column.SCORE)})", _points(sheet, NotApplicable.FULL)
    full = catalog.total - _points(sheet, NotApplicable.DROP)
    left = full - _points(sheet, NotApplicable.RESCALE)
    if left != full and left:
        score = f"ROUND({score}*{plain(full)}/{plain(left)},{catalog.decimals})"
        given = (given * full / left).quantize(Decimal(1).scaleb(-catalog.decimals), ROUND_HALF_UP)
    sheet.put(table.at(Column.SCORE, row), Formula(score, given))


def _points(sheet: SheetWriter, treatment: NotApplicable) -> Decimal:
    treated = (entry.item.points for entry in sheet.form.items if entry.not_applicable is treatment)
    return sum(treated, Decimal(0))

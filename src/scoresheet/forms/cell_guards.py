"""What an input cell refuses, what it says when it is chosen, and how it is coloured while it is filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scoresheet import titles
from scoresheet.catalog.model import Catalog
from scoresheet.figures import between
from scoresheet.forms import guards
from scoresheet.forms.layout import Helper, Layout, Table
from scoresheet.grid import column_letters
from scoresheet.language import Locale, Text
from scoresheet.titles import Column

_AMBER = PatternFill("solid", bgColor="FFD966")
_RED = PatternFill("solid", bgColor="F8B4B4")
_RED_BOLD = Font(color="9C0006", bold=True)
_MOST_PROMPT, _MOST_ERROR, _MOST_TITLE = 255, 224, 32
"""Characters that Office takes in a validation's texts (MS-OI29500 2.1.613)."""


def limit_scores(sheet: Worksheet, catalog: Catalog, table: Table, layout: Layout) -> None:
    """Let each score cell refuse what its item's rule doesn't permit, and say the rule when it is chosen."""
    zh = catalog.locale is Locale.ZH
    for item in catalog.items:
        if item.rule.cell_reads is not None:
            continue
        row = layout.items[item.id]
        span = between(item.rule.lowest, item.rule.highest)
        error = f"请填{span.zh}。" if zh else f"Please give {span.en}."
        guard = DataValidation(
            type="decimal",
            operator="between",
            formula1=table.fixed(Helper.LOWEST, row),
            formula2=table.fixed(Helper.HIGHEST, row),
            allow_blank=True,
            showErrorMessage=True,
            showInputMessage=True,
            errorStyle="stop",
        )
        guard.errorTitle, guard.error = ("超出本项分值" if zh else "Out of range"), error[:_MOST_ERROR]
        guard.promptTitle = (
            f"第{item.id}项自查得分"[:_MOST_TITLE] if zh else f"Score of item {item.id}"[:_MOST_TITLE]
        )
        rule = item.rule.sentence().of(catalog.locale)
        guard.prompt = rule if len(rule) <= _MOST_PROMPT else rule[: _MOST_PROMPT - 1] + "…"
        guard.add(table.at(Column.SCORE, row))
        sheet.add_data_validation(guard)


def colour_scores(sheet: Worksheet, table: Table) -> None:
    """Turn cells amber that are to be filled in or verified, red that are wrong: a pasted value shows too."""
    state = f"${column_letters(table.helpers[Helper.STATE])}{table.first}"
    wrong = f"OR(AND({state}>{guards.BLANK},{state}<{guards.UNEXPLAINED}),{state}={guards.MISSED})"
    for column, amber, red in (
        (Column.SCORE, f"OR({state}={guards.BLANK},{state}={guards.TO_VERIFY})", wrong),
        (Column.REASON, f"{state}={guards.UNEXPLAINED}", None),
        (Column.DONE, f"{state}={guards.UNDESCRIBED}", None),
    ):
        colour(sheet, table, column, amber, red)


def colour(sheet: Worksheet, table: Table, column: Column, amber: str, red: str | None) -> None:
    """Colour a column of a table by formulas for its first row."""
    area = f"{table.at(column, table.first)}:{table.at(column, table.last)}"
    if red:
        sheet.conditional_formatting.add(area, FormulaRule(formula=[red], fill=_RED, font=_RED_BOLD))
    sheet.conditional_formatting.add(area, FormulaRule(formula=[amber], fill=_AMBER))


def colour_deductions(sheet: Worksheet, layout: Layout, table: Table, registers: list[int]) -> None:
    """Do the same on the register of deductions; `registers` are the rows of open registers."""
    state = f"${column_letters(table.helpers[Helper.STATE])}"
    whole = replace(table, first=layout.none_declared[0])
    colour(sheet, whole, Column.COUNT, f"{state}{whole.first}=1", f"{state}{whole.first}>1")
    for row in registers:
        one = replace(table, first=row, last=row)
        colour(sheet, one, Column.DEDUCTION, f"{state}{row}=1", f"{state}{row}>1")


def ask_yes_or_no(sheet: Worksheet, catalog: Catalog, cells: list[str], title: Text, prompt: Text) -> None:
    """Offer cells the two answers, refuse any other, and say `title` and `prompt` when they are chosen."""
    yes, no = titles.YES.of(catalog.locale), titles.NO.of(catalog.locale)
    choice = DataValidation(
        type="list", formula1=f'"{yes},{no}"', allow_blank=True, showErrorMessage=True, showInputMessage=True
    )
    choice.promptTitle, choice.prompt = title.of(catalog.locale), prompt.of(catalog.locale)
    choice.error = Text("只能选“是”或“否”。", "Only yes or no.").of(catalog.locale)
    for cell in cells:
        choice.add(cell)
    sheet.add_data_validation(choice)


def refuse_negatives(
    sheet: Worksheet, catalog: Catalog, cells: list[str], kind: Literal["whole", "decimal"], prompt: Text
) -> None:
    """Let cells take numbers from 0 up, and say `prompt` when they are chosen."""
    if not cells:
        return
    guard = DataValidation(
        type=kind,
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        prompt=prompt.of(catalog.locale),
        error=prompt.of(catalog.locale),
    )
    for cell in cells:
        guard.add(cell)
    sheet.add_data_validation(guard)

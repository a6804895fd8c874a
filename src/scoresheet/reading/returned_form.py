"""From a grid to a submission: whose it is, which row answers which item, what stands there.

Nothing that a county did to its file raises an error here: it is recorded as a fault, and a check reports it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scoresheet.catalog.form import Form, FormItem, form_for
from scoresheet.catalog.model import Catalog
from scoresheet.formats.workbooks import read_workbook
from scoresheet.grid import Grid, Trouble, Unreadable
from scoresheet.inbox.active_content import active_content
from scoresheet.inbox.intake import File
from scoresheet.reading.achieved import Achieved, achieved
from scoresheet.reading.identity import identify, memory
from scoresheet.reading.item_rows import ItemRows, item_rows, without_header
from scoresheet.reading.other_numbers import other_numbers, other_words
from scoresheet.reading.register import Register, register
from scoresheet.reading.since_issue import SinceIssue, since_issue
from scoresheet.reading.tables import FoundTable, find_tables, lists_corrections, missing_columns
from scoresheet.submission import (
    Answer,
    Fault,
    FaultKind,
    Issued,
    MeasureAnswer,
    Source,
    Submission,
)
from scoresheet.titles import SCORES, SCORES_COLUMNS, TITLES, Column


def read_file(catalog: Catalog, file: File, passwords: Sequence[str] = ()) -> Submission:
    """Give the submission that a file of the inbox holds; one that can't be read has a fault that says why.

    `passwords` are tried in order where a file needs one to be opened. This is the whole step for one file: it needs
    nothing but its arguments and changes nothing.
    """
    if file.trouble is not None:
        return unread(file, Unreadable(file.trouble, file.reason))
    try:
        grid = read_workbook(file.data, file.type, passwords)
    except Unreadable as reason:
        return unread(file, reason)
    told = replace(
        source_of(file),
        modified=grid.modified,
        application=grid.saved_by,
        shows_formulas=grid.shows_formulas,
        shows_errors=grid.shows_errors,
        carries=active_content(file.data, file.type),
    )
    return read(catalog, told, grid)


def unread(file: File, reason: Unreadable) -> Submission:
    """Give the submission of a file that can't be read, with the fault that says why."""
    return Submission(source_of(file), faults=(Fault(_OF_TROUBLE[reason.trouble], detail=reason.place),))


def source_of(file: File) -> Source:
    """Give what is known of a file before it is read."""
    size = file.size or len(file.data)
    return Source(file.path, file.sha256, file.type.value, size, mtime=file.mtime, place=file.place)


def read(catalog: Catalog, source: Source, grid: Grid) -> Submission:
    """Give the submission that a workbook holds, with every fault that was found on the way."""
    # What a marked return lists quotes the form: it is read by people alone.
    grid = replace(grid, sheets=[sheet for sheet in grid.sheets if not lists_corrections(sheet)])
    tables = find_tables(grid, SCORES, SCORES_COLUMNS, Column.SCORE)
    identity = identify(catalog, grid, tables[0] if tables else None)
    form = form_for(catalog, identity.unit) if identity.unit else None
    if form is None or identity.faults:
        return Submission(source, form, faults=identity.faults)
    made = _read_form(form, source, grid, tables)
    return replace(made, faults=(*identity.remarks, *made.faults))


_OF_TROUBLE = {
    Trouble.EMPTY: FaultKind.EMPTY,
    Trouble.DAMAGED: FaultKind.DAMAGED,
    Trouble.ENCRYPTED: FaultKind.ENCRYPTED,
    Trouble.NOT_A_WORKBOOK: FaultKind.NOT_A_WORKBOOK,
    Trouble.OTHER_FORMAT: FaultKind.OTHER_FORMAT,
    Trouble.UNSAFE: FaultKind.UNSAFE,
    Trouble.STALLED: FaultKind.STALLED,
    Trouble.CRASHED: FaultKind.CRASHED,
    Trouble.NO_ACCESS: FaultKind.NO_ACCESS,
}


def _read_form(form: Form, source: Source, grid: Grid, tables: list[FoundTable]) -> Submission:
    issued = memory(grid)
    since = since_issue(form, issued)
    rows = _rows(form, grid, tables, issued, since)
    measures, deductions = achieved(form, grid, since), register(form, grid, since)
    scores = tables[0] if tables else None
    answers = tuple(
        _answer(entry, scores, rows.rows.get(entry.item.id), measures, deductions) for entry in form.items
    )
    faults = (*since.faults, *rows.faults, *deductions.faults, *measures.faults)
    return Submission(
        source=source,
        form=form,
        answers=answers,
        total=rows.total,
        none_declared=deductions.none_declared,
        none_cell=deductions.none_cell,
        issued=issued,
        faults=faults,
    )


def _rows(
    form: Form, grid: Grid, tables: list[FoundTable], issued: Issued | None, since: SinceIssue
) -> ItemRows:
    if tables:
        texts = {item: one.text for item, one in issued.items.items()} if issued else {}
        found = item_rows(form, tables, texts, since)
        _answered_elsewhere(found, form, grid, tables, texts)
        found.faults[:0] = missing_columns(tables[0], _NEEDED)
        return found
    # A sheet that is there and has lost its header is not told as a missing sheet.
    place = without_header(form, grid)
    if place is None:
        return ItemRows(faults=[Fault(FaultKind.MISSING_SHEET, detail=SCORES)])
    return ItemRows(faults=[Fault(FaultKind.MISSING_COLUMN, (place,), detail=TITLES[Column.SCORE])])


def _answered_elsewhere(
    found: ItemRows, form: Form, grid: Grid, tables: list[FoundTable], texts: dict[str, str]
) -> None:
    """Take no score where another stands beside the item, on the sheet or elsewhere."""
    faults = [
        *other_numbers(form, grid, tables, found.rows, texts),
        *other_words(grid, tables, found.rows),
    ]
    found.faults += faults
    twice = {fault.item for fault in faults if fault.kind is FaultKind.DUPLICATE_ROW}
    found.rows = {item: row for item, row in found.rows.items() if item not in twice}


_NEEDED = (Column.TEXT, Column.POINTS, Column.SCORE, Column.DONE, Column.REASON)


def _answer(
    entry: FormItem, scores: FoundTable | None, row: int | None, measures: Achieved, deductions: Register
) -> Answer:
    item = entry.item.id
    answered = tuple(
        [measures.answers.get((item, one.measure.id)) or MeasureAnswer(one) for one in entry.measures]
    )
    events, rows = deductions.events.get(item, {}), tuple(deductions.rows.get(item, ()))
    if scores is None or row is None:
        return Answer(entry, measures=answered, events=events, register=rows)
    return Answer(
        asked=entry,
        found=Column.SCORE in scores.columns,
        text=scores.cell(row, Column.TEXT),
        points=scores.number(row, Column.POINTS),
        score=scores.number(row, Column.SCORE),
        done=scores.cell(row, Column.DONE),
        reason=scores.cell(row, Column.REASON),
        measures=answered,
        events=events,
        register=rows,
    )

"""From a grid to a submission: whose it is, which row answers which item, what stands there.

Nothing that a county did to its file raises an error here: it is recorded as a fault, and a check reports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from scoresheet.catalog.form import Form, FormItem, form_for, goal_signature
from scoresheet.catalog.model import Catalog
from scoresheet.detect import FileType
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, Trouble, Unreadable, column_letters
from scoresheet.identity import identify, memory
from scoresheet.inbox import File
from scoresheet.language import NOTHING, Text
from scoresheet.matching import best_match, normalised
from scoresheet.rule import plain
from scoresheet.submission import (
    NOWHERE,
    Answer,
    Cell,
    Fault,
    FaultKind,
    Issued,
    MeasureAnswer,
    RegisterRow,
    Source,
    Submission,
)
from scoresheet.tables import FoundTable, find_table
from scoresheet.titles import (
    DEDUCTIONS,
    DEDUCTIONS_COLUMNS,
    MEASURES,
    MEASURES_COLUMNS,
    NO,
    NONE_DECLARED,
    SCORES,
    SCORES_COLUMNS,
    TITLES,
    TOTAL,
    YES,
    Column,
)


def read_file(catalog: Catalog, file: File) -> Submission:
    """Give the submission that a file of the inbox holds; one that can't be read has a fault that says why.

    This is the whole step for one file: it needs nothing but its arguments and changes nothing.
    """
    source = Source(file.path, file.sha256, file.type.value, len(file.data), None, file.mtime)
    if file.trouble is not None:
        return Submission(source, faults=(Fault(_OF_TROUBLE[file.trouble], detail=file.reason),))
    fault = _unread(file.type)
    if fault is not None:
        return Submission(source, faults=(fault,))
    try:
        grid = read_xlsx(file.data)
    except Unreadable as reason:
        return Submission(source, faults=(Fault(_OF_TROUBLE[reason.trouble], detail=reason.place),))
    return read(catalog, replace(source, modified=grid.modified), grid)


def read(catalog: Catalog, source: Source, grid: Grid) -> Submission:
    """Give the submission that a workbook holds, with every fault that was found on the way."""
    scores = find_table(grid, SCORES, SCORES_COLUMNS, Column.SCORE)
    identity = identify(catalog, grid, scores)
    if identity.unit is None or identity.faults:
        form = form_for(catalog, identity.unit) if identity.unit else None
        return Submission(source, form, faults=identity.faults)
    form = form_for(catalog, identity.unit)
    return _Reading(form, source, grid, memory(grid)).submission(scores)


def _unread(kind: FileType) -> Fault | None:
    """Give the fault of a file whose kind is not read, None for one that is."""
    if kind in {FileType.XLSX, FileType.XLSM}:
        return None
    if kind is FileType.EMPTY:
        return Fault(FaultKind.EMPTY)
    if kind is FileType.OLE_ENCRYPTED:
        return Fault(FaultKind.ENCRYPTED)
    other_format = kind in {FileType.OLE_XLS, FileType.XLSB, FileType.ODS}
    known = FaultKind.OTHER_FORMAT if other_format else FaultKind.NOT_A_WORKBOOK
    return Fault(known, detail=_NAMES.get(kind, NOTHING))


_OF_TROUBLE = {
    Trouble.EMPTY: FaultKind.EMPTY,
    Trouble.DAMAGED: FaultKind.DAMAGED,
    Trouble.ENCRYPTED: FaultKind.ENCRYPTED,
    Trouble.NOT_A_WORKBOOK: FaultKind.NOT_A_WORKBOOK,
    Trouble.OTHER_FORMAT: FaultKind.OTHER_FORMAT,
    Trouble.UNSAFE: FaultKind.UNSAFE,
    Trouble.NO_ACCESS: FaultKind.NO_ACCESS,
}
_NAMES = {
    FileType.OLE_XLS: Text("旧版 .xls 或 WPS .et 表格", "an old .xls or a WPS .et workbook"),
    FileType.XLSB: Text("二进制 .xlsb 表格", "a binary .xlsb workbook"),
    FileType.ODS: Text("OpenDocument .ods 表格", "an OpenDocument .ods workbook"),
    FileType.OLE_OTHER: Text("旧版 Word 或 WPS 文档", "an old Word or WPS document"),
    FileType.DOCX: Text("Word 文档", "a Word document"),
    FileType.PPTX: Text("演示文稿", "a presentation"),
    FileType.ODT: Text("OpenDocument 文档", "an OpenDocument text"),
    FileType.OFD: Text("OFD 版式文件", "an OFD document"),
    FileType.PDF: Text("PDF 文件", "a PDF file"),
    FileType.IMAGE: Text("图片", "a picture"),
    FileType.ZIP: Text("多层压缩包", "an archive within archives"),
    FileType.RAR: Text("RAR 压缩包", "a RAR archive"),
    FileType.SEVEN_ZIP: Text("7z 压缩包", "a 7z archive"),
    FileType.HTML: Text("网页", "a web page"),
    FileType.XML: Text("XML 文件", "an XML file"),
    FileType.TEXT: Text("纯文本文件", "a text file"),
}


@dataclass(slots=True)
class _Deductions:
    """What the register of deductions says, by item."""

    events: dict[str, dict[str, Cell]] = field(default_factory=dict)
    register: dict[str, list[RegisterRow]] = field(default_factory=dict)
    none_declared: bool | None = None
    none_cell: Cell = NOWHERE


class _Reading:
    def __init__(self, form: Form, source: Source, grid: Grid, issued: Issued | None) -> None:
        self.form, self.source, self.grid, self.issued = form, source, grid, issued
        self.faults: list[Fault] = []

    def submission(self, scores: FoundTable | None) -> Submission:
        self._compare_with_issue()
        rows, total = self._item_rows(scores) if scores else ({}, NOWHERE)
        if scores is None:
            self._missing_sheet(SCORES)
        deductions = self._deductions()
        measures = self._measures()
        answers = tuple(
            self._answer(entry, scores, rows.get(entry.item.id, []), deductions, measures)
            for entry in self.form.items
        )
        return Submission(
            source=self.source,
            form=self.form,
            answers=answers,
            total=total,
            none_declared=deductions.none_declared,
            none_cell=deductions.none_cell,
            issued=self.issued,
            faults=tuple(self.faults),
        )

    # The table of items.

    def _item_rows(self, scores: FoundTable) -> tuple[dict[str, list[int]], Cell]:
        needed = (Column.TEXT, Column.POINTS, Column.SCORE, Column.DONE, Column.REASON)
        self._missing_columns(scores, needed)
        rows: dict[str, list[int]] = {}
        unclaimed, total = [], NOWHERE
        for row in scores.rows():
            item = self._item_of(scores.text(row, Column.ID))
            if item is not None:
                rows.setdefault(item, []).append(row)
            elif _is_total(scores, row):
                total = scores.number(row, Column.SCORE)
                break
            elif _has_content(scores, row):
                unclaimed.append(row)
        self._match_by_text(scores, unclaimed, rows)
        return rows, total

    def _item_of(self, row_id: str) -> str | None:
        code, _, item = row_id.rpartition("/")
        return item if code == self.form.code and item in self.form.by_id else None

    def _match_by_text(self, scores: FoundTable, unclaimed: list[int], rows: dict[str, list[int]]) -> None:
        for row in unclaimed:
            free = {entry.item.id: entry.text for entry in self.form.items if entry.item.id not in rows}
            item = None if scores.text(row, Column.ID) else best_match(scores.text(row, Column.TEXT), free)
            if item is not None:
                rows[item] = [row]
                continue
            columns = (Column.ID, Column.TEXT, Column.SCORE, Column.DONE, Column.REASON)
            cells = tuple(cell for column in columns if not (cell := scores.cell(row, column)).is_blank)
            self.faults.append(Fault(FaultKind.FOREIGN_ROW, cells=cells))

    def _answer(
        self,
        entry: FormItem,
        scores: FoundTable | None,
        rows: list[int],
        deductions: _Deductions,
        measures: dict[tuple[str, str], MeasureAnswer],
    ) -> Answer:
        answered = tuple(
            measures.get((entry.item.id, one.measure.id), MeasureAnswer(one)) for one in entry.measures
        )
        events = deductions.events.get(entry.item.id, {})
        register = tuple(deductions.register.get(entry.item.id, ()))
        if scores is None or len(rows) != 1:
            self._unfound(entry, scores, rows)
            return Answer(entry, measures=answered, events=events, register=register)
        row = rows[0]
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
            register=register,
        )

    def _unfound(self, entry: FormItem, scores: FoundTable | None, rows: list[int]) -> None:
        if scores is None or entry.not_applicable is not None:
            return
        if rows:
            cells = tuple(scores.number(row, Column.SCORE) for row in rows)
            self.faults.append(Fault(FaultKind.DUPLICATE_ROW, cells, entry.item.id))
        else:
            self.faults.append(Fault(FaultKind.MISSING_ROW, item=entry.item.id))

    # The achieved numbers.

    def _measures(self) -> dict[tuple[str, str], MeasureAnswer]:
        table = find_table(self.grid, MEASURES, MEASURES_COLUMNS, Column.ACTUAL)
        if table is None or Column.ACTUAL not in table.columns:
            return {}
        rows = {table.text(row, Column.ID): row for row in table.rows()}
        found = {}
        for entry in self.form.items:
            for asked in entry.measures:
                base = f"{self.form.code}/{entry.item.id}/{asked.measure.id}"

                def cell(row_id: str, rows: dict[str, int] = rows, table: FoundTable = table) -> Cell:
                    row = rows.get(row_id)
                    return NOWHERE if row is None else table.number(row, Column.ACTUAL)

                found[entry.item.id, asked.measure.id] = MeasureAnswer(
                    asked,
                    actual=NOWHERE if asked.measure.numerator else cell(base),
                    numerator=cell(f"{base}/numerator"),
                    denominator=cell(f"{base}/denominator"),
                )
        return found

    # The register of deductions.

    def _deductions(self) -> _Deductions:
        found = _Deductions()
        deducting = [entry for entry in self.form.items if entry.item.rule.deduct_at_most is not None]
        if not deducting:
            return found
        table = find_table(self.grid, DEDUCTIONS, DEDUCTIONS_COLUMNS, Column.EVENT)
        if table is None:
            self._missing_sheet(DEDUCTIONS)
            return found
        self._missing_columns(table, (Column.COUNT, Column.DEDUCTION))
        self._read_none(table, found)
        item = None
        for row in table.rows():
            item = self._read_deduction(table, row, item, found)
        return found

    def _read_deduction(
        self, table: FoundTable, row: int, item: str | None, found: _Deductions
    ) -> str | None:
        """Read one row; give the item whose open register goes on below it."""
        row_id = table.text(row, Column.ID)
        code, _, key = row_id.rpartition("/")
        prefix, _, owner = code.rpartition("/")
        entry = self.form.by_id.get(owner) if prefix == self.form.code else None
        if entry is not None and key in entry.item.rule.event_kinds:
            found.events.setdefault(owner, {})[key] = table.number(row, Column.COUNT)
            return None
        if entry is not None and entry.item.rule.register_rows:
            self._read_register(table, row, owner, found)
            return owner
        if not row_id and item is not None:
            # A row put in between the rows of an open register is one more event of it.
            self._read_register(table, row, item, found)
            return item
        return None

    @staticmethod
    def _read_register(table: FoundTable, row: int, item: str, found: _Deductions) -> None:
        event, deduction = table.cell(row, Column.EVENT), table.number(row, Column.DEDUCTION)
        if event.formula is None and not (event.is_blank and deduction.is_blank):
            found.register.setdefault(item, []).append(RegisterRow(event, deduction))

    @staticmethod
    def _read_none(table: FoundTable, found: _Deductions) -> None:
        labels = tuple(normalised(label) for label in NONE_DECLARED)
        for row, cells in table.sheet.rows():
            label = next(
                (column for column, cell in cells.items() if normalised(cell.text or "").startswith(labels)),
                None,
            )
            if label is None or row >= table.header:
                continue
            found.none_cell = table.cell(row, Column.COUNT)
            said = normalised(found.none_cell.text).casefold()
            yes, no = ({normalised(word).casefold() for word in words} for words in (YES, NO))
            found.none_declared = True if said in yes else False if said in no else None
            return

    # What both have in common.

    def _missing_sheet(self, sheet: Text) -> None:
        self.faults.append(Fault(FaultKind.MISSING_SHEET, detail=sheet))

    def _missing_columns(self, table: FoundTable, needed: tuple[Column, ...]) -> None:
        header = min(table.columns.values())
        for column in needed:
            if column not in table.columns:
                at = Cell(table.sheet.name, f"{column_letters(header)}{table.header}")
                self.faults.append(Fault(FaultKind.MISSING_COLUMN, (at,), detail=TITLES[column]))

    def _compare_with_issue(self) -> None:
        if self.issued is None or self.issued.digest in {"", self.form.digest}:
            return
        changes = list(self._changes(self.issued)) or [(None, _OTHERWISE)]
        self.faults += [Fault(FaultKind.CHANGED_RULES, item=item, detail=detail) for item, detail in changes]

    def _changes(self, issued: Issued) -> Iterator[tuple[str | None, Text]]:
        for gone in sorted(issued.items.keys() - self.form.by_id.keys()):
            yield None, Text(f"第{gone}项已取消", f"item {gone} is gone")
        for entry in self.form.items:
            item, before = entry.item, issued.items.get(entry.item.id)
            if before is None:
                yield item.id, Text("为新增项", "is new")
                continue
            points = plain(item.points)
            if before.points != points:
                yield (
                    item.id,
                    Text(f"分值由{before.points}改为{points}", f"points {before.points} → {points}"),
                )
            elif before.rule != item.rule.signature():
                yield item.id, Text("计分规则有变动", "the scoring rule has changed")
            yield from self._changed_goals(entry, before.measures)

    @staticmethod
    def _changed_goals(entry: FormItem, before: object) -> Iterator[tuple[str | None, Text]]:
        goals = before if isinstance(before, dict) else {}
        for one in entry.measures:
            old, now = goals.get(one.measure.id), goal_signature(one.goal)
            if old is not None and old != now:
                was, is_ = (said.partition(":")[2] or "—" for said in (old, now))
                name = one.measure.name
                yield (
                    entry.item.id,
                    Text(f"“{name}”目标由{was}改为{is_}", f"target of “{name}” {was} → {is_}"),
                )


_OTHERWISE = Text("计分设置有变动", "the scoring settings have changed")


def _is_total(scores: FoundTable, row: int) -> bool:
    labels = {normalised(label) for label in TOTAL}
    said = {normalised(scores.text(row, column)) for column in (Column.CATEGORY, Column.TEXT)}
    return bool(said & labels) and not scores.text(row, Column.ID)


def _has_content(scores: FoundTable, row: int) -> bool:
    columns = (Column.ID, Column.TEXT, Column.SCORE)
    return any(scores.text(row, column) for column in columns)

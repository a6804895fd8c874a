"""A fresh form with a return's answers, for a file that can't be marked itself, and what could not be taken over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scoresheet.catalog.form import Form
from scoresheet.checking.running import Finding, Severity, run
from scoresheet.decisions.cells import as_written
from scoresheet.filling.answers import Answers, Entry, ItemAnswer, Slot, entries_of, put
from scoresheet.filling.carrying_over import carried_over
from scoresheet.filling.offered import Came, Outcome
from scoresheet.filling.pouring import filled, written
from scoresheet.formats.workbooks import read_workbook
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, Kind, Unreadable, address
from scoresheet.inbox.detect import detect
from scoresheet.inbox.intake import File
from scoresheet.inert import cut, legible
from scoresheet.language import NOTHING, Locale, Text, same
from scoresheet.marking.drawn_parts import held, notes_of
from scoresheet.marking.mark_memory import marks
from scoresheet.marking.replies import replies
from scoresheet.matching import normalised
from scoresheet.parts.cells import SheetContents, fill
from scoresheet.reading.returned_form import read_file
from scoresheet.submission import Answer, Cell, FaultKind, Submission
from scoresheet.titles import HIDDEN
from scoresheet.values import tidy

BEYOND_MARKING = {
    FaultKind.MISSING_SHEET: Text("缺少工作表", "a sheet is missing"),
    FaultKind.MISSING_COLUMN: Text("缺少栏目或表头", "a column or the header is missing"),
    FaultKind.MISSING_ROW: Text("缺少应填的行", "a row is missing"),
    FaultKind.MERGED_SCORES: Text("得分单元格被合并", "score cells were merged"),
}
"""What can't be mended in the county's own file without rebuilding the table: a fresh form is the shorter way."""

_LONGEST = 1_200
"""So many characters of what was left out are quoted; more don't fit into a row of the list."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A fresh form with the answers in it: its bytes and what is wrong with it.

    `left_out` is what has no place on it, `remarks` what should be checked although it was taken over (a sentence each).
    """

    data: bytes
    form: Form
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def rebuild(
    submission: Submission,
    blank: bytes,
    original: bytes,
    *,
    known: Iterable[Finding] = (),
    passwords: Sequence[str] = (),
) -> Rebuilt:
    """Give the fresh form `blank` with all that a return says, and what its checks say.

    Answers are those that count: what was corrected by telephone is in it. Words where a number is asked for are taken
    over as they stand, so that they are seen and corrected. `original` are the bytes of the return, opened by one of
    the `passwords` where it needs one; `known` are its own findings: what the office lets stand is let stand here,
    too. Raises ValueError for a return that nobody's form could be told from.
    """
    if submission.form is None:
        raise ValueError("whose form it is is not known")
    locale = submission.form.catalog.locale
    pouring = _Pouring(submission, submission.form, blank)
    left_out = [*pouring.take(_grid(original, passwords)), *_drawn(original)]
    file = File(
        submission.source.path,
        detect(pouring.data),
        data=pouring.data,
        sha256=hashlib.sha256(pouring.data).hexdigest(),
    )
    read = read_file(submission.form.catalog, file)
    places = {entry.item.id: number for number, entry in enumerate(submission.form.items)}
    findings = sorted(_accepted(run(read), known), key=lambda one: places.get(one.item or "", -1))
    return Rebuilt(
        pouring.data,
        submission.form,
        tuple(findings),
        tuple(dict.fromkeys(_said(one, locale) for one in left_out)),
        tuple(f"{_said(one, locale).rstrip('。.')}{_STOP.of(locale)}" for one in pouring.remarks),
    )


_STOP = Text("。", ".")


def _said(words: Text, locale: Locale) -> str:
    return cut(legible(words.of(locale)), _LONGEST, locale)


def _grid(original: bytes, passwords: Sequence[str]) -> Grid | None:
    try:
        return read_workbook(original, detect(original), passwords)
    except Unreadable:
        return None


def _accepted(findings: Iterable[Finding], known: Iterable[Finding]) -> Iterator[Finding]:
    """Let stand what the office let stand in the return itself."""
    stands = {(one.code, one.item): one for one in known if one.accepted is not None}
    for one in findings:
        let = stands.get((one.code, one.item))
        if let is None:
            yield one
        else:
            yield replace(
                one,
                severity=Severity.NOTICE,
                pattern=let.pattern,
                remedy=let.remedy,
                accepted=let.accepted,
            )


class _Pouring:
    """The fresh form while answers are poured into it; `remarks` are what should be looked at."""

    def __init__(self, submission: Submission, form: Form, blank: bytes) -> None:
        self.data = blank
        self.remarks: tuple[Text, ...] = ()
        self._form, self._blank = form, read_xlsx(blank)
        said = entries_of(_answers(submission, form), form)
        self._said: dict[Slot, Entry] = {slot: entry for slot, entry in said.items() if entry is not None}

    def take(self, grid: Grid | None) -> Iterator[Text]:
        """Pour everything in, and walk what could not be; None is a workbook that can't be opened again."""
        if grid is None:
            self.data = put(self.data, self._form, self._said)
            yield _NOT_AGAIN
            return
        seen = _with_hidden(grid)
        carried = carried_over(self._form, seen, self._blank)
        made = filled(self.data, self._form, carried.offers, as_is=True)
        self.remarks = carried.remarks
        self.data = put(made.data, self._form, self._said)
        by_hand = made.those(Came.BY_HAND)
        lines = dict(self._lines(by_hand))
        self.data = fill(self.data, _contents(lines))
        if not self._said and not made.those(Came.POURED):
            yield _NOTHING_FOUND
        yield from _listed(one for one in made.outcomes if self._is_left(one, lines))
        yield from (same(words) for words in replies(grid, marks(grid)))

    def _lines(self, outcomes: Iterable[Outcome]) -> Iterator[tuple[tuple[str, str], str]]:
        """Walk the lines for date and signatures, each with its cell on the fresh form."""
        for one in outcomes:
            label = _label(one.offered.raw.text or "")
            for sheet in self._blank.sheets:
                if sheet.name == HIDDEN or one.offered.place.zh.rpartition(" ")[0] != sheet.name:
                    continue
                cells = (at for at, cell in sheet.cells.items() if _label(cell.text or "") == label)
                yield from (((sheet.name, address(*at)), one.offered.raw.text or "") for at in cells)

    def _is_left(self, one: Outcome, lines: Mapping[tuple[str, str], str]) -> bool:
        slot, said = one.offered.slot, tidy(one.offered.raw.text or "")
        if one.came is Came.BY_HAND:
            return said not in {tidy(words) for words in lines.values()}
        if slot is not None and slot in self._said:
            return tidy(written(self._said[slot])) not in {said, tidy(written(one.entry)), _plainly(one)}
        return one.came is not Came.POURED


def _plainly(one: Outcome) -> str:
    raw = one.offered.raw
    return as_written(raw, from_1904=False) if raw.kind is Kind.NUMBER else tidy(raw.text or "")


def _label(line: str) -> str:
    label, colon, _ = normalised(line).partition(":")
    return label if colon else ""


def _contents(lines: Mapping[tuple[str, str], str]) -> dict[str, SheetContents]:
    contents: dict[str, SheetContents] = {}
    for (sheet, cell), words in lines.items():
        contents.setdefault(sheet, SheetContents()).cells[cell] = words
    return contents


def _with_hidden(grid: Grid) -> Grid:
    """Give a workbook with all its sheets to be seen: what stands on a hidden one is the county's all the same."""
    shown = [sheet if sheet.name == HIDDEN else replace(sheet, visibility="visible") for sheet in grid.sheets]
    return replace(grid, sheets=shown)


def _answers(submission: Submission, form: Form) -> Answers:
    locale = form.catalog.locale
    rows = {item: entry.item.rule.register_rows for item, entry in form.by_id.items()}
    items = {
        answer.id: _item(answer, locale, rows.get(answer.id, 0))
        for answer in submission.answers
        if answer.asked.not_applicable is None
    }
    return Answers(items, none_declared=submission.none_declared)


def _item(answer: Answer, locale: Locale, rows: int) -> ItemAnswer:
    measures: dict[str, Entry] = {}
    for one in answer.measures:
        key = one.asked.measure.id
        cells = {f"{key}/numerator": one.numerator, f"{key}/denominator": one.denominator}
        measures |= {
            part: _entry(cell) for part, cell in (cells if one.is_rate else {key: one.actual}).items()
        }
    fixed = answer.asked.item.rule.cell_reads
    return ItemAnswer(
        score=_entry(answer.score) if fixed is None else fixed.of(locale),
        done=answer.done.text or None,
        reason=answer.reason.text or None,
        measures=measures,
        events={kind: _entry(cell) for kind, cell in answer.events.items()},
        register=tuple((row.event.text, _entry(row.deduction)) for row in answer.register[:rows]),
    )


def _entry(cell: Cell) -> Entry:
    return cell.number if cell.number is not None and not cell.value.is_blank else cell.text or None


def _listed(outcomes: Iterable[Outcome]) -> Iterator[Text]:
    """Say what was left out, a row of a sheet in one sentence where its cells have the same reason."""
    rows: dict[tuple[str, str, Text], list[tuple[str, str]]] = {}
    for one in outcomes:
        sheet, _, cell = one.offered.place.zh.rpartition(" ")
        words = _plainly(one) or f"={one.offered.raw.formula}"
        key = sheet, cell.lstrip(_LETTERS), one.why if one.came is not Came.POURED else _OTHERWISE
        rows.setdefault(key, []).append((cell, words))
    for (sheet, _, why), found in rows.items():
        cells, said = [cell for cell, _ in found], [words for _, words in found]
        because = Text(f"（{why.zh}）", f" ({why.en})") if why != NOTHING else NOTHING
        yield Text(
            f"{sheet} {'、'.join(cells)}：{'；'.join(said)}{because.zh}",
            f"{sheet} {', '.join(cells)}: {'; '.join(said)}{because.en}",
        )


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OTHERWISE = Text("新表中是登记或更正后的内容", "the fresh form has what counts now")
_NOTHING_FOUND = Text(
    "没有找到原表的自查得分，全部内容请对照原表重新填写。",
    "No scores were found in your file: please enter everything again.",
)
_NOT_AGAIN = Text(
    "原文件没能再次打开，情况说明、落款和表格以外的内容没有转入，请对照原表补填。",
    "Your file couldn't be opened again: remarks, signatures and what stands beside the tables were not taken over.",
)
_PICTURES = (
    (
        ("xl/media/", "Pictures/"),
        Text("原表中粘贴的图片没有转入，请另行附上。", "Pictures were not taken over: please attach them."),
    ),
)
_NOTE = Text("{0} {1} 的批注：{2}", "Note at {0} {1}: {2}")


def _drawn(original: bytes) -> Iterator[Text]:
    yield from held(original, _PICTURES)
    for sheet, cell, words in notes_of(original):
        yield Text(_NOTE.zh.format(sheet, cell, words), _NOTE.en.format(sheet, cell, words))

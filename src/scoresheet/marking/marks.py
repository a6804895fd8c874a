"""What is marked in a return that has to be corrected: from findings to the words at each cell, row and on the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scoresheet.checking.running import Finding, Severity
from scoresheet.inert import cut, legible
from scoresheet.language import Locale, Text, joined, same
from scoresheet.titles import TO_CORRECT, item_label

MARKER = Text("【校验意见】", "[Check]")
"""What our words begin with in a note, so that they are told from the county's own."""
AUTHOR = Text("校验", "Check")

BEGINNINGS = tuple(
    f"{word[:1].upper()}{word[1:]}{colon}"
    for severity in (Severity.FATAL, Severity.ERROR, Severity.WARNING)
    for word, colon in zip(severity.word, Text("：", ": "), strict=True)
)
"""What our words beside a row begin with."""

MOST_CELLS = 1_000
"""So many cells are marked; a form has fewer inputs that can be wrong."""
MOST_LINES = 500
_MOST_IN_NOTE = 4
_LONGEST_NOTE = 900
_LONGEST_WORDS = 300
_ASKED = Text("填报要求：", "Asked for: ")
_REMEDY = Text("修改办法：", "What to do: ")
_AFTER = Text("：", ": ")
_MORE = Text("本格另有{0}处问题，见工作表“{1}”。", "{0} more for this cell: see the sheet “{1}”.")


@dataclass(frozen=True, slots=True)
class CellMark:
    """A cell that is marked: how bad it is, and the words of its note."""

    sheet: str
    address: str
    severity: Severity
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: where (a cell to jump to, "" where none is concerned) and the words of its columns."""

    severity: Severity
    sheet: str
    address: str
    place: str
    item: str
    problem: str
    found: str
    allowed: str
    remedy: str


@dataclass(frozen=True, slots=True)
class RowMark:
    """What is wrong in a row of a table, in one text, and how bad the worst of it is."""

    severity: Severity
    words: str


@dataclass(frozen=True, slots=True)
class Marking:
    """All that is marked in one workbook; `rows` is by sheet and row, `unlisted` counts what the list leaves out."""

    cells: tuple[CellMark, ...] = ()
    rows: Mapping[str, Mapping[int, RowMark]] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    unlisted: int = 0
    to_correct: int = 0
    to_verify: int = 0


NOTHING_ISSUED: Mapping[str, str] = {}
REWORDED = "S106"
"""The check that finds a changed text: what it asks for is the text as it was issued, of which it names a part."""


def marking(
    findings: Iterable[Finding], locale: Locale, issued: Mapping[str, str] = NOTHING_ISSUED
) -> Marking:
    """Give what is marked for these findings of one file: what must be corrected first, then what is to be verified.

    What is only told for information is left out, and what is said twice of the same cells is said once. `issued` are
    the whole texts, by item, of items whose text was changed.
    """
    told = (_with_issued(one, issued) for one in findings if one.severity is not Severity.NOTICE)
    asked = sorted(_once(told, locale), key=lambda one: one.severity.rank)
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in asked:
        for cell in finding.cells:
            by_cell.setdefault((finding.sheet or "", cell), []).append(finding)
    marked = list(by_cell.items())[:MOST_CELLS]
    wrong = sum(one.severity.blocks for one in asked)
    return Marking(
        cells=tuple(
            CellMark(sheet, cell, found[0].severity, _note(found, locale)) for (sheet, cell), found in marked
        ),
        rows=_rows(dict(marked), locale),
        lines=tuple(_line(one, locale) for one in asked[:MOST_LINES]),
        unlisted=max(len(asked) - MOST_LINES, 0),
        to_correct=wrong,
        to_verify=len(asked) - wrong,
    )


def _once(findings: Iterable[Finding], locale: Locale) -> Iterable[Finding]:
    kept: dict[object, Finding] = {}
    for one in findings:
        kept.setdefault((one.sheet, one.cells, one.severity, one.message(locale), one.remedy), one)
    return kept.values()


def _with_issued(finding: Finding, issued: Mapping[str, str]) -> Finding:
    text = issued.get(finding.item or "") if finding.code == REWORDED else None
    if text is None:
        return finding
    return replace(finding, allowed=same(text) if len(text) <= _LONGEST_ISSUED else _SEE_LIST)


_LONGEST_ISSUED = 250
"""Characters; a longer text stands on the list alone, where it has the whole width."""
_SEE_LIST = Text(
    f"与下发的一字不差，全文见工作表“{TO_CORRECT.zh}”",
    f"the wording as issued: it stands in full on the sheet “{TO_CORRECT.en}”",
)


def _note(findings: list[Finding], locale: Locale) -> str:
    shown = findings[:_MOST_IN_NOTE]
    told = [_told(one, locale) for one in shown]
    if len(findings) > len(shown):
        told.append(_MORE.of(locale).format(len(findings) - len(shown), TO_CORRECT.of(locale)))
    return cut(MARKER.of(locale) + "\n" + "\n\n".join(told), _LONGEST_NOTE, locale)


def _told(finding: Finding, locale: Locale) -> str:
    lines = [_problem(finding, locale)]
    for label, words in ((_ASKED, finding.allowed), (_REMEDY, finding.remedy)):
        if words.of(locale):
            lines.append(label.of(locale) + _words(words.of(locale), locale))
    return "\n".join(lines)


def _problem(finding: Finding, locale: Locale) -> str:
    severity = finding.severity.word.of(locale)
    said = _words(finding.message(locale), locale)
    return f"{severity[:1].upper()}{severity[1:]}{_AFTER.of(locale)}{said}"


def _rows(by_cell: Mapping[tuple[str, str], list[Finding]], locale: Locale) -> dict[str, dict[int, RowMark]]:
    found: dict[tuple[str, int], list[Finding]] = {}
    for (sheet, cell), findings in by_cell.items():
        found.setdefault((sheet, row_of(cell)), []).extend(findings)
    rows: dict[str, dict[int, RowMark]] = {}
    between = "" if locale is Locale.ZH else " "
    for (sheet, row), findings in found.items():
        worst_first = sorted(findings, key=lambda one: one.severity.rank)
        told = dict.fromkeys(
            f"{_problem(one, locale)}{between}{_words(one.remedy.of(locale), locale)}" for one in worst_first
        )
        words = cut("\n".join(told), _LONGEST_NOTE, locale)
        rows.setdefault(sheet, {})[row] = RowMark(worst_first[0].severity, words)
    return rows


def _line(finding: Finding, locale: Locale) -> Line:
    sheet, cells = finding.sheet or "", finding.cells
    place = " ".join(part for part in (sheet, joined(cells[:_CELLS_NAMED]).of(locale)) if part)
    if len(cells) > _CELLS_NAMED:
        place += _AND_MORE.of(locale).format(len(cells))
    return Line(
        finding.severity,
        sheet,
        cells[0] if cells else "",
        _words(place, locale) or _WHOLE.of(locale),
        item_label(finding.item).of(locale) if finding.item else "",
        _words(finding.message(locale), locale),
        _words(finding.found.of(locale), locale),
        _words(finding.allowed.of(locale), locale),
        _words(finding.remedy.of(locale), locale),
    )


_CELLS_NAMED = 5
_AND_MORE = Text("等{0}格", " and others, {0} cells")
_WHOLE = Text("整张表", "the whole form")


def _words(text: str, locale: Locale) -> str:
    return cut(legible(text), _LONGEST_WORDS, locale)


def row_of(cell: str) -> int:
    """Give the row of a cell: 12 of D12."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))

"""What a check knows about itself, as plain text: one check in full, or all of them, a line each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoresheet import decision, titles
from scoresheet.checking.running import Check
from scoresheet.language import Locale, Text

FILE = Text("文件", "File")
CONTENT = Text("内容", "Content")
AS_ISSUED = Text("下发时的表", "Form as issued")
NO_SHEET = Text("没有这张工作表", "the sheet is missing")

_WORDS = {
    words.zh: words
    for words in (
        *titles.TITLES.values(),
        titles.SCORES,
        titles.MEASURES,
        titles.DEDUCTIONS,
        titles.TOTAL,
        titles.NONE_DECLARED,
        titles.YES,
        titles.NO,
        titles.NOT_APPLICABLE,
        FILE,
        CONTENT,
        AS_ISSUED,
        NO_SHEET,
        *(words for titles_of_kind in decision.TITLES.values() for words in titles_of_kind.values()),
        *(kind.word for kind in decision.Kind),
    )
}
_WHY = Text("为什么：", "Why it matters: ")
_REMEDY = Text("怎样改：", "What to do: ")
_BAD = Text("有问题的例子：", "Wrong:")
_GOOD = Text("正确的例子：", "Right:")
_HINT = Text(
    "查看某一条的说明和例子：scoresheet explain ", "To see one in full with examples: scoresheet explain "
)
_BETWEEN = "  "


@dataclass(frozen=True, slots=True)
class Block:
    """A table of an example, with the sheet that it stands for ("" for the sheet of scores)."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


def blocks(example: str) -> tuple[Block, ...]:
    """Take an example apart: lines in bars are rows, any other line heads the rows that follow."""
    found: list[Block] = []
    heading, rows = "", list[tuple[str, ...]]()
    for line in (*map(str.strip, example.splitlines()), ""):
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            found.append(Block(heading, tuple(rows)))
            heading, rows = "", []
        heading = line or heading
    return tuple(found)


def explained(check: Check, locale: Locale) -> str:
    """Give all that a check says about itself: what it means, why it matters, what to do, wrong and right."""
    lines = [
        _headline(check, locale),
        "",
        f"{_WHY.of(locale)}{check.why.of(locale)}",
        f"{_REMEDY.of(locale)}{check.remedy.of(locale)}",
        "",
        _BAD.of(locale),
        *_example(check.bad, locale),
        "",
        _GOOD.of(locale),
        *_example(check.good, locale),
    ]
    return "\n".join(lines)


def listed(checks: Iterable[Check], locale: Locale) -> str:
    """Give all checks, a line each: code, what a finding does to the return, title."""
    shown = list(checks)
    rows = [(check.code, check.severity.word.of(locale), check.title.of(locale)) for check in shown]
    lines = list(_aligned(rows))
    if shown:
        lines += ["", _HINT.of(locale) + shown[0].code]
    return "\n".join(lines)


def width(text: str) -> int:
    """Count the columns that a text takes on a screen: two for each full-width character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _headline(check: Check, locale: Locale) -> str:
    title, severity = check.title.of(locale), check.severity.word.of(locale)
    return (
        f"{check.code} {title}（{severity}）" if locale is Locale.ZH else f"{check.code} {title} ({severity})"
    )


def _example(example: str, locale: Locale) -> Iterator[str]:
    for number, block in enumerate(blocks(example)):
        if number:
            yield ""
        if block.heading:
            yield _BETWEEN + _translated(block.heading, locale)
        rows = [[_translated(cell, locale) for cell in row] for row in block.rows]
        for line in _aligned(rows):
            yield (_BETWEEN + line).rstrip()


def _aligned(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    table = [list(row) for row in rows]
    longest = max((len(row) for row in table), default=0)
    padded = [row + [""] * (longest - len(row)) for row in table]
    widths = [max(width(row[column]) for row in padded) for column in range(longest)]
    for row in padded:
        cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        yield _BETWEEN.join(cells).rstrip()


def _translated(words: str, locale: Locale) -> str:
    return _WORDS[words].of(locale) if words in _WORDS else words

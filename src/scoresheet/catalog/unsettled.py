"""What a drafted catalog still leaves to a person: words to be replaced, and numbered decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from scoresheet.catalog.doubt import Doubtful, Weight
from scoresheet.catalog.mistakes import Slip, fold
from scoresheet.catalog.outline import Outline
from scoresheet.catalog.syntax import Spot
from scoresheet.language import Locale, Text, filled

UNIT = Text("请改为单位名称", "Write the name of the unit here")
"""What stands for the name of a unit until somebody writes it; likewise the two below."""

TITLE = Text("请改为考核表的名称", "Write the title of the assessment here")
ISSUER = Text("请改为发文单位", "Write the office that issues it here")

TO_DECIDE = Text("需要定：见文件开头第{0}条", "To decide: see {0} at the top")
"""The remark at a place that somebody has to decide about; it takes the numbers of the decisions."""

BETWEEN = Text("、", ", ")
"""What stands between these numbers."""

_UNITS = frozenset(map(fold, UNIT))
_HEADINGS = frozenset(map(fold, (*TITLE, *ISSUER)))
_MARKS = [
    re.compile(rf"\s*#\s*{re.escape(words).replace(re.escape('{0}'), r'([0-9、, ]+)')}\s*")
    for words in TO_DECIDE
]
_LISTED = 6


def placeholders_left(drawn: Outline) -> Iterator[Doubtful]:
    """Walk the words of a draft that nobody has replaced yet; no form can be made for a unit without a name."""
    for path, unit in drawn.units.items():
        if fold(unit.name) in _UNITS:
            yield Doubtful(Slip((*path, "name"), _no_unit(unit.name)), Weight.NO_FORMS)
    for key in ("title", "issuer"):
        written = drawn.data.get(key)
        if isinstance(written, str) and fold(written) in _HEADINGS:
            yield Doubtful(Slip((key,), _not_replaced(written)), Weight.BEFORE_ISSUING)


def _no_unit(name: str) -> Text:
    return Text(
        f"“{name}”是起草时占位的，不是单位。请在 units 里写上各填报单位的编号和名称；在此之前不能生成空表。",
        f"“{name}” only keeps the place of a unit. Write the ids and names of the units; before that no form can be made.",
    )


def _not_replaced(written: str) -> Text:
    return Text(
        f"“{written}”是起草时占位的，会照样印在表上。请换成通知上的文字。",
        f"“{written}” only keeps the place and would be printed on the form. Replace it by the words of the notice.",
    )


def open_decisions(lines: Sequence[str], units_line: int, locale: Locale) -> Iterator[tuple[Spot, Weight]]:
    """Walk what a draft leaves to be decided, as long as the remarks about it stand.

    `lines` are those of the file, `units_line` is the one, counted from 1, on which the list of units begins.
    """
    marks = dict(_marks(lines))
    if units_line - 1 in marks:
        said = _units_to_settle(lines, marks[units_line - 1], locale)
        yield Spot(units_line, 1, said), Weight.BEFORE_ISSUING
    first: dict[int, int] = {}
    for line, numbers in marks.items():
        for number in numbers:
            first.setdefault(number, line)
    if first:
        yield Spot(next(iter(marks)), 1, _still_open(first)), Weight.BEFORE_ISSUING


def _marks(lines: Sequence[str]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for number, line in enumerate(lines, start=1):
        for pattern in _MARKS:
            found = pattern.fullmatch(line)
            if found:
                yield number, tuple(int(each) for each in re.findall(r"[0-9]+", found[1]))


def _still_open(first: Mapping[int, int]) -> Text:
    told = sorted(first.items())[:_LISTED]
    zh = "、".join(f"第{number}条（第{line}行）" for number, line in told)
    en = ", ".join(f"{number} (line {line})" for number, line in told)
    count, more = len(first), len(first) > _LISTED
    return Text(
        f"文件开头列的待定事项还有{count}条没有定：{zh}{'等' if more else ''}。定好一处，就删去那里写着“需要定”的一行。",
        f"{count} of the decisions listed at the top are still open: {en}{' and others' if more else ''}. Wherever one is "
        "settled, remove the line “To decide”.",
    )


def _units_to_settle(lines: Sequence[str], numbers: Sequence[int], locale: Locale) -> Text:
    listed = BETWEEN.of(locale).join(map(str, numbers))
    sentence = _sentence(lines, numbers[0], locale) if numbers else ""
    return filled(_UNITS_OPEN, listed, sentence)


_UNITS_OPEN = Text(
    "填报单位的名单还没有核定（文件开头第{0}条）。{1}核定后删去上面写着“需要定”的一行。",
    "The list of units isn't settled yet (number {0} at the top). {1} Then remove the line “To decide” above.",
)


def _sentence(lines: Sequence[str], number: int, locale: Locale) -> str:
    """Give a decision as the top of the file words it, "" where it no longer stands there."""
    head = next((at for at, line in enumerate(lines) if line.startswith(f"# {number}. ")), None)
    if head is None:
        return ""
    said = []
    for line in lines[head + 1 :]:
        if not line.startswith("#    "):
            break
        said.append(line.removeprefix("#    ").strip())
    return ("" if locale is Locale.ZH else " ").join(said)

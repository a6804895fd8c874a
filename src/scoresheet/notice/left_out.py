"""What a notice prints besides its items and targets: it becomes no part of the draft, and a decision names it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from scoresheet.language import Text
from scoresheet.notice.clauses import narrow
from scoresheet.notice.deciding import Decisions, Topic, quotable
from scoresheet.notice.entry import Found
from scoresheet.notice.page import Line, Notice, Table
from scoresheet.notice.planning import Planned


def note_left_out(
    notice: Notice,
    around: Sequence[Line],
    items: Sequence[Planned],
    used: Collection[int],
    decisions: Decisions,
) -> None:
    """Make decisions of what isn't drafted.

    `around` are the lines outside the tables; `used` are the places of those tables of the notice that were read.
    """
    for remark in notice.remarks:
        decisions.add(Topic.NOT_USED, remark)
    for place, table in enumerate(notice.tables):
        if place not in used:
            _note_table(table, decisions)
    _note_rules(around, decisions)
    _note_levels(items, decisions)


def note_notes(notes: Sequence[str], decisions: Decisions) -> None:
    """Make one decision of all notes that stand below the tables or at the foot of pages."""
    if notes:
        zh, en = (
            "”“".join(quotable(note, _LONG) for note in notes),
            "”, “".join(quotable(note, _LONG) for note in notes),
        )
        sentence = Text(
            f"表下的说明和脚注没有写进目录，只抄在本文件末尾，影响计分的请写进相应的项：“{zh}”。",
            f"Notes below the table and at the foot of pages aren't part of the catalog, only copied to the end of this file; "
            f"write those that matter for the scores into their items: “{en}”.",
        )
        decisions.add(Topic.NOTES, sentence)


_LONG = 60


def _note_table(table: Table, decisions: Decisions) -> None:
    rows = [row for row in table.rows if row.filled]
    if not rows or max(len(row.filled) for row in rows) < _FEWEST:
        return
    head = max(rows[:_HEAD_WITHIN], key=lambda row: len(row.filled))
    words = quotable("、".join(head.filled), _LONG)
    named = table.name if table.name.zh else Text("有一张表", "A table")
    sentence = Text(
        f"{named.zh}（{words}）没有用上：看不出是考核项目还是各单位的目标数。有用的请自己写进去。",
        f"{named.en} ({words}) wasn't used: it seems to hold neither indicators nor the units' targets. Write in what matters.",
    )
    decisions.add(Topic.NOT_USED, sentence, place=head.place)


_FEWEST = 2
_HEAD_WITHIN = 3
_GRADES = re.compile(r"优秀|良好|不合格|合格|基本称职|称职|等次|等级|一等奖|excellent|grade", re.IGNORECASE)
_SCORING = re.compile(
    r"[扣加减计得]\s*[0-9]+(?:\.[0-9]+)?\s*分|一票否决|扣完为止|权重(?:为|占)|占[^，。；]{0,8}?[0-9.]+\s*%|折算|倒扣|不得评优|取消[^，。；]{0,6}(?:评优|评先|资格)"
    r"|[0-9]+\s*分\s*(?:以上|及以上|以下|[(（]含|[-—~至])|得分为\s*0|\bdeduct|points? off|\bweight(?:ed|ing)?\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^。；;\n]+")


def _note_rules(lines: Sequence[Line], decisions: Decisions) -> None:
    """Name the sentences outside the tables that say how is scored or graded."""
    lines = [line for line in lines if not _NOTE.fullmatch(line.text)]
    for topic, pattern, sentence in (
        (Topic.GRADES, _GRADED, _NO_GRADES),
        (Topic.OUTSIDE, _SCORING, _OUTSIDE),
    ):
        found = [
            (line, words) for line in lines for words in _sentences(line) if pattern.search(narrow(words))
        ]
        found = [
            (line, words)
            for line, words in found
            if topic is Topic.GRADES or not _GRADED.search(narrow(words))
        ]
        if found:
            told = "”“".join(dict.fromkeys(quotable(words, _LONG) for _, words in found))
            said = Text(f"“{told}”：{sentence.zh}", f"“{told}”: {sentence.en}")
            decisions.add(topic, said, place=found[0][0].place)


_GRADED = re.compile(rf"(?:{_GRADES.pattern}).*[0-9]|[0-9].*(?:{_GRADES.pattern})", re.IGNORECASE)
_NO_GRADES = Text(
    "等次没有写进目录。要排等次的，请在 ranking 里写 grades，如 grades: [{name: 优秀, at_least: 90}]，数是得分率的百分数。",
    "Grades aren't part of the draft. To give them, write grades at ranking, such as grades: [{name: Excellent, at_least: 90}], "
    "in percent of the points.",
)
_OUTSIDE = Text(
    "这是表外印的计分规定，没有写进目录。影响计分的请写进相应的项。",
    "These words about scoring stand outside the table and aren't part of the draft. Write what matters into its items.",
)


def _sentences(line: Line) -> Iterator[str]:
    return (match[0].strip() for match in _SENTENCE.finditer(line.text) if match[0].strip())


def _note_levels(items: Sequence[Planned], decisions: Decisions) -> None:
    """Say that headings under headings aren't categories."""
    deeper = [one for one in items if len(dict.fromkeys(one.entry.headings)) > 1]
    if not deeper:
        return
    example = " / ".join(quotable(heading) for heading in deeper[0].entry.headings)
    sentence = Text(
        f"原表的类别有几级（如“{example}”），目录里的类别取第一级，其余各级只注在各项上面的“所属”里。要按下一级分类的，请改类别。",
        f"The table has headings under headings (such as “{example}”). The categories are those of the first level; the others "
        "stand in the remarks above the items. Change the categories where another level is wanted.",
    )
    decisions.add(Topic.CATEGORIES, sentence, place=deeper[0].entry.place)


def notes_below(notice: Notice, tables: Sequence[Found]) -> tuple[str, ...]:
    """Give the notes in and below the tables of indicators, then footnotes, each once."""
    notes = [note for table in tables for note in table.notes]
    notes += _noted(notice)
    return tuple(dict.fromkeys([*notes, *notice.footnotes]))


_NOTE = re.compile(
    r"\s*(?:注|备注|说明|附注|填表说明|几点说明|有关说明|※|notes?|remarks?)\s*[0-9一二三]?\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON = re.compile(r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、．]|[①-⑳]).*", re.DOTALL)


def _noted(notice: Notice) -> Iterator[str]:
    """Walk the lines of a note behind a table, with the numbered ones that follow it."""
    behind = noting = False
    for part in notice.parts:
        if isinstance(part, Table):
            behind, noting = True, False
        elif behind and part.text.strip():
            noting = bool(_NOTE.fullmatch(part.text)) or (noting and bool(_GOES_ON.fullmatch(part.text)))
            if noting:
                yield part.text.strip()

"""From findings to the words at cells and rows and on the list: worst first, nothing twice, nothing too long."""

from __future__ import annotations

from assessments import HOSTILE, finding
from scoresheet.checking.running import ITEMS, Severity
from scoresheet.language import Locale, Text, same
from scoresheet.marking.marks import MOST_CELLS, MOST_LINES, marking

ZH = Locale.ZH


def test_nothing_wrong_marks_nothing() -> None:
    """Without findings there is nothing to mark, and what is only told for information is not marked."""
    for findings in ([], [finding(severity=Severity.NOTICE)]):
        made = marking(findings, ZH)
        assert (made.cells, made.lines, made.rows) == ((), (), {})
        assert (made.to_correct, made.to_verify) == (0, 0)


def test_note_says_what_stands_what_is_asked_and_what_to_do() -> None:
    """The note at a cell holds the sentence, what is allowed and the remedy."""
    (cell,) = marking([finding()], ZH).cells
    assert (cell.sheet, cell.address, cell.severity) == ("自查评分表", "D5", Severity.ERROR)
    assert cell.note == (
        "【校验意见】\n须更正：第1项没有填自查得分。\n填报要求：0至3之间的数\n"
        "修改办法：请填自查得分，没有得分的填0。"
    )


def test_note_in_english() -> None:
    """An English form gets English notes."""
    (cell,) = marking([finding()], Locale.EN).cells
    assert cell.note.startswith(
        "[Check]\nMust be corrected: item 1 has no score.\nAsked for: a number from 0 to 3"
    )


def test_all_findings_of_a_cell_are_in_one_note_worst_first() -> None:
    """A cell has one note and the colour of the worst that is found there."""
    milder = finding("E101", Severity.WARNING, pattern=Text(f"{ITEMS}请核实。", "verify"))
    (cell,) = marking([milder, finding()], ZH).cells
    assert cell.severity is Severity.ERROR
    assert cell.note.index("须更正") < cell.note.index("请核实：第1项请核实。")


def test_row_says_each_thing_once() -> None:
    """A finding with several cells of a row is told once beside it, with its remedy."""
    rows = marking([finding(cells=("D5", "E5", "D6"))], ZH).rows["自查评分表"]
    assert sorted(rows) == [5, 6]
    assert rows[5].words == "须更正：第1项没有填自查得分。请填自查得分，没有得分的填0。"
    assert rows[5].severity is Severity.ERROR


def test_list_has_what_must_be_corrected_first() -> None:
    """A line leads to its first cell; what concerns no cell has none."""
    findings = [
        finding("E101", Severity.WARNING, cells=("F6", "F7")),
        finding("S103", sheet=None, cells=(), item="3"),
        finding(),
    ]
    made = marking(findings, ZH)
    assert [(line.address, line.place, line.item) for line in made.lines] == [
        ("", "整张表", "第3项"),
        ("D5", "自查评分表 D5", "第1项"),
        ("F6", "自查评分表 F6、F7", "第1项"),
    ]
    assert (made.to_correct, made.to_verify) == (2, 1)


def test_many_cells_are_counted() -> None:
    """A place with very many cells is not a list that fills a page."""
    cells = tuple(f"D{row}" for row in range(5, 25))
    (line,) = marking([finding(cells=cells)], ZH).lines
    assert line.place == "自查评分表 D5、D6、D7、D8、D9等20格"


def test_sizes_are_bounded() -> None:
    """However much is wrong, the marks stay few enough to be opened and read."""
    findings = [finding(cells=(f"D{row}",)) for row in range(1, MOST_CELLS + 500)]
    made = marking(findings, ZH)
    assert len(made.cells) == MOST_CELLS
    assert (len(made.lines), made.unlisted) == (MOST_LINES, MOST_CELLS + 499 - MOST_LINES)
    several = [finding(pattern=same(f"问题{number}。")) for number in range(30)]
    (crowded,) = marking(several, ZH).cells
    assert "本格另有26处问题，见工作表“需更正事项”。" in crowded.note


def test_what_a_county_typed_is_only_seen() -> None:
    """Colour codes, controls and endless words lose what they could do; no text is longer than a note shows well."""
    for words in HOSTILE.values():
        made = marking([finding(pattern=same(words), found=same(words), remedy=same(words))], ZH)
        told = [
            made.cells[0].note,
            made.lines[0].problem,
            made.lines[0].found,
            made.rows["自查评分表"][5].words,
        ]
        assert all(len(one) <= 900 for one in told)
        assert not any(char in one for one in told for char in "\x00\x1b\u202e\ud800")

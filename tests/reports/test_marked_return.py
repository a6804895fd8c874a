"""A county gets its own file back, marked: nothing of its own is lost, and corrected it validates like any other."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessments import HOSTILE, finding
from libreoffice import converted, needs_libreoffice
from returned import (
    ACHIEVED,
    CATALOG,
    REGISTER,
    SCORES,
    UNIT,
    answers,
    blank,
    by_openpyxl,
    form,
    good,
    issued_from,
    read,
    rezipped,
    told,
    typed,
)
from scoresheet.assessment import FileStatus, UnitStatus, assess
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog
from scoresheet.filling.answers import pour
from scoresheet.inbox.ours import is_output
from scoresheet.language import Locale, Text
from scoresheet.marking.marks import marking
from scoresheet.parts.cells import Content, Package, SheetContents, fill, map_sheet
from scoresheet.reports.marked_return import MarkedReturn, render
from scoresheet.titles import HIDDEN, TO_CORRECT
from wellformed import faults

pytestmark = pytest.mark.slow

LIST = TO_CORRECT.zh
RED, AMBER = "FFFFC1BD", "FFFFDE8F"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
WRONG: dict[str, dict[str, Content]] = {
    SCORES: {"D6": Decimal("3.5"), "D7": None, "D8": Decimal(1), "D9": "三", "E10": None},
    ACHIEVED: {"E5": "很多"},
    REGISTER: {"D5": Decimal(2)},
}
RIGHT: dict[str, dict[str, Content]] = {
    SCORES: {"D6": Decimal(3), "D7": Decimal(3), "D8": Decimal(3), "D9": Decimal(3), "E10": "已开展3次。"},
    ACHIEVED: {"E5": Decimal(19)},
    REGISTER: {"D5": None},
}


def put(data: bytes, cells: dict[str, dict[str, Content]]) -> bytes:
    """Give a workbook with these cells typed into its sheets."""
    return fill(data, {sheet: SheetContents(dict(typed_in)) for sheet, typed_in in cells.items()})


@cache
def wrong() -> bytes:
    """Give a return with several errors of every kind."""
    return put(good(), WRONG)


def marked(data: bytes, catalog: Catalog = CATALOG, unit: str = UNIT, by: date | None = None) -> MarkedReturn:
    """Give what goes back to a county for its file, checked as Excel checks it."""
    submission = read(data, catalog=catalog)
    assessment = assess(catalog, [submission])
    result = next(one for one in assessment.units if one.unit.id == unit)
    made = render(assessment, result, data, lambda: issued_from(catalog, unit), by=by)
    assert faults(made.data) == []
    return made


@cache
def marked_wrong() -> bytes:
    """Give the marked copy of the return with errors."""
    return marked(wrong()).data


def opened(data: bytes) -> Workbook:
    """Give a workbook as another library reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def _saved(_: Workbook) -> None:
    """Change nothing: the other program only saves."""


def notes(sheet: Worksheet) -> dict[str, str]:
    """Give the notes of a sheet by cell."""
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def words(sheet: Worksheet) -> str:
    """Give all that a sheet says."""
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


# What must not change.


def test_untouched_parts_are_the_same_bytes() -> None:
    """Pictures, drawings, themes, macros, cell images and sheets without findings stay byte for byte."""
    extra = {"xl/vbaProject.bin": b"macros", "xl/cellimages.xml": b"<a/>", "customXml/item1.xml": b"<b/>"}

    def change(name: str, part: bytes) -> bytes:
        types = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        return part.replace(b"</Types>", types) if name == "[Content_Types].xml" else part

    given = rezipped(by_openpyxl(_with_picture, typed({"D6": Decimal("3.5")})), change)
    given = Package(given).to_bytes(extra)
    before, after = Package(given).parts, Package(marked(given).data).parts
    touched = {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet5.xml",
    }
    assert {name for name in before if after.get(name) != before[name]} == touched
    assert {name for name in before if name.startswith(("xl/media/", "xl/drawings/"))} <= after.keys()


def _with_picture(book: Workbook) -> None:
    book[SCORES].add_image(Image(io.BytesIO(PIXEL)), "E12")


def test_touched_sheet_differs_only_where_it_is_meant_to() -> None:
    """In the sheet of scores one style number, one width, one column, filter and link differ; all values stay."""
    given = typed({"D6": Decimal("3.5")})
    before, after = (_xml(data, SCORES) for data in (given, marked(given).data))
    undone = re.sub(r'<c r="Q\d+".*?</c>|<autoFilter [^>]*/>|<legacyDrawing [^>]*/>', "", after)
    undone = re.sub(r'<col min="17"[^>]*/>', "", undone).replace('ref="A1:Q41"', 'ref="A1:P41"')
    changed = re.search(r'<c r="D6" s="(\d+)"', undone)
    assert changed is not None
    assert undone.replace(changed[0], '<c r="D6" s="18"') == before


def _xml(data: bytes, sheet: str) -> str:
    package = Package(data)
    return package.parts[package.sheets[sheet]].decode()


def test_marks_are_no_findings() -> None:
    """The marked file sent back as it is has the same findings as before, and none about our marks."""
    assert told(marked_wrong()) == told(wrong())


def test_marked_return_is_no_output() -> None:
    """It is a form that comes back, not a workbook of results."""
    assert not is_output(marked_wrong())


def test_value_border_and_protection_of_a_marked_cell_stay() -> None:
    """Only the fill of a cell changes."""
    before, after = (opened(data)[SCORES]["D6"] for data in (wrong(), marked_wrong()))
    for kept in ("value", "number_format", "font", "border", "alignment", "protection"):
        assert repr(getattr(after, kept)) == repr(getattr(before, kept)), kept
    assert before.fill.fgColor.rgb != after.fill.fgColor.rgb == RED


# What is marked.


def test_cells_are_highlighted_by_severity_and_have_notes() -> None:
    """Red must be corrected, amber is to be verified; each note says what stands there and what to do."""
    book = opened(marked_wrong())
    fills = {cell: book[SCORES][cell].fill.fgColor.rgb for cell in ("D5", "D6", "D7", "F8", "D9", "E10")}
    assert fills == {"D5": "00FFFBE6", "D6": RED, "D7": RED, "F8": RED, "D9": RED, "E10": AMBER}
    assert notes(book[SCORES])["D6"] == (
        "【校验意见】\n须更正：第2项填3.5分，本项最高3分。\n填报要求：0至3之间的数\n修改办法：请改为0至3之间的数。"
    )
    assert sorted(notes(book[SCORES])) == ["D6", "D7", "D9", "E10", "F8"]
    assert sorted(notes(book[REGISTER])) == ["D2", "D5"]
    assert {cell.comment.author for cell in book[SCORES]["D"] if cell.comment} == {"校验"}


def test_column_beside_the_items_can_be_filtered() -> None:
    """It stands right of everything else, can be seen, and tells each row's problem and remedy."""
    book = opened(marked_wrong())
    scores = book[SCORES]
    assert (scores["Q4"].value, scores["Q5"].value) == ("问题", None)
    assert scores["Q6"].value == "须更正：第2项填3.5分，本项最高3分。请改为0至3之间的数。"
    assert scores.auto_filter.ref == "Q4:Q38"
    assert scores.protection.autoFilter is False
    assert not scores.column_dimensions["Q"].hidden
    assert scores.column_dimensions["Q"].width == 56
    assert scores.print_area == f"'{SCORES}'!$A$1:$F$41"
    assert book[ACHIEVED]["N5"].value.startswith("请核实：")


def test_list_comes_first_and_leads_to_the_cells() -> None:
    """The workbook opens on the list; each line jumps to its cell; the date asked for is named."""
    book = opened(marked(wrong(), by=date(2014, 12, 5)).data)
    first = book.worksheets[0]
    assert (first.title, book.active.title) == (LIST, LIST)
    said = words(first)
    for told_there in (
        "苍溪县团委",
        "有5处须更正，有2处请核实",
        "2014年12月5日前",
        "把本文件发回即可",
        "3267503",
    ):
        assert told_there in said
    links = {
        cell.value: cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink
    }
    assert links["自查评分表 D6"] == "'自查评分表'!D6"
    assert links["扣分情况登记 D2、D5"] == "'扣分情况登记'!D2"
    assert first.print_title_rows == "$6:$6"
    assert (first.page_setup.orientation, first.page_setup.paperSize) == ("landscape", 9)
    assert first.freeze_panes == "A7"


def test_only_the_list_is_selected() -> None:
    """With several sheets selected whatever is typed would go into all of them."""
    given = by_openpyxl(_saved, wrong())
    views = [sheet.sheet_view.tabSelected for sheet in opened(marked(given).data).worksheets]
    assert views[0]
    assert not any(views[1:])


def test_english_form_is_marked_in_english() -> None:
    """All our words are in the language of the form."""
    catalog = replace(CATALOG, locale=Locale.EN)
    data = pour(issued_from(catalog), form(UNIT, catalog), answers(i2={"score": Decimal("3.5")}))
    book = opened(marked(data, catalog, by=date(2014, 12, 5)).data)
    assert book.worksheets[0].title == "To correct"
    assert notes(book["Self-assessment"])["D6"].startswith("[Check]\nMust be corrected: ")
    assert book["Self-assessment"]["Q4"].value == "Problem"
    assert "by 2014-12-05" in words(book.worksheets[0])


def test_every_kind_of_rule_can_be_marked() -> None:
    """The example with every rule has findings on all its sheets."""
    towns = load_catalog(Path(__file__).parents[2] / "examples" / "towns" / "indicators.yaml")
    unit = towns.units[0].id
    data = fill(issued_from(towns, unit), {SCORES: SheetContents({"D6": "很好", "D7": Decimal(99)})})
    made = marked(data, towns, unit)
    assert made.to_correct > 20
    assert told(made.data, towns) == told(data, towns)


# What the county added itself.


def test_county_notes_filter_and_pictures_survive() -> None:
    """Its own words come first in a shared note, its filter is widened, its picture stays."""
    given = dressed()
    made = marked(given).data
    scores = opened(made)[SCORES]
    assert scores["D6"].comment.text.startswith("请领导审阅\n谢谢\n────────\n【校验意见】\n须更正：")
    assert scores["B7"].comment.text == "另一条"
    assert scores.auto_filter.ref == "A4:Q38"
    assert any(name.startswith("xl/media/") for name in Package(made).parts)
    again = marked(put(made, {SCORES: {"D6": Decimal(3)}})).data
    assert opened(again)[SCORES]["D6"].comment.text == "请领导审阅\n谢谢"


@cache
def dressed() -> bytes:
    """Give the return with errors, with notes, a filter and a picture that the county added."""
    return by_openpyxl(_dressed, wrong())


def _dressed(book: Workbook) -> None:
    scores = book[SCORES]
    scores["D6"].comment, scores["B7"].comment = (
        Comment("请领导审阅\n谢谢", "县里"),
        Comment("另一条", "县里"),
    )
    scores.auto_filter.ref = "A4:H38"
    _with_picture(book)


def test_conversation_at_a_cell_is_left_alone() -> None:
    """Newer programs show a conversation in place of the note: list and column tell what is wrong there."""

    def change(name: str, part: bytes) -> bytes:
        return part.replace("县里".encode(), b"tc={1}") if "comments/" in name else part

    given = rezipped(dressed(), change)
    book = opened(marked(given).data)
    assert book[SCORES]["D6"].comment.text == "请领导审阅\n谢谢"
    assert book[SCORES]["D6"].fill.fgColor.rgb == RED
    assert "本项最高3分" in book[SCORES]["Q6"].value


def test_sheet_of_the_same_name_stays() -> None:
    """A county that has a sheet of that name keeps it; ours gets a number."""
    given = by_openpyxl(lambda book: book.create_sheet(LIST), wrong())
    names = opened(marked(given).data).sheetnames
    assert names[0] == f"{LIST}2"
    assert LIST in names


def test_order_of_computing_is_left_to_the_program() -> None:
    """The list of formulas in their order goes by sheets: it is left out, so that it can't be wrong."""

    def change(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
            return part.replace(
                b"</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'.encode()
            )
        if name == "xl/_rels/workbook.xml.rels":
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
            return part.replace(
                b"</Relationships>",
                f'<Relationship Id="rId77" Type="{kind}" Target="calcChain.xml"/></Relationships>'.encode(),
            )
        return part

    given = Package(rezipped(wrong(), change)).to_bytes({"xl/calcChain.xml": b"<calcChain/>"})
    assert faults(given) == []
    assert "xl/calcChain.xml" not in Package(marked(given).data).parts


def test_macros_stay_and_so_does_the_ending() -> None:
    """A workbook with macros is one again."""
    plain, macro = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"

    def change(name: str, part: bytes) -> bytes:
        return (
            part.replace(b"openxmlformats-officedocument." + plain, macro)
            if name == "[Content_Types].xml"
            else part
        )

    given = rezipped(wrong(), change)
    assert (marked(wrong()).suffix, marked(given).suffix) == (".xlsx", ".xlsm")


# The next round.


def test_corrected_file_is_accepted_and_supersedes_its_original() -> None:
    """Corrected at the marked cells it is clean, and speaks for the unit without anybody's decision."""
    corrected = put(marked_wrong(), RIGHT)
    assert told(corrected) == []
    assessment = assess(CATALOG, [read(wrong(), "原.xlsx"), read(corrected, "改.xlsx")])
    statuses = {one.path: one.status for one in assessment.files}
    assert statuses == {"原.xlsx": FileStatus.SUPERSEDED, "改.xlsx": FileStatus.ACCEPTED}
    (result,) = (one for one in assessment.units if one.unit.id == UNIT)
    assert result.status is UnitStatus.ACCEPTED


def test_marking_twice_changes_only_what_it_answers() -> None:
    """The same findings give the same marks: nothing is doubled, only revision and answered file differ."""
    once = marked_wrong()
    before, after = Package(once), Package(marked(once).data)
    differ = {
        name for name in {*before.parts, *after.parts} if before.parts.get(name) != after.parts.get(name)
    }
    assert differ == {before.sheets[HIDDEN]}
    issued = read(marked(once).data).issued
    assert issued is not None
    assert (issued.revision, issued.answers_to) == ("3", read(once).source.sha256)


def test_mended_cells_get_back_their_looks() -> None:
    """Where the finding is gone, fill, note and words in the column go; the others stay."""
    partly = put(marked_wrong(), {SCORES: {"D6": Decimal(3)}, ACHIEVED: {"E5": Decimal(19)}})
    made = marked(partly).data
    styles = [map_sheet(_xml(data, SCORES).encode()).cells["D6"].style for data in (wrong(), made)]
    assert styles[0] == styles[1]
    book = opened(made)
    assert "D6" not in notes(book[SCORES])
    assert book[SCORES]["Q6"].value is None
    assert book[SCORES]["D7"].fill.fgColor.rgb == RED
    assert (notes(book[ACHIEVED]), book[ACHIEVED]["N3"].value, book[ACHIEVED].auto_filter.ref) == (
        {},
        None,
        None,
    )


def test_what_was_filtered_is_shown_again() -> None:
    """Rows that our filter had hidden when the county saved are seen in the next round."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        chosen = b'<autoFilter ref="Q4:Q38"><filterColumn colId="0"><filters blank="1"/></filterColumn></autoFilter>'
        hidden = part.replace(b'<autoFilter ref="Q4:Q38"/>', chosen)
        return hidden.replace(b'<row r="20"', b'<row r="20" hidden="1"')

    made = opened(marked(rezipped(marked_wrong(), change)).data)[SCORES]
    assert not made.row_dimensions[20].hidden
    assert made.auto_filter.ref == "Q4:Q38"


@needs_libreoffice
def test_other_programs_may_save_it_in_between(tmp_path: Path) -> None:
    """Saved by LibreOffice or openpyxl, marked or corrected, it reads as before and is marked again without doubles."""
    made = marked_wrong()
    saved = [*converted([made, put(made, RIGHT)], tmp_path), by_openpyxl(_saved, made)]
    assert [told(data) for data in saved] == [told(wrong()), [], told(wrong())]
    for data in (saved[0], saved[2]):
        book = opened(marked(data).data)
        assert book.sheetnames == opened(made).sheetnames
        assert notes(book[SCORES]) == notes(opened(made)[SCORES])
        assert book[SCORES].auto_filter.ref == "Q4:Q38"
        assert book[SCORES]["D6"].fill.fgColor.rgb == RED
    again = opened(marked(put(saved[0], {SCORES: {"D6": Decimal(3)}})).data)[SCORES]["D6"]
    assert (again.fill.fgColor.rgb[-6:], again.comment) == ("FFFBE6", None)


def test_lost_hidden_sheet_is_made_again() -> None:
    """A file without it is marked, and its reply still supersedes it."""

    def without(book: Workbook) -> None:
        del book[HIDDEN]

    given = by_openpyxl(without, wrong())
    made = marked(given).data
    assert opened(made)[HIDDEN].sheet_state == "veryHidden"
    assert told(made) == told(given)
    issued = read(put(made, RIGHT)).issued
    assert issued is not None
    assert issued.answers_to == read(given).source.sha256


# Fresh forms.


def _without_row(book: Workbook) -> None:
    book[SCORES].unmerge_cells("A5:A9")
    book[SCORES].delete_rows(7)


def _merged(book: Workbook) -> None:
    book[SCORES].merge_cells("D6:D8")


def _without_sheet(book: Workbook) -> None:
    del book[ACHIEVED]


def _without_header(book: Workbook) -> None:
    book[SCORES].delete_rows(4)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_without_row, "缺少应填的行"),
        (_merged, "得分单元格被合并"),
        (_without_sheet, "缺少工作表"),
        (_without_header, "缺少栏目或表头"),
    ],
    ids=["row missing", "merged scores", "sheet missing", "no header"],
)
def test_altered_structure_goes_into_a_fresh_form(change: Callable[[Workbook], None], reason: str) -> None:
    """The answers stand in a fresh form that answers the file and says why it is one."""
    given = by_openpyxl(change)
    made = marked(given)
    assert made.rebuilt
    assert opened(made.data).sheetnames == [LIST, *opened(good()).sheetnames]
    said = words(opened(made.data).worksheets[0])
    assert reason in said
    assert "原表的问题" in said
    issued = read(made.data).issued
    assert issued is not None
    assert issued.answers_to == read(given).source.sha256


def test_what_could_not_be_taken_over_is_listed() -> None:
    """Rows of their own and pictures are named, so that nothing is lost without a word."""

    def change(book: Workbook) -> None:
        _with_picture(book)
        _without_row(book)
        book[SCORES]["B20"], book[SCORES]["G20"], book[SCORES]["D20"] = "自设项目", None, 2

    made = marked(by_openpyxl(change))
    said = words(opened(made.data).worksheets[0])
    assert "未能转入的内容" in said
    assert "自设项目；2" in said
    assert "图片没有转入" in said


def test_other_formats_go_into_a_fresh_form() -> None:
    """What is no .xlsx can't be marked: its answers are taken over, whatever its bytes are."""
    submission = read(typed({"D6": Decimal("3.5")}))
    old = replace(
        submission, source=replace(submission.source, format="ole-xls", path="旧.xls", sha256="e" * 64)
    )
    assessment = assess(CATALOG, [old])
    result = next(one for one in assessment.units if one.unit.id == UNIT)
    made = render(assessment, result, b"\xd0\xcf\x11\xe0", blank)
    assert faults(made.data) == []
    assert (made.rebuilt, made.suffix, made.to_correct) == (True, ".xlsx", 1)
    issued = read(made.data).issued
    assert issued is not None
    assert issued.answers_to == "e" * 64


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_older_formats_lose_no_answer(kind: str, tmp_path: Path) -> None:
    """A return saved as .xls or .ods goes back as an .xlsx with the same findings at the same cells."""
    (given,) = converted([wrong()], tmp_path, kind)
    made = marked(given)
    assert (made.rebuilt, made.suffix, made.left_out) == (True, ".xlsx", ())
    assert told(made.data) == told(wrong())


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/styles.xml", b"cellXfs", b"cellXxx"),
        ("xl/workbook.xml", b"<workbook ", b'<workbook strict="http://purl.oclc.org/ooxml/x" '),
    ],
    ids=["styles", "dialect"],
)
def test_file_that_no_program_writes_goes_into_a_fresh_form(part: str, old: bytes, new: bytes) -> None:
    """Where the parts can't be edited the county still gets an answer."""
    given = rezipped(wrong(), lambda name, data: data.replace(old, new) if name == part else data)
    assert marked(given).rebuilt


@pytest.mark.parametrize(
    "damage", [None, b"", b"<a/>", b"<comments><commentList>"], ids=["gone", "empty", "other", "cut"]
)
@pytest.mark.parametrize(
    "part",
    [
        "xl/styles.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "[Content_Types].xml",
        "docProps/app.xml",
    ],
)
def test_damaged_parts_stop_nobody(part: str, damage: bytes | None) -> None:
    """Whatever is damaged beside the cells, the county gets a file that can be read and says what is wrong."""
    package = Package(dressed())
    given = package.to_bytes({} if damage is None else {part: damage}, {part} if damage is None else ())
    submission = read(given)
    assessment = assess(CATALOG, [submission])
    result = next(one for one in assessment.units if one.unit.id == UNIT)
    if result.submission is None:
        assert submission.faults
        return
    made = render(assessment, result, given, blank)
    assert read(made.data).form is not None
    assert (made.to_correct, made.to_verify) == (5, 2)


def test_damaged_picture_costs_the_picture_alone() -> None:
    """A part that can't be unpacked can't be copied: the answers go into a fresh form."""
    given = Package(by_openpyxl(_with_picture, wrong())).to_bytes({"xl/media/photo.jpg": PIXEL * 40})
    name = given.index(b"xl/media/photo.jpg")
    at = name + len(b"xl/media/photo.jpg") + 20
    assert marked(given[:at] + bytes([given[at] ^ 255]) + given[at + 1 :]).rebuilt


@pytest.mark.parametrize(
    ("part", "damage"),
    [
        ("[Content_Types].xml", lambda _: b"<a/>"),
        ("xl/comments/comment1.xml", lambda data: data[: len(data) // 2]),
        ("xl/comments/comment1.xml", lambda _: b"<a/>"),
        ("xl/theme/theme1.xml", lambda _: b"<a>"),
    ],
    ids=["types", "notes", "other notes", "theme"],
)
def test_damage_is_not_passed_on(part: str, damage: Callable[[bytes], bytes]) -> None:
    """A file that no program would open is answered with a fresh form, not with a copy of the damage."""
    given = rezipped(dressed(), lambda name, data: damage(data) if name == part else data)
    made = marked(given)
    assert made.rebuilt
    assert opened(made.data)[SCORES]["D6"].value == 3.5


# What can't be seen.


def test_hidden_places_stay_hidden_where_nothing_is_wrong() -> None:
    """Only what bears a mark is shown: the county may have its reasons for the rest."""

    def change(book: Workbook) -> None:
        book[SCORES].row_dimensions[20].hidden = True
        book[SCORES].column_dimensions["A"].hidden = True
        book.create_sheet("底稿").sheet_state = "hidden"

    book = opened(marked(by_openpyxl(change, wrong())).data)
    assert book[SCORES].row_dimensions[20].hidden
    assert book[SCORES].column_dimensions["A"].hidden
    assert book["底稿"].sheet_state == "hidden"
    assert "原来隐藏" not in words(book.worksheets[0])


def test_hidden_places_in_which_something_is_wrong_are_shown() -> None:
    """Rows, columns and sheets come back into sight, and the list names them."""

    def change(book: Workbook) -> None:
        scores = book[SCORES]
        scores.row_dimensions[6].hidden = scores.row_dimensions[9].hidden = True
        scores.column_dimensions["F"].hidden = True
        book[REGISTER].sheet_state, book[ACHIEVED].sheet_state = "hidden", "veryHidden"

    made = marked(by_openpyxl(change, wrong()))
    book = opened(made.data)
    scores = book[SCORES]
    assert not scores.row_dimensions[6].hidden
    assert not scores.row_dimensions[9].hidden
    assert not scores.column_dimensions["F"].hidden
    assert scores.column_dimensions["F"].width > 0
    assert (book[REGISTER].sheet_state, book[ACHIEVED].sheet_state) == ("visible", "visible")
    said = words(book.worksheets[0])
    for place in ("自查评分表：第6、9行", "自查评分表：F列", f"工作表“{REGISTER}”", f"工作表“{ACHIEVED}”"):
        assert place in said


def test_changed_text_is_given_back_in_full() -> None:
    """Who is asked to restore a text finds all of it in the file, however long it is."""
    item = next(one for one in form().items if len(one.text) > 60)
    row = 5 + form().items.index(item)
    book = opened(marked(typed({f"B{row}": "被改过的另一项工作内容"})).data)
    assert f"第{item.item.id}项：{item.text}" in words(book.worksheets[0])


def test_what_is_said_twice_of_a_cell_is_said_once() -> None:
    """One sentence at one place is one line and one thing to do."""
    findings = [finding(item="18"), finding(item="34")]
    same_words = [replace(one, pattern=Text("同一句话。", "the same")) for one in findings]
    made = marking(same_words, Locale.ZH)
    assert (made.to_correct, len(made.lines)) == (1, 1)
    assert made.cells[0].note.count("同一句话") == 1


# Hostile files.


def test_file_far_larger_than_a_form_goes_into_a_fresh_one() -> None:
    """Beyond every size that a form reaches nothing is edited, so that one file can't stop the others."""
    digits = "".join(
        hashlib.sha256(bytes([number % 256, number // 256])).hexdigest() for number in range(50_000)
    )

    def change(name: str, part: bytes) -> bytes:
        is_boxes = name.endswith(".vml")
        return part.replace(b"</xml>", f"<v:x>{digits}</v:x></xml>".encode()) if is_boxes else part

    made = marked(rezipped(dressed(), change))
    assert made.rebuilt
    assert "异常地多" in words(opened(made.data).worksheets[0])


def test_sheet_names_can_do_no_harm() -> None:
    """Quotes and markup in the name of a sheet stay a name, in links too."""
    name = "A'&<b>\"表"

    def change(book: Workbook) -> None:
        book[SCORES].title = name

    book = opened(marked(by_openpyxl(change, typed({"D6": Decimal("3.5")}))).data)
    links = [
        cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink
    ]
    assert "'A''&<b>\"表'!D6" in links


def test_what_the_list_quotes_is_not_read() -> None:
    """Even a list that holds the titles of a form and another unit's code disturbs nothing."""

    def change(book: Workbook) -> None:
        titles = [cell.value for cell in book[SCORES][4]][:8]
        for column, title in enumerate(titles, start=1):
            book.worksheets[0].cell(40, column, title)
        book.worksheets[0].cell(41, 4, 3)
        book.worksheets[0].cell(42, 2, "表单编码：gy-youth-2014/2014-11/510821")
        book.worksheets[0].cell(43, 2, "填报单位：旺苍县")

    assert told(by_openpyxl(change, marked_wrong())) == told(wrong())


@pytest.mark.parametrize("what", HOSTILE)
def test_nothing_that_was_typed_becomes_a_formula(what: str) -> None:
    """What a county typed is quoted as text: no cell of ours holds a formula or breaks the file."""
    made: Any = opened(marked(typed({"D9": HOSTILE[what]})).data)
    ours = [*made.worksheets[0].iter_rows(), *made[SCORES].iter_rows(min_col=17, max_col=17)]
    assert {cell.data_type for row in ours for cell in row} <= {"n", "s", "inlineStr"}


def test_far_away_cell_moves_no_column_out_of_sight() -> None:
    """With something at the right end of the sheet the column goes to the first free place."""

    def change(book: Workbook) -> None:
        book[SCORES]["ZZ50"] = "远"

    scores = opened(marked(by_openpyxl(change, typed({"D6": Decimal("3.5")}))).data)[SCORES]
    assert scores["Q4"].value == "问题"


def test_unit_without_a_file_has_nothing_to_mark() -> None:
    """The caller is told so."""
    assessment = assess(CATALOG, [])
    with pytest.raises(ValueError, match="no file speaks"):
        render(assessment, assessment.units[0], b"", blank)

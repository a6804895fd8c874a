"""A restyled master form is looked at before forms are made of it: what it lacks, what would not reach them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

import forms
from scoresheet.forms.master_check import Remark, Weight, check_master
from scoresheet.language import Locale

Change = Callable[[openpyxl.Workbook], object]


def checked(tmp_path: Path, change: Change | None = None, **parts: bytes) -> list[Remark]:
    """Give the remarks on the shipped master after a change, with further parts in its package."""
    book = openpyxl.load_workbook(forms.MASTER_FORM)
    if change is not None:
        change(book)
    path = tmp_path / "master.xlsx"
    book.save(path)
    if parts:
        with zipfile.ZipFile(path, "a") as package:
            for name, data in parts.items():
                package.writestr(name, data)
    return check_master(path, Locale.ZH)


def _restyled(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(max_row=5):
        for cell in row:
            cell.font = Font(name="仿宋", sz=14, color="1F3864")
    sheet.column_dimensions["B"].width = 40
    sheet["A3"].comment = Comment("填报前请看说明", "office")
    sheet["I4"] = "责任科室"
    sheet.oddHeader.center.text = "内部资料"


def test_sound_masters_have_no_remarks(tmp_path: Path) -> None:
    """The shipped master is sound, and so is one with other fonts, widths, a header, a column of the office's own."""
    assert checked(tmp_path) == []
    assert checked(tmp_path, _restyled) == []


def _without(name: str) -> Change:
    return lambda book: book.defined_names.pop(name)


def _local_name(book: openpyxl.Workbook) -> None:
    defined = book.defined_names.pop("status")
    book.worksheets[0].defined_names["status"] = DefinedName("status", attr_text=defined.attr_text)


def _cell(address: str, value: object) -> Change:
    return lambda book: book.worksheets[0].__setitem__(address, value)


def _hidden_column(book: openpyxl.Workbook) -> None:
    book.worksheets[0].column_dimensions["D"].hidden = True


def _hidden_row(book: openpyxl.Workbook) -> None:
    book.worksheets[0].row_dimensions[5].hidden = True


def _merged_inputs(book: openpyxl.Workbook) -> None:
    book.worksheets[0].merge_cells("D5:E5")


def _merged_rows(book: openpyxl.Workbook) -> None:
    book.worksheets[0].merge_cells("B4:B5")


def _password(book: openpyxl.Workbook) -> None:
    book.worksheets[0].protection.set_password("1234")


def _narrow(book: openpyxl.Workbook) -> None:
    book.worksheets[0].column_dimensions["D"].width = 2


def _other_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("填表说明")


@pytest.mark.parametrize(
    ("change", "weight", "place", "words"),
    [
        (_without("title"), Weight.WRONG, "", "缺少名称：title"),
        (_without("item_row"), Weight.WRONG, "", "缺少名称：item_row"),
        (_local_name, Weight.WRONG, "自查评分表", "名称 status 只对这张工作表有效"),
        (_cell("D4", "得几分"), Weight.WRONG, "", "缺少这些栏：自查得分"),
        (_cell("I4", "自查得分"), Weight.WRONG, "自查评分表 D4、I4", "2栏叫“自查得分”"),
        (_other_sheet, Weight.WRONG, "", "重名"),
        (_hidden_column, Weight.WRONG, "自查评分表 D", "“自查得分”一栏被隐藏"),
        (_hidden_row, Weight.WRONG, "自查评分表 5", "这一行被隐藏"),
        (_merged_inputs, Weight.WRONG, "自查评分表 D5:E5", "盖住了几栏"),
        (_merged_rows, Weight.WRONG, "自查评分表 B4:B5", "跨出了考核项这一行"),
        (_password, Weight.WRONG, "自查评分表", "设了保护密码"),
        (_narrow, Weight.DOUBTFUL, "自查评分表 D", "只有2个字符宽"),
        (_cell("A10", "=C5*2"), Weight.DOUBTFUL, "自查评分表 A10", "公式"),
    ],
)  # fmt: skip
def test_what_forms_can_not_be_made_with(
    change: Change, weight: Weight, place: str, words: str, tmp_path: Path
) -> None:
    """What is missing, hidden, merged or locked is told with its place."""
    told = [(one.weight, one.place, one.what.zh) for one in checked(tmp_path, change)]
    assert any((one[0], one[1]) == (weight, place) and words in one[2] for one in told), told


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    """Missing names, missing columns and a taken sheet name are told together, and what is lost with them."""

    def ruined(book: openpyxl.Workbook) -> None:
        _other_sheet(book)
        _without("title")(book)
        _cell("E4", None)(book)

    remarks = checked(tmp_path, ruined, **{"xl/vbaProject.bin": b"x"})
    assert [one.weight for one in remarks] == [Weight.WRONG] * 3 + [Weight.LOST]


def _rich(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["A10"] = CellRichText("注：", TextBlock(InlineFont(b=True), "每项都填"))


def _late_note(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["B5"].comment = Comment("逐项填写", "office")


def _footer(book: openpyxl.Workbook) -> None:
    book.worksheets[0].oddFooter.left.text = "共青团广元市委"


def _nothing(book: openpyxl.Workbook) -> None:
    del book


@pytest.mark.parametrize(
    ("change", "part", "place", "words"),
    [
        (_rich, "", "自查评分表 A10", "同一单元格里不同的字体"),
        (_late_note, "", "自查评分表 B5", "批注"),
        (_footer, "", "自查评分表", "页脚的左边和右边"),
        (_nothing, "xl/vbaProject.bin", "", "宏"),
        (_nothing, "xl/externalLinks/externalLink1.xml", "", "对其他文件的链接"),
        (_nothing, "xl/cellimages.xml", "", "嵌入单元格的图片"),
        (_nothing, "xl/ctrlProps/ctrlProp1.xml", "", "控件"),
        (_nothing, "xl/embeddings/oleObject1.bin", "", "嵌入的文档"),
        (_nothing, "xl/pivotTables/pivotTable1.xml", "", "数据透视表"),
    ],
)
def test_what_would_not_reach_the_forms(
    change: Change, part: str, place: str, words: str, tmp_path: Path
) -> None:
    """What is lost when forms are made is named with its place and what to do instead."""
    remarks = checked(tmp_path, change, **({part: b"<x/>"} if part else {}))

    assert [(one.weight, one.place) for one in remarks] == [(Weight.LOST, place)]
    assert words in remarks[0].what.zh
    assert remarks[0].remedy.zh
    assert remarks[0].remedy.en


_IN_SHEET = {
    "迷你图": b'<extLst><ext uri="x"><x14:sparklineGroups xmlns:x14="x"/></ext></extLst>',
    "工作表背景图": b'<picture xmlns:r="r" r:id="rId1"/>',
    "页眉或页脚里的图片": b'<legacyDrawingHF xmlns:r="r" r:id="rId1"/>',
}


@pytest.mark.parametrize("words", _IN_SHEET)
def test_what_stands_in_the_sheet_itself(words: str, tmp_path: Path) -> None:
    """Parts of the sheet that no form has are found in its XML."""
    path = tmp_path / "master.xlsx"
    made = io.BytesIO()
    with zipfile.ZipFile(forms.MASTER_FORM) as source, zipfile.ZipFile(made, "w") as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</worksheet>", _IN_SHEET[words] + b"</worksheet>")
            copy.writestr(name, data)
    path.write_bytes(made.getvalue())

    assert [one.what.zh for one in check_master(path, Locale.ZH) if one.weight is Weight.LOST] == [words]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"text"])
def test_what_is_no_workbook(content: bytes, tmp_path: Path) -> None:
    """Anything but an .xlsx workbook is told in a sentence."""
    path = tmp_path / "master.xlsx"
    path.write_bytes(content)
    (remark,) = check_master(path, Locale.ZH)
    assert (remark.weight, "打不开" in remark.what.zh) == (Weight.WRONG, True)

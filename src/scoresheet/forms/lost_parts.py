"""What in a master form would not reach the forms that are made from it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoresheet.language import Text, joined
from scoresheet.parts.cells import Package
from scoresheet.parts.relations import path_of, relations
from scoresheet.parts.xml_edits import Element, elements

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that is lost: `what` it is, the sheet ("" for the workbook), its cells, what to do about it."""

    what: Text
    remedy: Text
    sheet: str = ""
    cells: tuple[str, ...] = ()


def lost_parts(workbook: bytes, item_row: int) -> list[Lost]:
    """Give what is lost, the workbook's first, then sheet by sheet; `item_row` is where the copied rows begin.

    Raises ValueError or KeyError for a package that is no workbook.
    """
    package = Package(workbook)
    found = [Lost(what, remedy) for folders, what, remedy in _PARTS if _has(package.parts, folders)]
    strings = _rich_strings(package.parts.get("xl/sharedStrings.xml"))
    for name, part in package.sheets.items():
        found += [one for find in _FINDERS for one in find(package.parts, name, part)]
        found += _rich_cells(package.parts[part], name, strings)
        found += _notes(package.parts, name, part, item_row)
    return found


def _has(parts: Mapping[str, bytes], folders: tuple[str, ...]) -> bool:
    return any(name.lower().startswith(folders) for name in parts)


_REMOVE = Text("请从母版中删去。", "Please remove it from the master.")
_VALUES = Text("请改成直接写在单元格里的内容。", "Please write its contents into the cells themselves.")
_PARTS = (
    (
        ("xl/vbaproject.bin", "xl/macrosheets/"),
        Text("宏", "macros"),
        Text(
            "生成的表是 .xlsx，不带宏。请另存为 .xlsx。",
            "Forms are .xlsx and carry no macros. Save it as .xlsx.",
        ),
    ),
    (("xl/externallinks/",), Text("对其他文件的链接", "links to other files"), _VALUES),
    (("xl/connections.xml", "xl/querytables/"), Text("外部数据连接", "connections to outside data"), _VALUES),
    (("xl/pivottables/", "xl/pivotcache/"), Text("数据透视表", "pivot tables"), _VALUES),
    (
        ("xl/cellimages.xml",),
        Text("嵌入单元格的图片（WPS）", "pictures embedded in cells (WPS)"),
        Text(
            "请在 WPS 中右键图片，选“转换为浮动图片”。",
            "In WPS, right-click the picture and turn it into a floating one.",
        ),
    ),
    (("xl/slicers/", "xl/timelines/"), Text("切片器", "slicers"), _REMOVE),
    (
        ("xl/ctrlprops/", "xl/activex/"),
        Text("控件（按钮、复选框、下拉框）", "form controls"),
        Text(
            "请删去；是否之类的选择可写在单元格里。", "Please remove them; choices can be typed into cells."
        ),
    ),
    (
        ("xl/embeddings/",),
        Text("嵌入的文档（对象）", "embedded documents"),
        Text("请删去，另作附件下发。", "Please remove them and send them along as attachments."),
    ),
    (("_xmlsignatures/",), Text("数字签名", "a digital signature"), _REMOVE),
)


def _relation(parts: Mapping[str, bytes], part: str, kind: str) -> str | None:
    return next((one.part for one in relations(parts.get(path_of(part)), part) if one.kind == kind), None)


def _header_pictures(parts: Mapping[str, bytes], name: str, part: str) -> Iterator[Lost]:
    if any(one.name == "legacyDrawingHF" for one in elements(parts[part], {"legacyDrawingHF"})):
        yield Lost(
            Text("页眉或页脚里的图片", "pictures in the header or footer"),
            Text(
                "请把图片放到工作表上面的单元格处。",
                "Please put the picture onto the sheet, above the table.",
            ),
            name,
        )


def _backgrounds(parts: Mapping[str, bytes], name: str, part: str) -> Iterator[Lost]:
    if any(one.depth == 1 for one in elements(parts[part], {"picture"}, deepest=1)):
        yield Lost(Text("工作表背景图", "the sheet's background picture"), _REMOVE, name)


def _tables(parts: Mapping[str, bytes], name: str, part: str) -> Iterator[Lost]:
    if _relation(parts, part, "table"):
        yield Lost(
            Text("“表格”样式（套用表格格式）", "a formatted table"),
            Text(
                "请在“表设计”中选“转换为区域”，再用普通的边框和底色。",
                "Turn it into a range (Table Design) and use plain borders and fills.",
            ),
            name,
        )


def _footers(parts: Mapping[str, bytes], name: str, part: str) -> Iterator[Lost]:
    footers = {"oddFooter", "evenFooter", "firstFooter"}
    for one in elements(parts[part], footers):
        if parts[part][one.opened : one.closing].strip():
            yield Lost(
                Text("页脚的左边和右边", "the left and right of the footer"),
                Text(
                    "那里印表单编码和页码。要印别的内容，请放在页脚中间，或写在表的下面。",
                    "The form's code and page numbers are printed there. Use the middle, or a line below the table.",
                ),
                name,
            )
            return


def _extensions(parts: Mapping[str, bytes], name: str, part: str) -> Iterator[Lost]:
    kinds = {
        "sparklineGroups": Text("迷你图", "sparklines"),
        "conditionalFormattings": Text("数据条、图标集等条件格式", "data bars, icon sets and the like"),
        "dataValidations": Text("引用其他工作表的下拉列表", "lists that refer to another sheet"),
    }
    listed = elements(parts[part], {"extLst", *kinds})
    outer = [one for one in listed if one.name == "extLst"]
    for one in listed:
        if one.name in kinds and any(one.within(each) for each in outer):
            yield Lost(kinds[one.name], _REMOVE, name)


_FINDERS = (_header_pictures, _backgrounds, _tables, _footers, _extensions)


def _notes(parts: Mapping[str, bytes], name: str, part: str, item_row: int) -> Iterator[Lost]:
    comments = _relation(parts, part, "comments")
    if comments is None or comments not in parts:
        return
    cells = [one.get("ref") for one in elements(parts[comments], {"comment"})]
    late = tuple(cell for cell in cells if int(cell.lstrip(_LETTERS) or 0) >= item_row)
    if late:
        yield Lost(
            Text("考核项所在行及以下的批注", "notes on cells from the item row down"),
            Text(
                "请改写在表的上面，或写成单元格里的文字。",
                "Please write them above the table, or as text in cells.",
            ),
            name,
            late,
        )


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _rich_strings(xml: bytes | None) -> set[int]:
    """Give the numbers of the shared strings in which some letters look different from others."""
    if xml is None:
        return set()
    listed = elements(xml, {"si", "rPr"})
    numbered = [one for one in listed if one.name == "si"]
    styled = [one for one in listed if one.name == "rPr"]
    return {number for number, one in enumerate(numbered) if any(each.within(one) for each in styled)}


def _rich_cells(xml: bytes, name: str, strings: set[int]) -> Iterator[Lost]:
    listed = elements(xml, {"c", "v", "rPr"})
    cells = [one for one in listed if one.name == "c"]
    rich = tuple(cell.get("r") for cell in cells if _is_rich(xml, cell, listed, strings))
    if rich:
        yield Lost(
            Text("同一单元格里不同的字体", "different fonts within one cell"),
            Text(
                "文字会保留，字体变成整格一样。请把要突出的内容单独放一格。",
                "The words stay and look alike. Put what is to stand out into a cell of its own.",
            ),
            name,
            rich,
        )


def _is_rich(xml: bytes, cell: Element, listed: list[Element], strings: set[int]) -> bool:
    inside = [one for one in listed if one.within(cell)]
    if any(one.name == "rPr" for one in inside):
        return True
    value = next((xml[one.opened : one.closing] for one in inside if one.name == "v"), b"")
    return cell.get("t") == "s" and value.isdigit() and int(value) in strings


def cells_of(lost: Lost) -> str:
    """Name the cells of what is lost, the first few of them."""
    named = joined(lost.cells[:_MOST_NAMED]).zh
    return f"{named}…" if len(lost.cells) > _MOST_NAMED else named

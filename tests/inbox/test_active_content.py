"""What a workbook carries that could act is told by the names of its parts."""

from __future__ import annotations

import pytest

import handmade
import returned
from scoresheet.inbox.active_content import active_content
from scoresheet.inbox.detect import FileType
from test_detect import ole


def package(*names: str) -> bytes:
    """Give a package with parts of these names."""
    return handmade.zipped(dict.fromkeys(("[Content_Types].xml", "xl/workbook.xml", *names), "content"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (returned.good(), FileType.XLSX),
        (package("xl/media/image1.png", "xl/cellimages.xml", "xl/drawings/drawing1.xml"), FileType.XLSX),
        (package("docProps/vbaProject.bin", "xl/ctrlProps/ctrlProp1.xml"), FileType.XLSX),
        (ole("Workbook", "ETExtData"), FileType.OLE_XLS),
        (ole("EncryptedPackage", "_VBA_PROJECT_CUR"), FileType.OLE_ENCRYPTED),
        (b"", FileType.EMPTY),
        (b"PK\x03\x04 cut off", FileType.XLSX),
        (ole("Workbook", "_VBA_PROJECT")[:700], FileType.OLE_XLS),
        (b"\x09\x08\x10\x00", FileType.OLE_XLS),
    ],
)
def test_what_does_nothing_is_not_told(data: bytes, kind: FileType) -> None:
    """Forms, pictures, encrypted and broken files have nothing to tell."""
    assert active_content(data, kind) == ()


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["xl/vbaProject.bin"], ["宏"]),
        (["XL\\VBAPROJECT.BIN"], ["宏"]),
        (["Basic/Standard/Module1.xml"], ["宏"]),
        (["xl/macrosheets/sheet1.xml"], ["旧式宏表"]),
        (
            ["xl/externalLinks/externalLink1.xml", "xl/externalLinks/externalLink2.xml"],
            ["指向其他文件的链接"],
        ),
        (["xl/connections.xml"], ["外部数据连接"]),
        (["xl/embeddings/oleObject1.bin"], ["嵌入的对象"]),
        (["xl/activeX/activeX1.bin"], ["控件"]),
        (["xl/embeddings/a.docx", "xl/vbaProject.bin"], ["宏", "嵌入的对象"]),
    ],
)
def test_parts_of_a_package_are_told(names: list[str], words: list[str]) -> None:
    """Each kind is named once, in a fixed order."""
    assert [one.zh for one in active_content(package(*names), FileType.XLSX)] == words


@pytest.mark.parametrize(
    ("stream", "words"),
    [("_VBA_PROJECT_CUR", ["宏"]), ("_VBA_PROJECT", ["宏"]), ("Ctls", ["控件"])],
)
def test_streams_of_an_old_workbook_are_told(stream: str, words: list[str]) -> None:
    """An old workbook keeps its macros and controls in streams of their own."""
    assert [one.zh for one in active_content(ole("Workbook", stream), FileType.OLE_XLS)] == words


def test_a_return_tells_what_it_carries() -> None:
    """Reading a file notes what it carries, and takes its values all the same."""
    plain = returned.good()
    parts = {**handmade.unzipped(plain), "xl/vbaProject.bin": b"macro"}
    made = returned.read(handmade.zipped(parts))

    assert [one.en for one in made.source.carries] == ["macros"]
    assert made.answers == returned.read(plain).answers

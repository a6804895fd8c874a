"""A file's kind is told by its content, never by its name."""

import io
import struct
import zipfile

import openpyxl
import pytest
import xlsxwriter

from scoresheet.inbox.detect import FileType, detect


def zipped(*names: str, first: tuple[str, str] | None = None) -> bytes:
    """Give a zip with entries of these names, after a first one that is stored."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(*first, compress_type=zipfile.ZIP_STORED)
        for name in names:
            archive.writestr(name, "content " * 30)
    return made.getvalue()


def by_openpyxl() -> bytes:
    """Give a real workbook."""
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def by_xlsxwriter() -> bytes:
    """Give a real workbook of another program."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet()
    return made.getvalue()


def ole(*streams: str) -> bytes:
    """Give an old Office container with empty streams of these names: header, allocation table, directory."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    entries = b""
    for place, name in enumerate(["Root Entry", *streams]):
        encoded = (name + "\0").encode("utf-16-le")
        kind = 2 if place else 5
        right = place + 1 if 0 < place < len(streams) else free
        child = free if place or not streams else 1
        entries += encoded.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(encoded), kind, 1, free, right, child
        )
        entries += bytes(36) + struct.pack("<IQ", end, 0)
    entries = entries.ljust(512 * -(-len(entries) // 512), b"\0")
    sectors = len(entries) // 512
    chain = [table, *range(2, sectors + 1), end]
    head = struct.pack("<8s16sHHHHHHIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
                       0, 0, 0, 1, 1, 0, 4096, end, 0, end, 0)  # fmt: skip
    head += struct.pack("<109I", 0, *[free] * 108)
    return head + struct.pack("<128I", *chain, *[free] * (128 - len(chain))) + entries


OPEN = "application/vnd.oasis.opendocument."
WORKBOOK = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
SPREADSHEET_XML = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table/></Worksheet></Workbook>'
)
FLAT_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>'
)
UOF = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof" uof:language="cn"><uof:电子表格/></uof:UOF>'
)
EXCEL_HTML = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=gb2312></head><table>'
)
BITMAP = b"BM" + struct.pack("<IHHII", 1000, 0, 0, 54, 40) + bytes(20)
FILES = [
    (by_openpyxl(), FileType.XLSX),
    (by_xlsxwriter(), FileType.XLSX),
    (by_openpyxl()[:-100], FileType.XLSX),
    (by_openpyxl()[:600] + by_openpyxl()[700:], FileType.XLSX),
    (zipped("[Content_Types].xml", "XL\\Workbook.xml"), FileType.XLSX),
    (zipped(*WORKBOOK, "xl/vbaProject.bin"), FileType.XLSM),
    (zipped("[Content_Types].xml", "xl/workbook.bin"), FileType.XLSB),
    (zipped("content.xml", first=("mimetype", OPEN + "spreadsheet")), FileType.ODS),
    (zipped("content.xml", first=("mimetype", OPEN + "spreadsheet-template")), FileType.ODS),
    (zipped("content.xml", first=("mimetype", OPEN + "text")), FileType.ODT),
    (zipped("content.xml", first=("mimetype", OPEN + "graphics")), FileType.UNKNOWN),
    (zipped("[Content_Types].xml", "word/document.xml"), FileType.DOCX),
    (zipped("[Content_Types].xml", "word/document.xml")[:-40], FileType.DOCX),
    (zipped("[Content_Types].xml", "ppt/presentation.xml"), FileType.PPTX),
    (zipped("OFD.xml", "Doc_0/Document.xml"), FileType.OFD),
    (zipped("苍溪县.xlsx"), FileType.ZIP),
    (zipped("苍溪县/xl/workbook.xml"), FileType.ZIP),
    (zipped("苍溪县.xlsx")[:-40], FileType.ZIP),
    (zipped(), FileType.ZIP),
    (ole("Workbook"), FileType.OLE_XLS),
    (ole("Book"), FileType.OLE_XLS),
    (ole("ETExtData", "Workbook"), FileType.OLE_XLS),
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", FileType.OLE_XLS),
    (b"\x09\x08\x08\x00\x00\x05\x05\x00", FileType.OLE_XLS),
    (ole("EncryptedPackage", "EncryptionInfo"), FileType.OLE_ENCRYPTED),
    (ole("WordDocument"), FileType.OLE_OTHER),
    (ole(), FileType.OLE_OTHER),
    (ole("Workbook")[:700], FileType.OLE_BROKEN),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2_000, FileType.OLE_BROKEN),
    (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3", FileType.PDF),
    (b"\n\n%PDF-1.7", FileType.PDF),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", FileType.IMAGE),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", FileType.IMAGE),
    (b"GIF89a\x01\0", FileType.IMAGE),
    (BITMAP, FileType.IMAGE),
    (b"\0\0\0\x18ftypheic\0\0\0\0", FileType.IMAGE),
    (b"II*\0\x08\0\0\0", FileType.IMAGE),
    (b"RIFF\x10\0\0\0WEBPVP8 ", FileType.IMAGE),
    (b"Rar!\x1a\x07\x01\0", FileType.RAR),
    (b"7z\xbc\xaf\x27\x1c\0\x04", FileType.SEVEN_ZIP),
    (b"<!DOCTYPE html><html></html>", FileType.HTML),
    (b"\xef\xbb\xbf\r\n  <HTML>", FileType.HTML),
    (b"<table><tr><td>1</td></tr></table>", FileType.HTML),
    (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', FileType.HTML),
    (EXCEL_HTML.encode("gb18030"), FileType.HTML),
    ("<html>".encode("utf-16"), FileType.HTML),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", FileType.HTML),
    (SPREADSHEET_XML.encode(), FileType.SPREADSHEET_XML),
    (SPREADSHEET_XML.encode("utf-16"), FileType.SPREADSHEET_XML),
    (FLAT_ODS.encode(), FileType.FLAT_ODS),
    (FLAT_ODS.replace("spreadsheet", "text").encode(), FileType.XML),
    (UOF.encode(), FileType.UOF),
    (UOF.encode("gb18030"), FileType.UOF),
    (zipped("uof.xml", "content.xml"), FileType.UOF),
    (zipped("Index/Document.iwa", "Index/CalculationEngine.iwa"), FileType.NUMBERS),
    (zipped("Index.zip", "preview.jpg"), FileType.NUMBERS),
    (zipped("苍溪县/Index.zip"), FileType.ZIP),
    (ole("WksSSWorkBook"), FileType.WORKS),
    (b"\xff\x00\x02\x00\x04\x04\x05\x54", FileType.WORKS),
    (b"\x00\x00\x02\x00\x06\x04\x06\x00", FileType.WORKS),
    (b"\x00\x00\x1a\x00\x00\x10\x04\x00", FileType.WORKS),
    (b"\x09\x00\x04\x00\x02\x00\x10\x00", FileType.OLD_XLS),
    (b"\x09\x02\x06\x00\x00\x00\x10\x00", FileType.OLD_XLS),
    (b"\x09\x04\x06\x00\x00\x00\x10\x00", FileType.OLD_XLS),
    (b"<?xml version='1.0'?><other/>", FileType.XML),
    ("编号,得分\r\n1,3\r\n".encode(), FileType.TEXT),
    ("编号,得分\r\n1,3\r\n".encode("gb18030"), FileType.TEXT),
    ("编号\t得分\r\n".encode("utf-16"), FileType.TEXT),
    (b"PKK,1\n", FileType.TEXT),
    (b"BM,1,2\nsome text that is longer\n", FileType.TEXT),
    (("字" * 30_000).encode(), FileType.TEXT),
    (b"a" + ("字" * 40_000).encode("gb18030"), FileType.TEXT),
    (b"", FileType.EMPTY),
    (b" \r\n\t", FileType.EMPTY),
    (b"\xef\xbb\xbf", FileType.EMPTY),
    (bytes(100), FileType.UNKNOWN),
    (bytes(range(256)), FileType.UNKNOWN),
    (b"\x7fELF\x02\x01\x01", FileType.PROGRAM),
    (b"MZ\x90\x00\x03\x00", FileType.PROGRAM),
    (bytes(257) + b"ustar\x0000", FileType.TAR),
    (b"\x1f\x8b\x08\x00", FileType.GZIP),
    (b"MSCF\x00\x00\x00\x00", FileType.CAB),
    (b"L\x00\x00\x00\x01\x14\x02\x00", FileType.SHORTCUT),
    (b"[InternetShortcut]\r\nURL=http://example.org/\r\n", FileType.SHORTCUT),
]


@pytest.mark.parametrize(
    ("data", "expected"), FILES, ids=[f"{place}-{kind}" for place, (_, kind) in enumerate(FILES)]
)
def test_kind_is_told_by_content(data: bytes, expected: FileType) -> None:
    """Workbooks of every format, what lies beside them in an inbox, and what is broken are told apart."""
    assert detect(data) is expected


def test_every_kind_has_an_example() -> None:
    """No kind of file is left without a test."""
    assert {kind for _, kind in FILES} == set(FileType)


@pytest.mark.parametrize("data", [by_openpyxl(), ole("ETExtData", "Workbook")], ids=["xlsx", "ole-xls"])
def test_cut_off_and_changed_files_get_an_answer(data: bytes) -> None:
    """Wherever a file is cut off, and whichever byte is changed, its kind is told without an exception."""
    for place in range(0, len(data), 7):
        assert detect(data[:place]) in FileType
        assert detect(data[:place] + b"\xff" + data[place + 1 :]) in FileType

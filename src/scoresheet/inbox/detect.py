"""What kind of file some bytes are, told by their content and never by their name."""

from __future__ import annotations

import codecs
import io
import re
import struct
from collections.abc import Collection
from enum import StrEnum

import olefile

from scoresheet.inbox.archive import BadArchive, TooManyEntries, entries
from scoresheet.language import Text


class FileType(StrEnum):
    """The kinds of file that lie in an inbox, whatever their suffix says."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    ODS = "ods"
    OLE_XLS = "ole-xls"
    OLE_ENCRYPTED = "ole-encrypted"
    OLE_OTHER = "ole-other"
    OLE_BROKEN = "ole-broken"
    OLD_XLS = "old-xls"
    SPREADSHEET_XML = "spreadsheet-xml"
    FLAT_ODS = "flat-ods"
    UOF = "uof"
    NUMBERS = "numbers"
    WORKS = "works"
    DOCX = "docx"
    PPTX = "pptx"
    ODT = "odt"
    OFD = "ofd"
    PDF = "pdf"
    IMAGE = "image"
    ZIP = "zip"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    TAR = "tar"
    GZIP = "gzip"
    CAB = "cab"
    SHORTCUT = "shortcut"
    PROGRAM = "program"
    HTML = "html"
    XML = "xml"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"

    @property
    def word(self) -> Text:
        """The word that people read: 图片, a picture."""
        return _WORDS[self]


_WORDS = {
    FileType.XLSX: Text("Excel 表格", "an Excel workbook"),
    FileType.XLSM: Text("带宏的 Excel 表格", "an Excel workbook with macros"),
    FileType.OLE_ENCRYPTED: Text("加密的表格", "an encrypted workbook"),
    FileType.EMPTY: Text("空文件", "an empty file"),
    FileType.UNKNOWN: Text("未知", "unknown"),
    FileType.OLE_XLS: Text("旧版 .xls 或 WPS .et 表格", "an old .xls or a WPS .et workbook"),
    FileType.XLSB: Text("二进制 .xlsb 表格", "a binary .xlsb workbook"),
    FileType.ODS: Text("OpenDocument .ods 表格", "an OpenDocument .ods workbook"),
    FileType.OLE_OTHER: Text("旧版 Word 或 WPS 文档", "an old Word or WPS document"),
    FileType.OLE_BROKEN: Text("损坏的旧版文件", "a damaged file of an old Office format"),
    FileType.DOCX: Text("Word 文档", "a Word document"),
    FileType.PPTX: Text("演示文稿", "a presentation"),
    FileType.ODT: Text("OpenDocument 文档", "an OpenDocument text"),
    FileType.OFD: Text("OFD 版式文件", "an OFD document"),
    FileType.PDF: Text("PDF 文件", "a PDF file"),
    FileType.IMAGE: Text("图片", "a picture"),
    FileType.ZIP: Text("多层压缩包", "an archive within archives"),
    FileType.RAR: Text("RAR 压缩包", "a RAR archive"),
    FileType.SEVEN_ZIP: Text("7z 压缩包", "a 7z archive"),
    FileType.TAR: Text("tar 压缩包", "a tar archive"),
    FileType.GZIP: Text("gz 压缩包", "a gz archive"),
    FileType.CAB: Text("cab 压缩包", "a cab archive"),
    FileType.SHORTCUT: Text("快捷方式", "a shortcut"),
    FileType.PROGRAM: Text("程序文件", "a program"),
    FileType.OLD_XLS: Text("Excel 4.0 及更早版本的表格", "a workbook of Excel 4.0 or older"),
    FileType.SPREADSHEET_XML: Text("“XML 表格 2003”格式的表格", "an “XML Spreadsheet 2003”"),
    FileType.FLAT_ODS: Text("OpenDocument 单文件 XML 表格", "a flat XML OpenDocument workbook"),
    FileType.UOF: Text("“标文通”（UOF）格式的文件", "a document in UOF format"),
    FileType.NUMBERS: Text("苹果 Numbers 等软件的文件", "a document of Apple Numbers or its kin"),
    FileType.WORKS: Text("Works 或 Lotus 1-2-3 表格", "a workbook of Works or Lotus 1-2-3"),
    FileType.HTML: Text(
        "网页格式的文件（从系统导出的“表格”常是这种）", "a web page (what some systems call an Excel export)"
    ),
    FileType.XML: Text("XML 文件", "an XML file"),
    FileType.TEXT: Text("纯文本文件（如 CSV）", "a text file (such as CSV)"),
}


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_BARE_BIFF = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_LOTUS = (
    b"\xff\x00\x02\x00\x04\x04",
    b"\x00\x00\x02\x00\x04\x04",
    b"\x00\x00\x02\x00\x06\x04",
    b"\x00\x00\x1a\x00",
)
_BEGINNINGS: dict[bytes, FileType] = {
    b"Rar!\x1a\x07": FileType.RAR,
    b"7z\xbc\xaf\x27\x1c": FileType.SEVEN_ZIP,
    b"\x1f\x8b\x08": FileType.GZIP,
    b"MSCF\x00\x00\x00\x00": FileType.CAB,
    b"L\x00\x00\x00\x01\x14\x02\x00": FileType.SHORTCUT,
    b"MZ\x90\x00": FileType.PROGRAM,
    b"\x7fELF": FileType.PROGRAM,
    b"\x89PNG\r\n\x1a\n": FileType.IMAGE,
    b"\xff\xd8\xff": FileType.IMAGE,
    b"GIF87a": FileType.IMAGE,
    b"GIF89a": FileType.IMAGE,
    b"II*\x00": FileType.IMAGE,
    b"MM\x00*": FileType.IMAGE,
    **dict.fromkeys(_BARE_BIFF, FileType.OLE_XLS),
    **dict.fromkeys(_OLD_BIFF, FileType.OLD_XLS),
    **dict.fromkeys(_LOTUS, FileType.WORKS),
}
_PHOTOS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"})
_TAR, _TAR_PLACE = b"ustar", 257
_HEAD = 1024
_MOST_ENTRIES = 20_000
"""An archive with more entries is told as an archive, whatever is in it."""
_SAMPLE = 64 * 1024


def detect(data: bytes) -> FileType:
    """Tell what kind of file `data` is; of an archive or an old Office file only the directory is looked at.

    An .xlsx or .xlsm that was cut off is told as such, so that the answer can be that it is incomplete.
    """
    if not data:
        return FileType.EMPTY
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(data)
    if data.startswith(_OLE):
        return _of_ole(data)
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    if data[_TAR_PLACE:].startswith(_TAR):
        return FileType.TAR
    if b"%PDF-" in data[:_HEAD]:
        return FileType.PDF
    return FileType.IMAGE if _is_picture(data) else _of_text(data)


def _is_picture(data: bytes) -> bool:
    photo = data[4:8] == b"ftyp" and data[8:12] in _PHOTOS
    webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    # The header of a bitmap tells its own length, of 40 and more, four bytes after its pixels' place.
    bitmap = data.startswith(b"BM") and data[14:18] in {
        struct.pack("<I", size) for size in (12, 40, 52, 56, 108, 124)
    }
    return photo or webp or bitmap


def _of_zip(data: bytes) -> FileType:
    try:
        names = {entry.name.lower() for entry in entries(io.BytesIO(data), _MOST_ENTRIES)}
    except TooManyEntries:
        names = set()
    except BadArchive:
        return _of_broken_zip(data)
    packed_again = FileType.ODS if names >= _OPEN_DOCUMENT_PARTS else FileType.ZIP
    return of_names(names) or _of_open_document(data) or packed_again


_OPEN_DOCUMENT_PARTS = frozenset({"content.xml", "meta-inf/manifest.xml"})
"""What an OpenDocument file holds: once it was unpacked and packed again, its type no longer stands at its beginning."""


def of_names(names: Collection[str]) -> FileType | None:
    """Tell which Office package has parts of these names, given in small letters; None for an ordinary archive."""
    if "xl/workbook.bin" in names:
        return FileType.XLSB
    # A workbook that has lost its list of content types can still be read; a folder xl/ alone is anybody's.
    in_package = "[content_types].xml" in names and any(name.startswith("xl/") for name in names)
    if in_package or {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(names):
        return FileType.XLSM if "xl/vbaproject.bin" in names else FileType.XLSX
    for mark, kind in (
        ("word/document.xml", FileType.DOCX),
        ("ppt/presentation.xml", FileType.PPTX),
        ("ofd.xml", FileType.OFD),
        ("uof.xml", FileType.UOF),
        ("index/document.iwa", FileType.NUMBERS),
        ("index.zip", FileType.NUMBERS),
    ):
        if mark in names:
            return kind
    return None


def _of_open_document(data: bytes) -> FileType | None:
    # An OpenDocument file begins with an uncompressed entry that tells its type, for readers of a few bytes.
    head = data[:128]
    if b"mimetypeapplication/vnd.oasis.opendocument." not in head:
        return None
    if b"opendocument.spreadsheet" in head:
        return FileType.ODS
    return FileType.ODT if b"opendocument.text" in head else FileType.UNKNOWN


def _of_broken_zip(data: bytes) -> FileType:
    # The directory stands at the end and is what is missing of a file that was cut off; the entries tell their names too.
    length = int.from_bytes(data[_NAME_LENGTH : _NAME_LENGTH + 2], "little")
    if data[_NAME : _NAME + length].startswith(_OFFICE):
        for mark, kind in ((b"xl/", FileType.XLSX), (b"word/", FileType.DOCX), (b"ppt/", FileType.PPTX)):
            if mark in data:
                return kind
    return _of_open_document(data) or FileType.ZIP


_NAME_LENGTH, _NAME = 26, 30
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"word/", b"ppt/")
"""With one of these an office package begins; which one depends on the program that wrote it."""


BROKEN_OLE = (
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RecursionError,
    struct.error,
)
"""What olefile raises over a container that isn't whole."""


def _of_ole(data: bytes) -> FileType:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if container.exists("EncryptedPackage") or container.exists("EncryptionInfo"):
                return FileType.OLE_ENCRYPTED
            if container.exists("Workbook") or container.exists("Book"):
                return FileType.OLE_XLS
            if container.exists("WksSSWorkBook"):
                return FileType.WORKS
    except BROKEN_OLE:
        return FileType.OLE_BROKEN
    return FileType.OLE_OTHER


def _of_text(data: bytes) -> FileType:
    text = _decoded(data)
    if text is None:
        return FileType.UNKNOWN
    head = text.lstrip("\ufeff \t\r\n")[:_HEAD].lower()
    if not head:
        return FileType.EMPTY
    if head.startswith("[internetshortcut]"):
        return FileType.SHORTCUT
    if head.startswith("<") and (known := _of_markup(head, text)):
        return known
    if head.startswith("mime-version:") or (head.startswith("<") and any(mark in head for mark in _HTML)):
        return FileType.HTML
    return FileType.XML if head.startswith("<?xml") else FileType.TEXT


def _of_markup(head: str, text: str) -> FileType | None:
    if _SPREADSHEET_XML in head:
        return FileType.SPREADSHEET_XML
    if _UOF in head:
        return FileType.UOF
    is_flat = _OPEN_DOCUMENT in head and "opendocument.spreadsheet" in text
    return FileType.FLAT_ODS if is_flat else None


_UOF = "schemas.uof.org"
_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_HTML = ("<html", "<!doctype html", "<table", "<head>", "<head ", "<meta ")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def _decoded(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    marked = [encoding for mark, encoding in _MARKS.items() if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            # Not final: the sample may end in the middle of a character.
            text = codecs.getincrementaldecoder(encoding)().decode(sample, final=len(data) <= _SAMPLE)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    return None

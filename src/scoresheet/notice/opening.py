"""Which reader takes a notice, told by its content; what no reader takes gets a sentence that says what to do."""

from __future__ import annotations

from scoresheet.inbox.detect import FileType, detect
from scoresheet.language import Text
from scoresheet.notice.docx import read_docx
from scoresheet.notice.page import Notice, UnusableNotice
from scoresheet.notice.text import is_nearly_text, read_text
from scoresheet.notice.workbook import read_book

_BOOKS = frozenset({FileType.XLSX, FileType.XLSM, FileType.XLSB, FileType.ODS, FileType.OLE_XLS})


def read_notice(data: bytes) -> Notice:
    """Read a notice of any kind; raises UnusableNotice where it can't be read."""
    kind = _kind(data)
    if kind in _BOOKS:
        return read_book(data, kind)
    match kind:
        case FileType.TEXT:
            return read_text(data)
        case FileType.DOCX:
            return read_docx(data)
        case FileType.ZIP:
            raise UnusableNotice(_ARCHIVE)
        case FileType.OLE_OTHER | FileType.ODT | FileType.HTML | FileType.UOF:
            raise UnusableNotice(_SAVE_AS_DOCX)
        case FileType.PDF | FileType.IMAGE | FileType.OFD:
            raise UnusableNotice(_NO_TABLE_INSIDE)
        case FileType.OLE_ENCRYPTED:
            raise UnusableNotice(_ENCRYPTED)
        case FileType.EMPTY:
            raise UnusableNotice(_EMPTY)
    if kind is FileType.UNKNOWN:
        raise UnusableNotice(_UNKNOWN)
    raise UnusableNotice(
        Text(
            f"这个文件是{kind.word.zh}，读不了。请用 .docx、.xlsx、.xls 或纯文本（.txt）格式的通知。",
            f"This file is {kind.word.en} and can't be read. Use a notice as .docx, .xlsx, .xls or plain text (.txt).",
        )
    )


def _kind(data: bytes) -> FileType:
    """Tell what kind of file it is: for a notice, RTF is a document of Word, and stray control characters do no harm."""
    if data.lstrip()[:5].lower() == b"{\\rtf":
        return FileType.OLE_OTHER
    kind = detect(data)
    return FileType.TEXT if kind is FileType.UNKNOWN and is_nearly_text(data) else kind


_SAVE_AS_DOCX = Text(
    "这种格式的文档读不了。请在 Word 或 WPS 里打开通知，另存为 .docx 或纯文本（.txt）再试。",
    "A document of this format can't be read. Open the notice in Word or WPS, save it as .docx or plain text (.txt) and try again.",
)
_NO_TABLE_INSIDE = Text(
    "这是版式文件或图片，里面没有能读的表格。请找发文单位要 Word 或 Excel 格式的原件，或把表格的文字存成 .txt。",
    "This is a page for print or a picture and holds no table that can be read. Ask for the Word or Excel file of the "
    "notice, or save the words of its table as .txt.",
)
_ARCHIVE = Text(
    "这是压缩包，或是不完整的 Word、Excel 文件。压缩包请先解压，再选里面的通知；打不开的文件请找发文单位重新要一份。",
    "This is an archive, or a Word or Excel file that isn't complete. Unpack an archive and choose the notice inside; "
    "ask for a file that can't be opened once more.",
)
_UNKNOWN = Text(
    "认不出这是什么文件，读不了。请用 .docx、.xlsx、.xls 或纯文本（.txt）格式的通知。",
    "It can't be told what kind of file this is. Use a notice as .docx, .xlsx, .xls or plain text (.txt).",
)
_ENCRYPTED = Text(
    "这个文件设了打开密码。请在 Word、Excel 或 WPS 里打开，取消密码后另存再试。",
    "This file is protected by a password. Open it in Word, Excel or WPS and save it without one.",
)
_EMPTY = Text(
    "这是空文件。请检查是不是选错了文件。", "This file is empty. Check whether it is the right one."
)

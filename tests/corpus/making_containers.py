"""What is no Excel form: other kinds of file under a spreadsheet's name, passwords, attachments."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from functools import cache, partial

from msoffcrypto.format.ooxml import OOXMLFile

from returned import blank, form, good
from surgery import Maker
from test_detect import ole

PASSWORD = "苍溪2014"  # noqa: S105 - that of a file which the tests make
"""The password that is given when the corpus is read."""
_HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>
<tr><td>考核内容</td><td>自查得分</td></tr><tr><td>新招募派遣西部计划志愿者19名</td><td x:num>3</td></tr></table></body></html>"""
_XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="自查评分表"><Table>
<Row><Cell><Data ss:Type="String">自查得分</Data></Cell></Row><Row><Cell><Data ss:Type="Number">3</Data></Cell></Row>
</Table></Worksheet></Workbook>"""
_MHTML = f"""MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n
{_HTML}\r\n--b--\r\n"""
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200)
_PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
_RTF = rb"{\rtf1\ansi \'b2\'d4\'cf\'aa}"


def _csv(encoding: str, separator: str = ",") -> bytes:
    lines = [["编号", "考核内容", "自查得分"]]
    lines += [[one.id, entry.text, str(one.points)] for entry in form().items for one in (entry.item,)]
    return "\r\n".join(separator.join(line) for line in lines).encode(encoding, "replace")


def _office(mark: str, kind: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", f"<Types>{kind}</Types>")
        package.writestr(mark, "<document/>")
    return made.getvalue()


def _open_document(kind: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        package.writestr("content.xml", "<office/>")
    return made.getvalue()


def _tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        one = tarfile.TarInfo("form.xlsx")
        one.size = len(good())
        archive.addfile(one, io.BytesIO(good()))
    return made.getvalue()


@cache
def encrypted(password: str) -> bytes:
    """Give the return with a password to open it."""
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(good())).encrypt(password, made)
    return made.getvalue()


def _damaged_encryption() -> bytes:
    data = bytearray(encrypted(PASSWORD))
    place = data.index(b"<encryption")
    data[place : place + 200] = bytes(200)
    return bytes(data)


def _biff(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)


_BIFF_START = (0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 0x06))
FILES: dict[str, Maker] = {
    "nothing.xlsx": bytes,
    "nothing.xls": bytes,
    "nothing.pdf": bytes,
    "blanks.xlsx": lambda: b" \r\n" * 50,
    "a scan.pdf": lambda: _PDF,
    "a scan named as a form.xlsx": lambda: _PDF,
    "a scan behind a mail header.xlsx": lambda: b"\r\n\r\n" + _PDF,
    "a photo.jpg": lambda: _JPEG,
    "a photo named as a form.xlsx": lambda: _JPEG,
    "a picture named as an old form.xls": lambda: _PNG,
    "a web page named as an old form.xls": _HTML.encode,
    "a web page in GBK.xls": lambda: _HTML.encode("gbk"),
    "a web page in UTF-16.xls": lambda: _HTML.encode("utf-16"),
    "a web archive named as an old form.xls": _MHTML.encode,
    "a table of 2003 in XML.xls": _XML_2003.encode,
    "a table of 2003 in XML.xml": _XML_2003.encode,
    "a table as text.csv": partial(_csv, "utf-8-sig"),
    "a table as text named as an old form.xls": partial(_csv, "gb18030", "\t"),
    "a table as text named as a form.xlsx": partial(_csv, "utf-8"),
    "a table as text in UTF-16.xls": partial(_csv, "utf-16", "\t"),
    "a note.txt": lambda: "苍溪县的表已发邮箱，请查收。".encode("gbk"),
    "a letter.rtf": lambda: _RTF,
    "a letter named as a form.xlsx": lambda: _RTF,
    "a report of Word.docx": lambda: _office("word/document.xml", "word"),
    "a report of Word named as a form.xlsx": lambda: _office("word/document.xml", "word"),
    "an old report of Word.doc": lambda: ole("WordDocument"),
    "an old report of Word named as a form.xls": lambda: ole("WordDocument"),
    "a text of WPS.wps": lambda: ole("WpsContent", "WordDocument"),
    "slides.pptx": lambda: _office("ppt/presentation.xml", "ppt"),
    "slides named as a form.xlsx": lambda: _office("ppt/presentation.xml", "ppt"),
    "a text of LibreOffice.odt": lambda: _open_document("text"),
    "a text of LibreOffice named as a form.xlsx": lambda: _open_document("text"),
    "an official document.ofd": lambda: _office("OFD.xml", "ofd"),
    "a program named as a form.xlsx": lambda: b"MZ" + bytes(500),
    "noise.xlsx": lambda: bytes((n * n * 31 + n // 7) % 256 for n in range(5_000)),
    "packed by gzip.xlsx": lambda: gzip.compress(good(), mtime=0),
    "packed by tar.xlsx": _tar,
    "an old container of nothing.xls": ole,
    "an old container cut off.xls": lambda: ole("Workbook")[:600],
    "an old container of zeros.xls": lambda: ole("Workbook")[:8] + bytes(5_000),
    "an old form of nothing.xls": lambda: ole("Workbook"),
    "bare records of Excel.xls": lambda: _biff(_BIFF_START, (0x0A, b"")),
    "records without an end.xls": lambda: _biff(_BIFF_START, (0x85, b"\xff" * 30)),
    "with a password.xlsx": partial(encrypted, "别的密码"),
    "with the password that the office knows.xlsx": partial(encrypted, PASSWORD),
    "with the silent password.xlsx": partial(encrypted, "VelvetSweatshop"),
    "with a password, damaged.xlsx": _damaged_encryption,
    "with a password, cut off.xlsx": lambda: encrypted(PASSWORD)[:9_000],
    "with a password, nothing behind it.xlsx": lambda: ole("EncryptionInfo", "EncryptedPackage"),
    "blank form.xlsx": blank,
    "form named as an old one.xls": good,
    "form named as a picture.jpg": good,
    "form without a suffix": good,
    "form with another suffix.et": good,
}

"""Letters as Word documents, from templates that the office may reword in Word or WPS; needs the extra `word`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from scoresheet.inbox.ours import PROPERTY
from scoresheet.inert import cut, one_line
from scoresheet.language import Locale, Text, joined
from scoresheet.letters.text_template import TemplateMistake, plainly, sandbox
from scoresheet.parts.relations import CONTENT_TYPES, related, typed

INSTALL = 'pip install "scoresheet[word]"'
"""What is typed to be able to write Word documents."""

_AGAIN = 'pip install --force-reinstall "scoresheet[word]"'

_CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_MARK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
    f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}"><vt:lpwstr>1</vt:lpwstr>'
    "</property></Properties>"
)
# Any fixed time will do: the same results must give the same bytes.
_STAMP = (2000, 1, 1, 0, 0, 0)
_LARGEST = 20 * 1024 * 1024


def hindrance() -> Text | None:
    """Say why no Word document can be written here, and what to do; None where nothing is in the way.

    The extra may be there and yet not work, as where one of its libraries doesn't fit the computer.
    """
    if find_spec(_LIBRARY) is None:
        return Text(
            f"请先安装 Word 组件：{INSTALL}", f"Word documents need an extra; install it with: {INSTALL}"
        )
    try:
        import_module(_LIBRARY)
    except Exception as error:  # noqa: BLE001 - whatever keeps a library of others from loading keeps it from all use
        told = cut(one_line(str(error)) or type(error).__name__, _NEAR, Locale.ZH)
        return Text(
            f"Word 组件已安装但用不了（{told}），请重新安装：{_AGAIN}",
            f"the extra for Word documents is there but doesn't work ({told}); install it again with: {_AGAIN}",
        )
    return None


_LIBRARY = "docxtpl"


class WordTemplate:
    """A template in Word's format."""

    def __init__(self, data: bytes, shown: str, known: Collection[str], locale: Locale) -> None:
        """Take the bytes of a template; `shown` is its name in messages, `known` are the names it may use.

        Raises TemplateMistake for one that can't be understood or uses another name.
        """
        from docxtpl import DocxTemplate  # noqa: PLC0415 - it is there only with the extra, and slow to import

        self._data, self._shown, self._locale = data, shown, locale
        self._open = DocxTemplate
        try:
            used = self._opened().get_undeclared_template_variables(sandbox(locale))
        except Exception as error:  # whatever is wrong with the document is told as its mistake
            raise TemplateMistake(_wrong(shown, self._located(error))) from error
        unknown = sorted(set(used) - set(known))
        if unknown:
            raise TemplateMistake(_unknown(shown, unknown, known))

    def filled(self, context: Mapping[str, object]) -> bytes:
        """Give the document; the same words give the same bytes. Raises TemplateMistake where it can't be filled."""
        made, buffer = self._opened(), io.BytesIO()
        try:
            made.render(dict(context), sandbox(self._locale, autoescape=True), autoescape=True)
            made.save(buffer)
        except Exception as error:  # whatever a template does wrong is told as the template's mistake
            raise TemplateMistake(_wrong(self._shown, error)) from error
        return marked(buffer.getvalue())

    def _located(self, error: Exception) -> Exception:
        """Give a mistake with the words around it, which the library tells only where it fills a document."""
        if "jinja2." not in type(error).__module__:
            return error
        try:
            self._opened().render({}, sandbox(self._locale, autoescape=True), autoescape=True)
        except Exception as again:  # noqa: BLE001 - it is the same mistake once more
            return again if hasattr(again, "docx_context") else error
        return error

    def _opened(self) -> Any:
        if len(self._data) > _LARGEST:
            raise TemplateMistake(_wrong(self._shown, ValueError("over 20 MB")))
        return self._open(io.BytesIO(self._data))


def marked(document: bytes) -> bytes:
    """Give a document that the program knows again as its own output, in the same bytes for the same content."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if _CUSTOM not in parts:
        parts["_rels/.rels"], _ = related(parts["_rels/.rels"], "custom-properties", _CUSTOM)
        parts[CONTENT_TYPES] = typed(parts[CONTENT_TYPES], _CUSTOM, _CUSTOM_TYPE)
    parts[_CUSTOM] = _MARK.encode()
    parts[_TEXT] = _breakable(parts[_TEXT])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


_TEXT = "word/document.xml"
_LISTED = re.compile("(?<=[0-9]、)(?=[0-9A-Za-z])")
_MAY_BREAK = "\u200b"


def _breakable(xml: bytes) -> bytes:
    """Let a line end after each entry of a list of cells or items: programs take D6、D7、D8 for one word and tear it."""
    return _LISTED.sub(_MAY_BREAK, xml.decode()).encode()


def _wrong(shown: str, error: Exception) -> Text:
    damaged = (
        isinstance(error, (zipfile.BadZipFile, KeyError, ValueError)) or "docx." in type(error).__module__
    )
    what = _NO_DOCUMENT if damaged else plainly(str(error))
    near = _near(error)
    return Text(
        f"Word 模板 {shown} 不能用：{what.zh}{near.zh}。请对照随带的模板改正，或删掉这个文件，改用随带的模板。",
        f"The Word template {shown} can't be used: {what.en}{near.en}. Please correct it as in the template that comes "
        "along, or delete the file.",
    )


_NO_DOCUMENT = Text("不是 Word 文档（.docx），或者已损坏", "it is no Word document (.docx), or is damaged")


def _near(error: Exception) -> Text:
    """Say where in the document a mistake is: it has no lines, so the words around it are quoted."""
    around = [one_line(words).strip() for words in getattr(error, "docx_context", ())]
    marked = [words for words in around if "{" in words]
    if not marked:
        return Text("", "")
    # Of up to seven paragraphs the fourth is the one: the library gives three before it.
    there = around[_BEFORE] if len(around) > _BEFORE and "{" in around[_BEFORE] else marked[0]
    at = there[:_NEAR]
    return Text(f"（在“{at}”附近）", f" (near “{at}”)")


_BEFORE = 3
_NEAR = 60


def _unknown(shown: str, unknown: Collection[str], known: Collection[str]) -> Text:
    wrong, listed = joined(f"“{one}”" for one in unknown), joined(known)
    return Text(
        f"Word 模板 {shown} 用了{wrong.zh}，没有这一项可填。可用的有：{listed.zh}。请改正，或删掉这个文件，改用随带的模板。",
        f"The Word template {shown} uses {wrong.en}, which is nothing that can be filled in. There are: {listed.en}. "
        "Please correct it, or delete the file to use the one that comes along.",
    )

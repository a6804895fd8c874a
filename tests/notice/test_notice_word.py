"""What Word shows and its files only imply: automatic numbers, deleted text, footnotes."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import parse_xml

from scoresheet.notice.docx import read_docx
from scoresheet.notice.numbering import Numbering

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_automatic_numbers_are_read_as_word_shows_them() -> None:
    """The paragraphs of a numbered list begin with their numbers."""
    document = Document()
    for text in ("总则", "考核", "分则"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("第四", style="List Bullet")
    out = io.BytesIO()
    document.save(out)

    assert [line.text for line in read_docx(out.getvalue()).lines] == ["1.总则", "2.考核", "3.分则", "第四"]


def test_deleted_text_is_not_there() -> None:
    """Of tracked changes, what was put in is read and what was deleted isn't."""
    document = Document()
    changed = f"<w:p {_W}><w:r><w:t>保留</w:t></w:r><w:del><w:r><w:t>删去</w:t></w:r></w:del><w:ins><w:r><w:t>增加</w:t></w:r></w:ins></w:p>"
    document.element.body.insert(0, parse_xml(changed))
    out = io.BytesIO()
    document.save(out)

    assert [line.text for line in read_docx(out.getvalue()).lines] == ["保留增加"]


@pytest.mark.parametrize(
    ("form", "pattern", "shown"),
    [
        ("decimal", "%1、", ["1、", "2、"]),
        ("chineseCounting", "（%1）", ["（一）", "（二）"]),
        ("upperLetter", "%1.", ["A.", "B."]),
        ("bullet", "·", ["", ""]),
    ],
)
def test_kinds_of_numbers(form: str, pattern: str, shown: list[str]) -> None:
    """Digits, Chinese numerals and letters are written as the list says; a bullet is no number."""
    definitions = parse_xml(
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    paragraph = parse_xml(
        f'<w:p {_W}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr></w:p>'
    )
    numbering = Numbering(definitions, None)

    assert [numbering.label(paragraph), numbering.label(paragraph)] == shown


def test_levels_are_counted_under_each_other() -> None:
    """1.1 and 1.2 follow 1, and begin again under 2."""
    definitions = parse_xml(
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    upper, lower = (
        parse_xml(
            f'<w:p {_W}><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
        )
        for level in (0, 1)
    )
    numbering = Numbering(definitions, None)

    assert [numbering.label(one) for one in (upper, lower, lower, upper, lower)] == [
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
    ]

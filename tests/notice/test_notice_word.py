"""What Word shows and its files only imply: automatic numbers, deleted text, footnotes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from notices import word
from scoresheet.notice.docx import read_docx
from scoresheet.notice.numbering import Numbering
from scoresheet.notice.page import Notice, UnusableNotice
from scoresheet.notice.runs import WORDS

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


ROWS = [("序号", "考核内容", "分值"), ("1", "召开会议", "60"), ("2", "做好宣传", "40")]


def _read(document: Any) -> Notice:
    out = io.BytesIO()
    document.save(out)
    return read_docx(out.getvalue())


def _texts(notice: Notice) -> list[tuple[str, ...]]:
    return [row.texts for table in notice.tables for row in table.rows]


def _with_table() -> Any:
    return Document(io.BytesIO(word(["考核表"], ROWS)))


def test_a_row_that_was_deleted_is_no_row() -> None:
    """With all changes accepted a deleted row is gone, and the remark says that there were changes."""
    document = _with_table()
    list(document.element.iter(f"{WORDS}tr"))[1].insert(0, parse_xml(f"<w:trPr {_W}><w:del/></w:trPr>"))
    found = _read(document)

    assert _texts(found) == [ROWS[0], ROWS[2]]
    assert ["修订" in remark.zh for remark in found.remarks] == [True]
    assert _read(_with_table()).remarks == ()


def test_hidden_text_is_not_read() -> None:
    """What isn't printed is no part of the words, and a remark says so."""
    document = _with_table()
    document.tables[0].cell(1, 1).paragraphs[0].add_run("（隐藏）").font.hidden = True
    found = _read(document)

    assert _texts(found) == ROWS
    assert ["隐藏文字" in remark.zh for remark in found.remarks] == [True]


def test_a_table_inside_a_table_that_sets_it_in_its_place() -> None:
    """The lines and the table inside a cell are read as if they stood by themselves."""
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].text = "2024年度考核表"
    inner = cell.add_table(len(ROWS), 3)
    for row, texts in zip(inner.rows, ROWS, strict=True):
        for one, text in zip(row.cells, texts, strict=True):
            one.text = text
    found = _read(document)

    assert _texts(found) == ROWS
    assert [line.text for line in found.lines] == ["2024年度考核表"]


def test_a_small_table_inside_an_item_belongs_to_its_text() -> None:
    """A table within a cell of the table of indicators is more of that cell's words."""
    document = _with_table()
    inner = document.tables[0].cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "县级", "3次"
    found = _read(document)

    assert _texts(found)[1] == ("1", "召开会议\n县级\n3次", "60")
    assert len(list(found.tables)) == 1


def test_text_boxes_and_formulas_are_read_once() -> None:
    """A box stands behind its paragraph; the copy for older programs doesn't count twice."""
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    box = "<w:txbxContent><w:p><w:r><w:t>附件1</w:t></w:r></w:p></w:txbxContent>"
    document = Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {_W} {space}><w:r><w:t>得分=</w:t></w:r><m:oMath><m:r><m:t>办结率×10</m:t></m:r></m:oMath><w:r><mc:AlternateContent>"
            f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )

    assert [line.text for line in _read(document).lines] == ["得分=办结率×10", "附件1"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_are_known_with_the_rows_that_refer_to_them(kind: str) -> None:
    """A footnote or endnote of an item is read together with the row that it belongs to."""
    document = _with_table()
    list(document.element.iter(f"{WORDS}tr"))[1].find(f".//{WORDS}r").append(
        parse_xml(f'<w:{kind}Reference {_W} w:id="2"/>')
    )
    out = io.BytesIO()
    document.save(out)
    note = f'<w:{kind}s {_W}><w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}><w:{kind} w:id="2"><w:p><w:r><w:t>以文件为准</w:t></w:r></w:p></w:{kind}></w:{kind}s>'
    found = read_docx(_with_part(out.getvalue(), kind, note))

    assert found.footnotes == ("以文件为准",)
    assert [row.notes for table in found.tables for row in table.rows] == [(), ("以文件为准",), ()]


def _with_part(data: bytes, kind: str, content: str) -> bytes:
    out = io.BytesIO()
    relation = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
    listed = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/_rels/document.xml.rels":
                part = part.replace(
                    b"</Relationships>",
                    f'<Relationship Id="rIdN" Type="{relation}" Target="{kind}s.xml"/></Relationships>'.encode(),
                )
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"</Types>",
                    f'<Override PartName="/word/{kind}s.xml" ContentType="{listed}.{kind}s+xml"/></Types>'.encode(),
                )
            new.writestr(name, part)
        new.writestr(f"word/{kind}s.xml", content)
    return out.getvalue()


def _with_document(content: str) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word([], ROWS))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == "word/document.xml" else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        f"<w:document {_W}><w:body><w:p><w:r><w:t>{'A' * 60_000_000}</w:t></w:r></w:p></w:body></w:document>",
        f"<w:document {_W}><w:body>{'<w:p/>' * 1_200_000}</w:body></w:document>",
        f'<!DOCTYPE a [<!ENTITY x "y">]><w:document {_W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>',
    ],
    ids=["long", "many", "entities"],
)
def test_a_document_that_unpacks_to_too_much_is_refused(content: str) -> None:
    """It is refused before anything is built of it, with a sentence."""
    with pytest.raises(UnusableNotice) as error:
        read_docx(_with_document(content))

    assert "太大" in error.value.reason.zh


def test_a_cell_is_never_wider_than_a_table_of_word() -> None:
    """A width that only an attack has makes no more cells than Word's widest table."""
    span = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>'
    table = f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>{span}</w:tr></w:tbl>'
    found = read_docx(_with_document(f"<w:document {_W}><w:body>{table}</w:body></w:document>"))

    assert [len(texts) for texts in _texts(found)] == [126]

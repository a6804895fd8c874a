"""An OpenDocument spreadsheet is read as a whole: which sheets, saved when and by what, encrypted or not."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade import zipped
from handmade_ods import DECLARED, MIMETYPE, content, document, number, parts, row, table, text
from scoresheet.formats.ods import read_ods
from scoresheet.grid import Grid, Kind, RawCell, Trouble, Unreadable
from scoresheet.inbox.detect import FileType, detect
from test_xlsx_mutations import cut, doubled, flipped, rearranged, spoilt_inside

ONE = table(row(number("1")))
META = f"<office:document-meta {DECLARED}><office:meta>%s</office:meta></office:document-meta>"
MANIFEST = f"<manifest:manifest {DECLARED}>%s</manifest:manifest>"
ENTRY = '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">%s</manifest:file-entry>'


def read(**changed: str) -> Grid:
    """Read a small document with some parts added or changed: content, styles, meta, manifest."""
    names = {"manifest": "META-INF/manifest.xml"}
    others = {names.get(name, f"{name}.xml"): part for name, part in changed.items()}
    return read_ods(zipped({**parts(ONE), **others}))


def refusal(data: bytes) -> Unreadable:
    """Give the refusal of a document."""
    with pytest.raises(Unreadable) as raised:
        read_ods(data)
    return raised.value


def test_smallest_document_is_read() -> None:
    """A document without properties has one sheet with one cell, and nothing is made up."""
    grid = read()
    assert [(made.name, made.visibility) for made in grid.sheets] == [("自查评分表", "visible")]
    assert grid.sheets[0].cells == {(1, 1): RawCell(Kind.NUMBER, "1")}
    assert (grid.properties, grid.modified, grid.application) == ({}, None, "")
    assert grid.shows_formulas
    assert grid.shows_errors
    assert not grid.dates_from_1904


def test_namespaces_may_have_other_prefixes() -> None:
    """A name is known by its namespace, whatever short form the file gives it."""
    renamed = (
        content(ONE).replace("table:", "t:").replace("xmlns:table", "xmlns:t").replace(":t:1.0", ":table:1.0")
    )
    assert read(content=renamed).sheets[0].cells == {(1, 1): RawCell(Kind.NUMBER, "1")}


def test_properties_are_read() -> None:
    """Custom properties, the time of saving and the program are those of the document."""
    meta = META % (
        "<meta:generator>LibreOffice/7.4</meta:generator><dc:date>2014-11-28T17:30:00.5</dc:date>"
        '<meta:user-defined meta:name="scoresheet_unit">510824</meta:user-defined>'
        '<meta:user-defined meta:name="n" meta:value-type="float">3</meta:user-defined>'
    )
    grid = read(meta=meta)
    assert grid.properties == {"scoresheet_unit": "510824", "n": "3"}
    assert grid.modified == datetime(2014, 11, 28, 17, 30, 0, 500_000, tzinfo=UTC)
    assert grid.application == "LibreOffice/7.4"


def test_dates_from_1904_are_told() -> None:
    """The null date of the document counts, and the grid says which it is."""
    null = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    cell = '<table:table-cell office:value-type="date" office:date-value="1904-01-06"><text:p/></table:table-cell>'
    grid = read_ods(document(table(row(cell)), settings=null))
    assert grid.dates_from_1904
    assert grid.sheets[0].cells[1, 1] == RawCell(Kind.NUMBER, "5", date=True)


def test_an_encrypted_document_is_told_as_such() -> None:
    """The manifest says what is encrypted; the rest of the package looks damaged then."""
    encrypted = MANIFEST % (ENTRY % '<manifest:encryption-data manifest:checksum="x"/>')
    for data in (
        {**parts(ONE), "META-INF/manifest.xml": encrypted, "content.xml": "\x00\x01"},
        {"mimetype": MIMETYPE, "META-INF/manifest.xml": encrypted, "encrypted-package": "\x00"},
    ):
        assert refusal(zipped(data)).trouble is Trouble.ENCRYPTED
    assert read(manifest=MANIFEST % (ENTRY % "")).sheets


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"%PDF-1.4", Trouble.NOT_A_WORKBOOK),
        (zipped({"mimetype": MIMETYPE}), Trouble.DAMAGED),
        (zipped({"content.xml": f"<office:document-content {DECLARED}/>"}), Trouble.NOT_A_WORKBOOK),
        (document(""), Trouble.DAMAGED),
        (document(ONE)[:-40], Trouble.DAMAGED),
        (zipped({"content.xml": content(ONE)[:-20]}), Trouble.DAMAGED),
        (zipped({"content.xml": content(ONE).replace("xmlns:table", "xmlns:other")}), Trouble.DAMAGED),
        (zipped({**parts(ONE), "styles.xml": "<a>"}), Trouble.DAMAGED),
        (zipped({**parts(ONE), "meta.xml": "<a>"}), Trouble.DAMAGED),
        (document(ONE).replace(b'office:value="1"', b'office:value="2"'), Trouble.DAMAGED),
        (zipped({"content.xml": "<!DOCTYPE a>" + content(ONE)}), Trouble.UNSAFE),
        (zipped({**parts(ONE), "settings.xml": "<!DOCTYPE a><a/>"}), Trouble.UNSAFE),
        (zipped({**parts(ONE), "Object 1/content.xml": "<!DOCTYPE a><a/>"}), Trouble.UNSAFE),
        (zipped({**parts(ONE), "../x.xml": "<a/>"}), Trouble.UNSAFE),
    ],
)
def test_what_is_no_sound_spreadsheet_is_refused(data: bytes, trouble: Trouble) -> None:
    """A text document, a cut-off file, a wrong checksum, a document type in any part: each has its reason."""
    assert refusal(data).trouble is trouble


def test_pictures_are_not_looked_at() -> None:
    """Photos pasted as evidence count for nothing, wherever the program keeps them."""
    pictures = {name: bytes(60_000_000) for name in ("Pictures/1.png", "Thumbnails/thumbnail.png")}
    assert read_ods(zipped({**parts(ONE), **pictures})).sheets


@pytest.mark.parametrize("spoil", [flipped, cut, doubled, spoilt_inside, rearranged])
def test_spoilt_document_is_read_or_refused(spoil: Callable[[bytes, random.Random], bytes]) -> None:
    """Flipped, missing and repeated bytes, missing, repeated and exchanged parts never give another exception."""
    cells = row(number("1", 'table:formula="of:=[.A1]"'), text("字", 'table:number-columns-spanned="2"'))
    data, chance = document(table(cells * 5)), random.Random(20141128)  # noqa: S311 - repeatable
    answers = set()
    for _ in range(150):
        try:
            read_ods(spoil(data, chance))
            answers.add("read")
        except Unreadable as refused:
            answers.add(refused.trouble.value)
    assert answers - {"read"}


@settings(max_examples=200, deadline=None)
@given(st.text("<>/\"'=: abtxp01", max_size=60), st.sampled_from(["", row(number("1")), "<table:table-row>"]))
def test_any_content_is_read_or_refused(words: str, before: str) -> None:
    """Whatever stands in a sheet, there is an answer."""
    try:
        grid = read_ods(document(table(before + words)))
    except Unreadable:
        return
    assert grid.sheets


def test_members_are_found_whatever_their_order() -> None:
    """Whoever packs the file again puts its parts in another order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in reversed(parts(ONE).items()):
            archive.writestr(name, part)
    assert read_ods(made.getvalue()).sheets


def test_a_document_that_was_packed_again_is_known() -> None:
    """Its type no longer stands at its beginning; it is no archive of parts that nobody asked for."""
    whole = {
        "content.xml": content(ONE),
        "META-INF/manifest.xml": MANIFEST % (ENTRY % ""),
        "mimetype": MIMETYPE,
    }
    assert detect(zipped(whole)) is FileType.ODS
    assert detect(zipped({"content.xml": "a", "b.txt": "b"})) is FileType.ZIP

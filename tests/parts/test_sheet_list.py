"""A first sheet is put in and taken out; names that belong to sheets follow their sheets."""

from __future__ import annotations

import pytest

from scoresheet.parts.sheet_list import SheetList, location, quoted

BOOK = (
    '<workbook xmlns="m" xmlns:r="r"><bookViews><workbookView activeTab="1" firstSheet="1"/></bookViews><sheets>'
    '<sheet name="甲" sheetId="3" r:id="rId1"/><sheet name="It\'s" sheetId="7" r:id="rId2"/></sheets><definedNames>'
    "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">'It''s'!$A$1</definedName>"
    '<definedName name="all">甲!$A$1</definedName></definedNames></workbook>'
)


def test_names_follow_their_sheets() -> None:
    """A sheet's own names know it by its place, which moves; those of the workbook stay."""
    book = SheetList(BOOK.encode())
    book.put_first("需更正事项", "rId9")
    assert book.names == ["需更正事项", "甲", "It's"]
    made = book.xml.decode()
    assert '<definedName name="_xlnm.Print_Area" localSheetId="2">' in made
    assert '<definedName name="all">甲' in made
    assert 'sheetId="8"' in made
    assert '<workbookView activeTab="0" firstSheet="0"/>' in made


def test_taking_the_sheet_out_again_undoes_it() -> None:
    """With the sheet its own names go, and the others move back."""
    book = SheetList(BOOK.replace('activeTab="1" firstSheet="1"', 'activeTab="0" firstSheet="0"').encode())
    before = book.xml
    book.put_first("需更正事项", "rId9")
    book.set_name("_xlnm.Print_Titles", "需更正事项", "'需更正事项'!$6:$6")
    assert book.take_out("需更正事项") == "rId9"
    assert book.xml == before


def test_open_sheet_stays_open_when_one_before_it_goes() -> None:
    """The workbook still opens on the sheet that was open."""
    book = SheetList(BOOK.encode())
    book.take_out("甲")
    assert 'activeTab="0" firstSheet="0"' in book.xml.decode()


def test_name_of_a_sheet_is_set_once() -> None:
    """A name is replaced, not doubled; where there were no names a list is made in its place."""
    book = SheetList(BOOK.encode())
    book.set_filter("甲", "Q4:Q38")
    book.set_filter("甲", "Q4:Q40")
    assert book.xml.count(b"_FilterDatabase") == 1
    assert "'甲'!$Q$4:$Q$40".encode() in book.xml
    bare = SheetList(b'<workbook><sheets><sheet name="a" sheetId="1" r:id="x"/></sheets><calcPr/></workbook>')
    bare.set_filter("a", "B1:B2")
    assert bare.xml.index(b"</sheets>") < bare.xml.index(b"<definedNames>") < bare.xml.index(b"<calcPr")
    bare.set_filter("a", None)
    assert b"definedName" not in bare.xml


def test_hidden_sheet_is_put_last() -> None:
    """It moves nothing and no menu shows it."""
    book = SheetList(BOOK.encode())
    book.put_last("_scoresheet", "rId9")
    assert book.names[-1] == "_scoresheet"
    assert b'state="veryHidden"' in book.xml


def test_references_quote_hostile_names() -> None:
    """A name with quotes or markup can't leave its place."""
    assert quoted("It's") == "'It''s'"
    assert location('a"<&', "D5") == "'a&quot;&lt;&amp;'!D5"


def test_strict_dialect_is_refused() -> None:
    """Files in the strict dialect are not edited."""
    with pytest.raises(ValueError, match="strict"):
        SheetList(b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>')

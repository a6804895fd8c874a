"""Relations, content types and titles of parts are added and taken out; the rest of the lists stays."""

from __future__ import annotations

from scoresheet.parts import relations as links

TYPES = b'<Types xmlns="t"><Default Extension="xml" ContentType="x"/><Override PartName="/a.xml" ContentType="a"/></Types>'
RELATIONS = (
    b'<Relationships xmlns="r"><Relationship Id="rId1" Type="http://o/relationships/comments" Target="../comments1.xml"/>'
    b'<Relationship Id="rId2" Type="http://o/hyperlink" Target="http://a/b" TargetMode="External"/></Relationships>'
)
PROPERTIES = (
    '<Properties xmlns="p" xmlns:vt="v"><HeadingPairs><vt:vector size="4" baseType="variant"><vt:variant><vt:lpstr>'
    "Worksheets</vt:lpstr></vt:variant><vt:variant><vt:i4>2</vt:i4></vt:variant><vt:variant><vt:lpstr>Named Ranges"
    "</vt:lpstr></vt:variant><vt:variant><vt:i4>1</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts>"
    '<vt:vector size="3" baseType="lpstr"><vt:lpstr>表1</vt:lpstr><vt:lpstr>a &amp; b</vt:lpstr><vt:lpstr>表1!区域'
    "</vt:lpstr></vt:vector></TitlesOfParts></Properties>"
).encode()


def test_relations_are_read_with_the_parts_that_they_lead_to() -> None:
    """A target is resolved from the part's folder; one outside of the file leads to no part."""
    assert list(links.relations(RELATIONS, "xl/worksheets/sheet1.xml")) == [
        links.Relation("rId1", "comments", "xl/comments1.xml"),
        links.Relation("rId2", "hyperlink", ""),
    ]
    assert list(links.relations(None, "xl/worksheets/sheet1.xml")) == []


def test_new_relation_takes_a_free_id() -> None:
    """Each relation that is added has an id of its own, and a part without relations gets a list."""
    once, first = links.related(None, "comments", "xl/comments1.xml")
    twice, second = links.related(once, "vmlDrawing", "xl/drawings/a.vml")
    assert first != second
    assert [(one.id, one.part) for one in links.relations(twice, "xl/worksheets/sheet1.xml")] == [
        (first, "xl/comments1.xml"),
        (second, "xl/drawings/a.vml"),
    ]
    assert links.unrelated(twice, {second}) == once


def test_path_of_relations() -> None:
    """Relations stand in a folder beside their part."""
    assert links.path_of("xl/worksheets/sheet1.xml") == "xl/worksheets/_rels/sheet1.xml.rels"


def test_content_types_come_and_go() -> None:
    """A part's type is put in and taken out again; that of an ending is put in once."""
    more = links.typed(TYPES, "b.xml", "b")
    assert b'<Override PartName="/b.xml" ContentType="b"/>' in more
    assert links.untyped(more, "B.xml") == TYPES
    ending = links.with_ending(TYPES, "vml", "v")
    assert b'<Default Extension="vml" ContentType="v"/>' in ending
    assert links.with_ending(ending, "vml", "w") == ending


def test_first_sheet_is_counted_among_the_titles() -> None:
    """Title and numbers go together, and going back gives the same bytes."""
    more = links.with_sheet_title(PROPERTIES, "需更正<事项>", None)
    assert "<vt:lpstr>需更正&lt;事项&gt;</vt:lpstr><vt:lpstr>表1</vt:lpstr>".encode() in more
    assert b'<vt:vector size="4" baseType="lpstr">' in more
    assert b"<vt:i4>3</vt:i4>" in more
    assert links.with_sheet_title(more, None, "需更正<事项>") == PROPERTIES


def test_properties_without_titles_stay() -> None:
    """Where no titles are listed nothing is changed."""
    assert links.with_sheet_title(b"<Properties/>", "a", None) == b"<Properties/>"

"""Boxes of notes come and go beside whatever else is drawn; shapes keep numbers of their own."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from scoresheet.parts.note_boxes import Box, Drawing, blocks, empty

LINEAR = 3.0
"""Seconds: far more than one pass needs on any machine, far less than a pass for each element."""

BOX = Box((4, 15, 5, 4, 6, 40, 9, 2))
BUTTON = b'<v:shape id="_x0000_s2050" type="#b"><x:ClientData ObjectType="Button"><x:Row>5</x:Row><x:Column>3</x:Column></x:ClientData></v:shape>'


def drawn(xml: bytes, *cells: tuple[int, int]) -> bytes:
    """Give a drawing with boxes for these cells."""
    drawing = Drawing(xml)
    drawing.put(dict.fromkeys(cells, BOX), block=7)
    return drawing.xml


def test_no_boxes_change_nothing() -> None:
    """A drawing into which nothing is put stays byte for byte."""
    assert drawn(empty(1)) == empty(1)


def test_other_shapes_stay() -> None:
    """A button that stands at the same cell is neither enlarged nor taken out."""
    xml = empty(2).replace(b"</xml>", BUTTON + b"</xml>")
    made = drawn(xml, (6, 4))
    assert BUTTON in made
    drawing = Drawing(made)
    drawing.take_out({(6, 4)})
    assert drawing.xml == xml


def test_boxes_have_numbers_of_their_own() -> None:
    """Each shape is numbered beyond all that are there, in the drawing's own block."""
    made = drawn(drawn(empty(3), (6, 4), (7, 4)), (8, 4))
    numbers = [int(number) for number in re.findall(rb'id="_x0000_s(\d+)"', made)]
    assert numbers == [3 * 1024 + 1, 3 * 1024 + 2, 3 * 1024 + 3]
    assert blocks(made) == {3}


def test_drawing_without_blocks_gets_the_free_one() -> None:
    """LibreOffice numbers no shapes: ours take the block that no drawing has."""
    xml = re.sub(rb"<o:shapelayout.*?</o:shapelayout>", b"", empty(1))
    assert b"_x0000_s7169" in drawn(xml, (1, 1))


def test_box_of_a_note_is_only_enlarged() -> None:
    """The county's box stays where it is and becomes large enough for the words below its own."""
    there = drawn(empty(1), (6, 4)).replace(b"4, 15, 5, 4, 6, 40, 9, 2", b"4, 9, 5, 1, 9, 0, 6, 1")
    made = drawn(there, (6, 4))
    assert b"<x:Anchor>4, 9, 5, 1, 9, 0, 9, 2</x:Anchor>" in made
    assert made.count(b"<v:shape ") == 1


def test_prefixes_of_another_program_are_used() -> None:
    """Openpyxl calls the names ns0, ns1 and ns2; a box without a place gets one."""
    xml = drawn(empty(1), (6, 4))
    for ours, theirs in ((b"v", b"ns1"), (b"o", b"ns0"), (b"x", b"ns2")):
        xml = re.sub(rb"(?<=[</ ])%b:" % ours, theirs + b":", xml)
        xml = xml.replace(b"xmlns:%b=" % ours, b"xmlns:%b=" % theirs)
    bare = re.sub(rb"<ns2:Anchor>.*?</ns2:Anchor>", b"", xml)
    made = drawn(bare, (6, 4), (7, 4))
    assert made.count(b"<ns1:shape ") == 2
    assert made.count(b"<ns2:Anchor>") == 2
    drawing = Drawing(made)
    drawing.take_out({(6, 4), (7, 4)})
    assert b"<ns1:shape " not in drawing.xml


def test_prefixes_declared_in_each_shape() -> None:
    """Where the drawing itself declares no names ours bring their own, and boxes that declare theirs are found."""
    theirs = (
        b'<xml><a:shape xmlns:a="urn:schemas-microsoft-com:vml" id="_x0000_s1026"><b:ClientData '
        b'xmlns:b="urn:schemas-microsoft-com:office:excel" ObjectType="Note"><b:AutoFill>False</b:AutoFill><b:Row>5</b:Row>'
        b"<b:Column>3</b:Column></b:ClientData></a:shape></xml>"
    )
    made = drawn(theirs, (6, 4), (7, 4))
    assert b"<b:Anchor>4, 15, 5, 4, 6, 40, 9, 2</b:Anchor><b:AutoFill>" in made
    assert b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"' in made
    assert b'id="_x0000_s1027"' in made
    drawing = Drawing(made)
    drawing.take_out({(6, 4), (7, 4)})
    assert re.search(rb"<\w+:shape ", drawing.xml) is None


@pytest.mark.parametrize("xml", [b"<xml/>", b"", empty(1).replace(b"</xml>", b"")])
def test_unknown_drawing_is_refused(xml: bytes) -> None:
    """What isn't written as all programs write it is not edited."""
    with pytest.raises(ValueError, match="drawing"):
        drawn(xml, (1, 1))


@pytest.mark.parametrize(
    "junk",
    [b"<v:shape ", b'<v:idmap v:ext="edit" ', b"<xml ", b"<v:shape >" * 2 + b"</w:shape>"],
    ids=["shapes", "blocks", "roots", "other prefix"],
)
def test_tags_that_are_never_closed_cost_no_time(junk: bytes) -> None:
    """However many there are, the drawing is walked once."""
    end = len(empty(1)) - len(b"</xml>")
    xml = empty(1)[:end] + junk * 100_000 + b"</xml>"
    began = perf_counter()
    drawing = Drawing(xml)
    drawing.put({(6, 4): Box((1, 2, 3, 4, 5, 6, 7, 8))}, 1)
    drawing.take_out({(6, 4)})
    assert blocks(drawing.xml) == {1}
    assert perf_counter() - began < LINEAR

"""Our notes come and go; what the county wrote stays, to the letter."""

from __future__ import annotations

from time import perf_counter

import pytest

from scoresheet.parts.comments import EMPTY, LINE, Comments, without_ours

LINEAR = 3.0
"""Seconds: far more than one pass needs on any machine, far less than a pass for each element."""

MARKERS = ("【校验意见】", "[Check]")
OURS = "【校验意见】\n须更正：第2项填3.5分。"
THEIRS = (
    '<comments xmlns="m"><authors><author>县里</author><author>tc={1}</author></authors><commentList>'
    '<comment ref="A1" authorId="0"><text><t>plain &amp; simple</t></text></comment>'
    '<comment ref="B1" authorId="0"><text><r><rPr><b/></rPr><t>张三：</t></r><r><t xml:space="preserve"> 请看\n</t></r></text>'
    '</comment><comment ref="C1" authorId="1"><text><t>[Threaded comment]</t></text></comment></commentList></comments>'
).encode()


def both(xml: bytes, cells: tuple[str, ...] = ("A1", "B1", "D9")) -> bytes:
    """Give the notes with ours at these cells."""
    return Comments(xml).with_notes(dict.fromkeys(cells, OURS), "校验")


def test_no_notes_change_nothing() -> None:
    """Without notes of ours the part stays byte for byte."""
    assert Comments(THEIRS).with_notes({}, "校验") == THEIRS
    assert Comments(THEIRS).without({"A1": None, "B1": OURS}, MARKERS) == (THEIRS, set())


def test_note_is_put_in_or_appended() -> None:
    """A new note is ours alone; below the county's own words ours come under a line."""
    made = Comments(both(THEIRS))
    assert made.text("D9") == OURS
    assert made.text("A1") == f"plain & simple\n{LINE}\n{OURS}"
    assert made.text("B1") == f"张三： 请看\n\n{LINE}\n{OURS}"
    assert made.text("C1") == "[Threaded comment]"


def test_county_notes_keep_their_runs() -> None:
    """Bold words stay bold, and a plain note becomes a run because Excel mixes no plain text with runs."""
    made = both(THEIRS).decode()
    assert "<r><rPr><b/></rPr><t>张三：</t></r>" in made
    assert '<comment ref="A1" authorId="0"><text><r><t>plain &amp; simple</t></r><r>' in made


@pytest.mark.parametrize("known", [True, False], ids=["remembered", "known by its first word"])
def test_our_words_are_taken_out_again(known: bool) -> None:
    """What is left is what the county wrote; a note of ours alone goes."""
    made = both(THEIRS)
    ours = dict.fromkeys(("A1", "B1", "D9"), OURS if known else None)
    bare, gone = Comments(made).without(ours, MARKERS)
    assert gone == {"D9"}
    assert Comments(bare).text("A1") == "plain & simple"
    assert Comments(bare).text("B1").rstrip() == "张三： 请看"
    assert "D9" not in Comments(bare).cells


def test_what_the_county_adds_below_ours_stays() -> None:
    """An answer written into our note is not thrown away with it."""
    made = both(EMPTY, ("D9",)).replace("填3.5分。".encode(), "填3.5分。\n已改，请看附件".encode())
    bare, gone = Comments(made).without({"D9": OURS}, MARKERS)
    assert gone == set()
    assert Comments(bare).text("D9").strip() == "已改，请看附件"


def test_words_changed_within_ours_are_kept() -> None:
    """Where the county has written into our sentence nobody can tell whose it is: all of it stays."""
    made = both(EMPTY, ("D9",)).replace("须更正".encode(), "已经更正".encode())
    assert Comments(made).without({"D9": OURS}, MARKERS) == (made, set())


def test_conversation_is_known() -> None:
    """A note that stands for a conversation of newer programs is told from a plain one."""
    assert Comments(THEIRS).is_thread("C1")
    assert not Comments(THEIRS).is_thread("A1")
    assert not Comments(THEIRS).is_thread("Z9")


def test_author_is_named_once() -> None:
    """A second round adds no second author."""
    assert both(both(EMPTY, ("A1",)), ("B2",)).count("校验</author>".encode()) == 1


@pytest.mark.parametrize("words", ["a\x00b<&>", "_x0041_", "line\nline", "😀"])
def test_hostile_words_come_back_as_text(words: str) -> None:
    """Nothing in a note acts as markup, and line ends stay."""
    assert Comments(Comments(EMPTY).with_notes({"A1": words}, "a<b")).text("A1") == words.replace("\x00", "")


def test_foreign_part_is_refused() -> None:
    """What is no list of notes is not edited."""
    with pytest.raises(ValueError, match="incomplete"):
        Comments(b"<comments/>")


def test_blanks_before_our_words_cost_no_time() -> None:
    """They stay where they are ours to leave, and are passed over once."""
    words = " " * 100_000 + OURS.replace("校验意见", "校验意见】x【校验意见")
    began = perf_counter()
    assert without_ours(words, OURS, MARKERS) == words.rpartition(OURS)[0].rstrip()
    assert perf_counter() - began < LINEAR


def test_many_notes_cost_no_time() -> None:
    """Each is looked at by itself, not together with all others."""
    note = '<comment ref="A{0}" authorId="0"><text><r><t>x</t></r><r><t>y</t></r></text></comment>'
    made = "".join(note.format(row) for row in range(1, 20_001))
    xml = EMPTY.replace(b"</commentList>", made.encode() + b"</commentList>")
    began = perf_counter()
    comments = Comments(xml)
    assert {comments.text(cell) for cell in comments.cells} == {"xy"}
    assert perf_counter() - began < 3 * LINEAR


def test_what_bears_no_marker_is_not_believed_to_be_ours() -> None:
    """A memory that claims the county's own words is passed over."""
    assert without_ours("请领导审阅", "请领导审阅", MARKERS) == "请领导审阅"

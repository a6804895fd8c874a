"""What is known of pieces is kept within bounds, and which parts can be cut is told before they are."""

from __future__ import annotations

import pytest

from scoresheet.formats import plain
from scoresheet.formats.plain import Known, NotPlain, check_plain, gathered, known_elements
from scoresheet.grid import Unreadable


def test_only_unknown_pieces_are_read() -> None:
    """Each piece is read once, however often it comes, and readings come in the order of the pieces."""
    known: Known[int] = Known(1_000)
    asked: list[bytes] = []

    def lengths(pieces: list[bytes]) -> list[int]:
        asked.extend(pieces)
        return [len(piece) for piece in pieces]

    assert known.of([b"a", b"bb", b"a"], lengths) == [1, 2, 1]
    assert known.of([b"ccc", b"bb", b""], lengths) == [3, 2, 0]
    assert asked == [b"a", b"bb", b"ccc", b""]


def test_what_is_known_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """All is forgotten when it has become much, and what is long isn't kept at all."""
    monkeypatch.setattr(plain, "_OVERHEAD", 9)
    monkeypatch.setattr(plain, "LONGEST", 2)
    known: Known[int] = Known(3 * 10)
    reads: list[int] = []

    def count(pieces: list[bytes]) -> list[int]:
        reads.append(len(pieces))
        return [0] * len(pieces)

    for pieces in ([b"a", b"b", b"c"], [b"a", b"b", b"c"], [b"d"], [b"d", b"a"], [b"long"], [b"long"]):
        known.of(pieces, count)
    assert reads == [3, 1, 1, 1, 1]


def test_failed_readings_are_not_known() -> None:
    """A piece whose reading fails is asked for again, and so are those that came with it."""
    known: Known[int] = Known(1_000)

    def fail(_: list[bytes]) -> list[int]:
        raise NotPlain

    with pytest.raises(NotPlain):
        known.of([b"a", b"b"], fail)
    assert known.of([b"a"], lambda pieces: [7] * len(pieces)) == [7]


def test_long_parts_are_not_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short part comes whole and in chunks, a long one in chunks only, and is not asked for further than needed."""
    monkeypatch.setattr(plain, "_LARGEST", 4)
    whole, chunks = gathered(iter([b"ab", b"cd"]))
    assert (whole, list(chunks)) == (b"abcd", [b"ab", b"cd"])
    source = iter([b"ab", b"cd", b"e", b"f"])
    whole, chunks = gathered(source)
    assert whole is None
    assert next(source) == b"f"
    assert list(chunks) == [b"ab", b"cd", b"e"]


PLAIN = [
    b"<sst>",
    b"<sst\n>",
    b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>\r\n<sst xmlns="x">',
    b"<?xml version='1.0' standalone='yes'?><sst>",
]
OTHER = [
    b"<sstx>",
    b"<x:sst>",
    b'<?xml version="1.0" encoding="gbk"?><sst>',
    b'<?xml version="1.1"?><sst>',
    b"<sst><!-- --></sst>",
    b"<sst><?x?></sst>",
    b"<?x?><sst>",
    b"<!DOCTYPE x><sst>",
    "<sst>".encode("utf-16"),
    b"",
]


@pytest.mark.parametrize("data", PLAIN)
def test_plain_parts_pass(data: bytes) -> None:
    """UTF-8 without comments and instructions passes, with and without a declaration."""
    check_plain(data, "sst")


@pytest.mark.parametrize("data", OTHER)
def test_other_parts_are_not_plain(data: bytes) -> None:
    """Anything else that could hide a tag, or be another root, doesn't pass."""
    with pytest.raises(NotPlain):
        check_plain(data, "sst")


def test_short_parts_are_read_once() -> None:
    """The same bytes give the same elements, whatever part they stand in; other bytes give others."""
    wanted = frozenset({"a"})
    first = known_elements(iter([b"<x><a k='1'/>", b"</x>"]), "one", wanted)
    assert [element.attributes for element in first] == [{"k": "1"}]
    assert known_elements([b"<x><a k='1'/></x>"], "one", wanted) is first
    assert len(known_elements([b"<x><a/><a/></x>"], "one", wanted)) == 2
    assert [element.attributes for element in known_elements([b"<x><a k='1'/></x>"], "two", wanted)] == [
        {"k": "1"}
    ]


def test_long_parts_are_read_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that isn't short is read all the same."""
    monkeypatch.setattr(plain, "_SHORT", 3)
    assert len(known_elements([b"<x><a/><a/></x>"], "long", frozenset({"a"}))) == 2


def test_damaged_parts_are_refused_each_time() -> None:
    """What can't be read isn't known either: the refusal names the part it is about."""
    for part in ("one", "two", "one"):
        with pytest.raises(Unreadable) as raised:
            known_elements([b"<x><a></x>"], part, frozenset({"a"}))
        assert part in raised.value.place.en

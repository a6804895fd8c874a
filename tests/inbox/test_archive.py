"""Archives are read entry by entry, whatever wrote them, and one odd entry never costs the others."""

from __future__ import annotations

import io
import random
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

from scoresheet.inbox.archive import (
    BadArchive,
    Locked,
    OtherMethod,
    TooManyEntries,
    decoded,
    entries,
    unpacked,
)

FLAGS, LOCAL_FLAGS = 8, 6
"""Where an entry's flags stand behind the signature, in the directory and before the data."""
MOST = 100


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give an archive as the standard library writes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def names(data: bytes) -> list[str]:
    """Give the names of an archive's entries."""
    return [entry.name for entry in entries(io.BytesIO(data), MOST)]


def read(data: bytes, passwords: tuple[str, ...] = ()) -> list[bytes]:
    """Give the bytes of an archive's entries."""
    stream = io.BytesIO(data)
    return [unpacked(stream, entry, passwords) for entry in entries(stream, MOST)]


def with_name(raw: bytes, *, utf_8: bool = False, extra: bytes = b"") -> bytes:
    """Give an archive of one entry whose name is these bytes."""
    made = io.BytesIO()
    info = zipfile.ZipInfo("x" * len(raw))
    info.extra = extra
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(info, b"1")
    data = made.getvalue().replace(b"x" * len(raw), raw)
    return with_flags(data, 0x800) if utf_8 else data


def with_flags(data: bytes, flags: int) -> bytes:
    """Give an archive of one entry with these flags."""
    changed = bytearray(data)
    for place in (LOCAL_FLAGS, data.index(b"PK\x01\x02") + FLAGS):
        changed[place : place + 2] = struct.pack("<H", flags)
    return bytes(changed)


def encrypted(content: bytes, password: bytes, flags: int = 1) -> bytes:
    """Give an archive with one entry that is encrypted in the old way."""
    plain = zipped({"a.xlsx": content}, zipfile.ZIP_STORED)
    local = 30 + len("a.xlsx")
    salted = bytes(range(11)) + bytes([zlib.crc32(content) >> 24]) + content
    data = plain[:local] + encipher(salted, password) + plain[local + len(content) :]
    directory = data.index(b"PK\x01\x02")
    changed = bytearray(data)
    for place in (18, directory + 20):
        changed[place : place + 4] = struct.pack("<L", len(salted))
    end = data.rindex(b"PK\x05\x06") + 16
    changed[end : end + 4] = struct.pack("<L", directory)
    return with_flags(bytes(changed), flags)


def encipher(data: bytes, password: bytes) -> bytes:
    """Encrypt as the specification of the format says, written from it and not from the reader."""
    keys = [305419896, 591751049, 878082192]

    def update(byte: int) -> None:
        keys[0] = zlib.crc32(bytes([byte]), keys[0] ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
        keys[1] = (keys[1] + (keys[0] & 0xFF)) * 134775813 + 1 & 0xFFFFFFFF
        keys[2] = zlib.crc32(bytes([keys[1] >> 24]), keys[2] ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    for byte in password:
        update(byte)
    made = bytearray()
    for byte in data:
        word = keys[2] | 2
        made.append(byte ^ (word * (word ^ 1) >> 8 & 0xFF))
        update(byte)
    return bytes(made)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_the_standard_library_writes_is_read_alike(method: int) -> None:
    """Names, sizes and bytes, from nothing to a good deal, with something before the archive and behind it."""
    members = {"空.xlsx": b"", "县/苍溪县.xlsx": b"abc" * 50_000, "a b.txt": bytes(range(256))}
    data = zipped(members, method)

    assert dict(zip(names(data), read(data), strict=True)) == members
    assert read(b"MZ program" * 9 + data) == list(members.values())
    assert [entry.size for entry in entries(io.BytesIO(data), MOST)] == [0, 150_000, 256]


def test_sizes_beyond_4_gb_stand_in_a_field_of_their_own() -> None:
    """An archive that uses the wide fields for small sizes too, and the wide end of the directory, is read."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, archive.open("a.xlsx", "w", force_zip64=True) as entry:
        entry.write(b"hello")
    assert read(made.getvalue()) == [b"hello"]

    wide = zipped({"a.xlsx": b"hello"})
    start, end = wide.index(b"PK\x01\x02"), wide.rindex(b"PK\x05\x06")
    size = end - start
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert read(wide[:end] + record + locator + last) == [b"hello"]


NAMES = [
    ("utf-8", with_name("苍溪县.xlsx".encode()), "苍溪县.xlsx"),
    ("utf-8, as it says", with_name("苍溪县.xlsx".encode(), utf_8=True), "苍溪县.xlsx"),
    ("gbk", with_name("苍溪县.xlsx".encode("gbk")), "苍溪县.xlsx"),
    ("gbk, under a mark that lies", with_name("苍溪县.xlsx".encode("gbk"), utf_8=True), "苍溪县.xlsx"),
    ("gb18030 of four bytes", with_name("㐱县.xlsx".encode("gb18030")), "㐱县.xlsx"),
    ("a letter that ends in a backslash's byte", with_name("許.xlsx".encode("gbk")), "許.xlsx"),
    ("backslashes", with_name(b"a\\b.xlsx"), "a/b.xlsx"),
    ("neither", with_name(b"\xffa\x81.xlsx"), b"\xffa\x81.xlsx".decode("cp437")),
]


@pytest.mark.parametrize(("data", "name"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_names_are_told_one_by_one(data: bytes, name: str) -> None:
    """Whatever the mark says: UTF-8 if they are, else GB18030 if they are, else as in the first days."""
    assert names(data) == [name]
    assert read(data) == [b"1"]


def test_different_names_stay_different() -> None:
    """No letter is replaced, so that no two files look the same."""
    raw = [bytes([first, second]) for first in range(128, 256) for second in (0x20, 0xFF)]

    assert len({decoded(one) for one in raw}) == len(raw)
    for one in raw:
        decoded(one).encode("utf-8")


def test_a_name_of_its_own_in_unicode_is_taken_where_it_belongs_to_the_entry() -> None:
    """The field holds the other name's checksum; of a renamed entry, and one that is no UTF-8, it is left."""

    def field(of: bytes, name: bytes) -> bytes:
        body = b"\x01" + struct.pack("<L", zlib.crc32(of)) + name
        return struct.pack("<HH", 0x7075, len(body)) + body

    assert names(with_name(b"????.xlsx", extra=field(b"????.xlsx", "苍溪.xlsx".encode()))) == ["苍溪.xlsx"]
    assert names(with_name(b"now.xlsx", extra=field(b"old.xlsx", b"other.xlsx"))) == ["now.xlsx"]
    assert names(with_name(b"now.xlsx", extra=field(b"now.xlsx", b"\xff"))) == ["now.xlsx"]


def test_links_folders_and_pipes_are_told() -> None:
    """By the mode that Unix programs keep, or by the slash at the end."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, mode in (("link", stat.S_IFLNK), ("pipe", stat.S_IFIFO), ("file", stat.S_IFREG), ("d/", 0)):
            info = zipfile.ZipInfo(name)
            info.external_attr = (mode | 0o644) << 16
            archive.writestr(info, b"")
    found = entries(made, MOST)

    assert [(one.is_link, one.is_special, one.is_folder) for one in found] == [
        (True, False, False),
        (False, True, False),
        (False, False, False),
        (False, False, True),
    ]


def test_entries_are_counted_before_they_are_made() -> None:
    """A directory of 200,000 entries costs no second."""
    data = zipped({f"{number}": b"" for number in range(3)})
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    one = data[start : data.index(b"PK\x01\x02", start + 4)]
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, len(one) * 200_000, start, 0)
    begun = time.monotonic()

    with pytest.raises(TooManyEntries):
        entries(io.BytesIO(data[:start] + one * 200_000 + last), 5000)
    assert time.monotonic() - begun < 1
    with pytest.raises(TooManyEntries):
        entries(io.BytesIO(data), 2)
    assert len(entries(io.BytesIO(data), 3)) == 3
    assert end > start


@pytest.mark.parametrize("password", ["secret", "广元123"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_old_encryption_is_opened_with_the_right_password(password: str, encoding: str) -> None:
    """Among several, however its letters were written; never with a wrong one."""
    data = encrypted(b"hello", password.encode(encoding))

    with zipfile.ZipFile(io.BytesIO(data)) as other_reader:
        assert other_reader.read("a.xlsx", password.encode(encoding)) == b"hello"
    assert read(data, ("wrong", password)) == [b"hello"]
    for wrong in ((), tuple(str(number) for number in range(600))):
        with pytest.raises(Locked) as refused:
            read(data, wrong)
        assert not refused.value.is_aes


@pytest.mark.parametrize("flags", [0x41, 0x40])
def test_other_encryption_is_told_as_such(flags: int) -> None:
    """No password would help."""
    data = with_flags(zipped({"a.xlsx": b"1"}), flags)

    with pytest.raises(Locked) as refused:
        read(data, ("secret",))
    assert refused.value.is_aes


def test_aes_is_told_by_its_method() -> None:
    """As 7-Zip and WinZip write it."""
    data = bytearray(with_flags(zipped({"a.xlsx": b"1"}), 1))
    place = data.index(b"PK\x01\x02") + 10
    data[place : place + 2] = struct.pack("<H", 99)

    with pytest.raises(Locked) as refused:
        read(bytes(data), ("secret",))
    assert refused.value.is_aes


def test_other_methods_are_told_as_such() -> None:
    """What only some archivers know."""
    with pytest.raises(OtherMethod):
        read(zipped({"a.xlsx": b"1"}, zipfile.ZIP_BZIP2))


def _sizes(data: bytes, size: int, crc: int | None = None) -> bytes:
    place = data.index(b"PK\x01\x02")
    changed = bytearray(data)
    changed[place + 24 : place + 28] = struct.pack("<L", size)
    if crc is not None:
        changed[place + 16 : place + 20] = struct.pack("<L", crc)
    return bytes(changed)


PACKED = zipped({"a.xlsx": b"a" * 10_000})
BROKEN: list[tuple[str, bytes]] = [
    ("nothing", b""),
    ("no archive", b"PK\x03\x04" + bytes(100)),
    ("cut off", PACKED[:-30]),
    ("no directory where it should be", PACKED[: PACKED.index(b"PK\x01\x02")] + PACKED[-22:]),
    ("a size too small", _sizes(PACKED, 9_999, zlib.crc32(b"a" * 9_999))),
    ("a size too large", _sizes(PACKED, 10_001)),
    ("a wrong checksum", _sizes(PACKED, 10_000, 1)),
    ("damaged data", PACKED.replace(PACKED[40:45], b"\xff" * 5, 1)),
    ("no entry where it should be", b"XX" + PACKED[2:]),
]


@pytest.mark.parametrize("data", [c[1] for c in BROKEN], ids=[c[0] for c in BROKEN])
def test_what_is_broken_is_refused(data: bytes) -> None:
    """Never a byte more or less than promised, and no other error."""
    with pytest.raises(BadArchive):
        read(data)


def test_one_broken_entry_leaves_the_others() -> None:
    """The library would give up the archive for a wrong extra field or version."""
    data = bytearray(zipped({"a": b"1", "b": b"2"}))
    place = data.index(b"PK\x01\x02")
    data[place + 6 : place + 8] = struct.pack("<H", 999)

    assert read(bytes(data)) == [b"1", b"2"]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 7, 60)) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[: start + 40] + data[start:]


@pytest.mark.parametrize("change", [_flip, _cut, _repeat])
def test_damage_gives_no_other_bytes(change: Callable[[bytes, random.Random], bytes]) -> None:
    """Of 500 damaged archives each entry is read as it was, or refused."""
    members = {"苍溪县.xlsx": b"abc" * 100, "b/空.txt": b"", "c": bytes(range(256))}
    good = zipped(members)
    for seed in range(500):
        stream = io.BytesIO(change(good, random.Random(seed)))  # noqa: S311 - damage that can be repeated, no secret
        try:
            found = entries(stream, MOST)
        except BadArchive:
            continue
        for entry in found:
            try:
                assert unpacked(stream, entry) in members.values()
            except BadArchive:
                continue

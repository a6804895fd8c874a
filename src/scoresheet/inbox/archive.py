"""What lies in a zip archive, read entry by entry: one odd entry never costs the others.

Chinese archives call for a reader of their own: names in GBK without a word about it, UTF-8 marks that are not true,
names that differ between directory and entry. The standard library gives up the whole archive at the first of these,
and makes an object of every entry before it can be asked how many there are.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

_END, _END_64, _LOCATOR, _ENTRY, _LOCAL = b"PK\5\6", b"PK\6\6", b"PK\6\7", b"PK\1\2", b"PK\3\4"
_END_LAYOUT = struct.Struct("<4s4H2LH")
_END_64_LAYOUT = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_LAYOUT = struct.Struct("<4sLQL")
_ENTRY_LAYOUT = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL_LAYOUT = struct.Struct("<4s2B4HL2L2H")
_LONGEST_COMMENT = 0xFFFF
_LARGEST_DIRECTORY = 32 * 1024 * 1024
_CHUNK = 64 * 1024
_SEE_EXTRA = 0xFFFFFFFF
_STORED, _DEFLATED, _AES = 0, 8, 99
_ENCRYPTED, _SIZE_FOLLOWS, _STRONG, _UTF_8 = 0x1, 0x8, 0x40, 0x800
_WIDE_SIZES, _UNICODE_NAME, _AES_EXTRA = 0x0001, 0x7075, 0x9901
_LONGEST_NAME = 1000


class BadArchive(Exception):  # noqa: N818 - it says what the archive is, not that the program erred
    """An archive, or an entry of one, that breaks off or contradicts itself."""


class TooManyEntries(BadArchive):
    """An archive with more entries than are looked at."""


class OtherMethod(BadArchive):
    """An entry that is compressed in a way that is not read."""


class Locked(BadArchive):
    """An entry that none of the passwords opens; `is_aes` tells that no password would, for its kind is not read."""

    def __init__(self, *, is_aes: bool) -> None:
        super().__init__("locked")
        self.is_aes = is_aes


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an archive.

    `name` has forward slashes and is for display only; `size` is what the directory says it unpacks to and `packed`
    what it takes in the archive, in bytes; `mode` is the Unix mode, 0 where none is kept.
    """

    name: str
    size: int
    packed: int
    mode: int
    method: int
    flags: int
    crc: int
    time: int
    offset: int
    is_aes: bool

    @property
    def is_folder(self) -> bool:
        """Whether it only names a folder."""
        return self.name.endswith("/") or stat.S_ISDIR(self.mode)

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return stat.S_ISLNK(self.mode)

    @property
    def is_special(self) -> bool:
        """Whether it is a pipe, a device or a socket."""
        return stat.S_IFMT(self.mode) not in {0, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK}

    @property
    def is_locked(self) -> bool:
        """Whether it takes a password."""
        return bool(self.flags & (_ENCRYPTED | _STRONG))


def entries(stream: BinaryIO, most: int) -> list[Entry]:
    """Give the entries of an archive in the order of its directory, folders among them.

    `most` is how many are made; an archive with more raises TooManyEntries. Raises BadArchive for an archive without
    a directory that can be read.
    """
    try:
        start, directory = _directory(stream)
        records = list(_records(directory, most))
    except (struct.error, OSError, ValueError) as error:
        raise BadArchive from error
    return [_entry(record, rest, start) for record, rest in records]


def unpacked(stream: BinaryIO, entry: Entry, passwords: Iterable[str] = ()) -> bytes:
    """Give an entry's bytes, their checksum tested and never more than its directory says.

    Raises OtherMethod, Locked where no password fits, and BadArchive for what is damaged.
    """
    if entry.is_locked and (entry.is_aes or entry.flags & _STRONG):
        raise Locked(is_aes=True)
    if entry.method not in {_STORED, _DEFLATED}:
        raise OtherMethod
    try:
        packed = _packed(stream, entry)
        return _unlocked(packed, entry, passwords) if entry.is_locked else _inflated(packed, entry)
    except (struct.error, OSError, ValueError, zlib.error) as error:
        raise BadArchive from error


def decoded(name: bytes) -> str:
    """Give a name that was written without a word about its encoding: UTF-8, else GB18030, else cp437.

    The first two are strict, and the last knows every byte, so that different names stay different.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            text = name.decode(encoding)
            text.encode("utf-8")
        except UnicodeError:
            continue
        return text
    return name.decode("cp437")


def _directory(stream: BinaryIO) -> tuple[int, bytes]:
    """Give how far the archive's own count of bytes is off (something may stand before it), and its directory."""
    length = stream.seek(0, 2)
    base = max(0, length - _LONGEST_COMMENT - _END_LAYOUT.size - _LOCATOR_LAYOUT.size - _END_64_LAYOUT.size)
    stream.seek(base)
    tail = stream.read(length - base)
    at = tail.rfind(_END, 0, len(tail) - _END_LAYOUT.size + len(_END))
    if at < 0:
        raise BadArchive
    *_, size, offset, _ = _END_LAYOUT.unpack_from(tail, at)
    end = at
    wide = at - _LOCATOR_LAYOUT.size - _END_64_LAYOUT.size
    if wide >= 0 and tail.startswith(_END_64, wide) and tail.startswith(_LOCATOR, at - _LOCATOR_LAYOUT.size):
        *_, size, offset = _END_64_LAYOUT.unpack_from(tail, wide)
        end = wide
    begins = base + end - size
    if begins < 0:
        raise BadArchive
    if size > _LARGEST_DIRECTORY:
        raise TooManyEntries
    stream.seek(begins)
    return begins - offset, stream.read(size)


def _records(directory: bytes, most: int) -> Iterator[tuple[tuple[int, ...], tuple[bytes, bytes]]]:
    at = count = 0
    while at < len(directory):
        signature, *numbers = _ENTRY_LAYOUT.unpack_from(directory, at)
        count += 1
        if signature != _ENTRY:
            raise BadArchive
        if count > most:
            raise TooManyEntries
        name, extra, comment = numbers[11:14]
        at += _ENTRY_LAYOUT.size
        yield tuple(numbers), (directory[at : at + name], directory[at + name : at + name + extra])
        at += name + extra + comment


def _entry(numbers: tuple[int, ...], rest: tuple[bytes, bytes], start: int) -> Entry:
    flags, method, time, _, crc, packed, size = numbers[4:11]
    attributes, offset = numbers[16:18]
    raw, extra = rest
    fields = _fields(extra)
    size, packed, offset = _wide(fields.get(_WIDE_SIZES, b""), size, packed, offset)
    return Entry(
        name=_name(raw, fields.get(_UNICODE_NAME, b""))[:_LONGEST_NAME].replace("\\", "/"),
        size=size,
        packed=packed,
        mode=attributes >> 16,
        method=method,
        flags=flags,
        crc=crc,
        time=time,
        offset=offset + start,
        is_aes=method == _AES or _AES_EXTRA in fields,
    )


def _fields(extra: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        found.setdefault(kind, extra[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def _wide(field: bytes, *numbers: int) -> list[int]:
    """Give the sizes and the place of an entry; those beyond 4 GB stand one after the other in a field of their own."""
    found, at = [], 0
    for number in numbers:
        if number == _SEE_EXTRA and at + 8 <= len(field):
            found.append(struct.unpack_from("<Q", field, at)[0])
            at += 8
        else:
            found.append(number)
    return found


def _name(raw: bytes, unicode_field: bytes) -> str:
    # The field holds the checksum of the name that it replaces: one who renamed the entry has left the field as it was.
    if unicode_field[:1] == b"\1" and unicode_field[1:5] == struct.pack("<L", zlib.crc32(raw)):
        try:
            return unicode_field[5:].decode("utf-8")
        except UnicodeDecodeError:
            pass
    return decoded(raw)


def _packed(stream: BinaryIO, entry: Entry) -> bytes:
    stream.seek(entry.offset)
    header = stream.read(_LOCAL_LAYOUT.size)
    signature, *_, name, extra = _LOCAL_LAYOUT.unpack(header)
    if signature != _LOCAL:
        raise BadArchive
    stream.seek(name + extra, 1)
    # A packed entry is hardly larger than what it unpacks to; one that says so would only fill the memory.
    if entry.packed > 2 * entry.size + _CHUNK:
        raise BadArchive
    data = stream.read(entry.packed)
    if len(data) != entry.packed:
        raise BadArchive
    return data


def _inflated(data: bytes, entry: Entry) -> bytes:
    if entry.method == _DEFLATED:
        # One byte more than promised shows that the promise was not kept.
        data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, entry.size + 1)
    if len(data) != entry.size or zlib.crc32(data) != entry.crc:
        raise BadArchive
    return data


def _unlocked(data: bytes, entry: Entry, passwords: Iterable[str]) -> bytes:
    check = entry.time >> 8 if entry.flags & _SIZE_FOLLOWS else entry.crc >> 24
    for password in passwords:
        for spelling in dict.fromkeys(
            (password.encode("utf-8", "replace"), password.encode("gb18030", "replace"))
        ):
            keys = _Keys(spelling)
            if keys.decrypted(data[:_SALT])[-1:] == bytes([check & 0xFF]):
                try:
                    return _inflated(keys.decrypted(data[_SALT:]), entry)
                except (BadArchive, zlib.error):
                    # One wrong password in 256 passes the first test.
                    continue
    raise Locked(is_aes=False)


_SALT = 12


class _Keys:
    """The three keys of the old way to encrypt an entry, which every archiver can still write."""

    def __init__(self, password: bytes) -> None:
        self._keys = (0x12345678, 0x23456789, 0x34567890)
        self.decrypted(password, plain=True)

    def decrypted(self, data: bytes, *, plain: bool = False) -> bytes:
        """Decrypt the next bytes; `plain` takes them as they are, to set the keys from a password."""
        key0, key1, key2 = self._keys
        table, made = _crc_table(), bytearray()
        for byte in data:
            mixed = key2 | 2
            clear = byte if plain else byte ^ (mixed * (mixed ^ 1) >> 8 & 0xFF)
            made.append(clear)
            key0 = key0 >> 8 ^ table[(key0 ^ clear) & 0xFF]
            key1 = ((key1 + (key0 & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
            key2 = key2 >> 8 ^ table[(key2 ^ key1 >> 24) & 0xFF]
        self._keys = key0, key1, key2
        return bytes(made)


@cache
def _crc_table() -> tuple[int, ...]:
    table = []
    for number in range(256):
        crc = number
        for _ in range(8):
            crc = crc >> 1 ^ (0xEDB88320 if crc & 1 else 0)
        table.append(crc)
    return tuple(table)

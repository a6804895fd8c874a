"""Taking a good return apart and putting it together again, as no spreadsheet program would."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from returned import SCORES, good
from scoresheet.parts.cells import Package

Maker = Callable[[], bytes]
"""Makes one file of the corpus."""

WORKBOOK = "xl/workbook.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet_part(sheet: str = SCORES) -> str:
    """Give the name of the part that holds a sheet of the form."""
    return Package(good()).sheets[sheet]


def parts_of(data: bytes) -> dict[str, bytes]:
    """Give the parts of a package by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give a package of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name, part in parts.items():
            stored = name == "mimetype"  # OpenDocument's type is found by its place in the file
            how = zipfile.ZIP_STORED if stored else method
            package.writestr(zipfile.ZipInfo(name, (2014, 11, 20, 9, 0, 0)), part, how)
    return made.getvalue()


def with_parts(added: Mapping[str, bytes], data: bytes | None = None) -> bytes:
    """Give the correct return with some parts put in, or put in place of others."""
    return packed(parts_of(good() if data is None else data) | dict(added))


def with_part(name: str, change: Callable[[bytes], bytes], data: bytes | None = None) -> bytes:
    """Give the correct return with one part changed; raises ValueError where the change does nothing."""
    parts = parts_of(good() if data is None else data)
    changed = change(parts[name])
    if changed == parts[name]:
        message = f"{name} is unchanged"
        raise ValueError(message)
    return packed(parts | {name: changed})


def with_sheet(change: Callable[[bytes], bytes], sheet: str = SCORES, data: bytes | None = None) -> bytes:
    """Give the correct return with the XML of one sheet changed."""
    return with_part(sheet_part(sheet), change, data)


_INLINE = re.compile(rb't="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>')


def with_shared_strings() -> bytes:
    """Give the correct return with its texts in a table of shared strings, as Excel and WPS save them."""
    parts, known = parts_of(good()), dict[bytes, int]()

    def shared(match: re.Match[bytes]) -> bytes:
        return b't="s"><v>%d</v></c>' % known.setdefault(match[1], len(known))

    for name in [name for name in parts if name.startswith("xl/worksheets/")]:
        parts[name] = _INLINE.sub(shared, parts[name])
    items = b"".join(b'<si><t xml:space="preserve">' + text + b"</t></si>" for text in known)
    table = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d" uniqueCount="%d">'
        % (len(known), len(known))
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/>'.encode()
    added = {
        "xl/sharedStrings.xml": table + items + b"</sst>",
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", override + b"</Types>"),
    }
    return related(WORKBOOK, "sharedStrings", "sharedStrings.xml", added, packed(parts))


def put(inside: bytes, before: bytes) -> Callable[[bytes], bytes]:
    """Give the change that puts something before the first occurrence of something else."""
    return lambda part: part.replace(before, inside + before, 1)


def after_rows(inside: str) -> Callable[[bytes], bytes]:
    """Give the change that puts elements behind a sheet's rows."""
    return lambda part: part.replace(b"</sheetData>", b"</sheetData>" + inside.encode(), 1)


def last_rows(rows: str) -> Callable[[bytes], bytes]:
    """Give the change that puts rows below a sheet's own."""
    return put(rows.encode(), b"</sheetData>")


def related(
    part: str, kind: str, target: str, added: Mapping[str, bytes] | None = None, data: bytes | None = None
) -> bytes:
    """Give the correct return with a relationship from a part to `target`; a target with :// is outside the file."""
    folder, _, name = part.rpartition("/")
    listing = f"{folder}/_rels/{name}.rels".lstrip("/")
    parts = parts_of(good() if data is None else data)
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    mode = ' TargetMode="External"' if "://" in target else ""
    one = f'<Relationship Id="rIdAdded" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'.encode()
    listed = parts.get(listing, empty).replace(b"</Relationships>", one + b"</Relationships>")
    return packed(parts | {listing: listed} | dict(added or {}))


@dataclass(slots=True)
class Entry:
    """One entry of a zip, with every field that can lie; what is None is told as it is.

    `declared` and `crc` are what both headers say, `local_declared` and `local_name` what the entry's own header
    says instead. `at` is the place to which the directory points, `streamed` puts sizes behind the content.
    """

    name: bytes
    content: bytes
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    crc: int | None = None
    declared: int | None = None
    local_declared: int | None = None
    local_name: bytes | None = None
    at: int | None = None
    streamed: bool = False
    extra: bytes = b""
    external: int = 0
    packed: bytes = field(init=False)

    def __post_init__(self) -> None:
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        deflated = squeeze.compress(self.content) + squeeze.flush()
        self.packed = deflated if self.method == zipfile.ZIP_DEFLATED else self.content

    @property
    def _crc(self) -> int:
        return zlib.crc32(self.content) if self.crc is None else self.crc

    @property
    def _size(self) -> int:
        return len(self.content) if self.declared is None else self.declared

    @property
    def _flags(self) -> int:
        return self.flags | (8 if self.streamed else 0)

    def local(self) -> bytes:
        """Give the entry with its own header."""
        name = self.name if self.local_name is None else self.local_name
        size = self._size if self.local_declared is None else self.local_declared
        told = (0, 0, 0) if self.streamed else (self._crc, len(self.packed), size)
        head = struct.pack(
            "<4s5H3I2H", b"PK\x03\x04", 20, self._flags, self.method, 0, 17780, *told, len(name), 0
        )
        tail = (
            struct.pack("<4s3I", b"PK\x07\x08", self._crc, len(self.packed), size) if self.streamed else b""
        )
        return head + name + self.packed + tail

    def listed(self, place: int) -> bytes:
        """Give the entry as the directory lists it."""
        head = struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, self._flags, self.method, 0, 17780, self._crc, len(self.packed),
            self._size, len(self.name), len(self.extra), 0, 0, 0, self.external, place if self.at is None else self.at,
        )  # fmt: skip
        return head + self.name + self.extra


def bulky(name: str, part: bytes, before: bytes, bulk: bytes, times: int) -> Entry:
    """Give an entry whose content has `bulk`, so many times, before the bytes `before`.

    It is packed without ever being there: a compressed block is repeated, and only the checksum runs over it all.
    """
    head, mark, tail = part.partition(before)
    entry = Entry(name.encode(), b"")
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    blocks = [squeeze.compress(piece) + squeeze.flush(zlib.Z_FULL_FLUSH) for piece in (head, bulk)]
    end = squeeze.compress(mark + tail) + squeeze.flush()
    entry.packed = blocks[0] + blocks[1] * times + end
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(bulk, crc)
    entry.crc = zlib.crc32(mark + tail, crc)
    entry.declared = len(head) + len(bulk) * times + len(mark + tail)
    return entry


def with_bulk(name: str, before: bytes, bulk: bytes, times: int, data: bytes | None = None) -> bytes:
    """Give the correct return with a part that has `bulk`, so many times, before the bytes `before`."""
    entries = entries_of(data)
    entries[name] = bulky(name, entries[name].content, before, bulk, times)
    return zipped(entries.values())


def entries_of(data: bytes | None = None) -> dict[str, Entry]:
    """Give the entries of the correct return by name."""
    parts = parts_of(good() if data is None else data)
    return {name: Entry(name.encode(), part) for name, part in parts.items()}


def zipped(
    entries: Iterable[Entry],
    *,
    before: bytes = b"",
    after: bytes = b"",
    more: bytes = b"",
    listed_more: bytes = b"",
    count: int | None = None,
) -> bytes:
    """Give a zip of these entries, with bytes before and behind it.

    `more` are further entries as they stand in the file, `listed_more` as the directory lists them; `count` is what
    the directory says about the number of all.
    """
    body, places, listed = bytearray(before), [], list(entries)
    for entry in listed:
        places.append(len(body))
        body += entry.local()
    body += more
    directory = (
        b"".join(entry.listed(place) for entry, place in zip(listed, places, strict=True)) + listed_more
    )
    told = len(listed) if count is None else count
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, told & 0xFFFF, told & 0xFFFF, len(directory), len(body), 0
    )
    return bytes(body) + directory + end + after

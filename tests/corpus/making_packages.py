"""Hostile zip containers around a good return: lies in the headers, odd entries, bombs, cuts."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from returned import good
from surgery import Entry, Maker, bulky, entries_of, packed, parts_of, sheet_part, with_parts, zipped

_SYMLINK = 0o120777 << 16


def _lowered() -> bytes:
    """Give the sheet of scores with another score for item 2, which must never count."""
    part = parts_of(good())[sheet_part()]
    start = part.index(b'<c r="D6"')
    end = part.index(b"</c>", start)
    assert b"<v>3</v>" in part[start:end]
    return part[:start] + part[start:end].replace(b"<v>3</v>", b"<v>1</v>") + part[end:]


def changed(**fields: object) -> bytes:
    """Give the return with some fields of the entry of its sheet of scores changed."""
    entries = entries_of()
    entry = entries[sheet_part()]
    for name, value in fields.items():
        setattr(entry, name, value)
    return zipped(entries.values())


def with_entries(*added: Entry, first: bool = False) -> bytes:
    """Give the return with entries behind its own, or before them."""
    entries = list(entries_of().values())
    return zipped([*added, *entries] if first else [*entries, *added])


def _named(name: str | bytes, content: bytes = b"x", **fields: object) -> Entry:
    raw = name if isinstance(name, bytes) else name.encode()
    return Entry(raw, content, **fields)  # type: ignore[arg-type] # fields are those of Entry


def _overlapping() -> bytes:
    entries = entries_of()
    bomb = Entry(b"xl/media/image1.png", b"\0" * 1_000_000)
    # Fifty entries of the directory point to one and the same content.
    copies = [replace(bomb, name=f"xl/worksheets/extra{n}.xml".encode()) for n in range(50)]
    listed = [*entries.values(), bomb]
    place = sum(len(entry.local()) for entry in entries.values())
    for copy in copies:
        copy.at = place
        copy.local_name = bomb.name
    return _sharing(listed, copies)


def _sharing(own: list[Entry], shared: list[Entry]) -> bytes:
    listed = b"".join(entry.listed(0) for entry in shared)
    return zipped(own, listed_more=listed, count=len(own) + len(shared))


def _other_place() -> bytes:
    # The directory sends the sheet of scores to the content of another entry.
    entries = entries_of()
    names = list(entries)
    place = 0
    for name in names:
        if name == "xl/worksheets/sheet2.xml":
            break
        place += len(entries[name].local())
    entries[sheet_part()].at = place
    return zipped(entries.values())


def _swapped_directory() -> bytes:
    # The directory calls the sheets differently from what the entries call themselves.
    entries = entries_of()
    one, other = entries[sheet_part()], entries["xl/worksheets/sheet4.xml"]
    one.local_name, other.local_name = one.name, other.name
    one.name, other.name = other.name, one.name
    return zipped(entries.values())


def _zip64() -> bytes:
    extra = struct.pack("<HHQQ", 1, 16, 1 << 60, 1 << 60)
    return changed(extra=extra, declared=0xFFFFFFFF)


def _zip64_end() -> bytes:
    data = good()
    end = data.rindex(b"PK\x05\x06")
    record = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 40, 1 << 40, 1 << 40, 1 << 40)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    return data[:end] + record + locator + data[end:]


def _other_count(count: int) -> bytes:
    return zipped(entries_of().values(), count=count)


def _directory_elsewhere() -> bytes:
    data = bytearray(good())
    end = data.rindex(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 16, 0x7FFFFFFF)
    return bytes(data)


def _comment() -> bytes:
    # A comment that looks like the end of another archive.
    data = bytearray(good())
    end = data.rindex(b"PK\x05\x06")
    comment = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)
    struct.pack_into("<H", data, end + 20, len(comment))
    return bytes(data) + comment


def _two_archives() -> bytes:
    lowered = packed(parts_of(good()) | {sheet_part(): _lowered()})
    return lowered + good()


def _many(count: int) -> bytes:
    """Give the return with so many empty entries behind its own."""
    own, empty = entries_of().values(), Entry(b"xl/000000.xml", b"", 0)
    local, listed = empty.local(), empty.listed(0)
    names = [b"xl/%06d.xml" % number for number in range(count)]
    body = [local.replace(empty.name, name) for name in names]
    places = range(sum(len(one.local()) for one in own), sys.maxsize, len(local))
    directory = [
        listed[:42] + struct.pack("<I", place) + name for name, place in zip(names, places, strict=False)
    ]
    return zipped(
        own, more=b"".join(body), listed_more=b"".join(directory), count=min(count + len(own), 65_535)
    )


def _stored() -> bytes:
    return packed(parts_of(good()), zipfile.ZIP_STORED)


def _method(method: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, part in parts_of(good()).items():
            compressed = method if name == sheet_part() else zipfile.ZIP_DEFLATED
            package.writestr(name, part, compressed)
    return made.getvalue()


def _upper(parts: dict[str, bytes]) -> bytes:
    return packed({name.upper(): part for name, part in parts.items()})


def _backslashes(parts: dict[str, bytes]) -> bytes:
    return zipped(Entry(name.replace("/", "\\").encode(), part) for name, part in parts.items())


def _without(*names: str) -> bytes:
    return packed({name: part for name, part in parts_of(good()).items() if name not in names})


def cut(part: float) -> Maker:
    """Make the beginning of the return, as when the transfer broke off."""
    return lambda: good()[: int(len(good()) * part)]


def _bit_flipped() -> bytes:
    # One bit inside the stored rows: the checksum no longer fits, and the digit that it changes looks like a score.
    stored = bytearray(_stored())
    place = stored.index(b"<v>3</v>")
    stored[place + 3] ^= 1
    return bytes(stored)


def _in_capitals_too() -> bytes:
    return with_entries(Entry(sheet_part().upper().encode(), _lowered()))


def _photos() -> bytes:
    # Photos pasted in as evidence are large, and no reason to refuse the form.
    noise = bytes((n * 7919 + n // 251) % 256 for n in range(300_000))
    return with_parts({f"xl/media/image{n}.jpeg": b"\xff\xd8\xff" + noise for n in range(12)})


def _unread_bomb() -> bytes:
    bomb = bulky("xl/calcChain.xml", b"<calcChain/>", b"/", b" " * 1_000_000, 1_000)
    return zipped([*entries_of().values(), bomb])


PACKED: dict[str, Callable[[], bytes]] = {
    "all parts stored.xlsx": _stored,
    "sizes behind the contents.xlsx": lambda: changed(streamed=True),
    "names in capitals.xlsx": lambda: _upper(parts_of(good())),
    "names with backslashes.xlsx": lambda: _backslashes(parts_of(good())),
    "an entry that is a folder.xlsx": lambda: with_entries(_named("xl/empty/", b"", method=0)),
    "photos pasted in.xlsx": _photos,
    "garbage before the archive.xlsx": lambda: b"MZ" + bytes(510) + good(),
    "garbage before the archive, counted.xlsx": lambda: zipped(entries_of().values(), before=b"x" * 600),
    "garbage behind the archive.xlsx": lambda: good() + b"\r\n--boundary--\r\n" + bytes(100),
    "much garbage behind the archive.xlsx": lambda: good() + bytes(100_000),
    "another archive before it.xlsx": _two_archives,
    "comment like an archive.xlsx": _comment,
    "sheet twice.xlsx": lambda: with_entries(Entry(sheet_part().encode(), _lowered())),
    "sheet twice, the other first.xlsx": lambda: with_entries(
        Entry(sheet_part().encode(), _lowered()), first=True
    ),
    "sheet twice in capitals.xlsx": _in_capitals_too,
    "sheet twice with a backslash.xlsx": lambda: with_entries(
        Entry(sheet_part().replace("/", "\\").encode(), _lowered())
    ),
    "name out of the archive.xlsx": lambda: with_entries(_named("../../../../etc/cron.d/x")),
    "name out of the archive, Windows.xlsx": lambda: with_entries(_named("..\\..\\startup\\x.bat")),
    "absolute name.xlsx": lambda: with_entries(_named("/etc/passwd")),
    "name with a drive.xlsx": lambda: with_entries(_named("C:\\autoexec.bat")),
    "name with a null character.xlsx": lambda: with_entries(
        _named(sheet_part().encode() + b"\0.png", _lowered())
    ),
    "name of a device.xlsx": lambda: with_entries(_named("CON")),
    "name with control characters.xlsx": lambda: with_entries(_named("xl/\x1b[31m\u202egnp.x")),
    "name of 60,000 letters.xlsx": lambda: with_entries(_named("x" * 60_000)),
    "name that is no text.xlsx": lambda: with_entries(_named(b"\xff\xfe\x80", flags=0x800)),
    "no name.xlsx": lambda: with_entries(_named(b"")),
    "an entry that is a link.xlsx": lambda: with_entries(
        _named("xl/link", b"/etc/passwd", external=_SYMLINK)
    ),
    "entry with a password.xlsx": lambda: changed(flags=1),
    "entry with strong encryption.xlsx": lambda: changed(flags=0x41),
    "wrong checksum.xlsx": lambda: changed(crc=0x12345678),
    "one bit changed.xlsx": _bit_flipped,
    "wrong size in the entry.xlsx": lambda: changed(local_declared=10),
    "wrong size in the directory.xlsx": lambda: changed(declared=1000, local_declared=None),
    "size of a bomb in the directory.xlsx": lambda: changed(declared=0xFFFFFFF0),
    "other name in the entry.xlsx": lambda: changed(local_name=b"xl/worksheets/sheet9.xml"),
    "names exchanged in the directory.xlsx": _swapped_directory,
    "entry that points to another.xlsx": _other_place,
    "entry that points behind the end.xlsx": lambda: changed(at=0x7FFFFFF0),
    "overlapping entries.xlsx": _overlapping,
    "unknown compression.xlsx": lambda: changed(method=99),
    "bzip2.xlsx": lambda: _method(zipfile.ZIP_BZIP2),
    "LZMA.xlsx": lambda: _method(zipfile.ZIP_LZMA),
    "sizes of 64 bits that lie.xlsx": _zip64,
    "directory of 64 bits that lies.xlsx": _zip64_end,
    "directory with too few entries.xlsx": lambda: _other_count(3),
    "directory with too many entries.xlsx": lambda: _other_count(60_000),
    "directory elsewhere.xlsx": _directory_elsewhere,
    "200,000 entries.xlsx": lambda: _many(200_000),
    "2,000 entries.xlsx": lambda: _many(2_000),
    "a gigabyte in a part that is not read.xlsx": _unread_bomb,
    "content types missing.xlsx": lambda: _without("[Content_Types].xml"),
    "relationships missing.xlsx": lambda: _without("_rels/.rels"),
    "workbook missing.xlsx": lambda: _without("xl/workbook.xml"),
    "sheet missing.xlsx": lambda: _without(sheet_part()),
    "register missing.xlsx": lambda: _without("xl/worksheets/sheet3.xml"),
    "styles missing.xlsx": lambda: _without("xl/styles.xml"),
    "properties missing.xlsx": lambda: _without(
        "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
    ),
    "theme missing.xlsx": lambda: _without("xl/theme/theme1.xml"),
    "sheet of no bytes.xlsx": lambda: with_parts({sheet_part(): b""}),
    "workbook of no bytes.xlsx": lambda: with_parts({"xl/workbook.xml": b""}),
    "sheet that is a picture.xlsx": lambda: with_parts({sheet_part(): b"\x89PNG\r\n\x1a\n" + bytes(100)}),
    "cut to nothing.xlsx": lambda: b"",
    "cut after three bytes.xlsx": lambda: good()[:3],
    "cut after a tenth.xlsx": cut(0.1),
    "cut in the middle.xlsx": cut(0.5),
    "cut before the directory ends.xlsx": lambda: good()[:-40],
    "last byte missing.xlsx": lambda: good()[:-1],
    "only zeros.xlsx": lambda: bytes(40_000),
    "second half zeros.xlsx": lambda: good()[:20_000] + bytes(len(good()) - 20_000),
    "end of lines changed.xlsx": lambda: good().replace(b"\n", b"\r\n"),
    "sent as text.xlsx": lambda: good().decode("latin-1").encode("utf-8"),
}
FILES: dict[str, Maker] = {name: partial(make) for name, make in PACKED.items()}

"""Archives with forms in them: names in every encoding, passwords, bombs, archives within archives."""

from __future__ import annotations

import io
import zipfile
from functools import partial

from making_cells import as_text
from returned import OTHER_UNIT, good
from surgery import Entry, Maker, bulky, zipped

_SYMLINK = 0o120777 << 16


def _packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2014, 11, 27, 9, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _in_gbk() -> bytes:
    # Programs of Chinese Windows write names in GBK and don't say so.
    return zipped([Entry("苍溪县/自查评分表(1).xlsx".encode("gbk"), good())])


def _in_both() -> bytes:
    return zipped(
        [
            Entry("苍溪县/表.xlsx".encode("gbk"), good()),
            Entry("旺苍县/表.xlsx".encode(), good(OTHER_UNIT), flags=0x800),
            Entry("说明.txt".encode("gbk"), "请查收".encode("gbk")),
        ]
    )


def _name_in_no_encoding() -> bytes:
    return zipped([Entry(b"\x81\xff\xfe.xlsx", good())])


def _same_name_twice() -> bytes:
    return zipped([Entry(b"form.xlsx", good()), Entry(b"form.xlsx", as_text("2"))])


def _within(levels: int) -> bytes:
    data = good()
    for level in range(levels):
        data = _packed({f"level{level}.xlsx" if level == 0 else f"level{level}.zip": data})
    return data


def _bomb() -> bytes:
    return zipped([bulky("big.xlsx", b"PK", b"K", b"\0" * 1_000_000, 1_000), Entry(b"form.xlsx", good())])


FILES: dict[str, Maker] = {
    "forms of two counties.zip": lambda: _packed(
        {"苍溪县.xlsx": good(), "旺苍县.xlsx": good(OTHER_UNIT), "照片/1.jpg": b"\xff\xd8\xff\xe0"}
    ),
    "names in GBK.zip": _in_gbk,
    "names in two encodings.zip": _in_both,
    "name in no encoding.zip": _name_in_no_encoding,
    "same name twice.zip": _same_name_twice,
    "archive within an archive.zip": partial(_within, 2),
    "archive three levels deep.zip": partial(_within, 4),
    "bomb beside a form.zip": _bomb,
    "with a password.zip": lambda: zipped([Entry(b"form.xlsx", good(), flags=1)]),
    "names out of the archive.zip": lambda: zipped(
        [Entry(b"../../form.xlsx", good()), Entry(b"/etc/passwd", b"root:x:0:0"), Entry(b"C:\\x.xlsx", b"")]
    ),
    "a link in an archive.zip": lambda: zipped(
        [Entry(b"form.xlsx", b"/etc/passwd", external=_SYMLINK, method=0), Entry(b"good.xlsx", good())]
    ),
    "a damaged form in an archive.zip": lambda: zipped(
        [Entry(b"form.xlsx", good(), crc=1), Entry(b"whole.xlsx", good())]
    ),
    "an empty archive.zip": lambda: zipped([]),
    "an archive cut off.zip": lambda: _packed({"form.xlsx": good()})[:20_000],
    "an archive of folders.zip": lambda: _packed({"a/": b"", "a/b/": b""}),
    "left behind in an archive.zip": lambda: _packed(
        {
            "form.xlsx": good(),
            "__MACOSX/._form.xlsx": bytes(100),
            "~$form.xlsx": bytes(165),
            "Thumbs.db": bytes(100),
        }
    ),
    "many entries.zip": lambda: zipped([Entry(b"%d.txt" % n, b"", 0) for n in range(20_000)], count=20_000),
    "an archive named as a form.xlsx": lambda: _packed({"form.xlsx": good()}),
    "an archive of RAR.rar": lambda: b"Rar!\x1a\x07\x00" + bytes(300),
    "an archive of RAR named as ZIP.zip": lambda: b"Rar!\x1a\x07\x01\x00" + bytes(300),
    "an archive of 7-Zip.7z": lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(300),
}

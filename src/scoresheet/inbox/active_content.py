"""What a workbook carries besides its cells that could act when somebody opens it: macros, links, embedded objects.

It is told by the names of the parts. Nothing of it is opened, run or followed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import olefile

from scoresheet.inbox.archive import BadArchive, entries
from scoresheet.inbox.detect import BROKEN_OLE, FileType
from scoresheet.language import Text

_MACROS = Text("宏", "macros")
_OLD_MACROS = Text("旧式宏表", "old macro sheets")
_LINKS = Text("指向其他文件的链接", "links to other files")
_CONNECTIONS = Text("外部数据连接", "connections to outside data")
_OBJECTS = Text("嵌入的对象", "embedded objects")
_CONTROLS = Text("控件", "controls")

_PARTS = (
    (re.compile(r"xl/vbaproject\.bin|(basic|scripts)/.*", re.DOTALL), _MACROS),
    (re.compile(r"xl/(intl)?macrosheets/.*", re.DOTALL), _OLD_MACROS),
    (re.compile(r"xl/externallinks/[^/]*"), _LINKS),
    (re.compile(r"xl/connections\.(xml|bin)|xl/querytables/.*", re.DOTALL), _CONNECTIONS),
    (re.compile(r"xl/embeddings/.*", re.DOTALL), _OBJECTS),
    (re.compile(r"xl/activex/.*", re.DOTALL), _CONTROLS),
    (re.compile(r"_vba_project(_cur)?(/.*)?", re.DOTALL), _MACROS),
    (re.compile(r"mbd[0-9a-f]{8}/.*", re.DOTALL), _OBJECTS),
    (re.compile(r"ctls"), _CONTROLS),
)
_PACKAGES = frozenset({FileType.XLSX, FileType.XLSM, FileType.XLSB, FileType.ODS})
_MOST_PARTS = 1_000


def active_content(data: bytes, kind: FileType) -> tuple[Text, ...]:
    """Name what a workbook carries that could act, each once; nothing where its parts can't be listed.

    Into an encrypted workbook nobody looks.
    """
    names = {name.lower() for name in _names(data, kind)}
    found = (what for part, what in _PARTS if any(part.fullmatch(name) for name in names))
    return tuple(dict.fromkeys(found))


def _names(data: bytes, kind: FileType) -> Iterable[str]:
    if kind in _PACKAGES:
        try:
            return [entry.name for entry in entries(io.BytesIO(data), _MOST_PARTS)]
        except BadArchive:
            return ()
    return _streams(data) if kind is FileType.OLE_XLS else ()


def _streams(data: bytes) -> Iterable[str]:
    if not olefile.isOleFile(data=data):
        return ()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return ["/".join(path) for path in container.listdir()]
    except BROKEN_OLE:
        return ()

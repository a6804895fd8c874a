"""Several files of one unit: copies, corrections, versions, scans beside the form."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from making_identities import OTHER_ROUND, issued_by
from returned import OTHER_UNIT, blank, by_openpyxl, good, typed
from scoresheet.titles import HIDDEN
from surgery import Maker

D = Decimal


def changed() -> bytes:
    """Give a second return, with another score for item 2."""
    return typed({"D6": D("2.5"), "F6": "缺1名"})


def answering(data: bytes, earlier: bytes) -> bytes:
    """Give a return that says which file it corrects, as a marked return does."""
    return typed({"B8": "2", "B9": hashlib.sha256(earlier).hexdigest()}, HIDDEN, data)


def _touched() -> bytes:
    """Give the same answers, saved by another program and with wider columns."""

    def change(book: object) -> None:
        book.worksheets[0].column_dimensions["B"].width = 80  # type: ignore[attr-defined] # openpyxl has no types

    return by_openpyxl(change)


def _same_in_other_words() -> bytes:
    return typed({"D6": "３ 分"})


def _by_telephone() -> bytes:
    return typed({"D6": D(4)})


_SCAN = b"%PDF-1.4\n%%EOF\n"
FILES: dict[str, Maker] = {
    "a copy/苍溪县.xlsx": good,
    "a copy/苍溪县(1).xlsx": good,
    "saved again beside it/苍溪县.xlsx": good,
    "saved again beside it/苍溪县 副本.xlsx": _touched,
    "same in other words/苍溪县.xlsx": good,
    "same in other words/苍溪县（修改）.xlsx": _same_in_other_words,
    "two versions/苍溪县 修改版.xlsx": good,
    "two versions/苍溪县 最终版(2).xlsx": changed,
    "a correction/苍溪县.xlsx": good,
    "a correction/苍溪县 更正.xlsx": lambda: answering(changed(), good()),
    "a correction of something else/苍溪县.xlsx": good,
    "a correction of something else/苍溪县 更正.xlsx": lambda: answering(changed(), blank()),
    "a correction that is wrong/苍溪县.xlsx": good,
    "a correction that is wrong/苍溪县 更正.xlsx": lambda: answering(_by_telephone(), good()),
    "a wrong one and a good one/苍溪县 一稿.xlsx": _by_telephone,
    "a wrong one and a good one/苍溪县 二稿.xlsx": good,
    "a blank one beside it/苍溪县.xlsx": good,
    "a blank one beside it/苍溪县 空白.xlsx": blank,
    "a damaged one beside it/苍溪县.xlsx": good,
    "a damaged one beside it/苍溪县 半截.xlsx": lambda: good()[:20_000],
    "another round beside it/苍溪县.xlsx": good,
    "another round beside it/苍溪县 上半年.xlsx": lambda: issued_by(OTHER_ROUND),
    "another county beside it/苍溪县.xlsx": good,
    "another county beside it/旺苍县.xlsx": lambda: good(OTHER_UNIT),
    "a scan beside it/苍溪县.xlsx": good,
    "a scan beside it/苍溪县 盖章.pdf": lambda: _SCAN,
    "a scan instead of it/苍溪县 盖章扫描件.pdf": lambda: _SCAN,
    "photos instead of it/苍溪县/1.jpg": lambda: b"\xff\xd8\xff\xe0" + bytes(50),
    "photos instead of it/苍溪县/2.jpg": lambda: b"\xff\xd8\xff\xe1" + bytes(50),
    "left behind/苍溪县.xlsx": good,
    "left behind/~$苍溪县.xlsx": lambda: bytes(165),
    "left behind/.~苍溪县.xlsx": lambda: bytes(165),
    "left behind/Thumbs.db": lambda: bytes(512),
    "left behind/desktop.ini": lambda: b"[.ShellClassInfo]\r\n",
    "left behind/.DS_Store": lambda: bytes(100),
    "left behind/._苍溪县.xlsx": lambda: bytes(100),
}

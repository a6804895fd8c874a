"""A spoilt workbook is either read or refused; nothing else ever happens."""

import io
import random
import warnings
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade import parts, strings, styles, zipped
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Unreadable

ROUNDS = 150


def by_openpyxl() -> bytes:
    """Give a small form of openpyxl's."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 20):
        sheet.append([str(row), f"考核内容{row}", 3, 2.5, f"=D{row}", "无"])
    sheet.merge_cells("A30:C31")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def by_hand() -> bytes:
    """Give a workbook with uncompressed parts, so that a changed byte changes the XML and its checksum."""
    rows = '<row r="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    contents = {**parts(rows), "xl/sharedStrings.xml": strings("<t>a</t>"), "xl/styles.xml": styles("yyyy")}
    return zipped(contents, zipfile.ZIP_STORED)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Change a few bytes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Cut the end off, or a piece out of the middle."""
    start = chance.randrange(len(data))
    return data[:start] + (data[start + chance.randint(1, 200) :] if chance.random() < 0.5 else b"")


def spoilt_inside(data: bytes, chance: random.Random) -> bytes:
    """Change bytes of a part and zip it again, so that every checksum is right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(contents))
    contents[name] = chance.choice([flipped, cut, doubled])(contents[name], chance)
    return zipped(contents)


def doubled(data: bytes, chance: random.Random) -> bytes:
    """Repeat a piece."""
    start = chance.randrange(len(data))
    end = start + chance.randint(1, 300)
    return data[:end] + data[start:end] * chance.randint(1, 3) + data[end:]


def rearranged(data: bytes, chance: random.Random) -> bytes:
    """Leave out an entry, repeat one, or exchange the contents of two."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    which, other = chance.randrange(len(entries)), chance.randrange(len(entries))
    match chance.randrange(3):
        case 0:
            del entries[which]
        case 1:
            entries.append(entries[which])
        case _:
            (name, content), (other_name, other_content) = entries[which], entries[other]
            entries[which], entries[other] = (name, other_content), (other_name, content)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("make", [by_openpyxl, by_hand])
@pytest.mark.parametrize("spoil", [flipped, cut, doubled, spoilt_inside, rearranged])
def test_spoilt_workbook_is_read_or_refused(
    make: Callable[[], bytes], spoil: Callable[[bytes, random.Random], bytes]
) -> None:
    """Flipped, missing and repeated bytes, missing, repeated and exchanged parts never give another exception."""
    data, chance = make(), random.Random(20141128)  # noqa: S311 - the seed makes a failure repeatable
    answers = set()
    for _ in range(ROUNDS):
        try:
            read_xlsx(spoil(data, chance))
            answers.add("read")
        except Unreadable as refused:
            answers.add(refused.trouble.value)
    assert answers - {"read"}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)]))
def test_any_bytes_are_refused(data: bytes, beginning: bytes) -> None:
    """Bytes that nobody meant as a workbook are refused as such."""
    with pytest.raises(Unreadable):
        read_xlsx(beginning + data)

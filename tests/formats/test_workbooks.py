"""Every kind of file goes through one door and comes out as a grid or as a refusal."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

import binary_workbook
import handmade
import returned
from libreoffice import converted, needs_libreoffice
from old_workbook import OldSheet, container, encrypted, protected, stream
from scoresheet.formats.workbooks import read_workbook
from scoresheet.grid import Trouble, Unreadable
from scoresheet.inbox.detect import FileType, detect
from scoresheet.submission import Submission

TYPES = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
}
NEW = handmade.zipped({**TYPES, **handmade.parts('<row r="1"><c r="A1"><v>3</v></c></row>')})
OLD = [OldSheet("自查评分表", [[3]])]
BINARY = binary_workbook.workbook([("自查评分表", 0, binary_workbook.sheet([[3]]))])


def refused(data: bytes, *passwords: str, kind: FileType | None = None) -> Unreadable:
    """Give the refusal of a file."""
    with pytest.raises(Unreadable) as caught:
        read_workbook(data, kind or detect(data), passwords)
    return caught.value


@pytest.mark.parametrize(
    ("data", "passwords"),
    [
        (NEW, ()),
        (stream(OLD), ()),
        (container(stream(OLD)), ()),
        (container(stream(OLD), "Book"), ()),
        (BINARY, ()),
        (encrypted(NEW, "VelvetSweatshop"), ()),
        (encrypted(NEW, "密码"), ("别的", "密码")),
        (encrypted(BINARY, "密码"), ("密码",)),
        (protected(OLD, "密码"), ("密码",)),
    ],
    ids=[
        "xlsx",
        "bare xls",
        "xls",
        "xls of Excel 95",
        "xlsb",
        "silent",
        "password",
        "xlsb inside",
        "xls inside",
    ],
)
def test_every_kind_of_workbook_gives_its_cells(data: bytes, passwords: tuple[str, ...]) -> None:
    """Whatever the format, the same cell says the same."""
    grid = read_workbook(data, detect(data), passwords)

    assert grid.sheets[0].name == "自查评分表"
    assert grid.sheets[0].text(1, 1) == "3"


@pytest.mark.parametrize(
    ("kind", "trouble"),
    [
        (FileType.EMPTY, Trouble.EMPTY),
        (FileType.SPREADSHEET_XML, Trouble.OTHER_FORMAT),
        (FileType.UOF, Trouble.OTHER_FORMAT),
        (FileType.NUMBERS, Trouble.OTHER_FORMAT),
        (FileType.WORKS, Trouble.OTHER_FORMAT),
        (FileType.OLD_XLS, Trouble.OTHER_FORMAT),
        (FileType.FLAT_ODS, Trouble.OTHER_FORMAT),
        (FileType.HTML, Trouble.NOT_A_WORKBOOK),
        (FileType.TEXT, Trouble.NOT_A_WORKBOOK),
        (FileType.PDF, Trouble.NOT_A_WORKBOOK),
    ],
)
def test_what_is_not_read_is_named(kind: FileType, trouble: Trouble) -> None:
    """A workbook of another format and what is no workbook are told apart, by the word for what they are."""
    reason = refused(b"anything", kind=kind)

    assert reason.trouble is trouble
    assert reason.place == (("", "") if kind is FileType.EMPTY else kind.word)


def test_an_unknown_kind_has_no_name() -> None:
    """Of what nobody knows nothing is said."""
    assert refused(b"\0", kind=FileType.UNKNOWN).place == ("", "")


@pytest.mark.parametrize(
    ("data", "passwords", "trouble"),
    [
        (protected(OLD, "密码"), (), Trouble.ENCRYPTED),
        (protected(OLD, "密码"), ("别的",), Trouble.ENCRYPTED),
        (encrypted(NEW, "密码"), (), Trouble.ENCRYPTED),
        (encrypted(handmade.zipped({**TYPES, "a.txt": "a"}), "密码"), ("密码",), Trouble.NOT_A_WORKBOOK),
        (container(b"nothing"), (), Trouble.DAMAGED),
        (BINARY[:-40], (), Trouble.DAMAGED),
    ],
)
def test_refusals_come_back_from_the_other_process(
    data: bytes, passwords: tuple[str, ...], trouble: Trouble
) -> None:
    """What is refused at arm's length is refused with the same trouble."""
    kind = FileType.XLSB if data == BINARY[:-40] else None

    assert refused(data, *passwords, kind=kind).trouble is trouble


def test_mutations_give_a_grid_or_a_refusal() -> None:
    """Whichever bytes of an old workbook are changed, the run goes on."""
    good = container(stream(OLD))
    chance = random.Random(20141128)  # noqa: S311 - drawn, not secret
    answers = []
    for _ in range(100):
        changed = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            read_workbook(bytes(changed), FileType.OLE_XLS)
            answers.append("read")
        except Unreadable as reason:
            answers.append(reason.trouble)

    assert {"read", Trouble.DAMAGED} <= set(answers)
    assert Trouble.CRASHED not in answers


def test_nothing_is_loaded_for_formats_that_don_t_turn_up() -> None:
    """An inbox of new workbooks costs no process and none of the libraries for old ones."""
    program = (
        "import sys, scoresheet.reading.returned_form; "
        "print(*{'xlrd', 'python_calamine', 'msoffcrypto', 'cryptography', 'psutil', 'multiprocessing'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == ""


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_form_reads_the_same_in_whatever_format_it_is_saved(tmp_path: Path, kind: str) -> None:
    """A county's form that LibreOffice saved as .xlsx, .xls or .ods has the same answers and the same findings."""
    (saved,) = converted([returned.good()], tmp_path, kind=kind)
    made, expected = returned.read(saved), returned.read(returned.good())

    assert _answers(made) == _answers(expected)
    assert made.unit_id == expected.unit_id
    assert returned.told(saved) == returned.told(returned.good())


def _answers(made: Submission) -> list[object]:
    return [
        (
            answer.id,
            answer.score.number,
            answer.done.text,
            answer.reason.text,
            [cell.number for measure in answer.measures for cell in measure.inputs],
            {event: cell.number for event, cell in answer.events.items()},
            [(row.event.text, row.deduction.number) for row in answer.register],
        )
        for answer in made.answers
    ]

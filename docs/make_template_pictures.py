"""Make the pictures of `docs/templates.md`: the master form with its places, and a form of a restyled one.

LibreOffice (soffice) and pdftoppm draw them. Run this again after changing the master form.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID251 - an office's own changes are made as an editor would
from openpyxl.drawing.image import Image  # noqa: TID251 - an office's own changes are made as an editor would
from openpyxl.styles import Font, PatternFill  # noqa: TID251 - an office's own changes are made as an editor would
from openpyxl.utils import range_boundaries  # noqa: TID251 - an office's own changes are made as an editor would
from PIL import Image as Picture
from PIL import ImageDraw

from scoresheet.catalog.loading import load_catalog
from scoresheet.forms.issuing import issue
from scoresheet.shipped import CATALOG, MASTER, shipped

_PICTURES = Path(__file__).parent / "pictures"
_DOTS, _MARGIN, _WHITE = 92, 14, 250
_PLACES = {
    "title": "FDE2E2", "unit": "E2F0D9", "date": "DDEBF7", "status": "FFF2CC", "form_code": "EADCF4",
    "header_row": "D9D9D9", "item_row": "FFFBE6", "total_row": "FCE4D6", "signature": "D0E6E4",
}  # fmt: skip


def _with_places(book: Any) -> None:
    """Write into each named place what it is called."""
    sheet = book.worksheets[0]
    for name, colour in _PLACES.items():
        _, _, area = book.defined_names[name].attr_text.partition("!")
        left, top, right, _ = range_boundaries(area)
        for column in range(left or 1, (right or 1) + 1):
            cell = sheet.cell(top, column)
            if type(cell).__name__ != "MergedCell":
                cell.fill = PatternFill("solid", fgColor=colour)
        first = sheet.cell(top, left)
        first.value = f"{name}：{first.value}" if first.value else name
        first.font = Font(name="Noto Sans CJK SC", sz=10)
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _restyled(book: Any) -> None:
    """Do what an office does: its own fonts and colours, a column, notes, a logo."""
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=4, max_row=6):
        for cell in row:
            cell.font = Font(name="FangSong", sz=11)
    for cell in sheet[4]:
        cell.font, cell.fill = (
            Font(name="SimHei", sz=11, color="FFFFFF"),
            PatternFill("solid", fgColor="9C2A2A"),
        )
    sheet["A1"].font = Font(name="SimSun", sz=20, bold=True, color="9C2A2A")
    sheet.insert_cols(7)
    for row in (4, 5, 6):
        sheet.cell(row, 7)._style = sheet.cell(row, 6)._style  # noqa: SLF001 - the only way to copy all of a style
    sheet["G4"] = "责任科室"
    for name, row in (("header_row", 4), ("item_row", 5), ("total_row", 6)):
        book.defined_names[name].attr_text = f"'{sheet.title}'!$A${row}:$I${row}"
    for letters, width in (("E", 26), ("F", 24), ("G", 12), ("H", 30), ("I", 34)):
        sheet.column_dimensions[letters].width = width
    sheet["A10"] = "注：1. 佐证材料按考核项编号装订。2. 纸质表加盖公章后报送。"
    sheet["A10"].font = Font(name="KaiTi", sz=10)
    sheet.row_dimensions[1].height = 44
    sheet.add_image(_logo(), "A1")


def _logo() -> Image:
    drawn = Picture.new("RGBA", (104, 104), (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((2, 2, 102, 102), fill=(156, 42, 42, 255))
    pen.ellipse((14, 14, 90, 90), outline=(255, 255, 255, 255), width=4)
    pen.polygon(
        [(52, 22), (60, 46), (84, 46), (65, 61), (72, 84), (52, 70), (32, 84), (39, 61), (20, 46), (44, 46)],
        fill="white",
    )
    data = io.BytesIO()
    drawn.save(data, "PNG")
    data.seek(0)
    made = Image(data)
    made.width = made.height = 52
    return made


def _changed(change: Callable[[Any], None], folder: Path) -> Path:
    book = openpyxl.load_workbook(shipped(MASTER))
    change(book)
    path = folder / "master.xlsx"
    book.save(path)
    return path


def _drawn(workbook: bytes, folder: Path, name: str, bottom: float) -> None:
    """Write the upper part of a workbook's first page as a picture; `bottom` is where it ends, of 1."""
    (folder / "page.xlsx").write_bytes(workbook)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(folder / "page.xlsx")], check=True, capture_output=True)  # noqa: S603 - our own file
    page = ["pdftoppm", "-r", str(_DOTS), "-f", "1", "-l", "1", "-singlefile", "-png"]
    subprocess.run([*page, str(folder / "page.pdf"), str(folder / "page")], check=True)  # noqa: S603 - our own file
    drawn = Picture.open(folder / "page.png").convert("RGB")
    drawn = drawn.crop((0, 0, drawn.width, int(drawn.height * bottom)))
    box = Picture.eval(drawn.convert("L"), lambda light: 255 if light < _WHITE else 0).getbbox()
    if box is not None:
        left, top, right, low = box
        drawn = drawn.crop(
            (max(left - _MARGIN, 0), max(top - _MARGIN, 0), right + _MARGIN, min(low + _MARGIN, drawn.height))
        )
    drawn.quantize(64).save(_PICTURES / name, optimize=True)


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _drawn(_changed(_with_places, folder).read_bytes(), folder, "template_places.png", 1)
        catalog = load_catalog(shipped(CATALOG))
        restyled = _changed(_restyled, folder)
        first = next(issue(catalog, catalog.units[:1], restyled, datetime(2014, 11, 20, tzinfo=UTC)))
        _drawn(first.data, folder, "template_restyled.png", 0.62)
        _drawn(_last_page(first.data), folder, "template_notes.png", 0.52)


def _last_page(workbook: bytes) -> bytes:
    """Give the form with all items but the last few hidden, so that its end is on the first page."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book.worksheets[0]
    for row in range(5, 36):
        sheet.row_dimensions[row].hidden = True
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


if __name__ == "__main__":
    main()

"""An OpenDocument spreadsheet (.ods) → grid, in one bounded pass over the parts that hold what a form needs."""

from __future__ import annotations

from datetime import date

from scoresheet.formats.markup import elements
from scoresheet.formats.moments import moment
from scoresheet.formats.ods_styles import Styles
from scoresheet.formats.ods_tables import Tables, read_styles, read_tables
from scoresheet.formats.package import Package, inside
from scoresheet.formats.unread import check_unread
from scoresheet.grid import Grid, Trouble, Unreadable
from scoresheet.language import Text

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_FROM_1904 = date(1904, 1, 1)
_PROPERTIES = frozenset({"user-defined", "generator", "date"})


def read_ods(data: bytes) -> Grid:
    """Read a spreadsheet: cells with values, formulas and stored results, merged areas, what is hidden, properties.

    Formulas are given as a workbook writes them. Pictures, charts and macros are not looked at, except that no part
    may be damaged or declare a document type. Raises Unreadable, and nothing else whatever the bytes are: for what is
    damaged, encrypted, no spreadsheet, or beyond the limits of an honest form, which are those of a workbook.
    """
    with Package(data) as package:
        _refuse_encrypted(package)
        styles = read_styles(package.chunks(_STYLES), _STYLES) if _STYLES in package else Styles()
        grid = _grid(read_tables(package.chunks(_CONTENT), _CONTENT, styles))
        if _META in package:
            _read_properties(package, grid)
        check_unread(package)
        return grid


def _refuse_encrypted(package: Package) -> None:
    if _MANIFEST not in package:
        return
    if elements(package.chunks(_MANIFEST), _MANIFEST, frozenset({"encryption-data"})):
        raise Unreadable(Trouble.ENCRYPTED)


def _grid(tables: Tables) -> Grid:
    if not tables.is_spreadsheet:
        raise Unreadable(Trouble.NOT_A_WORKBOOK)
    if not tables.sheets:
        raise Unreadable(Trouble.DAMAGED, inside(_CONTENT, Text("没有工作表", "has no worksheet")))
    return Grid(tables.sheets, dates_from_1904=tables.null_date == _FROM_1904)


def _read_properties(package: Package, grid: Grid) -> None:
    for element in elements(package.chunks(_META), _META, _PROPERTIES):
        if element.name == "generator":
            grid.application = element.text
        elif element.name == "user-defined":
            grid.properties[element.attributes.get("name", "")] = element.text
        else:
            grid.modified = moment(element.text)

"""The workbook's own part: its list of sheets, defined names and views, while a first sheet is put in or taken out."""

from __future__ import annotations

from xml.sax.saxutils import escape

from scoresheet.parts.relations import OFFICE
from scoresheet.parts.xml_edits import (
    Change,
    Element,
    appended,
    attribute_text,
    attribute_value,
    elements,
    prefixed,
    retagged,
    spliced,
)

_NAMES = {"sheets", "sheet", "definedNames", "definedName", "workbookView", "bookViews", "workbook"}
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_FILTER = "_xlnm._FilterDatabase"
_STRICT = "http://purl.oclc.org/ooxml/"


class SheetList:
    """The workbook's part; `xml` is what it has become."""

    def __init__(self, xml: bytes) -> None:
        """Take the part apart. Raises ValueError for one in the strict dialect, which only Excel writes and reads."""
        if _STRICT.encode() in xml:
            raise ValueError("strict dialect")
        self.xml = xml

    def _found(self, name: str) -> list[Element]:
        return [one for one in elements(self.xml, _NAMES) if one.name == name]

    @property
    def names(self) -> list[str]:
        """The names of the sheets in their order."""
        return [one.get("name") for one in self._found("sheet")]

    def put_first(self, name: str, relation: str) -> None:
        """Put in a sheet before all others, and open the workbook there."""
        at = self._found("sheet")[0].start
        changes: list[Change] = [(at, at, self._sheet(name, relation)), *self._moved(1)]
        opened = {"activeTab": "0", "firstSheet": "0"}
        changes += [retagged(self.xml, view, opened) for view in self._found("workbookView")]
        self.xml = spliced(self.xml, changes)

    def put_last(self, name: str, relation: str) -> None:
        """Put in a sheet behind all others that no menu shows."""
        at = self._found("sheet")[-1].end
        self.xml = spliced(self.xml, [(at, at, self._sheet(name, relation, state="veryHidden"))])

    def _sheet(self, name: str, relation: str, *, state: str = "visible") -> bytes:
        sheets = self._found("sheet")
        number = max(int(one.get("sheetId")) for one in sheets) + 1
        said = {"name": name, "sheetId": str(number), "state": state, "xmlns:r": OFFICE, "r:id": relation}
        attributes = b"".join(attribute_text(key, value) for key, value in said.items())
        return prefixed("<sheet", sheets[0].prefix) + attributes + b"/>"

    def take_out(self, name: str) -> str:
        """Take a sheet out of the list with the names that are its own; give the id of its relation."""
        names = self.names
        at = names.index(name)
        gone = self._found("sheet")[at]
        changes: list[Change] = [(gone.start, gone.end, b"")]
        own = [one for one in self._found("definedName") if one.get("localSheetId") == str(at)]
        changes += [(one.start, one.end, b"") for one in own]
        changes += [
            change for change in self._moved(-1, beyond=at) if change[0] not in {one.start for one in own}
        ]
        for view in self._found("workbookView"):
            active = {key: view.get(key) for key in ("activeTab", "firstSheet") if view.get(key).isdigit()}
            moved = {key: str(int(old) - 1) for key, old in active.items() if int(old) > at}
            changes += [retagged(self.xml, view, dict(moved))] if moved else []
        self.xml = spliced(self.xml, changes)
        self._drop_empty_names()
        return gone.get("id")

    def show(self, name: str) -> bool:
        """Let a sheet be seen; tell whether it was hidden."""
        hidden = [
            one
            for one in self._found("sheet")
            if one.get("name") == name and one.get("state") in {"hidden", "veryHidden"}
        ]
        self.xml = spliced(self.xml, [retagged(self.xml, one, {"state": None}) for one in hidden])
        return bool(hidden)

    def _moved(self, by: int, *, beyond: int = -1) -> list[Change]:
        """Names that belong to a sheet know it by its place in the list."""
        return [
            retagged(self.xml, one, {"localSheetId": str(int(one.get("localSheetId")) + by)})
            for one in self._found("definedName")
            if one.get("localSheetId").isdigit() and int(one.get("localSheetId")) > beyond
        ]

    def _drop_empty_names(self) -> None:
        whole = self._found("definedNames")
        if whole and not self._found("definedName"):
            self.xml = spliced(self.xml, [(whole[0].start, whole[0].end, b"")])

    def set_name(self, name: str, sheet: str, refers: str, *, hidden: bool = False) -> None:
        """Define a name of one sheet, in place of the one that it has."""
        self.drop_name(name, sheet)
        at = str(self.names.index(sheet))
        inside = f'<definedName name="{name}" localSheetId="{at}"{_HIDDEN if hidden else ""}>{escape(refers)}</definedName>'
        whole = self._found("definedNames")
        if whole:
            change = appended(self.xml, whole[0], prefixed(inside, whole[0].prefix))
        else:
            top = elements(self.xml, _BEFORE_NAMES, deepest=1)[-1]
            change = [(top.end, top.end, prefixed(f"<definedNames>{inside}</definedNames>", top.prefix))]
        self.xml = spliced(self.xml, change)

    def drop_name(self, name: str, sheet: str) -> None:
        """Take out a name of one sheet, where it has it."""
        at = str(self.names.index(sheet))
        gone = [
            one
            for one in self._found("definedName")
            if one.get("localSheetId") == at and one.get("name").casefold() == name.casefold()
        ]
        self.xml = spliced(self.xml, [(one.start, one.end, b"") for one in gone])
        self._drop_empty_names()

    def set_filter(self, sheet: str, area: str | None) -> None:
        """Tell the workbook which area of a sheet is filtered: programs keep that as a hidden name."""
        if area is None:
            self.drop_name(_FILTER, sheet)
        else:
            self.set_name(_FILTER, sheet, f"{quoted(sheet)}!{_absolute(area)}", hidden=True)


_HIDDEN = ' hidden="1"'


def quoted(sheet: str) -> str:
    """Write a sheet's name as references do: 'It''s'."""
    return "'" + sheet.replace("'", "''") + "'"


def location(sheet: str, address: str) -> str:
    """Write where a link leads, as the value of an attribute."""
    return attribute_value(f"{quoted(sheet)}!{address}")


def _absolute(area: str) -> str:
    cells = area.replace("$", "").split(":")
    letters = [cell.rstrip("0123456789") for cell in cells]
    return ":".join(f"${part}${cell[len(part) :]}" for part, cell in zip(letters, cells, strict=True))

"""The first sheet of a marked return: what is to be corrected, each line with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scoresheet.catalog.form import Form
from scoresheet.checking.running import Severity
from scoresheet.grid import address
from scoresheet.inert import cell_text
from scoresheet.language import Locale, Text
from scoresheet.marking.marks import Line, Marking
from scoresheet.parts.cells import SheetContents, edited, map_sheet
from scoresheet.parts.sheet_list import location
from scoresheet.parts.styles import NO_FILL, Styles, solid
from scoresheet.parts.xml_edits import attribute_value
from scoresheet.rowheight import height
from scoresheet.titles import TO_CORRECT

COLOURS = {Severity.FATAL: "FFFFC1BD", Severity.ERROR: "FFFFC1BD", Severity.WARNING: "FFFFDE8F"}
"""The fill of a marked cell; no other part of a form has these very colours, so that marks are known again."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADINGS = (
    Text("序号", "No."),
    Text("位置（点击跳转）", "Place (click to go)"),
    Text("项目", "Item"),
    Text("问题", "Problem"),
    Text("填报内容", "Entered"),
    Text("填报要求", "Asked for"),
    Text("修改办法", "What to do"),
)
"""The titles of the columns."""
_WIDTHS = (6, 26, 10, 37, 17, 20, 35)
_SIZE = 11.0
HEADER_ROW = 6
"""The row of the column titles; above it stand title, unit, count, how to use the sheet, and why it is a new form."""
LONGEST_LIST = 200
"""So many leftovers are listed one by one."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the sheet says beside its lines.

    `restored` is what the county's own file lacked, `leftovers` what could not be taken over into a fresh form, `rebuilt`
    why it is one, "" where it is the county's own file; `by` is the day by which a reply is asked for. `replies` is
    what the county wrote into an earlier list, `shown` what was hidden and had to be shown, `issued` the texts of
    items that were changed, as they were sent out.
    """

    form: Form
    marking: Marking
    by: date | None = None
    rebuilt: str = ""
    leftovers: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()

    @property
    def locale(self) -> Locale:
        """The language of the form."""
        return self.form.catalog.locale

    def say(self, words: Text, *values: object) -> str:
        """Give words of our own in the form's language, with the values put in."""
        return words.of(self.locale).format(*values)


@dataclass(frozen=True, slots=True)
class _Looks:
    """The numbers of the cell formats that the sheet uses."""

    title: int
    lead: int
    heading: int
    band: dict[bool, int]
    text: int
    centred: int
    number: dict[Severity, int]
    link: int


@dataclass(frozen=True, slots=True)
class Made:
    """The sheet's XML, and all words that stand on it."""

    xml: bytes
    words: tuple[str, ...]


def render(page: Page, linked: frozenset[str], styles: Styles) -> Made:
    """Give the sheet; its formats are put into the workbook's table.

    `linked` are the sheets of the workbook to which links can lead.
    """
    writer = _Writer(page, linked, _looks(styles, page.locale))
    writer.write()
    skeleton = writer.skeleton()
    words = tuple(said for said in writer.contents.cells.values() if isinstance(said, str))
    return Made(edited(skeleton, map_sheet(skeleton), writer.contents), words)


class _Writer:
    """The sheet while it is being written."""

    def __init__(self, page: Page, linked: frozenset[str], looks: _Looks) -> None:
        self.page, self.looks, self._linked = page, looks, linked
        self.contents = SheetContents()
        self._merged: list[str] = []
        self._links: list[tuple[str, Line]] = []
        self._fixed: dict[int, float] = {}
        self._row = HEADER_ROW + 1

    def write(self) -> None:
        """Write head, column titles and all lines."""
        self._head()
        for column, words in enumerate(HEADINGS, start=1):
            self._put(HEADER_ROW, column, words.of(self.page.locale), self.looks.heading)
        self.contents.heights[HEADER_ROW] = 26.0
        lines = self.page.marking.lines
        number = 0
        for blocks, title in ((True, _TO_MEND), (False, _TO_VERIFY)):
            listed = [line for line in lines if line.severity.blocks is blocks]
            if listed:
                self._band(self.page.say(title, len(listed)), blocks=blocks)
            for line in listed:
                number += 1
                self._line(number, line)
        self._rest()

    def _head(self) -> None:
        page, catalog = self.page, self.page.form.catalog
        self._wide(1, TO_CORRECT.of(page.locale), self.looks.title, 34.0)
        whose = page.say(_WHOSE, page.form.unit.reporting_as, catalog.title, catalog.round.label)
        self._wide(2, whose, self.looks.lead)
        self._wide(3, page.say(_COUNTED, _counts(page), _due(page)), self.looks.lead)
        self._wide(4, page.say(_HOW, *_colours(page)) + _contacts(page), self.looks.lead)
        if page.rebuilt:
            self._wide(5, page.rebuilt, self.looks.lead)
        else:
            self._fixed[5] = 6.0

    def _rest(self) -> None:
        page = self.page
        if page.marking.unlisted:
            self._across(page.say(_UNLISTED, page.marking.unlisted))
        blocks = (
            (_ISSUED, page.issued),
            (_RESTORED, page.restored),
            (_LEFT_OUT, page.leftovers),
            (_REPLIES, page.replies),
            (_SHOWN, page.shown),
        )
        for title, listed in blocks:
            if listed:
                self._band(page.say(title, len(listed)), blocks=False)
            for words in listed[:LONGEST_LIST]:
                self._across(words)
            if len(listed) > LONGEST_LIST:
                self._across(page.say(_MORE_LEFT, len(listed) - LONGEST_LIST))

    def _line(self, number: int, line: Line) -> None:
        looks = self.looks
        linked = bool(line.address) and line.sheet in self._linked
        self._put(self._row, 1, str(number), looks.number[line.severity])
        self._put(self._row, 2, line.place, looks.link if linked else looks.text)
        self._put(self._row, 3, line.item, looks.centred)
        texts = (line.problem, line.found, line.allowed, line.remedy)
        for column, words in enumerate(texts, start=4):
            self._put(self._row, column, words, looks.text)
        if linked:
            self._links.append((address(self._row, 2), line))
        columns = zip(
            (line.place, line.item, *texts), (width - _INDENT for width in _WIDTHS[1:]), strict=True
        )
        self.contents.heights[self._row] = min(
            max(height(words, width, _SIZE) for words, width in columns), _TALLEST
        )
        self._row += 1

    def _band(self, words: str, *, blocks: bool) -> None:
        self._merge(self._row, words, self.looks.band[blocks], 24.0)
        self._row += 1

    def _across(self, words: str) -> None:
        self._merge(self._row, words, self.looks.text, min(height(words, sum(_WIDTHS), _SIZE), _TALLEST))
        self._row += 1

    def _wide(self, row: int, words: str, style: int, points: float = 0.0) -> None:
        self._merge(row, words, style, points or height(words, sum(_WIDTHS), _SIZE, 22.0))

    def _merge(self, row: int, words: str, style: int, points: float) -> None:
        for column in range(1, len(_WIDTHS) + 1):
            self.contents.styles[address(row, column)] = style
        self.contents.cells[address(row, 1)] = cell_text(words, self.page.locale)
        self._merged.append(f"A{row}:{address(row, len(_WIDTHS))}")
        # A height that is not fixed would be taken for one line: programs don't look into merged cells.
        self._fixed[row] = points

    def _put(self, row: int, column: int, words: str, style: int) -> None:
        self.contents.cells[address(row, column)] = cell_text(words, self.page.locale)
        self.contents.styles[address(row, column)] = style

    def skeleton(self) -> bytes:
        """Give the sheet without its cells."""
        last = address(self._row - 1, len(_WIDTHS))
        first = f"A{HEADER_ROW + 1}"
        widths = "".join(
            f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
            for number, width in enumerate(_WIDTHS, start=1)
        )
        merged = "".join(f'<mergeCell ref="{one}"/>' for one in self._merged)
        links = "".join(self._link(*one) for one in self._links)
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<worksheet xmlns="{_MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{last}"/><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
            f'<pane ySplit="{HEADER_ROW}" topLeftCell="{first}" activePane="bottomLeft" state="frozen"/>'
            f'<selection pane="bottomLeft" activeCell="{first}" sqref="{first}"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{"".join(self._rows())}</sheetData>'
            f'<mergeCells count="{len(self._merged)}">{merged}</mergeCells>'
            f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
            '<printOptions horizontalCentered="1"/>'
            '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
            f"<headerFooter><oddFooter>{_FOOTER.of(self.page.locale)}</oddFooter></headerFooter></worksheet>"
        ).encode()

    def _rows(self) -> Iterator[str]:
        for row in range(1, self._row):
            fixed = f' ht="{self._fixed[row]:g}" customHeight="1"' if row in self._fixed else ""
            yield f'<row r="{row}"{fixed}></row>'

    def _link(self, cell: str, line: Line) -> str:
        tip = attribute_value(self.page.say(_GO, line.address))
        return f'<hyperlink ref="{cell}" location="{location(line.sheet, line.address)}" tooltip="{tip}"/>'


_TALLEST = 300.0
_INDENT = 1.5
"""The width in digits by which words stand off the edge of their cell."""
_WHOSE = Text("单位：{0}　　　表：{1}（{2}）", "Unit: {0}      Form: {1} ({2})")
_COUNTED = Text("本表{0}。{1}", "In this form {0}. {1}")
_HOW = Text(
    "改法：点“位置”一栏直接跳到该单元格（标了{0}或{1}，是须更正还是请核实，以本页、单元格批注和表格右侧“问题”栏所写为准），按“修改办法”"
    "改好后保存，把本文件发回即可，不必另填新表。底色、批注和本页不影响报送，不用删除。",
    "How to: click a place to go to its cell (marked {0} or {1}; this page, the cell's note and the column Problem at the "
    "right of the table say whether it must be corrected or verified). Correct it as told, save, and send this very file back; no "
    "new form is needed. Colours, notes and this page do no harm and may stay.",
)
_RED, _AMBER = Text("红底", "red"), Text("黄底", "amber")
_TO_MEND = Text("须更正（{0}处）", "Must be corrected ({0})")
_TO_VERIFY = Text("请核实（{0}处）", "Please verify ({0})")
_LEFT_OUT = Text(
    "未能转入的内容（{0}处，请对照原表自行补填）", "Not taken over ({0}): please enter it yourself"
)
_RESTORED = Text(
    "原表的问题（{0}处，本表已恢复原样，请核对并补填）", "Mended in this form ({0}): please check and fill in"
)
_ISSUED = Text("下发的考核内容全文（{0}项）", "Items as they were issued, in full ({0})")
_REPLIES = Text(
    "单位在上一份“需更正事项”里写的话（{0}处，照录）", "What you wrote into the earlier list ({0}), kept"
)
_SHOWN = Text(
    "原来隐藏、因有问题须改正而恢复显示的行、列和工作表（{0}处）",
    "Hidden places that are shown again because something in them is wrong ({0})",
)
_UNLISTED = Text("另有{0}处，见各表右侧“问题”栏。", "{0} more: see the column Problem on each sheet.")
_MORE_LEFT = Text("另有{0}处，请对照原表。", "{0} more: please compare with your own file.")
_GO = Text("点击跳到{0}", "go to {0}")
_FOOTER = Text("&amp;C第&amp;P页，共&amp;N页", "&amp;CPage &amp;P of &amp;N")


def _colours(page: Page) -> tuple[str, str]:
    return page.say(_RED), page.say(_AMBER)


def _counts(page: Page) -> str:
    wrong, verify = page.marking.to_correct, page.marking.to_verify
    told = [
        page.say(words, number)
        for number, words in (
            (wrong, Text("有{0}处须更正", "{0} must be corrected")),
            (verify, Text("有{0}处请核实", "{0} should be verified")),
        )
        if number
    ]
    return page.say(Text("，", ", ")).join(told) or page.say(_NOTHING)


_NOTHING = Text(
    "中转入的内容没有发现问题，请核对有无遗漏",
    "nothing was found wrong with what was taken over: please check that it is complete",
)


def _due(page: Page) -> str:
    if page.by is None:
        return page.say(Text("请尽快改好发回。", "Please send it back soon."))
    if page.locale is Locale.EN:
        return f"Please send it back by {page.by.isoformat()}."
    return f"请于{page.by.year}年{page.by.month}月{page.by.day}日前改好发回{page.form.catalog.issuer}。"


def _contacts(page: Page) -> str:
    contacts = page.form.catalog.contacts
    if not contacts.phones and not contacts.people:
        return ""
    if page.locale is Locale.EN:
        return f" Questions: {', '.join((*contacts.people, *contacts.phones))}."
    people = [f"联系人：{'、'.join(contacts.people)}"] if contacts.people else []
    phones = [f"电话：{'、'.join(contacts.phones)}"] if contacts.phones else []
    return f"{'；'.join((*people, *phones))}。"


def _looks(styles: Styles, locale: Locale) -> _Looks:
    made = _Formats(styles, "宋体" if locale is Locale.ZH else "Calibri")
    header = solid("FFE7EEF6")
    numbers = {severity: made.format(fill=solid(colour), at="center") for severity, colour in COLOURS.items()}
    return _Looks(
        title=made.format(made.font(18, bold=True), border=False, at="center"),
        lead=made.format(border=False),
        heading=made.format(made.font(_SIZE, bold=True), fill=header, at="center"),
        band={
            blocks: made.format(made.font(_SIZE, bold=True), fill=solid(COLOURS[severity]))
            for blocks, severity in ((True, Severity.ERROR), (False, Severity.WARNING))
        },
        text=made.format(),
        centred=made.format(at="center"),
        number=numbers,
        link=made.format(made.font(_SIZE, colour="FF0563C1", underlined=True)),
    )


class _Formats:
    """Formats of our own in a workbook's table."""

    def __init__(self, styles: Styles, face: str) -> None:
        self._styles, self._face = styles, face
        side = '<{0} style="thin"><color rgb="FF000000"/></{0}>'
        sides = "".join(side.format(name) for name in ("left", "right", "top", "bottom"))
        self._border = styles.add("borders", f"<border>{sides}<diagonal/></border>")
        self._bare = styles.add("borders", "<border><left/><right/><top/><bottom/><diagonal/></border>")

    def font(
        self, size: float, *, bold: bool = False, colour: str = "FF000000", underlined: bool = False
    ) -> int:
        """Give the number of a font; `size` is in points."""
        charset = '<charset val="134"/>' if self._face == "宋体" else ""
        looks = f"{'<b/>' if bold else ''}{'<u/>' if underlined else ''}"
        font = f'<font>{looks}<sz val="{size:g}"/><color rgb="{colour}"/><name val="{self._face}"/>{charset}</font>'
        return self._styles.add("fonts", font)

    def format(
        self, font: int | None = None, *, fill: str = "", border: bool = True, at: str = "left"
    ) -> int:
        """Give the number of a cell format: wrapped, vertically centred, locked as cells are by default."""
        fonts = self.font(_SIZE) if font is None else font
        fills = self._styles.add("fills", fill or NO_FILL)
        edges = self._border if border else self._bare
        indent = ' indent="1"' if border and at == "left" else ""
        return self._styles.add(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{fonts}" fillId="{fills}" borderId="{edges}" xfId="0" '
            f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{at}" vertical="center" wrapText="1"{indent}/></xf>',
        )


def problem_looks(styles: Styles, locale: Locale) -> dict[Severity, int]:
    """Give the formats of the cells of the column of problems, by severity."""
    made = _Formats(styles, "宋体" if locale is Locale.ZH else "Calibri")
    colours = {Severity.FATAL: "FFC00000", Severity.ERROR: "FFC00000", Severity.WARNING: "FF7F6000"}
    return {one: made.format(made.font(PROBLEM_SIZE, colour=colour)) for one, colour in colours.items()}


PROBLEM_SIZE = 10.0
"""The size in points of the words in the column of problems."""

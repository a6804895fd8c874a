"""Make the Word templates of the letter and the bulletin in `templates/`, in the layout of official documents.

The layout is that of GB/T 9704: A4 with margins of 37, 35, 28 and 26 mm, the title in size 2, the text in size 3 with
28 points from line to line. Run this again after changing it; offices reword the made files in Word or WPS.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from scoresheet.language import Locale, Text

TEMPLATES = Path(__file__).parents[1] / "templates"

TITLE, HEADING, BODY = ("方正小标宋简体", 22), ("黑体", 16), ("仿宋_GB2312", 16)
"""Fonts and sizes in points: 2号 is 22, 3号 is 16."""
TABLE = ("仿宋_GB2312", 12)
INSTEAD = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}
"""What stands in where a computer lacks an official font: Windows brings the second of each."""
_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "Table Grid", "Header", "Footer"}
_LINE = 28
_RED = RGBColor(0xC0, 0, 0)
_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - the library writes it as it stands; any fixed time will do
_CENTRE, _LEFT, _RIGHT, _BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


ROW = Text("行", "line")
"""What templates call the entry of a list that a row shows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, what is filled in, its width in mm and how the words stand in it."""

    title: Text
    fill: Text
    width: int
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT


def entry(zh: str, en: str) -> Text:
    """Give what puts a part of a list's entry into a cell, by the part's name."""
    return Text(f"{{{{ {ROW.zh}.{zh} }}}}", f"{{{{ {ROW.en}.{en} }}}}")


class Page:
    """A document being written."""

    def __init__(self, locale: Locale, title: Text) -> None:
        self.locale = locale
        self.document: Any = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        self._properties(title.of(locale))
        self._without_ballast()
        self._in_chinese()
        _font(self.document.styles["Normal"], *BODY)
        self._page_number(section.footer.paragraphs[0])

    def _properties(self, title: str) -> None:
        properties = self.document.core_properties
        properties.author, properties.title, properties.comments = "", title, ""
        properties.created = properties.modified = _FIXED
        properties.last_modified_by = ""

    def _without_ballast(self) -> None:
        """Take out what the library's own blank document brings and nobody uses: each letter would carry it."""
        styles = self.document.styles
        for style in list(styles):
            if style.name not in _STYLES:
                styles.element.remove(style.element)
        package, part = self.document.part.package, self.document.part
        for holder, kinds in (
            (package, ("thumbnail",)),
            (part, ("stylesWithEffects", "customXml", "numbering")),
        ):
            for key in [key for key, one in holder.rels.items() if one.reltype.endswith(kinds)]:
                del holder.rels[key]

    def _in_chinese(self) -> None:
        """Say that East Asian text is Chinese: the library's blank calls it English, and lines are broken accordingly."""
        for language in self.document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")

    def line(
        self,
        words: Text | str,
        font: tuple[str, int] = BODY,
        align: WD_ALIGN_PARAGRAPH = _BOTH,
        *,
        indent: bool = True,
        bold: bool = False,
        colour: RGBColor | None = None,
        line: float = _LINE,
    ) -> Any:
        """Add a paragraph; `indent` begins it two characters in."""
        made = self.document.add_paragraph()
        if align is _BOTH and self.locale is Locale.EN:
            # Western words would be torn apart: a line holds few of them at this size.
            align = _LEFT
        _shape(made, align, line, font[1] * 2 if indent else 0)
        if font == HEADING:
            made.paragraph_format.space_before = Pt(6)
            made.paragraph_format.keep_with_next = True
        run = made.add_run(words if isinstance(words, str) else words.of(self.locale))
        _font(run, *font)
        run.bold = bold
        if colour is not None:
            run.font.color.rgb = colour
        return made

    def tag(self, words: str) -> None:
        """Add a paragraph that only steers the filling and goes away with it."""
        self.line(f"{{%p {words} %}}", indent=False)

    def header(self, words: Text) -> None:
        """Put words above every page."""
        made = self.document.sections[0].header.paragraphs[0]
        made.alignment = _RIGHT
        run = made.add_run(words.of(self.locale))
        _font(run, "黑体", 10.5)
        run.font.color.rgb = _RED

    def table(self, columns: Sequence[Column], rows: Text) -> None:
        """Add a table that shows a list of the template's, each of its entries on a row."""
        made = self.document.add_table(rows=4, cols=len(columns))
        made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        each = f"{{%tr for {ROW.of(self.locale)} in {rows.of(self.locale)} %}}"
        made.rows[1].cells[0].text, made.rows[3].cells[0].text = each, "{%tr endfor %}"
        for number, column in enumerate(columns):
            made.columns[number].width = Mm(column.width)
            for row in made.rows:
                row.cells[number].width = Mm(column.width)
            _cell(made.rows[0].cells[number], column.title.of(self.locale), ("黑体", 12), _CENTRE)
            _cell(made.rows[2].cells[number], column.fill.of(self.locale), TABLE, column.align)
        _repeated(made.rows[0])
        for row in made.rows:
            _whole(row)

    def _page_number(self, paragraph: Any) -> None:
        paragraph.alignment = _CENTRE
        for kind, words in ((None, "— "), ("PAGE", ""), (None, " —")):
            run = paragraph.add_run(words)
            _font(run, "宋体", 14)
            if kind:
                for one in _field(kind):
                    run._r.append(one)  # noqa: SLF001 - the library has no fields of its own

    def save(self, name: str) -> None:
        """Write the template; the same content gives the same bytes."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        path = TEMPLATES / f"{name}{'.en' if self.locale is Locale.EN else ''}.docx"
        path.write_bytes(_settled(buffer.getvalue()))


def _cell(cell: Any, words: str, font: tuple[str, int], align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    _shape(paragraph, align, 18, 0)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    _font(paragraph.add_run(words), *font)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - the library can't centre a cell's text
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    properties.append(middle)


def _shape(paragraph: Any, align: WD_ALIGN_PARAGRAPH, line: float, indent: float) -> None:
    made = paragraph.paragraph_format
    paragraph.alignment = align
    made.space_before = made.space_after = Pt(0)
    made.line_spacing_rule, made.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    if line < _LINE:
        # In a table a line may need more room than in the text.
        made.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    if indent:
        made.first_line_indent = Pt(indent)


def _font(holder: Any, name: str, size: float) -> None:
    holder.font.size = Pt(size)
    holder.font.name = "Times New Roman"
    fonts = holder.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    # Quotation marks and dashes are Chinese here, though Western fonts have them too.
    fonts.set(qn("w:hint"), "eastAsia")


def _field(kind: str) -> list[Any]:
    made = []
    for step in ("begin", "instruction", "end"):
        one = OxmlElement("w:instrText" if step == "instruction" else "w:fldChar")
        if step == "instruction":
            one.text = kind
        else:
            one.set(qn("w:fldCharType"), step)
        made.append(one)
    return made


def _repeated(row: Any) -> None:
    """Let a row stand on top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the library has no word for it


def _whole(row: Any) -> None:
    """Keep a row on one page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no word for it
    properties.insert(0, OxmlElement("w:cantSplit"))


def _settled(document: bytes) -> bytes:
    """Give a document with fixed times, and with the fonts that stand in for those that a computer lacks."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(document)) as package, ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name in package.namelist():
            part = package.read(name)
            if name == "word/fontTable.xml":
                part = part.replace(b"</w:fonts>", _font_table().encode() + b"</w:fonts>")
            made.writestr(ZipInfo(name, (2000, 1, 1, 0, 0, 0)), part, ZIP_DEFLATED)
    return buffer.getvalue()


def _font_table() -> str:
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for name, instead in INSTEAD.items()
    )


def _if(condition: Text, words: Text, otherwise: Text = Text("", "")) -> Text:  # noqa: B008 - a constant
    """Give words that are there only where something is true, others where it isn't."""
    given = (
        f"{{% if {when} %}}{said}{{% else %}}{other}{{% endif %}}"
        for when, said, other in zip(condition, words, otherwise, strict=True)
    )
    return Text(*given)


def _joined(*parts: Text) -> Text:
    return Text("".join(one.zh for one in parts), "".join(one.en for one in parts))


def letter(locale: Locale) -> None:
    """Write the letter to a unit that must correct."""
    page = Page(locale, Text("退改通知", "Letter"))
    page.line(
        Text("关于更正《{{ 表名 }}》的通知", "Corrections to “{{ form }}”"),
        TITLE,
        _CENTRE,
        indent=False,
        line=34,
    )
    page.line("", indent=False)
    page.line(Text("{{ 单位 }}：", "{{ unit }},"), indent=False)
    page.line(
        _joined(
            Text(
                "你单位报送的《{{ 表名 }}》（{{ 期次 }}）已收到。经核对，",
                "your form “{{ form }}” ({{ round }}) has arrived. ",
            ),
            _if(
                Text("须更正数", "to_correct"),
                Text("须更正{{ 须更正数 }}处", "To be corrected: {{ to_correct }}. "),
            ),
            _if(Text("须更正数 and 请核实数", "false"), Text("，", "")),
            _if(
                Text("请核实数", "to_verify"),
                Text("请核实{{ 请核实数 }}处", "To be verified: {{ to_verify }}. "),
            ),
            _if(
                Text("not 须更正数 and not 请核实数", "not to_correct and not to_verify"),
                Text("需要重新核对", "It has to be checked again. "),
            ),
            Text("。现将有关事项通知如下。", ""),
        )
    )
    problems = Text("问题", "problems")
    page.tag(f"if {problems.of(locale)}")
    page.line(Text("一、需更正和核实的事项", "What is to be corrected and verified"), HEADING)
    kind, problem = entry("性质", "severity"), entry("问题", "problem")
    # The names of sheets and what is asked for are long words in English, and a word that doesn't fit is torn apart.
    place, told, asked, remedy = (36, 40, 28, 38) if locale is Locale.EN else (28, 47, 27, 40)
    page.table(
        [
            Column(Text("序号", "No."), entry("序号", "number"), 14, _CENTRE),
            Column(Text("位置", "Place"), entry("位置", "place"), place),
            Column(
                Text("问题", "Problem"), Text(f"〔{kind.zh}〕{problem.zh}", f"[{kind.en}] {problem.en}"), told
            ),
            Column(Text("填报要求", "Asked for"), entry("填报要求", "allowed"), asked),
            Column(Text("修改办法", "What to do"), entry("修改办法", "remedy"), remedy),
        ],
        problems,
    )
    page.tag(f"if {Text('未列数', 'not_listed').of(locale)}")
    page.line(
        Text(
            "另有{{ 未列数 }}类问题，见标注表首页。",
            "And {{ not_listed }} more kinds: see the first sheet of the marked form.",
        )
    )
    page.tag("endif")
    page.tag("endif")
    page.line(
        _joined(_if(problems, Text("二、", ""), Text("一、", "")), Text("更正办法", "How to correct it")),
        HEADING,
    )
    page.tag(f"if {Text('是新表', 'is_new_form').of(locale)}")
    page.line(
        _joined(
            Text(
                "原报送文件不便直接标注，所填内容已转入随本通知发去的新表“{{ 文件 }}”",
                "Your own file could not be marked. What you entered was taken over into “{{ file }}”",
            ),
            _if(
                Text("未转入数", "left_out"),
                Text(
                    "（有{{ 未转入数 }}处未能转入，列在该表首页）",
                    ", but for {{ left_out }} places that its first sheet lists",
                ),
            ),
            Text("，请先核对有无遗漏。", "; please check that nothing is lost."),
        )
    )
    page.tag("endif")
    page.line(
        _joined(
            Text(
                "请打开随本通知发去的“{{ 文件 }}”，第一页“需更正事项”列出全部事项，点击“位置”可直接跳到该单元格。请在这份表中直接修改，"
                "保存后发回，不要另做新表；底色和批注不用删除。",
                "Please open “{{ file }}”, which comes with this letter. Its first sheet lists everything; click a place to go to "
                "its cell. Correct it there, save, and send this very file back; no new form is needed. ",
            ),
            _if(
                Text("截止日期", "reply_by"),
                Text("请于{{ 截止日期 }}前发回。", "Please reply by {{ reply_by }}."),
                Text("请尽快发回。", "Please reply soon."),
            ),
        )
    )
    telephone = Text("电话更正", "by_telephone")
    page.tag(f"if {telephone.of(locale)}")
    page.line(
        _joined(
            _if(problems, Text("三、", ""), Text("二、", "")),
            Text("已按来电更正的内容", "Corrected by telephone"),
        ),
        HEADING,
    )
    page.tag(f"for {Text('句', 'sentence').of(locale)} in {telephone.of(locale)}")
    page.line(Text("{{ loop.index }}. {{ 句 }}", "{{ loop.index }}. {{ sentence }}"))
    page.tag("endfor")
    page.line(Text("以上请核对，不对的请告知。", "Please tell us if this isn't right."))
    page.tag("endif")
    _closing(page, contacts=True)
    page.save("return_letter")


def _closing(page: Page, *, contacts: bool) -> None:
    if contacts:
        page.tag(f"if {Text('联系方式', 'contacts').of(page.locale)}")
        contact = page.line(Text("联系人：{{ 联系方式 }}。", "Contact: {{ contacts }}."))
        contact.paragraph_format.keep_with_next = True
        page.tag("endif")
    # Office and date never stand alone on a page.
    page.line("", indent=False).paragraph_format.keep_with_next = True
    office = page.line(Text("{{ 发文单位 }}", "{{ issuer }}"), align=_RIGHT, indent=False)
    dated = Text('{{ 日期 or "　　　年　　月　　日" }}', "{{ today }}")
    when = page.line(dated, align=_RIGHT, indent=False)
    for one in (office, when):
        # The date stands four characters from the edge, as in every official document.
        one.paragraph_format.right_indent = Pt(BODY[1] * 4)
        one.paragraph_format.keep_together = True
    office.paragraph_format.keep_with_next = True


def bulletin(locale: Locale) -> None:
    """Write the bulletin about the round."""
    page = Page(locale, Text("通报", "Bulletin"))
    page.header(_if(Text("未经审核", "not_reviewed"), Text("讨论稿　{{ 得分性质 }}", "Draft. {{ stage }}")))
    draft = Text("未经审核", "not_reviewed").of(locale)
    page.tag(f"if {draft}")
    page.line(Text("讨论稿", "Draft for discussion"), HEADING, _LEFT, indent=False)
    page.line(Text("（{{ 得分性质 }}）", "({{ stage }})"), ("楷体_GB2312", 16), _LEFT, indent=False)
    page.tag("endif")
    page.line("", indent=False)
    page.line(
        Text("关于{{ 主题 }}自查得分情况的通报", "{{ subject }}: results"),
        TITLE,
        _CENTRE,
        indent=False,
        line=34,
    )
    page.line("", indent=False)
    page.line(Text("各单位：", "To all units"), indent=False)
    _overall(page)
    _places(page)
    _shortfalls(page)
    _absent(page)
    _closing(page, contacts=False)
    page.save("bulletin")


def _overall(page: Page) -> None:
    page.line(
        _joined(
            _if(Text("日期", "today"), Text("截至{{ 日期 }}，", "As of {{ today }}: ")),
            Text(
                "{{ 期次 }}应报单位{{ 应报数 }}个，已报{{ 已报数 }}个，其中校验通过{{ 通过数 }}个，待更正{{ 待更正数 }}个，版本待确认"
                "{{ 待确认数 }}个；未报送{{ 未报数 }}个",
                "{{ round }}. Units: {{ units }}; returned: {{ returned }} (accepted {{ accepted }}, to correct {{ to_correct }}, "
                "versions differ {{ conflicting }}); not returned: {{ not_returned }}",
            ),
            _if(
                Text("报送期限", "due"),
                _joined(
                    Text("（报送期限{{ 报送期限 }}", " (due {{ due }}"),
                    _if(
                        Text("逾期天数", "days_over"),
                        Text("，已逾期{{ 逾期天数 }}天", ", {{ days_over }} days ago"),
                    ),
                    Text("）", ")"),
                ),
            ),
            Text("。现将自查得分情况通报如下。", "."),
        )
    )
    page.line(Text("一、总体情况", "1. Overall"), HEADING)
    ranked = Text("排名", "ranking").of(page.locale)
    page.tag(f"if {ranked}")
    page.line(
        _joined(
            Text(
                "参加排名的单位{{ 参评数 }}个，{{ 比较依据 }}最高{{ 最高 }}，最低{{ 最低 }}，平均{{ 平均 }}。",
                "Ranked units: {{ ranked }}. {{ compared }}: highest {{ highest }}, lowest {{ lowest }}, mean {{ mean }}. ",
            ),
            _if(
                Text("待定项", "pending"),
                Text(
                    "第{{ 待定项 }}项按名次计分，待全部单位校验通过后才能算出，目前得分和名次不含该项。",
                    "Item {{ pending }} goes by the units' places and is not in these totals yet. ",
                ),
            ),
            Text(
                "以上得分由各单位自评，未经审核，不作为最终结果。",
                "All scores are the units' own and not reviewed.",
            ),
        )
    )
    page.tag("else")
    page.line(Text("目前没有单位参加排名。", "No unit is ranked so far."))
    page.tag("endif")


def _places(page: Page) -> None:
    locale = page.locale
    ranking = Text("排名", "ranking")
    page.tag(f"if {ranking.of(locale)}")
    page.line(Text("二、得分排名", "2. Ranking"), HEADING)
    columns = [
        Column(Text("名次", "Place"), entry("名次", "place"), 18, _CENTRE),
        Column(Text("单位", "Unit"), entry("单位", "unit"), 48),
        Column(Text("{{ 得分栏名 }}", "{{ total_heading }}"), entry("得分", "total"), 30, _CENTRE),
        Column(Text("得分率", "Percent"), entry("得分率", "percent"), 26, _CENTRE),
    ]
    grade = Column(Text("等次", "Grade"), entry("等次", "grade"), 22, _CENTRE)
    remark = Column(Text("备注", "Note"), entry("备注", "remark"), 34)
    narrower = [replace(columns[0], width=16), replace(columns[1], width=40), *columns[2:]]
    # A column that is left out would leave its width behind, so there is a table for each case.
    page.tag(f"if {Text('有等次', 'has_grades').of(locale)}")
    page.table([*narrower, grade, replace(remark, width=22)], ranking)
    page.tag("else")
    page.table([*columns, remark], ranking)
    page.tag("endif")
    page.tag("endif")


def _shortfalls(page: Page) -> None:
    locale = page.locale
    lost = Text("失分项", "shortfalls")
    page.tag(f"if {lost.of(locale)}")
    page.line(Text("三、主要失分项", "3. Where most points were lost"), HEADING)
    page.table(
        [
            Column(Text("考核项", "Item"), entry("考核项", "item"), 20, _CENTRE),
            Column(Text("考核内容", "Indicator"), entry("内容", "text"), 56),
            Column(Text("分值", "Out of"), entry("分值", "points"), 16, _CENTRE),
            Column(Text("合计失分", "Lost"), entry("失分", "lost"), 24, _CENTRE),
            Column(Text("失分单位", "Units"), entry("单位", "units"), 40),
        ],
        lost,
    )
    page.tag("endif")


def _absent(page: Page) -> None:
    locale = page.locale
    absent = Text("未参加排名", "not_ranked")
    page.tag(f"if {absent.of(locale)}")
    page.line(
        _joined(
            _if(
                Text("失分项", "shortfalls"),
                Text("四、", "4. "),
                _if(Text("排名", "ranking"), Text("三、", "3. "), Text("二、", "2. ")),
            ),
            Text("未报送和未参加排名的单位", "Not returned and not ranked"),
        ),
        HEADING,
    )
    page.tag(f"for {Text('行', 'line').of(locale)} in {absent.of(locale)}")
    page.line(Text("{{ 行.单位 }}：{{ 行.原因 }}。", "{{ line.unit }}: {{ line.reason }}."))
    page.tag("endfor")
    page.line(
        Text(
            "请上述单位尽快补报或更正；未参加排名的单位不按0分计。",
            "Please send or correct these forms soon. Units that are not ranked don't count as 0.",
        )
    )
    page.tag("endif")


def main() -> None:
    """Write all templates."""
    for locale in Locale:
        letter(locale)
        bulletin(locale)


if __name__ == "__main__":
    main()

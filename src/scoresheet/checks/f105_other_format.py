"""A workbook of a format that is not read: Excel 2003 XML, UOF, Apple Numbers, Works, Excel 4.0 and older."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Submission


@check(
    code="F105",
    title=Text("表格格式不能读取", "Workbook format is not read"),
    severity=Severity.FATAL,
    why=Text(
        "能读取的是 .xlsx、.xlsm、.xls、.et、.ods、.xlsb 表格，其他格式里的得分读不出来。",
        "Workbooks in .xlsx, .xlsm, .xls, .et, .ods and .xlsb are read; scores in other formats can't be seen.",
    ),
    remedy=Text(
        "请在 WPS 或 Excel 中打开，点“文件”→“另存为”，文件类型选“Excel 工作簿（.xlsx）”（WPS 中名为“Microsoft Excel 文件（.xlsx）”），再发送另存的文件。只改文件名没有用。",
        "Please open the form in WPS or Excel, choose File, Save As, the type “Excel Workbook (.xlsx)” (in WPS “Microsoft Excel file (.xlsx)”), and send the new file. Changing the file's name alone does not help.",
    ),
    bad="""\
        | 文件       | 内容             |
        | 苍溪县.xml | “XML 表格 2003” |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def other_format(submission: Submission) -> Iterator[Problem]:
    """Find a workbook of another format."""
    for fault in submission.faults_of(FaultKind.OTHER_FORMAT):
        detail = in_brackets(fault.detail)
        yield Problem(
            Text(
                f"表格是其他格式，不能读取{detail.zh}。",
                f"The workbook is in a format that is not read{detail.en}.",
            ),
            cells=fault.cells,
            found=fault.detail,
            allowed=Text(".xlsx 格式", "an .xlsx workbook"),
        )

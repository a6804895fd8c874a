"""Imports run one way: the steps of the program as a table, from what needs nothing to what needs everything."""

from __future__ import annotations

import ast
from pathlib import Path

import scoresheet

SOURCE = Path(scoresheet.__file__).parent

LAYERS: dict[str, set[str]] = {
    # What everything may use.
    "language": set(),
    "titles": {
        "language",
    },
    "figures": {
        "language",
    },
    "parameters": {
        "language",
    },
    "rule": {
        "figures",
        "language",
    },
    "grid": {
        "language",
    },
    "ours": set(),
    # Step 1: the catalog.
    "asking": {
        "language",
        "parameters",
        "rule",
    },
    "measured": {
        "figures",
        "language",
        "parameters",
        "rule",
    },
    "gaps": {
        "figures",
        "language",
        "measured",
        "parameters",
    },
    "rules": {
        "asking",
        "figures",
        "gaps",
        "language",
        "measured",
        "parameters",
        "rule",
    },
    "catalog": {
        "figures",
        "language",
        "parameters",
        "rule",
        "rules",
        "titles",
    },
    # Step 2: forms.
    "parts": {
        "grid",
    },
    "rowheight": set(),
    "guards": {
        "language",
        "titles",
    },
    "layout": {
        "catalog",
        "grid",
        "titles",
    },
    "form_sheet": {
        "catalog",
        "guards",
        "language",
        "layout",
        "parts",
        "titles",
    },
    "form_sheets": {
        "catalog",
        "figures",
        "form_sheet",
        "grid",
        "guards",
        "language",
        "layout",
        "parts",
        "rowheight",
        "rule",
        "scoring",
        "titles",
    },
    "contents": {
        "catalog",
        "form_sheet",
        "form_sheets",
        "layout",
        "parts",
        "rowheight",
        "titles",
    },
    "master": {
        "grid",
        "language",
        "layout",
        "rowheight",
        "titles",
    },
    "cell_guards": {
        "catalog",
        "figures",
        "grid",
        "guards",
        "language",
        "layout",
        "titles",
    },
    "workbook": {
        "catalog",
        "cell_guards",
        "contents",
        "form_sheets",
        "grid",
        "guards",
        "language",
        "layout",
        "master",
        "parts",
        "rowheight",
        "rule",
        "titles",
    },
    "issuing": {
        "catalog",
        "contents",
        "detect",
        "form_sheets",
        "formats",
        "grid",
        "matching",
        "parts",
        "tables",
        "titles",
        "workbook",
    },
    # Step 3: what came back.
    "detect": {
        "language",
    },
    "inbox": {
        "detect",
        "grid",
        "language",
        "ours",
    },
    "formats": {
        "grid",
        "language",
    },
    "matching": set(),
    "values": {
        "figures",
        "grid",
    },
    "submission": {
        "catalog",
        "language",
        "rule",
        "values",
    },
    "tables": {
        "figures",
        "grid",
        "language",
        "matching",
        "submission",
        "titles",
        "values",
    },
    "unit_names": {
        "catalog",
        "grid",
        "matching",
        "submission",
        "tables",
        "titles",
    },
    "identity": {
        "catalog",
        "grid",
        "language",
        "matching",
        "submission",
        "tables",
        "titles",
        "unit_names",
    },
    "item_rows": {
        "catalog",
        "grid",
        "language",
        "matching",
        "since_issue",
        "submission",
        "tables",
        "titles",
    },
    "achieved": {
        "catalog",
        "grid",
        "language",
        "matching",
        "rule",
        "since_issue",
        "submission",
        "tables",
        "titles",
        "values",
    },
    "register": {
        "catalog",
        "grid",
        "matching",
        "since_issue",
        "submission",
        "tables",
        "titles",
    },
    "since_issue": {
        "catalog",
        "figures",
        "language",
        "submission",
    },
    "reading": {
        "achieved",
        "catalog",
        "detect",
        "formats",
        "grid",
        "identity",
        "inbox",
        "item_rows",
        "language",
        "register",
        "since_issue",
        "submission",
        "tables",
        "titles",
    },
    "answers": {
        "catalog",
        "formats",
        "grid",
        "parts",
        "tables",
        "titles",
    },
    "returns": {
        "catalog",
        "figures",
        "language",
        "matching",
        "submission",
    },
    # Steps 4 and 5: scores and checks.
    "scoring": {
        "catalog",
        "submission",
    },
    "quoting": {
        "figures",
        "language",
        "submission",
        "values",
    },
    "stated": {
        "figures",
        "language",
        "rule",
        "scoring",
        "submission",
        "titles",
        "values",
    },
    "narrative": set(),
    "claims": {
        "narrative",
    },
    "checking": {
        "language",
        "returns",
        "submission",
    },
    "checks": {
        "catalog",
        "checking",
        "claims",
        "detect",
        "figures",
        "grid",
        "language",
        "narrative",
        "quoting",
        "returns",
        "rule",
        "scoring",
        "stated",
        "submission",
        "titles",
        "values",
    },
    "places": {
        "catalog",
        "scoring",
        "submission",
    },
    "assessment": {
        "catalog",
        "checking",
        "language",
        "places",
        "returns",
        "scoring",
        "submission",
    },
    # Step 6: the ranking.
    "grades": {
        "catalog",
        "language",
        "rule",
        "submission",
    },
    "ranking": {
        "assessment",
        "catalog",
        "grades",
        "language",
        "places",
        "scoring",
    },
    # Step 7: reports see results only.
    "inert": {
        "language",
    },
    "wrapping": set(),
    "phrases": {
        "assessment",
        "checking",
        "detect",
        "language",
    },
    "item_texts": {
        "catalog",
        "figures",
    },
    "book": {
        "grid",
        "inert",
        "language",
        "ours",
        "rowheight",
    },
    "ranking_table": {
        "book",
        "catalog",
        "grid",
    },
    "ranking_plan": {
        "assessment",
        "catalog",
        "figures",
        "grades",
        "item_texts",
        "language",
        "ranking",
        "ranking_table",
    },
    "plain_table": {
        "book",
        "grid",
        "language",
        "ranking_plan",
    },
    "ranking_formulas": {
        "book",
        "catalog",
        "figures",
        "grades",
        "grid",
        "language",
        "ranking",
        "ranking_plan",
        "ranking_table",
    },
    "ranking_sheets": {
        "assessment",
        "book",
        "catalog",
        "checking",
        "figures",
        "grid",
        "item_texts",
        "language",
        "phrases",
        "plain_table",
        "ranking_formulas",
        "ranking_plan",
        "ranking_table",
        "submission",
        "titles",
        "values",
    },
    "reports": {
        "assessment",
        "book",
        "catalog",
        "checking",
        "figures",
        "grid",
        "inert",
        "language",
        "phrases",
        "ranking",
        "ranking_plan",
        "ranking_sheets",
        "titles",
        "wrapping",
    },
    # The command line sees all, and nothing sees it.
    "shipped": set(),
    "output": {
        "language",
    },
    "demonstration": {
        "answers",
        "catalog",
        "language",
    },
    "cli": {
        "assessment",
        "catalog",
        "checking",
        "demonstration",
        "figures",
        "inbox",
        "issuing",
        "language",
        "master",
        "ours",
        "output",
        "quoting",
        "ranking",
        "reading",
        "reports",
        "shipped",
    },
    "__main__": {
        "cli",
    },
}


def _arrows() -> dict[str, set[str]]:
    arrows: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        relative = path.relative_to(SOURCE).with_suffix("")
        if relative.name == "__init__" and len(relative.parts) == 1:
            continue
        step = relative.parts[0]
        found = arrows.setdefault(step, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= {name for name in _imported(node) if name != step}
    return arrows


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ImportFrom) and node.module == "scoresheet":
        return {alias.name for alias in node.names if not alias.name.startswith("__")}
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("scoresheet.")}


def _siblings(folder: str) -> set[tuple[str, str]]:
    found = set()
    for path in (SOURCE / folder).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module == f"scoresheet.{folder}":
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"scoresheet.{folder}."):
                names = [(node.module or "").rpartition(".")[2]]
            found |= {(path.stem, name) for name in names}
    return found


def test_every_arrow_is_in_the_table() -> None:
    """A module imports what the table allows and nothing else; the table allows nothing that isn't used."""
    assert _arrows() == LAYERS


def test_the_table_has_no_circle() -> None:
    """Whatever is taken away in order of need, nothing is left over."""
    left = {step: set(needs) for step, needs in LAYERS.items()}
    while ready := {step for step, needs in left.items() if not needs}:
        left = {step: needs - ready for step, needs in left.items() if step not in ready}

    assert left == {}


def test_no_check_imports_a_check_and_no_rule_a_rule_and_no_report_a_report() -> None:
    """Each file of a folder of many of one kind stands alone."""
    assert [_siblings(folder) for folder in ("checks", "rules", "reports", "ranking_sheets")] == [set()] * 4

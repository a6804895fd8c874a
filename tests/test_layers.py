"""Imports run one way: the steps of the program as a table, from what needs nothing to what needs everything."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import scoresheet

SOURCE = Path(scoresheet.__file__).parent

LAYERS: dict[str, set[str]] = {
    # What everything may use.
    "language": set(),
    "figures": {
        "language",
    },
    "titles": {
        "language",
    },
    "numerals": set(),
    "matching": set(),
    "wrapping": set(),
    "rowheight": set(),
    "grid": {
        "language",
    },
    "inert": {
        "language",
    },
    "values": {
        "figures",
        "grid",
        "numerals",
    },
    "decision": {
        "language",
    },
    "shipped": set(),
    # Step 1: the catalog.
    "rule": {
        "figures",
        "language",
    },
    "rules": {
        "figures",
        "language",
        "rule",
    },
    "catalog": {
        "figures",
        "language",
        "numerals",
        "rule",
        "rules",
        "titles",
    },
    "notice": {
        "catalog",
        "figures",
        "formats",
        "grid",
        "inbox",
        "language",
        "matching",
        "numerals",
        "rule",
        "rules",
        "wrapping",
    },
    "target_table": {
        "catalog",
        "figures",
        "formats",
        "grid",
        "inbox",
        "language",
        "values",
    },
    "project": {
        "language",
    },
    # Step 2: blank forms.
    "parts": {
        "grid",
    },
    "forms": {
        "catalog",
        "figures",
        "formats",
        "grid",
        "inbox",
        "language",
        "matching",
        "parts",
        "reading",
        "rowheight",
        "rule",
        "scoring",
        "titles",
    },
    # Step 3: what came back.
    "inbox": {
        "grid",
        "inert",
        "language",
    },
    "formats": {
        "grid",
        "inbox",
        "language",
    },
    "submission": {
        "catalog",
        "decision",
        "language",
        "rule",
        "values",
    },
    "reading": {
        "catalog",
        "figures",
        "formats",
        "grid",
        "inbox",
        "language",
        "matching",
        "rule",
        "submission",
        "titles",
        "values",
    },
    "quoting": {
        "figures",
        "language",
        "submission",
        "values",
    },
    "returns": {
        "catalog",
        "decision",
        "figures",
        "grid",
        "inert",
        "language",
        "matching",
        "quoting",
        "rule",
        "submission",
        "titles",
        "values",
    },
    "decisions": {
        "catalog",
        "checking",
        "decision",
        "figures",
        "formats",
        "grid",
        "inbox",
        "language",
        "matching",
        "returns",
        "rule",
        "titles",
        "values",
    },
    # Steps 4 and 5: scores and checks.
    "scoring": {
        "catalog",
        "submission",
    },
    "places": {
        "catalog",
        "scoring",
        "submission",
    },
    "checking": {
        "decision",
        "figures",
        "language",
        "quoting",
        "returns",
        "rule",
        "scoring",
        "submission",
        "titles",
        "values",
    },
    "checks": {
        "catalog",
        "checking",
        "decision",
        "figures",
        "grid",
        "inbox",
        "inert",
        "language",
        "matching",
        "quoting",
        "reading",
        "returns",
        "rule",
        "scoring",
        "submission",
        "titles",
        "values",
    },
    "assessment": {
        "catalog",
        "checking",
        "decision",
        "language",
        "places",
        "returns",
        "scoring",
        "submission",
    },
    "each_file": {
        "catalog",
        "checking",
        "formats",
        "grid",
        "inbox",
        "reading",
        "submission",
        "values",
    },
    "manifest": {
        "assessment",
        "catalog",
        "checking",
        "inert",
        "language",
        "phrases",
        "submission",
    },
    "changes": {
        "assessment",
        "manifest",
    },
    # Step 6: the ranking.
    "ranking": {
        "assessment",
        "catalog",
        "checking",
        "language",
        "places",
        "rule",
        "scoring",
        "submission",
    },
    "ranking_workbook": {
        "assessment",
        "bar_chart",
        "book",
        "catalog",
        "checking",
        "decision",
        "figures",
        "grid",
        "language",
        "phrases",
        "ranking",
        "scoring",
        "submission",
        "titles",
        "values",
    },
    # Step 7: what people get. Reports see results only.
    "output": {
        "inbox",
        "language",
    },
    "sheet_rows": {
        "grid",
    },
    "paged": {
        "language",
    },
    "book": {
        "inbox",
        "inert",
        "language",
        "paged",
        "rowheight",
        "sheet_rows",
    },
    "bar_chart": {
        "book",
    },
    "phrases": {
        "assessment",
        "checking",
        "decision",
        "inbox",
        "language",
        "returns",
    },
    "screen": {
        "assessment",
        "checking",
        "inert",
        "language",
        "phrases",
        "returns",
        "wrapping",
    },
    "page": {
        "assessment",
        "catalog",
        "changes",
        "checking",
        "decision",
        "figures",
        "language",
        "manifest",
        "phrases",
        "ranking",
    },
    "letters": {
        "assessment",
        "catalog",
        "checking",
        "figures",
        "inbox",
        "inert",
        "language",
        "parts",
        "phrases",
        "ranking",
        "returns",
        "scoring",
        "submission",
    },
    "filling": {
        "catalog",
        "checking",
        "decisions",
        "figures",
        "formats",
        "grid",
        "inert",
        "language",
        "matching",
        "parts",
        "quoting",
        "reading",
        "rule",
        "submission",
        "titles",
        "values",
    },
    "marking": {
        "catalog",
        "checking",
        "decisions",
        "filling",
        "formats",
        "forms",
        "grid",
        "inbox",
        "inert",
        "language",
        "matching",
        "parts",
        "reading",
        "rowheight",
        "submission",
        "titles",
        "values",
    },
    "reports": {
        "assessment",
        "book",
        "catalog",
        "changes",
        "checking",
        "decision",
        "figures",
        "filling",
        "grid",
        "inbox",
        "inert",
        "language",
        "letters",
        "manifest",
        "marking",
        "page",
        "parts",
        "phrases",
        "quoting",
        "ranking",
        "ranking_workbook",
        "returns",
        "screen",
        "submission",
        "titles",
        "wrapping",
    },
    # The command line sees all, and nothing sees it.
    "demonstration": {
        "catalog",
        "filling",
        "language",
    },
    "cli": {
        "assessment",
        "catalog",
        "changes",
        "checking",
        "decision",
        "decisions",
        "demonstration",
        "each_file",
        "figures",
        "filling",
        "formats",
        "forms",
        "grid",
        "inbox",
        "inert",
        "language",
        "letters",
        "manifest",
        "marking",
        "notice",
        "output",
        "project",
        "quoting",
        "ranking",
        "reading",
        "reports",
        "returns",
        "shipped",
        "submission",
        "target_table",
        "wrapping",
    },
    "__main__": {
        "cli",
    },
}


@cache
def _modules() -> dict[str, ast.Module]:
    """Give every module's tree by its dotted name; a folder goes by its own name."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


@cache
def _arrows() -> dict[str, set[str]]:
    """Give for every module the modules that it imports."""
    trees = _modules()
    return {
        name: {one for node in ast.walk(tree) for one in _imported(node, trees)} - {name, ""}
        for name, tree in trees.items()
    }


def _imported(node: ast.AST, known: dict[str, ast.Module]) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        full = [f"{node.module}.{alias.name}" for alias in node.names]
        names = [one if _inside(one) in known else node.module or "" for one in full]
    else:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    return {_inside(name) for name in names}


def _inside(name: str) -> str:
    return name.removeprefix("scoresheet.") if name.startswith("scoresheet.") else ""


def _step(module: str) -> str:
    return module.partition(".")[0]


def _circle(arrows: dict[str, set[str]]) -> dict[str, set[str]]:
    """Take away in order of need whatever needs nothing any more; what is left over runs in a circle."""
    left = {name: set(needs) for name, needs in arrows.items()}
    while ready := {name for name, needs in left.items() if not needs}:
        left = {name: needs - ready for name, needs in left.items() if name not in ready}
    return left


def test_every_arrow_is_in_the_table() -> None:
    """A step imports the steps that the table allows and no others; the table allows nothing that isn't used."""
    steps: dict[str, set[str]] = {}
    for module, needs in _arrows().items():
        steps.setdefault(_step(module), set()).update({_step(one) for one in needs} - {_step(module)})

    assert steps == LAYERS


def test_the_table_has_no_circle() -> None:
    """Whatever is taken away in order of need, nothing is left over."""
    assert _circle(LAYERS) == {}


def test_no_modules_of_a_step_run_in_a_circle() -> None:
    """Inside the steps as between them, imports run one way."""
    assert _circle(_arrows()) == {}


def test_no_check_imports_a_check_and_no_rule_a_rule_and_no_report_a_report() -> None:
    """Each file of a folder of many of one kind stands alone."""
    folders = ("checks", "rules", "reports", "ranking_workbook.sheets", "page.sections")
    beside = [
        (module, one)
        for module, needs in _arrows().items()
        for one in needs
        if module.rpartition(".")[0] in folders and one.rpartition(".")[0] == module.rpartition(".")[0]
    ]

    assert beside == []

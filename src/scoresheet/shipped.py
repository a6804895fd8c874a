"""Files that come with the program: the example catalog, the templates, and what a new project begins with."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

_INSTALLED = Path(__file__).parent / "shipped"
_CHECKOUT = Path(__file__).parents[2]

CATALOG = "indicators.yaml"
TARGETS = "targets.csv"
TEMPLATES = "templates"
MASTER = f"{TEMPLATES}/self_assessment.xlsx"
RULES = "docs/rules.md"
PROJECT = f"{TEMPLATES}/project"
"""What a new project begins with, in a folder for each language."""


def shipped(name: str) -> Path:
    """Give the path of a shipped file, in an installed program as in a checkout of its source."""
    installed = _INSTALLED / name
    return installed if installed.exists() else _CHECKOUT / name


def master_for(catalog: Path) -> Path:
    """Give the master form that goes with a catalog: the one beside it, else the shipped one."""
    return beside(catalog, MASTER)


def template_for(catalog: Path, name: str) -> Path:
    """Give the template of a letter that goes with a catalog: the one beside it, else the shipped one."""
    return beside(catalog, f"{TEMPLATES}/{name}")


def beside(catalog: Path, name: str) -> Path:
    """Give a project's own file where it lies beside the catalog, else the one that was shipped under the same name."""
    own = catalog.parent / name
    return own if own.exists() else shipped(name)


def templates(*, english: bool) -> dict[str, Path]:
    """Give every template that an office can reword or restyle, by its name in a project of one language."""
    found = [path for path in shipped(TEMPLATES).iterdir() if path.is_file() and path.name[0] not in ".~"]
    names = {path.name for path in found}
    fitting = [path for path in found if _is_for(path.name, names, english=english)]
    return {f"{TEMPLATES}/{path.name}": path for path in sorted(fitting)}


def _is_for(name: str, names: Collection[str], *, english: bool) -> bool:
    """Tell whether a template is for a language: letter.en.txt is, beside letter.txt, the English one."""
    stem, dot, suffix = name.partition(".")
    if suffix.startswith("en."):
        return english
    return not (english and f"{stem}{dot}en.{suffix}" in names)

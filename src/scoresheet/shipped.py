"""Files that come with the program: the example catalog and the master form."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "shipped"
_CHECKOUT = Path(__file__).parents[2]

CATALOG = "indicators.yaml"
TARGETS = "targets.csv"
MASTER = "templates/self_assessment.xlsx"


def shipped(name: str) -> Path:
    """Give the path of a shipped file, in an installed program as in a checkout of its source."""
    installed = _INSTALLED / name
    return installed if installed.exists() else _CHECKOUT / name


def master_for(catalog: Path) -> Path:
    """Give the master form that goes with a catalog: the one beside it, else the shipped one."""
    own = catalog.parent / MASTER
    return own if own.exists() else shipped(MASTER)

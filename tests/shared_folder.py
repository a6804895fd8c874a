"""The folder that all workers of one run of the tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared(factory: pytest.TempPathFactory) -> Path:
    """Give the folder; what is made in it by one worker need not be made by another."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

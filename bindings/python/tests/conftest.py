"""Sample tables, and columns as another library would hand them over."""

import pathlib

import pytest

import zhuqi

ROOT = pathlib.Path(__file__).parents[3]
CASES, EXAMPLES = ROOT / "tests" / "cases", ROOT / "examples"


@pytest.fixture
def routing():
    return zhuqi.DecisionTable(CASES / "routing.csv")


@pytest.fixture
def cases():
    return CASES

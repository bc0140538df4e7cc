"""Sample tables, and columns as another library would hand them over."""

import pathlib

import pytest

import zhuqi

CASES = pathlib.Path(__file__).parents[3] / "tests" / "cases"


@pytest.fixture
def routing():
    return zhuqi.DecisionTable(CASES / "routing.csv")


@pytest.fixture
def cases():
    return CASES

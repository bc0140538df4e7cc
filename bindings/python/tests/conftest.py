"""Sample tables, and columns as another library would hand them over."""

import pathlib

import pytest
from hypothesis import HealthCheck, settings

import zhuqi

# Timings never decide a test: the machine may be busy.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

ROOT = pathlib.Path(__file__).parents[3]
CASES, EXAMPLES = ROOT / "tests" / "cases", ROOT / "examples"


@pytest.fixture
def routing():
    return zhuqi.DecisionTable(CASES / "routing.csv")


@pytest.fixture
def cases():
    return CASES

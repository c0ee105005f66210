"""Which tests are traced with --cov: those that reach something new, and no laws."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from tests.coverage_sampling import CoverageSampling


class Traced:
    """Coverage that knows what is reached, and whether it is traced."""

    def __init__(self) -> None:
        self.reached: dict[str, set[int]] = {"module": set()}
        self.cov = SimpleNamespace(_collector=SimpleNamespace(data=self.reached))
        self.on = True

    def pause(self) -> None:
        """Trace nothing."""
        self.on = False

    def resume(self) -> None:
        """Trace again."""
        self.on = True


def traced(request: pytest.FixtureRequest, cases: list[tuple[str, int]], *marks: str) -> list[bool]:
    """Run cases by their names, each of which reaches a branch; return which of them were traced."""
    controller, result = Traced(), list[bool]()
    sampling = CoverageSampling(controller)
    controller.pause()
    for name, branch in cases:
        case = pytest.Function.from_parent(request.node.parent, name=name, callobj=lambda: None)
        for mark in marks:
            case.add_marker(mark)
        run = sampling.pytest_runtest_protocol(case)
        next(run)
        result.append(controller.on)
        controller.reached["module"].update([branch] if controller.on else [])
        with pytest.raises(StopIteration):
            run.send(None)
        assert not controller.on
    return result


def test_cases_are_traced_until_two_reach_nothing_new(request: pytest.FixtureRequest) -> None:
    cases = [("one[a]", 1), ("one[b]", 1), ("one[c]", 2), ("one[d]", 2), ("one[e]", 1), ("one[f]", 3), ("two[a]", 3)]
    assert traced(request, cases) == [True, True, True, True, True, False, True]


@pytest.mark.parametrize("mark", ["hypothesis", "no_cover"])
def test_laws_are_not_traced(request: pytest.FixtureRequest, mark: str) -> None:
    assert traced(request, [("one", 1)], mark) == [False]


@pytest.mark.no_cover
def test_nothing_else_traces_them() -> None:
    """Of this run, if it is one with --cov: a worker of pytest-xdist begins with a measurement more."""
    assert not type(sys.gettrace()).__module__.startswith("coverage")

"""The law of engines: what DuckDB answers to any question of any dataset is what the index answers, byte for byte."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from sahelcli.engines import open as engines_open
from sahelcli.engines.conditions import Conditions
from tests.engines.asking import Facts, command_lines, in_one_thread, remember_connections, renamed
from tests.questions import dataset
from tests.terminal import Sahel
from tests.torture.times import times

pytestmark = pytest.mark.no_cover  # a law: tests of examples go the same ways
ON_EACH = 50  # questions on one dataset
PARTS = 8  # of the whole, so that all processors ask


@pytest.mark.parametrize("part", range(PARTS))
def test_duckdb_answers_every_question_as_the_index_does(
    sahel: Sahel, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    remember_connections(monkeypatch)
    monkeypatch.setattr(engines_open, "connect", in_one_thread)
    if part == 0:  # as an engine that cannot look at each source of a record
        monkeypatch.setattr(Conditions, "knows_sources", property(lambda _: False, lambda *_: None), raising=False)
    agree = seed(part)(given(st.randoms(use_true_random=True))(lambda random: _agree(sahel, random)))
    settings(
        max_examples=times(2_000, 100_000) // ON_EACH // PARTS,
        derandomize=False,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(agree)()


def _agree(sahel: Sahel, random: Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        facts = Facts(sahel, Path(folder), dataset(random))
        for argv in islice(command_lines(random, facts.made), ON_EACH):
            facts.agree(argv, f"duckdb:{facts.folder}")


@pytest.mark.parametrize("part", range(2))
def test_several_datasets_of_a_folder_are_answered_as_one(
    sahel: Sahel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, part: int
) -> None:
    remember_connections(monkeypatch)
    monkeypatch.setattr(engines_open, "connect", in_one_thread)
    random = Random(part)
    one, two = dataset(random), renamed(dataset(random))
    facts = Facts(sahel, tmp_path, one, two)
    for argv in islice(command_lines(random, random.choice((one, two))), times(75, 2_000)):
        facts.agree(argv, f"duckdb:{facts.folder}")

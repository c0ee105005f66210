"""The Python interface where a program differs from a command line: it goes on, moves about and asks at once."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import sahelcli
from sahelcli import NoError, SahelError, UsageError
from tests.library.conftest import SOURCE, event
from tests.terminal import Sahel


def test_an_answer_is_a_sequence_of_dictionaries(mine: Path) -> None:
    answer = sahelcli.open(mine).timeline(limit=2)
    assert (len(answer), answer.total, answer.kind, answer.single) == (2, 3, "event", False)
    assert answer.dataset == sahelcli.open(mine).stats().dataset
    assert (sorted(answer.dataset), len(answer.dataset["content_hash"])) == (["content_hash", "title", "version"], 64)
    assert answer.notes == ("shown 2 of 3 events",)
    assert [row["id"] for row in answer] == ["event-1", "event-2"]
    assert type(answer[0]) is dict
    assert answer[-1] == answer[0:][1]
    assert answer[0] in answer
    assert repr(answer) == "<2 of 3 events>\nnote: shown 2 of 3 events"
    assert repr(sahelcli.open(mine)) == f"sahelcli.open({str(mine)!r})"


def test_an_answer_can_be_kept_and_sent_elsewhere(mine: Path) -> None:
    answer = sahelcli.open(mine).timeline(limit=2)
    again = pickle.loads(pickle.dumps(answer))  # noqa: S301  # our own, of a moment ago
    assert (list(again), again.total, again.notes) == (list(answer), 3, answer.notes)
    assert "Event 1" in again._repr_html_()
    assert pickle.loads(pickle.dumps(sahelcli.open(mine))).timeline().total == 3  # noqa: S301  # as above


def test_values_are_those_of_python_or_of_the_command_line(mine: Path) -> None:
    data = sahelcli.open(mine)
    assert len(data.timeline(on=date(2024, 3, 5), certain=True)) == 1
    assert len(data.timeline(on=2024)) == len(data.timeline(on="2024", actor=None, limit=None)) == 3
    assert len(data.timeline(limit="1")) == len(data.timeline(limit=1)) == 1
    chosen = data.timeline(text=("event 1", "event 3"), fields=["id", "date"])
    assert list(chosen[1].items()) == [("id", "event-3"), ("date", "2024-03-05")]
    assert data.timeline(text=[]).total == 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"limit": True}, '--limit takes a text, not "True"'),
        ({"limit": 2.0}, '--limit takes a text, not "2.0"'),
        ({"certain": "false"}, '--certain takes True or False, not "false"'),
        ({"on": datetime(2024, 1, 1, 12, tzinfo=UTC)}, '--on takes a text, not "2024-01-01 12:00:00+00:00"'),
        ({"place": b"niger"}, "--place takes a text or a list of texts, not \"b'niger'\""),
        ({"place": ["niger", 2.5]}, '--place takes texts, not "2.5"'),
        ({"place": "ni\udc80ger"}, '--place "ni\\x80ger" is not UTF-8'),
        ({"plaec": "niger"}, 'timeline has no option "plaec"'),
        ({"json": True}, 'timeline has no option "json"'),
    ],
)
def test_what_is_no_value_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        sahelcli.open("shipped").timeline(**options)  # type: ignore[arg-type]  # a program that nobody checks
    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize("command", ["show", "cite"])
def test_a_question_without_what_it_is_about_is_refused(mine: Path, command: str) -> None:
    with pytest.raises(UsageError) as caught:
        getattr(sahelcli.open(mine), command)()
    assert caught.value.message == "missing argument ID"
    assert str(caught.value.hint).startswith("give ID: ")


def test_an_error_says_its_way_out_in_a_traceback(mine: Path) -> None:
    with pytest.raises(NoError) as caught:
        sahelcli.open("shipped").quote("macon")
    assert caught.value.hint
    assert caught.value.__notes__ == [f"hint: {caught.value.hint}"]
    with pytest.raises(NoError) as caught:
        sahelcli.open(mine).show("nothing")
    assert f"-d {mine}" in (caught.value.hint or "")


def test_a_change_of_the_files_is_seen_by_the_next_question(mine: Path) -> None:
    data = sahelcli.open(mine)
    before = data.timeline()
    mine.write_text(mine.read_text(encoding="utf-8") + event(4), encoding="utf-8")
    assert (before.total, data.timeline().total) == (3, 4)
    assert len(list(before)) == 3
    mine.write_text("[[events]\n", encoding="utf-8")
    with pytest.raises(SahelError, match="no record can be read"):
        data.timeline()
    mine.unlink()
    with pytest.raises(SahelError, match="no such file or folder"):
        data.timeline()


def test_a_dataset_stays_the_one_that_was_opened(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "own.toml").write_text(SOURCE + event(1), encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    named, unnamed, shipped = sahelcli.open("mine.toml"), sahelcli.open(), sahelcli.open("shipped")
    monkeypatch.setenv("SAHEL_DATA", "mine.toml")
    by_variable = sahelcli.open()
    monkeypatch.setenv("SAHEL_DATA", "shipped")
    number = sahelcli.open().timeline().total
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert [each.timeline().total for each in (named, unnamed, shipped, by_variable)] == [3, 1, number, 3]
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAHEL_DATA")
    assert [each.timeline().total for each in (named, unnamed, shipped, by_variable)] == [3, 1, number, 3]
    (tmp_path / "data" / "own.toml").unlink()
    answer = unnamed.timeline()
    assert (answer.total, answer.notes) == (0, (f'"{tmp_path}/data" holds no records', "no events match"))


def test_what_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, message in {"missing": "no such file", "": "names nothing", "-": "read but once"}.items():
        with pytest.raises(SahelError, match=message):
            sahelcli.open(name)
    monkeypatch.setenv("SAHEL_DATA", "missing")
    with pytest.raises(SahelError, match="no such file"):
        sahelcli.open()


def test_strict_refuses_what_is_not_whole(mine: Path) -> None:
    mine.write_text(mine.read_text(encoding="utf-8") + event(4, "2024-13-01"), encoding="utf-8")
    answer = sahelcli.open(mine).timeline()
    assert (answer.total, answer.notes[0]) == (
        3,
        f"1 record was left out as not valid: `sahel check -d {mine}` shows why",
    )
    with pytest.raises(SahelError, match="the dataset is not whole"):
        sahelcli.open(mine, strict=True).timeline()
    findings = sahelcli.open(mine, strict=True).check()
    assert [finding["line"] for finding in findings if finding["severity"] == "error"] == [22]


def test_many_ask_at_once(mine: Path, tmp_path: Path) -> None:
    """Also while none has an index yet; each has the notes of its own question."""
    other = tmp_path / "other.toml"
    other.write_text(SOURCE + event(1), encoding="utf-8")
    datasets = [sahelcli.open(path) for path in (mine, other)] * 8

    def ask(number: int) -> tuple[int, tuple[str, ...]]:
        answer = datasets[number].timeline(limit=number % 2)
        return answer.total, answer.notes

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(16)))
    assert answers == [(3, ("shown 0 of 3 events",)), (1, ())] * 8


def test_nothing_is_printed_and_nothing_is_kept(mine: Path, sahel: Sahel, capfd: pytest.CaptureFixture[str]) -> None:
    data = sahelcli.open(mine)
    data.timeline(limit=1)
    data.check()
    data.verify("“There were many of them there,” he said.")
    with pytest.raises(SahelError):
        data.quote("nobody")
    assert capfd.readouterr() == ("", "")
    assert "sahel actor` lists" in sahel("quote", "macon").stderr  # without the dataset that Python has asked


def test_no_terminal_and_no_streams_are_needed(mine: Path, variables: Mapping[str, str]) -> None:
    program = f"""
import sys
sys.stdin = sys.stdout = sys.stderr = None
import sahelcli
answer = sahelcli.open({str(mine)!r}).timeline(limit=1)
assert answer.notes == ("shown 1 of 3 events",) and len(answer) == 1
"""
    subprocess.run(
        (sys.executable, "-X", "dev", "-W", "error", "-c", program), env=dict(variables), check=True, timeout=60
    )


def test_a_folder_that_is_gone_is_not_needed(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert sahelcli.open(mine).timeline().total == 3
    os.chdir(tmp_path)


def test_an_article_is_a_text_or_a_path(tmp_path: Path) -> None:
    text = "<p>“We will consult with the putschists because we want things to happen calmly,” he said.</p>"
    (tmp_path / "-").write_text(text, encoding="utf-8")
    data = sahelcli.open("shipped")
    (claim,) = data.verify(text)
    assert (claim["verdict"], claim["start"]) == ("exact", 4)
    assert list(data.verify(Path("-"))) == [claim]
    with pytest.raises(SahelError, match="no article can be read"):
        data.verify(Path("missing.txt"))


def test_until_the_first_question_nothing_is_loaded() -> None:
    program = "import sys; before = set(sys.modules); import sahelcli; sahelcli.open('shipped'); sahelcli.open()"
    program += "; print(*sorted(set(sys.modules) - before))"
    child = subprocess.run((sys.executable, "-c", program), check=True, capture_output=True, timeout=60, text=True)
    loaded = {name for name in child.stdout.split() if not name.startswith("importlib")}
    assert loaded <= {"sahelcli", "sahelcli.library", "sahelcli.library.dataset_location", "__future__", "warnings"}


def test_what_is_there_has_a_name() -> None:
    assert all(getattr(sahelcli, name) for name in sahelcli.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        sahelcli.opne  # type: ignore[attr-defined]  # noqa: B018

"""Reading a dataset: what is valid answers, what is not is told once, and what hangs on it is left out."""

from __future__ import annotations

import gc
import pickle
from itertools import permutations
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sahelcli.dataset.linking import link
from sahelcli.dataset.reader import read_dataset, read_file
from sahelcli.diagnostics.finding import Severity
from sahelcli.model.dataset import Dataset

SOURCE = '[[sources]]\nid = "afp"\ntitle = "A dispatch"\npublisher = "AFP"\n'
ACTOR = '[[actors]]\nid = "france"\nname = "France"\nkind = "state"\ndescription = "A state."\n'
PLACE = '[[places]]\nid = "niger"\nname = "Niger"\nkind = "country"\n'
EVENT = '[[events]]\nid = "news"\ndate = "2023-09-24"\ntitle = "News"\nsources = ["afp"]\n'
QUOTE = '[[quotes]]\nid = "words"\nspeaker = "france"\ndate = "2023"\ntext = "W."\nlanguage = "fr"\nsources = ["afp"]\n'


def read(**files: str | bytes) -> Dataset:
    contents = (data if isinstance(data, bytes) else data.encode() for data in files.values())
    return link([read_file(f"{name}.toml", data) for name, data in zip(files, contents, strict=True)])


def told(dataset: Dataset) -> list[str]:
    return [diagnostic.one_line() for diagnostic in dataset.diagnostics]


def kept(dataset: Dataset) -> set[str]:
    tables = (dataset.events, dataset.quotes, dataset.figures, dataset.actors, dataset.places, dataset.sources)
    return {record.id for table in tables for record in table}


@pytest.mark.parametrize("order", list(permutations(["a", "b", "c"])))
def test_references_lead_from_file_to_file_in_any_order(order: tuple[str, ...]) -> None:
    files = {"a": SOURCE, "b": EVENT + QUOTE, "c": ACTOR}
    dataset = read(**{name: files[name] for name in order})
    assert (told(dataset), dataset.left_out) == ([], 0)
    assert dataset.files == tuple(f"{name}.toml" for name in order)
    assert kept(dataset) == {"afp", "news", "words", "france"}


def test_records_stand_in_the_order_of_the_files() -> None:
    dataset = read(b=SOURCE + EVENT.replace("news", "z"), a=EVENT.replace("news", "y") + EVENT.replace("news", "x"))
    assert [event.id for event in dataset.events] == ["z", "y", "x"]


def test_a_file_that_cannot_be_read_silences_no_other() -> None:
    dataset = read(a=SOURCE, b=b"\x1f\x8b\x08\x00", c=EVENT)
    assert told(dataset) == ["b.toml: error: this is a gzip file, not a TOML text [encoding]"]
    assert kept(dataset) == {"afp", "news"}
    assert dataset.left_out == 1


def test_a_record_with_a_syntax_error_silences_no_other() -> None:
    broken = EVENT.replace("news", "broken").replace('"2023-09-24"', "2023-09")
    dataset = read(a=SOURCE + EVENT + broken + ACTOR + QUOTE + 'event = "broken"\n')
    assert told(dataset) == ["a.toml:12:8: error: a date without quotes: 2023-09 [syntax]"]
    assert kept(dataset) == {"afp", "news", "france"}
    assert dataset.left_out == 2


def test_every_error_is_told_in_the_order_of_files_and_lines() -> None:
    bad = EVENT.replace('title = "News"', 'tytle = "News"')
    dataset = read(b=SOURCE + bad + EVENT.replace("afp", "apf"), a="x\n" + bad)
    assert told(dataset) == [
        'b.toml:8:1: error: an event has no key "tytle" [unknown-key]',
        'b.toml:14:12: error: unknown source "apf" [unknown-reference]',
        'a.toml:1:2: error: "=" is missing after the key [syntax]',
        'a.toml:5:1: error: an event has no key "tytle" [unknown-key]',
    ]


def test_what_refers_to_a_failed_record_is_left_out_and_not_told() -> None:
    bad_actor = ACTOR.replace('"state"', '"stat"')
    dataset = read(a=SOURCE + EVENT + bad_actor + QUOTE + 'event = "news"\n')
    assert told(dataset) == ['a.toml:13:8: error: "kind" cannot be "stat" [choice]']
    assert kept(dataset) == {"afp", "news"}
    assert dataset.left_out == 2


def test_nothing_is_left_that_leads_into_the_void() -> None:
    ring = 'related = ["news", "second"]\n'
    chain = EVENT.replace("news", "second") + ring + EVENT.replace("news", "third") + 'related = ["second"]\n'
    apart = EVENT.replace("news", "apart") + 'related = ["apart"]\n'
    dataset = read(a=SOURCE + EVENT + 'related = ["gone"]\n' + chain + ACTOR + QUOTE + 'event = "third"\n' + apart)
    assert told(dataset) == ['a.toml:10:12: error: unknown event "gone" [unknown-reference]']
    assert kept(dataset) == {"afp", "france", "apart"}
    assert dataset.left_out == 4


def test_a_long_chain_is_left_out_without_recursion() -> None:
    places = [PLACE.replace("niger", f"place-{n}") + f'part_of = "place-{n + 1}"\n' for n in range(3000)]
    dataset = read(a="\n".join(places))
    assert told(dataset) == ['a.toml:17999:11: error: unknown place "place-3000" [unknown-reference]']
    assert dataset.left_out == 3000


def test_a_role_may_be_of_an_actor_or_a_place() -> None:
    role = 'roles = [{ title = "x", of = "niger" }]\n'
    assert told(read(a=ACTOR + role, b=PLACE)) == []
    assert told(read(a=ACTOR + role, b=ACTOR.replace("france", "niger"))) == []
    both = read(a=ACTOR + role, b=PLACE + 'part_of = "gone"\n' + ACTOR.replace("france", "niger"))
    assert kept(both) == {"france", "niger"}


def test_an_id_twice_names_both_places() -> None:
    dataset = read(a=SOURCE + EVENT, b=EVENT.replace("News", "Other news"))
    assert told(dataset) == ['b.toml:2:6: error: another event has the id "news", at a.toml:5 [duplicate-id]']
    assert [event.title for event in dataset.events] == ["News"]
    assert dataset.left_out == 1


def test_an_id_twice_names_a_long_path_by_its_end() -> None:
    deep = "/".join(["folder"] * 80)
    dataset = link([read_file(f"{deep}/{name}.toml", (SOURCE + EVENT).encode()) for name in "ab"])
    for line in told(dataset):
        assert len(line) <= 300
        assert "/a.toml:" in line


def test_one_id_in_two_kinds_is_fine() -> None:
    dataset = read(a=ACTOR.replace("france", "niger"), b=PLACE)
    assert (told(dataset), dataset.left_out) == ([], 0)


def test_ids_of_a_file_in_another_encoding_are_not_missed() -> None:
    dataset = read(
        a=EVENT + EVENT.replace("news", "second").replace("afp", "reuters"), b=(SOURCE + "# é").encode("cp1252")
    )
    assert [diagnostic.code for diagnostic in dataset.diagnostics] == ["unknown-reference", "encoding"]
    assert dataset.left_out == 3


def test_nothing_is_missed_where_ids_cannot_be_seen() -> None:
    dataset = read(a=EVENT, b=SOURCE.encode("utf-16"))
    assert told(dataset) == ["b.toml: error: the file seems to be UTF-16, not UTF-8 [encoding]"]
    assert dataset.left_out == 2


def test_tags_of_all_files_are_one_table() -> None:
    tagged = SOURCE + EVENT + 'tags = ["coup", "vote"]\n'
    assert told(read(a=tagged)) == []
    dataset = read(a='[tags]\ncoup = "first"\n', b='[tags]\ncoup = "second"\nvote = "x"\n', c=tagged)
    assert (told(dataset), dict(dataset.tags)) == ([], {"coup": "first", "vote": "x"})
    assert told(read(a='[tags]\ncoup = "x"\n', b=tagged)) == ['b.toml:10:17: error: unknown tag "vote" [unknown-tag]']
    assert told(read(a="[tags]\n", b=tagged))[0] == 'b.toml:10:9: error: unknown tag "coup" [unknown-tag]'


def test_tags_of_a_broken_table_are_not_missed() -> None:
    dataset = read(
        a='[tags]\ncoup = "x\n[tags.x_more]\n', b='[tags]\nvote = "x"\n', c=SOURCE + EVENT + 'tags = ["coup"]\n'
    )
    assert [diagnostic.code for diagnostic in dataset.diagnostics] == ["syntax"]


def test_the_first_description_counts() -> None:
    dataset = read(a=SOURCE, b='[dataset]\ntitle = "First"\n', c='[dataset]\ntitle = "Second"\nversion = "2"\n')
    assert (dataset.info.title, dataset.info.version) == ("First", None)
    assert read(a=SOURCE).info.title is None


def test_a_loop_of_places_is_told_once_and_left_out_with_all_inside() -> None:
    ring = [PLACE.replace("niger", f"place-{n}") + f'part_of = "place-{(n + 1) % 9}"\n' for n in range(9)]
    inside = PLACE + 'part_of = "place-3"\n'
    dataset = read(a="".join([*ring, inside]), b=PLACE.replace("niger", "apart"))
    assert told(dataset) == ["a.toml:5:11: error: places lie in each other: 9 in a ring [place-loop]"]
    assert kept(dataset) == {"apart"}


@pytest.mark.parametrize("text", [EVENT, EVENT.replace("\n", "\r\n"), "\ufeff" + EVENT, EVENT.replace("\n", "\r\n", 2)])
def test_byte_order_marks_and_line_ends_move_no_place(text: str) -> None:
    assert told(read(a=text)) == ['a.toml:5:12: error: unknown source "afp" [unknown-reference]']


def test_a_finding_of_a_rule_has_its_place_and_its_line() -> None:
    dataset = read(a=ACTOR, b=SOURCE + EVENT + 'actors = [\n    "france", # a state\n]\n')
    (event,) = dataset.events
    result = dataset.diagnose(event, "actors", 0, message="m", code="c", hint="h")
    assert result.one_line() == "b.toml:11:5: warning: m [c]"
    assert result.excerpt is not None
    assert (result.excerpt.text, result.excerpt.offset, result.excerpt.length) == ('    "france", # a state', 4, 8)
    error = dataset.diagnose(event, "summary", message="m", code="c", severity=Severity.ERROR)
    assert error.one_line() == "b.toml:5:1: error: m [c]"


def test_the_place_of_a_record_after_a_broken_one() -> None:
    dataset = read(a=SOURCE + EVENT.replace('"news"', "news") + EVENT)
    assert (
        dataset.diagnose(dataset.events[0], "title", message="m", code="c").one_line() == "a.toml:13:9: warning: m [c]"
    )


def test_what_a_file_holds_can_be_read_in_another_process() -> None:
    content = read_file("a.toml", (SOURCE + EVENT + EVENT).encode())
    dataset = link([pickle.loads(pickle.dumps(content))])  # noqa: S301 - our own bytes
    assert told(dataset) == ['a.toml:11:6: error: another event has the id "news", at a.toml:5 [duplicate-id]']


def test_suggestions_stay_cheap_in_a_large_dataset() -> None:
    sources = "".join(SOURCE.replace("afp", f"afp-2023-{number:05}") for number in range(3_000))
    wrong = [f'"afp-2032-{number:05}"' for number in range(2_000)]
    dataset = read(a=sources, b=EVENT.replace('"afp"', ", ".join(["'afp-2023-0299'", *wrong])))
    hints = [diagnostic.hint for diagnostic in dataset.diagnostics]
    assert hints[0] == 'did you mean "afp-2023-02999"?'
    assert hints[-1] is None


def test_collecting_cycles_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SOURCE, "utf-8")
    for before in (False, True):
        (gc.enable if before else gc.disable)()
        read_dataset([str(tmp_path)])
        assert gc.isenabled() is before


@pytest.mark.parametrize("spoilt", ["", "[[sources]]\nid = \n", "[[sources]]\n"])
def test_progress_moves_within_a_file_and_comes_to_its_end(spoilt: str, tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text(
        "".join(f'[[sources]]\nid = "s{n}"\ntitle = "É"\npublisher = "P"\n\n' for n in range(5_000)) + spoilt, "utf-8"
    )
    messages: list[int] = []
    read_dataset([str(file)], messages.append)
    assert sum(messages) == file.stat().st_size
    assert max(messages) < sum(messages) / 2


def test_a_reference_of_a_record_that_is_not_valid_is_told_too() -> None:
    known = '[[sources]]\nid = "courier"\ntitle = "T"\npublisher = "P"\n\n[[actors]]\nid = "lost"\nnam = "N"\n\n'
    wrong = (
        '[[events]]\nid = "e"\ntitel = "T"\ndate = "2026"\nsources = ["courer", "courier"]\nactors = ["lost", "É"]\n'
    )
    role = '[[actors]]\nid = "a"\nroles = ["x", { of = "nowhere" }]\n'
    result = link([read_file("a.toml", f"{known}{wrong}{role}".encode())]).diagnostics
    unknown = [finding for finding in result if finding.code == "unknown-reference"]
    assert [(finding.message, finding.place.line, finding.hint) for finding in unknown] == [
        ('unknown source "courer"', 14, 'did you mean "courier"?'),
        ('unknown actor or place "nowhere"', 18, None),
    ]
    assert [finding.about for finding in unknown] == [("event", "e"), ("actor", "a")]


@pytest.mark.parametrize("depth", [20, 50, 51, 600, 5_000])
@pytest.mark.parametrize(
    ("text", "above"),
    [
        (SOURCE + EVENT + "x_own = {}\n", 3),
        (SOURCE + EVENT + "unknown = {}\n", 3),
        (SOURCE + EVENT.replace('"news"', "{}"), 3),
        ("x_own = {}\n" + SOURCE + EVENT, 1),
        (SOURCE + EVENT + "[dataset]\nx_own = {}\n", 2),
        (SOURCE + EVENT + "[tags]\ncoup = {}\n", 2),
        (SOURCE + EVENT + "[[of_no_kind]]\na = {}\n", 3),
    ],
    ids=["own", "unknown", "known", "top", "dataset", "tag", "table"],
)
def test_what_is_nested_too_deeply_is_told_wherever_it_stands(text: str, above: int, depth: int) -> None:
    inner = depth - above
    findings = told(read(a=text.format("[" * inner + "]" * inner)))
    too_deep = [finding for finding in findings if "lists or tables are nested too deeply" in finding]
    assert len(too_deep) == (depth > 50)
    assert bool(findings) == (depth > 50 or "x_own" not in text)


FRAGMENTS = (
    *(SOURCE, EVENT, ACTOR, PLACE, QUOTE),
    ACTOR + '[[actors.roles]]\ntitle = "Head"\nof = "niger"\n',
    '[[actors.roles]]\ntitle = "Head"\nof = "niger"\n',
    "[events.x_of_the_last]\na = 1\n",
    '[dataset]\ntitle = "D"\n',
    '[tags]\ncoup = "A coup."\n',
    '[tags]\nvote = "A vote."\n',
    "[dataset.x_more]\na = 1\n",
    "[x_own]\na = 1\n",
    "[[x_own]]\na = 1\n",
    "[events]\n",
    "events = []\n",
    "x_a = 1\n",
    "# [[events]] begin here\n",
    "\n \t\n",
    EVENT + 'note = """\n[[events]]\nid = "in-a-text"\n"""\n',
    EVENT + "x_list = [\n[[events]]\n]\n",
    EVENT + "x_list = [\n[\n1 ]]\n",
    SOURCE.replace("[[sources]]", "[[ sources ]]"),
    EVENT.replace("\n", "\r\n"),
    'title = "twice"\n',
    "[[events]]\n",
    "[[of_no_kind]]\n",
    "<<<<<<< ours\n",
    '"""\n',
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=9), st.integers(1, 120))
@example(["events = []\n", EVENT], 1)
@example([EVENT, "[events.x_of_the_last]\na = 1\n"], 1)
@example(['[tags]\ncoup = "A coup."\n', EVENT, '[tags]\nvote = "A vote."\n', EVENT], 1)
@example([EVENT + 'note = """\n[[events]]\nid = "in-a-text"\n"""\n'] * 3, 1)
def test_a_file_holds_the_same_in_whatever_pieces_it_is_read(fragments: list[str], size: int) -> None:
    data = "".join(fragments).encode()
    with patch("sahelcli.toml.record_positions._PIECE", len(data) + 1):
        whole = read_file("a.toml", data)
    with patch("sahelcli.toml.record_positions._PIECE", size):
        in_pieces = read_file("a.toml", data)
    assert (in_pieces.rows, in_pieces.info, in_pieces.tags) == (whole.rows, whole.info, whole.tags)
    assert list(in_pieces.rows) == list(whole.rows)
    assert in_pieces.diagnostics == whole.diagnostics
    assert (in_pieces.lost, in_pieces.loose, in_pieces.left_out) == (whole.lost, whole.loose, whole.left_out)

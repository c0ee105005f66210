"""`sahel add` by options: what is written, where, and what is said when it is not."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pytest

from sahelcli.dataset.locate import shipped
from sahelcli.model import KIND_NAMES, kinds
from sahelcli.model.fields import KEYS, fields
from tests.terminal import Process, Sahel

SOURCE = ("add", "source", "--title", "Two held", "--publisher", "The Courier", "--published", "2026-01-05")
EVENT = ("add", "event", "--date", "2026-01-04", "--title", "Two aid workers held near the border")
CITED = (*EVENT, "--source", "the-courier")


@pytest.fixture
def mine(sahel: Sahel, tmp_path: Path) -> Path:
    """A dataset of one's own in `mine`, begun by `sahel init`, with a source more."""
    assert sahel("init", "mine").code == 0
    assert sahel(*SOURCE, "--data", "mine").stderr == ""
    return tmp_path / "mine"


def test_every_key_of_every_kind_can_be_written() -> None:
    assert [kind.name for kind in kinds.KINDS] == list(KIND_NAMES)
    for kind in kinds.KINDS:
        model = kind.model.model_fields
        assert sorted(KEYS[kind.name]) == sorted(model)
        for field in fields(kind.name):
            annotation = model[field.name].annotation
            assert field.flag == (annotation is bool)
            assert field.many == (getattr(annotation, "__origin__", None) is tuple)


def test_it_says_file_and_line(sahel: Sahel, mine: Path) -> None:
    before = (mine / "events.toml").read_bytes()
    answer = sahel(*CITED, "--tag", "statement", "--place", "exampleville", "--actor", "ada", "--data", "mine")
    assert answer.stdout == "mine/events.toml:13: added event 2026-01-04-two-aid-workers-held-near-border\n"
    assert (answer.stderr, answer.code) == ("", 0)
    assert (mine / "events.toml").read_bytes() == before + (
        b"\n[[events]]\n"
        b'id = "2026-01-04-two-aid-workers-held-near-border"\n'
        b'date = "2026-01-04"\n'
        b'title = "Two aid workers held near the border"\n'
        b'actors = [\n    "ada-example",\n]\n'
        b'places = [\n    "exampleville",\n]\n'
        b'tags = [\n    "statement",\n]\n'
        b'sources = [\n    "the-courier-2026-01-05-two-held",\n]\n'
    )
    assert "2026-01-04\tTwo aid workers" in sahel("timeline", "--data", "mine").stdout
    assert sahel("check", "--strict", "--data", "mine").code == 0


@pytest.mark.usefixtures("mine")
def test_all_that_is_missing_is_named_at_once(sahel: Sahel) -> None:
    answer = sahel("add", "event", "--tag", "statement", "--data", "mine")
    assert answer.stderr == (
        "error: an event needs --date, --title and --source\n"
        "hint: on a terminal `sahel add event -d mine` asks for what is missing\n"
    )
    assert (answer.stdout, answer.code) == ("", 2)


@pytest.mark.usefixtures("mine")
def test_all_that_is_wrong_is_named_at_once(sahel: Sahel) -> None:
    wrong = ("--date", "2026-02-30", "--title", "x" * 201, "--source", "the-courier", "--id", "Ü")
    answer = sahel("add", "event", *wrong, "--data", "mine")
    assert answer.stderr == (
        'error: --id "Ü": "Ü" is not an id\n'
        "hint: an id is made of a-z, 0-9 and hyphens\n"
        'error: --date "2026-02-30": February 2026 has 28 days\n'
        'hint: a month alone is fine too: "2026-02"\n'
        f'error: --title "{"x" * 99}…": "title" has 201 characters, and at most 200 are allowed\n'
    )
    assert answer.code == 2


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (
            ("--actor", "ada-exampel"),
            'no actor matches "ada-exampel"',
            "did you mean Ada Example or Example Guard? `sahel actor -d mine` lists all 2",
        ),
        (("--tag", "statment"), 'no tag matches "statment"', "did you mean statement? there are 2 tags"),
        (("--related", "2025-11-03"), None, None),
        (("--related", "1999"), 'no event matches "1999"', "there is one event"),
        (("--place", ""), '--place "": an empty text says nothing', "leave the option out, or fill it"),
    ],
)
@pytest.mark.usefixtures("mine")
def test_names_are_found_as_everywhere(
    sahel: Sahel, args: tuple[str, ...], message: str | None, hint: str | None
) -> None:
    answer = sahel(*CITED, *args, "--data", "mine", "--dry-run")
    if message is None:
        assert answer.code == 0
    else:
        assert answer.stderr.splitlines()[0] == f"error: {message}"
        assert answer.stderr.splitlines()[1].startswith(f"hint: {hint}")


def test_a_dry_run_prints_the_block_and_writes_nothing(sahel: Sahel, mine: Path) -> None:
    before = {path: path.read_bytes() for path in mine.iterdir()}
    answer = sahel(*CITED, "--note", 'a "word"', "--data", "mine", "--dry-run")
    assert tomllib.loads(answer.stdout)["events"][0]["note"] == 'a "word"'
    assert {path: path.read_bytes() for path in mine.iterdir()} == before


@pytest.mark.usefixtures("mine")
def test_a_dry_run_checks_as_well(sahel: Sahel) -> None:
    answer = sahel(*SOURCE, "--data", "mine", "--dry-run")
    assert answer.stderr.startswith('error: a source has the id "the-courier-2026-01-05-two-held" already, at ')
    assert (answer.stdout, answer.code) == ("", 1)


@pytest.mark.usefixtures("mine")
def test_a_quotation_and_its_source_in_one_go(sahel: Sahel) -> None:
    message = "  « nous [sic] mettons fin… »\nà l'accord  "
    quote = ("add", "quote", "--speaker", "ada", "--date", "2025-11-04", "--text", message, "--language", "fr")
    source = ("--source-title", "L'accord", "--source-publisher", "Le Monde", "--source-url", "https://example.org/a")
    answer = sahel(*quote, *source, "--source-published", "2025-11-05", "--data", "mine")
    assert answer.stdout.splitlines() == [
        "mine/sources.toml:37: added source le-monde-2025-11-05-accord",
        "mine/quotes.toml:27: added quote 2025-11-04-example-nous-sic-mettons-fin",
    ]
    row = sahel("quote", "--data", "mine", "--json").json()[-1]
    assert row["text"] == message
    assert [cited["publisher"] for cited in row["sources"]] == ["Le Monde"]


@pytest.mark.usefixtures("mine")
def test_a_source_in_the_same_go_needs_its_own_keys(sahel: Sahel) -> None:
    answer = sahel(*EVENT, "--source-url", "https://example.org", "--data", "mine")
    assert answer.stderr.splitlines()[0] == "error: an event needs --source-title and --source-publisher"


@pytest.mark.usefixtures("mine")
def test_a_figure(sahel: Sahel) -> None:
    figure = (
        "add",
        "figure",
        "--force",
        "example-guard",
        "--place",
        "exampleville",
        "--date",
        "2025-12",
        "--measure",
        "deployed",
    )
    one = sahel(*figure, "--low", "1,500", "--source", "the-courier", "--data", "mine")
    assert one.stderr == 'error: --low must be a whole number, not "1,500"\nhint: write 1500\n'
    none = sahel(*figure, "--source", "the-courier", "--data", "mine")
    assert none.stderr.startswith('error: a figure needs "low", "high" or both\n')
    turned = sahel(*figure, "--low", "2", "--high", "1", "--source", "the-courier", "--data", "mine")
    assert turned.stderr.startswith('error: "low" (2) is more than "high" (1)')
    both = (*figure, "--low", "1500", "--high", "1500")
    twice = sahel(*both, "--qualifier", "at-most", "--source", "the-courier", "--data", "mine")
    assert (twice.code, twice.stderr.splitlines()) == (
        2,
        [
            'error: "qualifier" says "at-most" beside "low"',
            'hint: at most is "high" alone: write high = 1500, without "low"',
        ],
    )
    done = sahel(*both, "--source", "the-courier", "--data", "mine")
    assert done.stdout == "mine/figures.toml:17: added figure example-guard-exampleville-deployed-2025-12\n"


@pytest.mark.usefixtures("mine")
def test_roles_and_places(sahel: Sahel) -> None:
    actor = ("add", "actor", "--name", "Amina Diallo", "--kind", "person", "--description", "Mayor of Tera.")
    assert sahel(*actor, "--role", "Mayor", "--data", "mine").stderr.startswith('error: --role "Mayor" is no role')
    wrong = sahel(*actor, "--role", "Mayor; exampleville; 2024-13", "--data", "mine")
    assert wrong.stderr.startswith('error: --role "Mayor; exampleville; 2024-13": there is no month 13')
    assert sahel(*actor, "--role", "Mayor; exampleville; 2024", "--alias", "Mme Diallo", "--data", "mine").code == 0
    place = ("add", "place", "--name", "Tera", "--kind", "city", "--part-of", "exampleville", "--latitude", "14.01")
    assert sahel(*place, "--longitude", "0.75", "--data", "mine").code == 0
    row = sahel("actor", "mme diallo", "--data", "mine", "--json").json()
    assert [(role["title"], role["of"]["name"], role["since"]) for role in row["roles"]] == [
        ("Mayor", "Exampleville", "2024")
    ]


def test_where_it_goes(sahel: Sahel, mine: Path, tmp_path: Path) -> None:
    (mine / "events-2026.toml").write_text("# nothing yet\n", "utf-8")
    assert sahel(*CITED, "--data", "mine").stdout.startswith("mine/events.toml:")
    named = sahel(*CITED, "--id", "b", "--to", "mine/events-2026.toml", "--data", "mine")
    assert named.stdout == "mine/events-2026.toml:3: added event b\n"
    (tmp_path / "one.toml").write_bytes((mine / "sources.toml").read_bytes())
    assert sahel(*CITED, "--data", "one.toml").stdout.startswith("one.toml:")
    assert sahel(*CITED, "--id", "c", "--data", "mine", "--to", "new.toml").stderr == (
        '"new.toml" is asked only where --data names it\n'
    )
    (mine / "sources.toml").rename(tmp_path / "elsewhere.toml")
    assert sahel(*SOURCE, "--data", "mine").stdout.startswith("mine/sources.toml:1: ")


@pytest.mark.parametrize("to", ["", "notes.txt", "-", "mine"])
@pytest.mark.usefixtures("mine")
def test_what_is_no_file_for_records(sahel: Sahel, to: str) -> None:
    answer = sahel(*CITED, "--data", "mine", "--to", to)
    assert answer.stderr.startswith(f'error: --to "{to}": records cannot be added to this\n')
    assert answer.code == 2


def test_the_shipped_dataset_is_never_written_to(sahel: Sahel) -> None:
    place = str(shipped() / "events.toml")
    event = ("add", "event", "--date", "2026", "--title", "T", "--source", "seed-2023")
    for args in (event, (*event, "--to", place), (*event, "--data", str(shipped())), ("add", "event")):
        answer = sahel(*args)
        assert answer.stderr == (
            "error: the dataset that comes with sahel is never written to\n"
            "hint: begin one of your own: `sahel init DIR`, then `sahel add event --data DIR`\n"
        )
        assert answer.code == 2


def test_a_file_of_ones_own_beside_the_shipped_dataset(sahel: Sahel) -> None:
    event = ("add", "event", "--date", "2030", "--title", "T", "--source", "seed-2023", "--to", "own.toml")
    assert sahel(*event).stdout == "own.toml:1: added event 2030-t\n"
    again = ("--data", str(shipped()), "--data", "own.toml")
    assert sahel("timeline", "--since", "2030", *again).stdout.startswith("2030\tT\t")
    assert sahel(*event, "--id", "b", *again).stdout == "own.toml:9: added event b\n"


def test_standard_input_cannot_be_added_to(sahel: Sahel) -> None:
    answer = sahel(*EVENT, "--data", "-", stdin=b"")
    assert answer.stderr.startswith("error: records cannot be added to standard input\n")


def test_a_draft_from_standard_input(sahel: Sahel, mine: Path) -> None:
    text = '# kept\n[[sources]]\nid = "afp"\ntitle = "T"  # too\npublisher = "AFP"\nx_mine = 1'
    answer = sahel("add", "source", "--draft", "-", "--data", "mine", stdin=text.encode())
    assert answer.stdout == "mine/sources.toml:37: added source afp\n"
    assert (mine / "sources.toml").read_text("utf-8").endswith(f"\n\n{text}\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'[[sources]]\nid = "afp"\n', "a source needs --title and --publisher"),
        (b'[[sources]]\nid = "afp"  # why\n', 'nothing was added: a source needs "title" (and 1 more)'),
        (b"[[sources]\n", "nothing was added: the table's header is not closed"),
        (b"x = " + b"[" * 60_000, "nothing was added: lists or tables are nested too deeply"),
        (b"a" + b".a" * 40_000 + b" = 1", "nothing was added: a key of more than 50 parts"),
        (b"\xff", '--draft "-": byte 0xFF is not UTF-8; it seems to be Windows-1252 or Latin-1, where this is "ÿ"'),
    ],
)
@pytest.mark.usefixtures("mine")
def test_a_draft_that_is_wrong(sahel: Sahel, text: bytes, message: str) -> None:
    answer = sahel("add", "source", "--draft", "-", "--data", "mine", stdin=text)
    assert answer.stderr.splitlines()[0] == f"error: {message}"
    assert answer.code != 0


@pytest.mark.usefixtures("mine")
def test_a_draft_and_options_are_two_beginnings(sahel: Sahel) -> None:
    answer = sahel("add", "source", "--draft", "-", "--title", "T", "--data", "mine", stdin=b"")
    assert answer.stderr.startswith("error: --draft and --title exclude each other\n")
    missing = sahel("add", "source", "--draft", "no.toml", "--data", "mine")
    assert missing.stderr.startswith('error: --draft "no.toml": no such file or directory\n')


def editor(folder: Path, body: str) -> dict[str, str]:
    """Return the variable that names an editor: a program that gets the draft's name in `sys.argv[1]`."""
    script = folder / "an editor.py"
    script.write_text(f"import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n{body}", "utf-8")
    state = {"XDG_STATE_HOME": str(folder / "state")}
    return {"EDITOR": f"'{sys.executable}' '{script}'", "VISUAL": "", **state}


FILL = """
text = file.read_text("utf-8")
assert "#| Who published it, always written alike.\\npublisher = " in text
text = text.replace('publisher = ""', 'publisher = "AFP"  # as printed')
file.write_text(text.replace('#| author = ""', 'author = "X"'))
"""


def test_an_editor_fills_the_form(sahel: Sahel, mine: Path, tmp_path: Path) -> None:
    answer = sahel("add", "source", "--title", "T", "--edit", "--data", "mine", env=editor(tmp_path, FILL))
    assert answer.stdout == "mine/sources.toml:37: added source t\n"
    assert (
        (mine / "sources.toml")
        .read_text("utf-8")
        .endswith('\n\n[[sources]]\nid = "t"\ntitle = "T"\npublisher = "AFP"  # as printed\nauthor = "X"\n')
    )
    assert list((tmp_path / "state" / "sahel" / "drafts").iterdir()) == []


@pytest.mark.usefixtures("mine")
def test_what_an_editor_left_wrong_is_kept(sahel: Sahel, tmp_path: Path) -> None:
    wrong = editor(
        tmp_path, 'file.write_text("[[sources]]\\nid = \\"afp\\"\\ntitel = \\"T\\"\\npublisher = \\"AFP\\"\\n")'
    )
    answer = sahel("add", "source", "--edit", "--data", "mine", env=wrong)
    lines = answer.stderr.splitlines()
    draft = lines[5].rpartition(" ")[2]
    assert lines == [
        f'{draft}:3:1: error: a source has no key "titel" [unknown-key]',
        '    3 | titel = "T"',
        "      | ^^^^^",
        "hint: did you mean `title`?",
        "",
        f"what you typed is kept; to go on: sahel add source --data mine --edit --draft {draft}",
        "error: nothing was added: the draft has errors",
    ]
    assert answer.code == 1
    mend = editor(tmp_path, 'file.write_text(file.read_text().replace("titel", "title"))')
    again = sahel("add", "source", "--data", "mine", "--edit", "--draft", draft, env=mend)
    assert again.stdout == "mine/sources.toml:37: added source afp\n"
    assert not Path(draft).exists()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('file.write_text("#| nothing\\n# left\\n")', "nothing was added: the draft is empty"),
        ("sys.exit(3)", 'the editor "{python}" ended with code 3'),
    ],
)
@pytest.mark.usefixtures("mine")
def test_giving_up_in_an_editor(sahel: Sahel, tmp_path: Path, body: str, message: str) -> None:
    answer = sahel("add", "source", "--edit", "--data", "mine", env=editor(tmp_path, body))
    assert answer.stderr.splitlines()[0] == f"error: {message.format(python=sys.executable)}"
    assert list((tmp_path / "state" / "sahel" / "drafts").iterdir()) == []


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("", "no editor is set"),
        ("no-such-editor -w", 'the editor "no-such-editor" does not start: no such file or directory'),
        ("'nano", 'EDITOR "\'nano": a quotation mark is not closed'),
    ],
)
@pytest.mark.usefixtures("mine")
def test_no_editor(sahel: Sahel, command: str, message: str) -> None:
    answer = sahel("add", "source", "--edit", "--data", "mine", env={"EDITOR": command})
    assert answer.stderr == (f"error: {message}\nhint: name one first: export EDITOR=nano\n")
    assert answer.code == 3


def test_bytes_that_are_no_text(process: Process, mine: Path) -> None:
    title = os.fsdecode(b"caf\xe9")
    answer = process("add", "source", "--title", title, "--publisher", "P", "--data", "mine", cwd=mine.parent)
    assert answer.stderr.startswith('error: --title "caf\\xe9" is not UTF-8\n')


def test_without_a_kind(sahel: Sahel) -> None:
    assert sahel("add").stderr == (
        "error: add what?\nhint: one of event, quote, figure, actor, place, source: "
        "`sahel add event` asks for what it needs\n"
    )
    assert sahel("add", "happening").code == 2


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_help_of_each_kind_names_every_key(sahel: Sahel, kind: str) -> None:
    output = sahel("add", kind, "--help").stdout
    assert [field.option for field in fields(kind) if f"{field.option} " not in output] == []


@pytest.mark.usefixtures("mine")
def test_quietly(sahel: Sahel) -> None:
    answer = sahel(*CITED, "--data", "mine", "--quiet")
    assert (answer.stdout, answer.stderr, answer.code) == ("", "", 0)

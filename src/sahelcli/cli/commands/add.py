"""`sahel add`: a new record in a dataset of one's own."""

from collections import namedtuple
from collections.abc import Callable
from typing import Annotated, Any

import typer

from sahelcli import authoring
from sahelcli.cli import options
from sahelcli.cli.completion import FILES, Offer, of_ids, of_names, of_words
from sahelcli.errors import UsageError
from sahelcli.model import KIND_NAMES
from sahelcli.model.fields import Field, fields
from sahelcli.option_values import stated

_WRITING, _SOURCE = "Writing", "A source made along with it"
_CITING = ("event", "quote", "figure")
_OFFERS = {
    **dict.fromkeys(("actors", "force", "speaker"), of_names("actor")),
    **dict.fromkeys(("place", "places", "part_of"), of_names("place")),
    **dict.fromkeys(("event", "related"), of_ids("event")),
    **{name: of_names(name) for name in ("publisher", "agency")},  # always written alike
    "tags": of_names("tag"),
    "sources": of_ids("source"),
}
_EXAMPLES = {
    "event": (
        'sahel add event --date 2026-01-04 --title "Two held near the border" \\',
        "    --source courier-2026-01-05",
        "sahel add event --data my-chronology",
    ),
    "quote": (
        'sahel add quote --speaker macron --date 2023-09-24 --text "…" \\',
        '    --language fr --source-title "…" --source-publisher "Le Monde"',
    ),
    "figure": (
        "sahel add figure --force france --place niger --date 2023-09 \\",
        "    --measure deployed --low 1500 --high 1500 --source courier-2026-01-05",
    ),
    "actor": (
        'sahel add actor --name "Amina Diallo" --kind person \\',
        '    --description "Mayor of Tera."',
    ),
    "place": ("sahel add place --name Tera --kind city --country NE --part-of niger",),
    "source": (
        'sahel add source --title "Two held" --publisher Courier \\',
        "    --published 2026-01-05 --url https://…",
    ),
}


class WriteOptions(authoring.WriteOptions):
    """How it is written, and where to."""

    to: Annotated[
        str | None,
        options.option(
            _WRITING,
            "--to",
            metavar="FILE",
            offer=FILES,
            usual=True,
            help="At the end of this file; else of the dataset's file of that kind, or of a new one.",
        ),
    ]
    dry_run: Annotated[
        bool, options.option(_WRITING, "--dry-run", usual=True, help="Check and print the record, write nothing.")
    ]
    edit: Annotated[
        bool, options.option(_WRITING, "--edit", usual=True, help="Write it in your editor (VISUAL or EDITOR).")
    ]
    draft: Annotated[
        str | None,
        options.option(
            _WRITING,
            "--draft",
            metavar="FILE",
            offer=FILES,
            usual=True,
            help="Go on with a draft that was kept, or take a record in TOML; -.",
        ),
    ]
    quiet: Annotated[bool, options.option(_WRITING, "-q", "--quiet", help="Do not say where it was written.")]


def add(context: typer.Context) -> None:
    """Add a record to a dataset of your own.

    What is missing is asked for on a terminal. The record is checked with the whole dataset and put at the end of a
    file; every byte that was there stays. The dataset that comes with sahel is never written to: `sahel init DIR`
    begins one of your own.

    \b
    Examples:
      sahel add event --data my-chronology
      sahel add source --help
    """
    if context.invoked_subcommand is None:
        raise UsageError("add what?", f"one of {', '.join(KIND_NAMES)}: `sahel add event` asks for what it needs")


def part(kind: str) -> Callable[..., None]:
    """Return the command that adds records of one kind: each of their keys is an option."""
    own = fields(kind)
    cited = tuple(field for field in fields("source", "source-") if kind in _CITING and field.name != "note")
    groups = {"record": _group("Record", "The record", own), "source": _group("Source", _SOURCE, cited)}

    def run(record: Any, source: Any, data: options.DatasetOptions, writing: WriteOptions) -> None:
        stated("--draft", () if writing.draft is None else (writing.draft,))
        for field, given in zip((*own, *cited), (*record, *source), strict=True):
            texts = given if isinstance(given, tuple) else (given,)
            stated(field.option, tuple(text for text in texts if isinstance(text, str)))
        from sahelcli.authoring.add_session import AddSession  # here: `--help` needs no models

        named = {field.name: text for field, text in zip(own, record, strict=True)}
        made = {field.name: text for field, text in zip(cited, source, strict=True)}
        AddSession(kind, named, made, data.data, writing, data.open).run()

    run.__doc__ = _help(kind)
    run.__name__ = kind
    run.__annotations__ |= groups
    return run


def _group(name: str, panel: str, those: tuple[Field, ...]) -> Any:
    """Return the group of the options for some keys of a record, as `groups.spread` reads it."""
    names = [field.option.removeprefix("--").replace("-", "_") for field in those]
    defaults = [() if field.many else False if field.flag else None for field in those]
    group: Any = namedtuple(name, names, defaults=defaults)  # type: ignore[misc]  # noqa: PYI024
    group.__annotations__ = {name: _annotation(panel, field) for name, field in zip(names, those, strict=True)}
    return group


def _annotation(panel: str, field: Field) -> Any:
    bare: Any = tuple[str, ...] if field.many else bool if field.flag else str | None
    metavar: dict[str, Any] = {} if field.flag else {"metavar": field.word}
    usual = panel != _SOURCE
    declared = options.option(panel, field.option, offer=_offer(field), usual=usual, help=_meaning(field), **metavar)
    return Annotated[bare, declared]


def _offer(field: Field) -> Offer | None:
    """Return the completions of a key: the words that it takes, or the names of records."""
    return of_words(*field.choices) if field.choices else _OFFERS.get(field.name)


def _meaning(field: Field) -> str:
    """Return what an option means; of a flag, when it is given, where its key is said to be true."""
    if field.choices:
        return f"{field.meaning} One of {', '.join(field.choices)}."
    return field.meaning.removeprefix("true ").capitalize() if field.flag else field.meaning


def _help(kind: str) -> str:
    article = "an" if kind[0] in "aeiou" else "a"
    cited = "\n\nWith --source-title and the like the source is added in the same go." if kind in _CITING else ""
    examples = "\n".join(f"  {line}" for line in _EXAMPLES[kind])
    return (
        f"Add {article} {kind} to a dataset of your own.\n\n"
        "On a terminal what is missing is asked for. Others are called by id, name or alias, as everywhere."
        f"{cited}\n\n\b\nExamples:\n{examples}\n"
    )

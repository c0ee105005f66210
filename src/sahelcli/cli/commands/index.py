"""`sahel index`: where the index of a dataset is, how large, and what it covers; or the index made anew."""

import os
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any

from sahelcli import output
from sahelcli.cli import options
from sahelcli.dataset.locate import locate
from sahelcli.index.cache_dir import identity_of, place_of
from sahelcli.index.open import Index, open_index
from sahelcli.model import KIND_NAMES, NOUNS
from sahelcli.option_values import ExcludeEachOther
from sahelcli.output import streams
from sahelcli.phrases import count

_WHAT_TO_DO, _OUTPUT = "Index", "Output"


def index(
    data: options.DatasetOptions,
    rebuild: Annotated[
        bool, options.option(_WHAT_TO_DO, "--rebuild", help="Make it anew from the files, whatever their times say.")
    ] = False,
    remove: Annotated[
        bool, options.option(_WHAT_TO_DO, "--remove", help="Remove it; the next question makes it.")
    ] = False,
    json: Annotated[bool, options.option(_OUTPUT, "--json", help="As one JSON object.")] = False,
) -> None:
    """Say where the index is, how large it is and what it covers.

    Where there is none it is made. An index holds nothing that the files do not, and follows them by itself.

    \b
    Examples:
      sahel index
      sahel index --rebuild
    """
    if rebuild and remove:
        raise ExcludeEachOther("--rebuild", "--remove")
    paths = locate(data.data, os.environ)
    if remove:
        _remove(place_of(identity_of(paths)))
        return
    index = open_index(paths, rebuild=rebuild)
    data.say(index.lacking, quiet=False)
    description = _description(index)
    streams.print_out(_as_json(description) if json else _as_text(description))


def _remove(place: Path | None) -> None:
    from sahelcli.index.manifest import remove

    removed = remove(place) if place else False
    output.note("the index is removed" if removed else "there is no index of this dataset")


def _description(index: Index) -> dict[str, Any]:
    """Return the answer: the file of the index and its bytes (None where it is in memory alone), and what is in it."""
    from sahelcli.index.manifest import file_of
    from sahelcli.index.record_order import taken

    file = file_of(index.place) if index.place else None
    ranks = range(max(1, len(index.files)))
    return {
        "index": str(file) if file else None,
        "bytes": file.stat().st_size if file else None,
        "files": list(index.files),
        "content_hash": f"sha256:{index.meta('content_hash')}",
        "records": {kind: sum(taken(index.ask, kind, rank) for rank in ranks) for kind in KIND_NAMES},
        "left_out": index.lacking.left_out,
    }


def _as_json(description: dict[str, Any]) -> Iterator[bytes]:
    from sahelcli.text.json_text import encode

    yield encode(description) + b"\n"


def _as_text(description: dict[str, Any]) -> Iterator[str]:
    from sahelcli.report import DIGITS_FOR_PEOPLE
    from sahelcli.text.sanitize import one_line

    if description["index"]:
        yield f"index     {one_line(description['index'])}\n"
        yield f"size      {description['bytes'] / 1e6:,.1f} MB\n"
    else:
        yield "index     in memory: there is no folder to keep it in\n"
    for label, file in zip_longest(["files"], description["files"], fillvalue=""):
        yield f"{label:<10}{one_line(file)}\n"
    yield f"content   {description['content_hash'][: len('sha256:') + DIGITS_FOR_PEOPLE]}\n"
    yield f"records   {', '.join(count(number, NOUNS[kind]) for kind, number in description['records'].items())}\n"
    if description["left_out"]:
        yield f"left out  {count(description['left_out'], 'record')}\n"

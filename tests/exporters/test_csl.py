"""CSL-JSON, read by two citation processors."""

from __future__ import annotations

import json
import subprocess
import warnings
from typing import Any

import pypandoc
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from tests.terminal import Result, Sahel

# The fields of CSL 1.0.2 that are used (appendix IV of the specification), and those of its JSON schema for dates.
FIELDS = {
    *("id", "type", "title", "container-title", "publisher", "author", "issued", "accessed", "URL"),
    *("archive_location", "language", "note", "version", "license"),
}
DATES = {"date-parts", "circa", "literal"}


def items(result: Result) -> dict[str, Any]:
    return {item["id"]: item for item in result.json()}


def test_a_date_has_as_many_parts_as_are_known(sahel: Sahel, edges: str) -> None:
    issued = {key: item.get("issued") for key, item in items(sahel("export", "csl", "-d", edges)).items()}
    assert issued == {
        "sahel:dataset": None,
        "plain": {"date-parts": [[2023, 9, 24]]},
        "hostile": {"date-parts": [[2023, 9]], "circa": True},
        "address": {"date-parts": [[2023, 7], [2023, 9]]},
        "doubtful": {"date-parts": [[2021, 9, 14]], "circa": True},
        "decade": {"date-parts": [[2010], [2019]], "circa": True},
        "digits": {"date-parts": [[2023, 7]]},
        "yearly": {"date-parts": [[2023]]},
    }


def test_only_web_addresses_are_links(sahel: Sahel, edges: str) -> None:
    result = items(sahel("export", "csl", "-d", edges))
    assert {key: item["URL"] for key, item in result.items() if "URL" in item} == {
        "plain": "https://example.org/a?b=1&c=%20#d",
        "address": "https://example.org/%7Bx%7D%22%3E%3Cscript%3Ealert(2)%3C/script%3E",
    }
    assert result["hostile"]["note"] == "Carries AFP. An automatic paraphrase or translation."


def test_the_first_item_is_the_dataset_and_says_what_was_selected(sahel: Sahel) -> None:
    first, *rest = sahel("export", "csl", "--place", "niger", "--on", "2023-09-24").json()
    assert first["id"] == "sahel:dataset"
    assert first["license"] == "CC-BY-4.0"
    assert first["note"].startswith("sha256:")
    assert first["note"].endswith("selection: place: Niger; on days of 24 September 2023")
    events = sahel("timeline", "--place", "niger", "--on", "2023-09-24", "--json").json()
    assert {source["id"] for event in events for source in event["sources"]} <= {item["id"] for item in rest}


def test_the_fields_are_those_of_the_standard(sahel: Sahel) -> None:
    for item in sahel("export", "csl").json():
        assert set(item) <= FIELDS
        for date in (item.get("issued"), item.get("accessed")):
            assert set(date or ()) <= DATES


def test_citeproc_cites_every_source(sahel: Sahel) -> None:
    rows = sahel("export", "csl").json()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that it does not know `license`
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(rows), formatter.plain)
    for item in rows:
        bibliography.register(Citation([CitationItem(item["id"])]))
    assert len(bibliography.bibliography()) == len(rows)


def test_pandoc_cites_in_words(sahel: Sahel, edges: str) -> None:
    command = (pypandoc.get_pandoc_path(), "--from=csljson", "--to=plain", "--citeproc", "--wrap=none")
    text = subprocess.run(command, input=sahel("export", "csl", "-d", edges).output, capture_output=True, check=True)
    cited = text.stdout.decode()
    assert "Smith and Sons, Ltd. 2023. “A Plain Report.” The Courier, September 24." in cited
    assert "[2021?]" in cited  # in doubt
    assert "الجزيرة. 2023. “مقال عن النيجر.” July–September." in cited


def test_hidden_characters_are_escaped(sahel: Sahel, tmp_path: Any) -> None:
    path = tmp_path / "hidden.toml"
    path.write_text(
        '[[sources]]\nid = "a"\ntitle = "a\\u202eb\\u0007"\npublisher = "p"\n'
        '[[events]]\nid = "e"\ndate = "2023"\ntitle = "t"\nsources = ["a"]\n',
        "utf-8",
    )
    output = sahel("export", "csl", "-d", str(path)).stdout
    assert "\\u202e" in output
    assert json.loads(output)[1]["title"] == "a\u202eb\x07"

"""CITATION.cff of a dataset: YAML with the keys of the Citation File Format 1.2.0, and nothing that is not known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import tomli_w
import yaml

from tests.exporters.site.conftest import BASE
from tests.exporters.site.made_site import MadeSite, make_site

# As the guide to the format has them: what must be there, and of what may the keys that are used here.
REQUIRED = {"cff-version": str, "message": str, "title": str, "authors": list}
OPTIONAL = {
    "type": str,
    "version": str,
    "license": str,
    "abstract": str,
    "keywords": list,
    "url": str,
    "identifiers": list,
}


def read(made: MadeSite) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(made.text("CITATION.cff"))
    assert REQUIRED.keys() <= content.keys() <= REQUIRED.keys() | OPTIONAL.keys()
    assert {key: type(value) for key, value in content.items() if value}.items() <= (REQUIRED | OPTIONAL).items()
    assert all(content.values()), "an empty value is none"
    assert (content["cff-version"], content["type"]) == ("1.2.0", "dataset")
    assert all(set(author) == {"name"} for author in content["authors"])
    for each in content["identifiers"]:
        assert set(each) == {"type", "value", "description"}
        assert each["type"] == "other"
    assert len(set(content.get("keywords", []))) == len(content.get("keywords", []))
    return content


def made_of(folder: Path, **dataset: str) -> MadeSite:
    source = {"id": "s", "publisher": "Herald", "title": "Said"}
    file = folder / "dataset.toml"
    file.write_text(tomli_w.dumps({"dataset": dataset, "sources": [source]}), "utf-8")
    return make_site(folder / "site", [str(file)])


def test_it_says_what_the_dataset_says_of_itself(site: MadeSite, placed: MadeSite) -> None:
    content = read(placed)
    assert content["title"] == "Foreign forces and ruptures in the Sahel, 2012-2026"
    assert content["license"] == "CC-BY-4.0"
    assert content["url"] == BASE
    assert re.fullmatch("sha256:[0-9a-f]{64}", content["identifiers"][0]["value"])
    assert "url" not in read(site)


@pytest.mark.usefixtures("site_home")
def test_what_the_dataset_does_not_say_is_not_there(tmp_path: Path) -> None:
    content = read(made_of(tmp_path))
    assert content.keys() == REQUIRED.keys() | {"type", "identifiers"}
    assert content["title"] == "Chronology"


@pytest.mark.usefixtures("site_home")
def test_a_licence_of_no_known_name_stands_in_words(tmp_path: Path) -> None:
    content = read(made_of(tmp_path, title="Mine: a “list” #1\n- x", licence="All rights reserved", version="1.0"))
    assert "license" not in content
    assert content["message"].endswith("Licence: All rights reserved.")
    assert content["version"] == "1.0"
    assert content["title"] == "Mine: a “list” #1 - x"

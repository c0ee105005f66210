"""Description of a dataset: title, version, licence, tags, and the hash of its records."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sahelcli.index.open import Index

_INFO = ("title", "version", "licence", "description", "homepage", "content_hash")


@dataclass(frozen=True, slots=True)
class DatasetDescription:
    """A dataset's description of itself, "" for missing values; `content_hash` is hexadecimal, over its records."""

    title: str = ""
    version: str = ""
    licence: str = ""
    description: str = ""
    homepage: str = ""
    content_hash: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


def dataset_description(index: Index) -> DatasetDescription:
    """Return the description of an index's dataset."""
    title, version, licence, description, homepage, content_hash = map(index.meta, _INFO)
    return DatasetDescription(
        title, version, licence, description, homepage, content_hash, json.loads(index.meta("tags"))
    )

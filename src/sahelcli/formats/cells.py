"""Values of the contract as one text each, for the formats that have cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sahelcli.records.rows import ROWS

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report


def header(report: Report, style: Style) -> list[str]:
    """Return the columns: the fields asked for, else the keys of the kind; `source_urls` after `sources`."""
    names = list(style.fields or ROWS[report.kind].__annotations__)
    if "sources" in names:
        names.insert(names.index("sources") + 1, "source_urls")
    return names


def values(report: Report, names: list[str]) -> Iterator[list[Any]]:
    """Yield the values of each row in the order of the columns, as JSON has them."""
    has_urls = "source_urls" in names
    for row in report.rows:
        data = row.data()
        if has_urls:
            data["source_urls"] = [source["url"] for source in data.get("sources", ())]
        yield [*map(data.get, names)]


def texts(values: list[Any]) -> list[str]:
    """Return values as cells; most are texts, or nothing."""
    return [value if type(value) is str else "" if value is None else cell(value) for value in values]


def cell(value: Any) -> str:
    """Return a JSON value as text: null empty, a reference its id, a list its items joined by `; `."""
    if isinstance(value, list):
        return "; ".join(texts(value))
    if isinstance(value, dict):
        return cell(value["id"]) if "id" in value else _without_id(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _without_id(value: dict[str, Any]) -> str:
    match value:
        case {"figures": figures}:
            return ", ".join(figures)
        case {"field": field, "old": old, "new": new}:
            return f"{field}: {cell(old)} → {cell(new)}"
        case {"title": title, "of": body, "since": since, "until": until}:
            held = f"{since or '..'}/{until or '..'}" if since or until else ""
            return ", ".join(filter(None, (title, cell(body), held)))
        case _:
            return str(value)

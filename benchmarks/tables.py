"""Made-up tables in the layouts of UCDP GED and ACLED, of any number of rows: the same at every run, for the same size."""

from __future__ import annotations

import csv
import datetime
import random
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.dataset import Words

Row = dict[str, object]

GED, ACLED = "ucdp-ged", "acled"
_FIRST = datetime.date(1990, 1, 1)
_DAYS = 12_000
_COUNTRIES = (("Mali", 432, 466), ("Niger", 436, 562), ("Nigeria", 475, 566), ("Burkina Faso", 439, 854))
_CODED = "24 September 2023"


def write_table(name: str, size: int, path: Path) -> None:
    """Write the table of a publisher, so many rows of it."""
    rows = islice(_ROWS[name](Words(random.Random(name)), random.Random(name)), size)
    first = next(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def _ged(words: Words, source: random.Random) -> Iterator[Row]:
    """Yield events of UCDP GED, each with an article of its own and one of a few thousand places."""
    number = 0
    while True:
        number += 1
        location, side, dead = source.randrange(4000), source.randrange(1, 400), source.randrange(0, 30)
        country, gwno, _iso = _COUNTRIES[location % 4]
        place, region = f"Invented {location} town", f"Province {location % 40}"
        day = _FIRST + datetime.timedelta(days=source.randrange(_DAYS))
        latitude, longitude = round(8 + location / 400, 6), round(location / 300, 6)
        headline = words.some(6, 14).replace('"', "")
        yield {
            "id": number, "relid": f"MLI-{number}", "year": day.year, "active_year": 1, "code_status": "Clear",
            "type_of_violence": 1, "conflict_new_id": side + 1000, "conflict_name": f"{country}: Government",
            "dyad_new_id": side + 2000, "dyad_name": f"Government of {country} - Front {side}",
            "side_a_new_id": gwno, "side_a": f"Government of {country}", "side_b_new_id": side + 5000,
            "side_b": f"Front {side}", "number_of_sources": 1,
            "source_article": f'"{words.some(1, 2)},{day + datetime.timedelta(days=1)},{headline}"',
            "source_original": "police" if number % 3 else "", "where_prec": 1 + number % 5, "where_coordinates": place,
            "where_description": words.some(3, 9) if number % 2 else "", "adm_1": region, "adm_2": f"{region} west",
            "latitude": latitude, "longitude": longitude, "geom_wkt": f"POINT ({longitude} {latitude})",
            "priogrid_gid": 137213, "country": country, "country_id": gwno, "region": "Africa", "event_clarity": 1,
            "date_prec": 1 + number % 4, "date_start": f"{day} 00:00:00.000",
            "date_end": f"{day + datetime.timedelta(days=number % 3)} 00:00:00.000", "deaths_a": dead // 3,
            "deaths_b": dead - dead // 3, "deaths_civilians": 0, "deaths_unknown": 0, "best": dead, "high": dead + 2,
            "low": dead, "gwnoa": gwno, "gwnob": "",
        }  # fmt: skip


def _acled(words: Words, source: random.Random) -> Iterator[Row]:
    """Yield events of an export of ACLED, with its notes in words and a few thousand places."""
    number = 0
    while True:
        number += 1
        location = source.randrange(4000)
        country, _gwno, iso = _COUNTRIES[location % 4]
        day = _FIRST + datetime.timedelta(days=source.randrange(_DAYS))
        yield {
            "event_id_cnty": f"MLI{number}", "event_date": f"{day:%d %B %Y}", "year": day.year,
            "time_precision": 1 + (number % 9 == 0), "disorder_type": "Political violence", "event_type": "Battles",
            "sub_event_type": "Armed clash", "actor1": f"Military Forces of {country}",
            "assoc_actor_1": "", "inter1": "State forces", "actor2": f"Front {source.randrange(400)}",
            "assoc_actor_2": "", "inter2": "Rebel group", "interaction": "State forces-Rebel group",
            "civilian_targeting": "", "iso": iso, "region": "Western Africa", "country": country,
            "admin1": f"Region {location % 40}", "admin2": f"Cercle {location % 200}", "admin3": "",
            "location": f"Invented {location}", "latitude": round(8 + location / 400, 4),
            "longitude": round(location / 300, 4), "geo_precision": 1, "source": words.some(1, 2),
            "source_scale": "National", "notes": f"On {_CODED}, {words.some(20, 50)}.",
            "fatalities": source.randrange(0, 20), "tags": "", "timestamp": 1_730_800_000,
        }  # fmt: skip


_ROWS: dict[str, Callable[[Words, random.Random], Iterator[Row]]] = {GED: _ged, ACLED: _acled}

"""Usual column names, English and French, for each key: the proposal maps columns by them."""

from __future__ import annotations

DATES = "date day jour datum fecha when quand dates"
END = "end fin until date-end end-date date-fin"
PLACE = "place lieu location where ou ville town city localite village commune ort lugar site"
ACTOR = "actor actors acteur acteurs who qui group groupe force people personne"
PUBLISHER = "publisher source sources publication newspaper paper journal media outlet editeur press presse reported"
URL = "url link lien links liens web site-web source-url"
TITLE = "title titre titulo what quoi event evenement headline incident fait faits happened passe titel"
SUMMARY = "summary description details resume recit text texte"
NOTE = "note notes remark remarque remarques comment commentaire"
COUNTRY = "country pays land pais nation"
LATITUDE, LONGITUDE = "latitude lat", "longitude lon lng long"
SOURCE_TITLE = "source-title article headline"
PUBLISHED = "published publie publication-date date-published source-date"
PARTS = ("year iyear annee an ano jahr", "month imonth mois mes monat", "day iday jour dia tag")
"""What the columns of a date's parts are called, in the order that --map takes them."""

TABLES = {
    "acled": "event-id-cnty event-date event-type",
    "ucdp-ged": "type-of-violence dyad-name where-prec",
    "timelinejs": "year headline text media",
    "zotero": "key item-type title publication-title",
    "sahel": "kind id date-start date-end date-precision",
}
"""Importers that know what the columns of a table mean, and the names by which such a table is recognized."""

QUOTES, SPEAKERS = "quote quotation citation statement", "speaker orateur who qui"
TITLES, OUTLETS = "title titre headline article", "publisher journal media outlet"
NAMES = {
    "event": {
        "id": "id identifier identifiant",
        "date.end": END,
        "source.published": PUBLISHED,
        "date": DATES,
        "source.url": URL,
        "source.title": SOURCE_TITLE,
        "title": TITLE,
        "place.latitude": LATITUDE,
        "place.longitude": LONGITUDE,
        "place.name": PLACE,
        "actor.name": ACTOR,
        "source.publisher": PUBLISHER,
        "summary": SUMMARY,
        "tags": "tag tags type types category categorie theme",
        "note": NOTE,
    },
    "quote": {
        "id": "id identifier identifiant",
        "source.published": PUBLISHED,
        "date": DATES,
        "source.url": URL,
        "source.title": SOURCE_TITLE,
        "text": "quote quotation citation text texte statement words",
        "actor.name": f"speaker orateur {ACTOR}",
        "language": "language langue lang",
        "source.publisher": PUBLISHER,
        "note": NOTE,
    },
    "figure": {
        "id": "id identifier identifiant",
        "date": DATES,
        "place.name": PLACE,
        "actor.name": ACTOR,
        "measure": "measure mesure",
        "low": "low least minimum min number nombre troops",
        "high": "high most maximum max",
        "source.url": URL,
        "source.publisher": PUBLISHER,
        "note": NOTE,
    },
    "actor": {
        "id": "id identifier identifiant",
        "name": f"name nom {ACTOR}",
        "kind": "kind type",
        "description": SUMMARY,
        "country": "country pays",
        "aliases": "aliases alias",
        "note": NOTE,
    },
    "place": {
        "id": "id identifier identifiant",
        "name": f"name nom {PLACE}",
        "kind": "kind type",
        "latitude": LATITUDE,
        "longitude": LONGITUDE,
        "country": "country pays",
        "note": NOTE,
    },
    "source": {
        "id": "id identifier identifiant",
        "published": f"{PUBLISHED} {DATES}",
        "accessed": "accessed consulte",
        "url": URL,
        "title": f"{TITLE} article",
        "publisher": PUBLISHER,
        "author": "author auteur authors byline",
        "language": "language langue lang",
        "note": NOTE,
    },
}
"""The keys of a kind in the order they are looked for, and what columns that fill them are called, as ids are."""

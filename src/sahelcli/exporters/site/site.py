"""Site context: the data and the Jinja templates that all pages of a static site share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup

from sahelcli import __version__
from sahelcli.answers.figure_comparison import differences
from sahelcli.dates.formatting import words
from sahelcli.exporters.html import environment, styles
from sahelcli.exporters.html.template_values import anchor
from sahelcli.exporters.selection import ExportSelection
from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.page_addresses import folder, from_root, linked, page
from sahelcli.exporters.site.record_store import RecordStore
from sahelcli.exporters.site.site_records import SiteRecords
from sahelcli.incompleteness import Incompleteness
from sahelcli.index.open import Index
from sahelcli.phrases.changes import pieces
from sahelcli.report import Row
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.json_contract import ChangeRow
    from sahelcli.row_types import FactRow, RecordRow

_HERE = Path(__file__).parent
STYLE = "style.css"
# Scripts make addresses of shards by the one policy that is named (Trusted Types, section 2.3).
# `file:` beside 'self': a page that is opened from a disk has no origin, and some browsers let it load nothing then.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:;"
    " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types sahel-shards"
)


class Crumb(NamedTuple):
    """A page above another: its title, and the path of its file."""

    title: str
    path: str


class Corrections(NamedTuple):
    """The changes since an earlier state of the dataset; `since` is its name as typed."""

    since: str
    rows: Sequence[ChangeRow]

    def by_record(self) -> dict[tuple[str, str], ChangeRow]:
        """Return the changes of records that existed before, by kind and id."""
        return {(row["of"], row["id"]): row for row in self.rows if row["change"] == "changed"}


class SiteOptions(NamedTuple):
    """Options of a site: its future address, with a slash at its end, "" if not known, and further content.

    `lacking` has the parts of the dataset that could not be read.
    """

    base: str = ""
    corrections: Corrections | None = None
    lacking: Incompleteness = Incompleteness()


class PageParts:
    """The `page` of the templates in `parts.html`: anchors and addresses (see `html.page_content.PageContent`).

    `known` are the ids of each kind that the site has.
    """

    prefix = ""
    has_anchors = True
    has_notes = False
    has_years = False

    def __init__(self, known: dict[str, set[str]]) -> None:
        self._known = known
        self._identified = Counter[str]()

    def begin(self) -> None:
        """Begin another page."""
        self._identified.clear()

    def identify(self, row: RecordRow) -> str:
        """Return the anchor at which a record stands on a page; where it stands again, another."""
        name = anchor(row)
        self._identified[name] += 1
        again = self._identified[name]
        return name if again == 1 else f"{name}-{again}"

    def address(self, kind: str, record_id: str) -> str | None:
        """Return the `href` of a link to a record or tag, None for one that is not on the site."""
        is_there = kind == "tag" or record_id in self._known[kind]
        return linked(page(folder(kind, record_id))) if is_there else None

    def facets(self, _row: FactRow) -> str:
        """Return "": the page of a record has no filters."""
        return ""


@dataclass(frozen=True, slots=True)
class Site:
    """A selection of an index as a site, its records, and how it is to be made.

    `tags` are those that events have, and how many have each; `weak` counts what to know before one relies on it (see
    `site_records.weaknesses`); `changed` are the corrections of records that were there before. `head` are lines of
    HTML in the head of every page, `sections` the parts of the site that every page leads to.
    """

    document: ExportSelection
    index: Index
    records: RecordStore
    parts: PageParts
    templates: Environment
    options: SiteOptions
    head: list[str] = field(default_factory=list)
    tags: dict[str, int] = field(default_factory=dict)
    weak: Counter[str] = field(default_factory=Counter)
    changed: dict[tuple[str, str], ChangeRow] = field(default_factory=dict)
    sections: list[Crumb] = field(default_factory=list)
    fragments: dict[tuple[str, str], Markup] = field(default_factory=dict)

    def _sections(self) -> list[Crumb]:
        """Return the parts of the site that every page leads to; those without a record are not there."""
        return [
            Crumb(title, f"{path}/index.html")
            for title, path, is_there in (
                ("Timeline", "timeline", self.records.number("event") + self.records.number("quote")),
                ("Quotations", "quotations", self.records.number("quote")),
                ("Figures", "figures", self.records.number("figure")),
                ("Actors", "actors", self.records.number("actor")),
                ("Places", "places", self.records.number("place")),
                ("Tags", "tags", len(self.tags)),
                ("Sources", "sources", self.records.number("source")),
                ("Search", "search", 1),
                ("About", "about", 1),
            )
            if is_there
        ]

    @property
    def lacking(self) -> str:
        """A sentence on the parts of the dataset that could not be read and are on no page; "" where there are none."""
        missing = self.options.lacking.in_short("was left out as not valid", "were left out as not valid")
        return f"This site is not whole: {missing}." if missing else ""

    @classmethod
    def of(cls, document: ExportSelection, index: Index, options: SiteOptions) -> Site:
        """Read the selection, and return its site."""
        source, store = SiteRecords(document, index), RecordStore()
        site = cls(document, index, store, PageParts(source.known), _environment(), options)
        site.templates.globals.update(page=site.parts, site=site, policy=POLICY, program=f"sahel {__version__}")
        entries = cast("Any", site.templates.get_template("entries.html").module)

        def entry(row: RecordRow, others: int) -> str:
            return str(getattr(entries, row["kind"])(row, others))

        source.fill(store, entry)
        site.tags.update(store.names("tag"))
        site.sections.extend(site._sections())
        site.weak.update(source.weak)
        site.changed.update(options.corrections.by_record() if options.corrections else {})
        for row in differences(Row(encode(figure)) for figure in document.figures):
            store.add_difference(row.data())
        return site

    def fragment(self, template: str, path: str) -> Markup:
        """Return a part that all pages share but those in the navigation bar; it is rendered once for them."""
        named = {"index.html", *(section.path for section in self.sections)}
        key = template, path if path in named else ""
        if key not in self.fragments:
            html = self.templates.get_template(template).render(path=path, sections=self.sections)
            self.fragments[key] = Markup(html)  # noqa: S704  # a template of ours, which escapes
        return self.fragments[key]

    def page(self, path: str, template: str, title: str, crumbs: Sequence[Crumb] = (), **values: Any) -> SiteFile:
        """Return the page at a path, made of a template below `layout.html`; `title` is its heading.

        A link in a template is `href="{{ to("timeline/index.html") }}"`, or `page.address(kind, id)` to a record.
        """
        self.parts.begin()
        values |= {"path": path, "title": title, "crumbs": crumbs}
        html = self.templates.get_template(template).render(values)
        return SiteFile(path, from_root(html, path).encode("utf-8", "replace"))

    def record_page(
        self, row: RecordRow, template: str, title: str, crumbs: Sequence[Crumb], **values: Any
    ) -> SiteFile:
        """Return the page of a record at its own address; the template finds the row as `row`."""
        return self.page(page(folder(row["kind"], row["id"])), template, title, crumbs, row=row, **values)


def style_parts(_site: Site) -> Iterator[SiteFile]:
    """Yield the style of all pages: that of the exported page, then the rules for sites alone."""
    own = _HERE.joinpath("templates", "site.css").read_text("utf-8")
    yield SiteFile(STYLE, f"{styles()}\n{own}".encode())


def _environment() -> Environment:
    made = environment()
    made.loader = ChoiceLoader([FileSystemLoader(_HERE / "templates"), *filter(None, [made.loader])])
    made.auto_reload = False
    made.globals.update(to=linked, pieces_of=pieces, words=lru_cache(maxsize=65_536)(words))
    made.filters.update(markup=Markup)
    return made

"""HTML export: one self-contained page to publish, which loads nothing, reads without its script, and prints."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NamedTuple

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sahelcli import __version__, charts
from sahelcli.charts import figure_chart
from sahelcli.dates.formatting import year_in_words
from sahelcli.exporters.html import template_values
from sahelcli.exporters.html.embedding import OWN_STYLE, FragmentContent, within_host
from sahelcli.exporters.html.introduction import Introduction, introduce
from sahelcli.exporters.html.page_content import PageContent
from sahelcli.exporters.selection import ExportSelection
from sahelcli.phrases import plain
from sahelcli.text.sanitize import one_line, paragraphs

_HERE = Path(__file__).parent
_SECTIONS = ("content", "timeline", "figures", "actors", "places", "sources")  # anchors of the page's own


class PageOptions(NamedTuple):
    """How a page is made: its title, "" for that of the dataset, its introduction in Markdown, and whether it is whole.

    One that is a fragment is an element to embed in another page.
    """

    title: str = ""
    introduction: str = ""
    is_fragment: bool = False


def export(document: ExportSelection, out: IO[bytes], options: PageOptions | None = None) -> tuple[str, ...]:
    """Write the page as UTF-8: timeline, figures with charts, actors, places, and the sources as notes.

    A record has the anchor `KIND-ID`. Nothing runs or is loaded but the page's own style and script, which the content
    security policy names by their digests (CSP level 3, section 2.3.1). A fragment has no anchors and no script.
    """
    options = options or PageOptions()
    if options.is_fragment:
        return _export_fragment(document, out, options)
    page = PageContent(document)
    introduction = _introduction(options, lambda name: name in page.anchors or name in _SECTIONS)
    style, script = styles(), _HERE.joinpath("script.js").read_text("utf-8")
    template = environment().get_template("page.html")
    pieces = template.generate(
        page=page,
        document=document,
        title=one_line(options.title) or document.title,
        introduction=introduction.html,
        style=Markup(style),  # noqa: S704  # our own files, not data
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
        program=f"sahel {__version__}",
    )
    for piece in pieces:
        out.write(piece.encode("utf-8", "replace"))
    return introduction.notes


def _export_fragment(document: ExportSelection, out: IO[bytes], options: PageOptions) -> tuple[str, ...]:
    introduction = _introduction(options, lambda _: False, highest=3)
    pieces = (
        environment()
        .get_template("fragment.html")
        .generate(
            page=FragmentContent(document),
            document=document,
            title=one_line(options.title) or document.title,
            introduction=introduction.html,
            style=Markup(within_host(styles(), OWN_STYLE)),  # noqa: S704  # our own file, not data
        )
    )
    for piece in pieces:
        out.write(piece.encode("ascii", "xmlcharrefreplace"))
    return introduction.notes


def _introduction(options: PageOptions, is_anchor: Callable[[str], bool], highest: int = 2) -> Introduction:
    if not options.introduction:
        return Introduction(Markup())
    return introduce(options.introduction, is_anchor, highest)


def styles() -> str:
    """Return the style of the page (CSS)."""
    return _HERE.joinpath("style.css").read_text("utf-8")


class CompiledTemplates(BytecodeCache):
    """The templates that this process has compiled: `--watch`, tests and libraries export more than once."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Any) -> None:
        """Fill a bucket with the code of its template, if that is the one that was compiled."""
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Any) -> None:
        """Keep the code of a bucket."""
        self._compiled[bucket.key, bucket.checksum] = bucket.code


_COMPILED = CompiledTemplates()


def environment() -> Environment:
    """Return the Jinja environment of the templates, with the phrases they use; every value is escaped."""
    environment = Environment(
        loader=FileSystemLoader([_HERE, *charts.__path__]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
    environment.globals.update(template_values.GLOBALS)
    environment.globals.update(
        draw_chart=figure_chart.draw, drawing_sizes=figure_chart.SIZES, chart_legend=figure_chart.legend
    )
    environment.filters.update(plain=plain, year_in_words=year_in_words)
    return environment


def _finalize(value: Any) -> Any:
    """Make text of data harmless on its way into the page; None is nothing."""
    if value is None:
        return ""
    return paragraphs(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str, script: str) -> str:
    allowed = {"script-src": _source(script), "style-src": _source(style), "img-src": "data:"}
    return "; ".join(
        [
            "default-src 'none'",
            *(f"{kind} {source}" for kind, source in allowed.items()),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        ]
    )


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

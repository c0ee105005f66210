"""HTML export: one self-contained page to publish, which loads nothing, reads without its script, and prints."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import IO, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sahelcli import __version__, charts
from sahelcli.charts import figure_chart
from sahelcli.dates.formatting import year_in_words
from sahelcli.exporters.html import template_values
from sahelcli.exporters.html.page_content import PageContent
from sahelcli.exporters.selection import Selection
from sahelcli.text.sanitize import paragraphs

_HERE = Path(__file__).parent


def export(document: Selection, out: IO[bytes]) -> tuple[str, ...]:
    """Write the page as UTF-8: timeline, figures with charts, actors, places, and the sources as notes.

    A record has the anchor `KIND-ID`. Nothing runs or is loaded but the page's own style and script, which the content
    security policy names by their digests (CSP level 3, section 2.3.1).
    """
    style, script = styles(), _HERE.joinpath("script.js").read_text("utf-8")
    template = environment().get_template("page.html")
    pieces = template.generate(
        page=PageContent(document),
        document=document,
        style=Markup(style),  # noqa: S704  # our own files, not data
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
        program=f"sahel {__version__}",
    )
    for piece in pieces:
        out.write(piece.encode("utf-8", "replace"))
    return ()


def styles() -> str:
    """Return the style of the page (CSS)."""
    return _HERE.joinpath("style.css").read_text("utf-8")


def environment() -> Environment:
    """Return what reads the templates, with the phrases they use; every value is escaped."""
    environment = Environment(
        loader=FileSystemLoader([_HERE, *charts.__path__]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(template_values.GLOBALS)
    environment.globals.update(
        draw_chart=figure_chart.draw, drawing_sizes=figure_chart.SIZES, chart_legend=figure_chart.legend
    )
    environment.filters.update(plain=template_values.plain, year_in_words=year_in_words)
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

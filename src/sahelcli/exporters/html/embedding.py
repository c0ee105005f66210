"""Embedding of the page in another document, as one element: a fragment in a host page, or a notebook's answer.

CSS Nesting (section 2) keeps the page's rules within the element; what was the root and the body is that element.
A fragment needs nothing of its host. It has no ids, so that several, or the same one twice, can stand in one page:
links lead from a publisher to the publication. It is ASCII with character references, whatever the host's encoding is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sahelcli.exporters.html.page_content import PageContent
from sahelcli.exporters.selection import ExportSelection
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.row_types import FactRow

_ROOT = ":root {"
_VARIABLE = re.compile(r"(--[a-z]+): (#[0-9a-f]+);")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\n(.*?)\n\}\n", re.DOTALL)
_REM = re.compile(r"(-?[\d.]+)rem\b")
_WIDTH = re.compile(r"@media \((min-width: [\d.]+rem)\)")
_PRINT = re.compile(r"\n@media print \{.*\Z", re.DOTALL)
# In a host page nothing but `!important` is stronger: the two names in it are those of no element.
_HOST_ELEMENT = ".sahel-fragment:not(#_#_)"
_DRAWN = (
    *("display", "visibility", "opacity", "transform", "filter", "font", "letter-spacing", "word-spacing"),
    *("text-transform", "text-shadow", "text-anchor", "fill", "fill-opacity", "stroke", "stroke-width"),
)
"""What a host may say of the parts of a drawing; `all` would take their places too, which are attributes."""
_RESET = f"""
  & {{ all: initial; display: block; direction: ltr; font-size: inherit; color-scheme: inherit; }}
  & {{ --sahel-rem: 1em; container-type: inline-size; overflow-wrap: anywhere; }}
  & *:not(svg *, style) {{ all: revert; }}
  & svg * {{ {" ".join(f"{name}: revert;" for name in _DRAWN)} }}
"""
_LENGTH = '@property --sahel-rem { syntax: "<length>"; inherits: true; initial-value: 16px; }\n'
OWN_STYLE = """
  & { font: 1em/1.5 var(--serif); font-variant-numeric: oldstyle-nums; text-align: start; padding: 1em; }
  & { color: var(--ink); background: var(--paper); }
  & > .kicker { margin: 0; }
  & h2 { font-size: 1.6em; }
  .year > h3 { position: static; }
  .entry { padding: 0.9em 0; }
  .sample { width: 26px; height: 26px; }
  .chart { width: 100%; }
  .chart.wide { max-width: 880px; }
  .chart.narrow { max-width: 460px; }
  .provenance { margin-top: 2em; padding-top: 0.8em; border-top: 1px solid var(--rule); }
"""


def within_element(style: str, selector: str, own: str) -> str:
    """Return the style of the page for the elements that a selector has, with rules of their own at its end."""
    return f"{selector} {{\n{style.replace(_ROOT, '& {').replace(chr(10) + 'body {', chr(10) + '& {')}\n{own}}}"


def within_host(style: str, own: str) -> str:
    """Return the style of the page for a fragment of a host page, whose rules stop at it.

    Lengths follow the size of the host's text where it stands, columns its own width, light and dark the colour scheme
    of the host.
    """
    dark = _DARK.search(style)
    darker = dict(_VARIABLE.findall(dark[1])) if dark else {}
    light = _DARK.sub("", _PRINT.sub("\n", style))
    both = _VARIABLE.sub(lambda match: _both(match[1], match[2], darker), light)
    by_width = _WIDTH.sub(r"@container (\1)", both.replace("color-scheme: light dark;", ""))
    sized = "\n".join(line if line.startswith("@") else _REM.sub(_relative, line) for line in by_width.split("\n"))
    return _LENGTH + within_element(_RESET + sized, _HOST_ELEMENT, own)


def _both(name: str, light: str, darker: dict[str, str]) -> str:
    return f"{name}: light-dark({light}, {darker[name]});" if name in darker else f"{name}: {light};"


def _relative(length: re.Match[str]) -> str:
    return f"calc({length[1]} * var(--sahel-rem))"


class FragmentContent(PageContent):
    """The `page` of the templates for a fragment: no anchors, no notes, and the web addresses of publications."""

    has_anchors = False
    has_notes = False

    def __init__(self, document: ExportSelection) -> None:
        super().__init__(document)
        sources = ((source["id"], source["url"], source["archive_url"]) for source in document.sources)
        self._addresses = {name: web_address(url) or web_address(archived) for name, url, archived in sources}

    def address(self, kind: str, record_id: str) -> str | None:
        """Return the web address of a source, None for other records, to which a fragment has no links."""
        return self._addresses.get(record_id) if kind == "source" else None

    def facets(self, _row: FactRow) -> str:
        """Return "": a fragment has no filters."""
        return ""

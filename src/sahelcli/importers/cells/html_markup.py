"""HTML in cells: converted to plain text and counted; text that only resembles a tag is unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sahelcli.phrases import count

_BLOCKS = (
    "address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|"
    "pre|section|table|tr|ul"
)
_INLINE = (
    "abbr|a|big|b|cite|code|del|em|font|iframe|img|ins|i|mark|q|script|small|span|strike|strong|style|sub|sup|s|tbody|td|"
    "tfoot|thead|th|u"
)
_ATTRIBUTE = r"""\s+[a-z][\w:-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)"""
_TAG = re.compile(
    rf"<(?P<end>/)?(?:(?P<block>{_BLOCKS})|(?P<inline>{_INLINE}))(?P<attributes>(?:{_ATTRIBUTE})*)\s*/?>", re.IGNORECASE
)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)


class MarkupReader:
    """Converts HTML cells to text, and counts them."""

    def __init__(self) -> None:
        self.cells = 0

    def read(self, cell: str) -> str:
        """Return a cell unchanged, or as plain text if it contains HTML tags."""
        if "<" not in cell or not _TAG.search(cell):
            return cell
        self.cells += 1
        return text_of(cell)

    def notes(self) -> Iterator[str]:
        """Yield a note with the number of HTML cells, if there were any."""
        if self.cells:
            yield f"HTML in {count(self.cells, 'cell')} was reduced to its text"


def text_of(html: str) -> str:
    """Return HTML as plain text: block elements start new lines, the address of a link follows its words."""
    texts: list[str] = []
    place, address, words, hidden = 0, "", 0, ""
    for tag in _TAG.finditer(html):
        if not hidden:
            texts.append(unescape(html[place : tag.start()]))
        place, name = tag.end(), (tag["inline"] or "").lower()
        if tag["block"]:
            texts.append("\n")
        elif name in ("td", "th"):
            texts.append(" ")
        elif name in ("script", "style"):
            hidden = "" if tag["end"] else name
        elif name == "a" and not tag["end"]:
            address, words = _address(tag["attributes"]), len(texts)
        elif name == "a":
            texts.append(_behind("".join(texts[words:]).strip(), address))
            address = ""
    texts.append(unescape(html[place:]))
    lines = [re.sub(" {2,}", " ", line).strip() for line in "".join(texts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _address(attributes: str) -> str:
    match = _HREF.search(attributes)
    return unescape(next(filter(None, match.groups()), "")) if match else ""


def _behind(words: str, address: str) -> str:
    """Return the address of a link to append after its words; "" if both are the same."""
    if address == words:
        return ""
    return f" ({address})" if words and address else address

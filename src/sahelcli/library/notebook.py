"""Display of an answer in a notebook: what people read of it, as the exported page shows it."""

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
    """Return an answer as HTML: asked once more for what people read, such as all renderings of an utterance.

    Where the records are others by now, the rows of the answer itself are shown, and this is said.
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

"""Prompts on a terminal: a line typed in answer, with completion where the system has readline."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import ModuleType

from sahelcli.authoring.interrupts import heard
from sahelcli.text.sanitize import one_line
from sahelcli.text.unencodable_characters import encodable

Complete = Callable[[str], Sequence[str]]

_UNLIKE_ANY = "\0"
_SHOWN = 40  # completions listed at once


def _nothing(_: str) -> Sequence[str]:
    return ()


def ask(prompt: str, complete: Complete = _nothing, begun: str = "") -> str:
    """Return the line that is typed, without white space around it; EOFError where the terminal is closed (Ctrl-D).

    `complete` returns whole answers for the text typed so far; `begun` is prefilled text that can be edited.
    """
    readline = _readline()
    shown_prompt = encodable(one_line(prompt), sys.stdout.encoding)
    if readline:
        _prepare(readline, shown_prompt, complete, begun)
    try:
        with heard():
            return input(shown_prompt).strip()
    finally:
        if readline:
            readline.set_completer(None)
            readline.set_startup_hook(None)


def confirmed(question: str, *, usually: bool) -> bool:
    """Ask a yes-or-no question and return the answer; Enter alone means `usually`, anything else is asked again."""
    while True:
        answer = ask(f"{question} [{'Y/n' if usually else 'y/N'}] ").lower()
        if answer in ("", "y", "yes", "n", "no"):
            return usually if not answer else answer.startswith("y")


def _readline() -> ModuleType | None:
    try:
        import readline  # here, because it is wanted on a terminal alone, and Windows has none
    except ImportError:
        return None
    return readline


def _prepare(readline: ModuleType, prompt: str, complete: Complete, begun: str) -> None:
    candidates: list[str] = []

    def completer(text: str, number: int) -> str | None:
        if number == 0:
            candidates[:] = complete(text)
            if len(candidates) > 1 and not all(name.startswith(text) for name in candidates):
                candidates.append(_UNLIKE_ANY)  # so that nothing is common to all, and what was typed stays
        return candidates[number] if number < len(candidates) else None

    def show(_text: str, matches: Sequence[str], _longest: int) -> None:
        names = [one_line(match) for match in matches if match != _UNLIKE_ANY]
        more = [f"… {len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
        listed = "".join(f"  {encodable(name, sys.stdout.encoding)}\n" for name in [*names[:_SHOWN], *more])
        sys.stdout.write(f"\n{listed}{prompt}{readline.get_line_buffer()}")
        sys.stdout.flush()

    is_editline = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_editline else "tab: complete")
    readline.set_completer_delims("")
    readline.set_completer(completer)
    readline.set_completion_display_matches_hook(show)
    readline.set_startup_hook(lambda: readline.insert_text(begun))
    readline.set_auto_history(False)

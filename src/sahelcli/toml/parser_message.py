"""Message of the TOML parser about a text: its words and its place."""

from __future__ import annotations

from dataclasses import dataclass

from sahelcli.diagnostics.finding import Finding, Span, TextFinding
from sahelcli.toml import tokens


@dataclass(frozen=True, slots=True)
class ParserMessage:
    """A message of the parser about a text, with the offset it named."""

    text: str
    at: int
    words: str

    @property
    def line_start(self) -> int:
        """The offset of the line's first character."""
        return self.text.rfind("\n", 0, self.at) + 1

    @property
    def line(self) -> str:
        """The line without its end."""
        return self.text[self.line_start : self._line_end]

    @property
    def rest(self) -> str:
        """The line from the place on, without white space around it."""
        return self.text[self.at : self._line_end].strip()

    @property
    def sign(self) -> str:
        """The character at the place, empty at the end of the text."""
        return self.text[self.at : self.at + 1]

    def finding(self, message: str, hint: str | None = None, *, length: int = 1, code: str = "syntax") -> TextFinding:
        """Return a problem at the place."""
        return self.finding_at(self.at, length, message, hint, code)

    def finding_at(
        self, start: int, length: int, message: str, hint: str | None = None, code: str = "syntax"
    ) -> TextFinding:
        """Return a problem at another place, which has at least one character."""
        return Finding(Span(start, start + max(length, 1)), message, code, hint)

    def whole_line(self, message: str, hint: str | None = None, code: str = "syntax") -> TextFinding:
        """Return a problem of the whole line."""
        start = self.line_start + len(self.line) - len(self.line.lstrip())
        return self.finding_at(start, len(self.line.strip()), message, hint, code)

    def opened_string(self) -> int | None:
        """Return the offset of the first string without an end."""
        return next((token.start() for token in tokens.structure(self.text) if tokens.is_open(token)), None)

    def opened_bracket(self) -> int | None:
        """Return the offset of the innermost bracket or brace before the place that is not closed."""
        openings: list[int] = []
        for token in tokens.structure(self.text):
            if token.start() >= self.at:
                break
            if token[0] in ("[", "{"):
                openings.append(token.start())
            elif token[0] in ("]", "}"):
                del openings[-1:]
        return openings[-1] if openings else None

    @property
    def _line_end(self) -> int:
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

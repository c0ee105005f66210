"""Quoted values of messages: in double quotes, escaped, cut to a length; and nouns with their article."""

_LONGEST_VALUE = 60  # characters of a value shown in a message


def shown(value: object, limit: int = _LONGEST_VALUE) -> str:
    """Return a value of the data for a message: text in double quotes, escaped and cut to `limit` characters."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**limit else "a number of many digits"
    return f'"{cut(escaped(str(value)[: limit + 1]), limit)}"'


def with_article(noun: str) -> str:
    """Return `an event`, `a quote`."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def cut(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters, an ellipsis in place of what is too much."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def cut_left(text: str, limit: int) -> str:
    """Return the end of a text, as `cut` returns the beginning: of a path, the end says most."""
    return text if len(text) <= limit else "…" + text[len(text) - limit + 1 :]


def escaped(text: str) -> str:
    r"""Return a text as one line, everything that could act on a terminal or deceive written as `\n` or `\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    from sahelcli.text import sanitize  # here: a query of a sound dataset shows no value of it

    return sanitize.spelt_out(text)

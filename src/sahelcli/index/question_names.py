"""Names in a question: the ids they mean, role by role, and the way out where another role was meant."""

from sqlite3 import Connection

from sahelcli.errors import NoError
from sahelcli.index import record_search
from sahelcli.index.name_lookup import UnknownName, resolve, resolve_either, shown
from sahelcli.index.selection import ABOUT, Group, Selection

_INSTEAD = {"publisher": "agency", "agency": "publisher", "actor": "place", "place": "actor"}


class NameOfAnotherKind(UnknownName):
    """The name belongs to another kind than the option takes; the hint gives the right option."""

    def __init__(self, kind: str, text: str, hint: str) -> None:
        super().__init__(kind, text, [], 0)
        self.hint = hint


def groups(
    connection: Connection, named: list[tuple[str, tuple[str, ...]]], *, is_not: bool = False
) -> tuple[Group, ...]:
    """Turn typed names, role by role, into ids; UnknownName for no match, AmbiguousName for several.

    `is_not` says that it was typed behind `--not-…`, and so is what a hint says to type instead.
    """
    return tuple(
        (role, tuple(dict.fromkeys(name for value in values for name in _ids(connection, role, value, is_not))))
        for role, values in named
        if values
    )


def names_of(connection: Connection, role: str, values: tuple[str, ...]) -> list[str]:
    """Return the printed names of the actors, places, tags and sources that the values name, each once."""
    ids = [name for _, names in groups(connection, [(role, values)]) for name in names]
    named = [tuple(name.split(":")) if role == ABOUT else (role, name) for name in ids]
    return list(dict.fromkeys(shown(connection, kind, name) for kind, name in named))


def also_so_called(
    connection: Connection, publishers: tuple[str, ...], agencies: tuple[str, ...], *, is_not: bool = False
) -> list[str]:
    """Return, as sentences, how many more sources have a publisher's name as their agency, or an agency's as publisher.

    Of names that are asked for, or against, as one of the two alone.
    """
    printed = {resolve(connection, "publisher", text): None for text in publishers}
    carried = {resolve(connection, "agency", text): None for text in agencies}
    notes = []
    for name in (name for name in printed if name not in carried):
        if number := _number_of_sources(connection, ("agency", (name,)), (("publisher", (name,)),)):
            some = "1 more source carries" if number == 1 else f"{number:,} more sources carry"
            notes.append(f"{some} copy of {_and_option(connection, 'agency', name, is_not)}")
    for name in (name for name in carried if name not in printed):
        if number := _number_of_sources(connection, ("publisher", (name,)), (("agency", (name,)),)):
            some = "1 more source is" if number == 1 else f"{number:,} more sources are"
            notes.append(f"{some} published by {_and_option(connection, 'publisher', name, is_not)}")
    return notes


def _and_option(connection: Connection, role: str, name: str, is_not: bool) -> str:
    printed = shown(connection, role, name)
    return f"{printed}: {_typed(role, printed, is_not)}"


def _ids(connection: Connection, role: str, text: str, is_not: bool) -> list[str]:
    if role == ABOUT:
        return [f"{kind}:{name}" for kind, name in resolve_either(connection, text)]
    try:
        return [resolve(connection, role, text)]
    except UnknownName:
        if hint := _other_role_hint(connection, _INSTEAD.get(role, ""), text, is_not):
            raise NameOfAnotherKind(role, text, hint) from None
        raise


def _other_role_hint(connection: Connection, role: str, text: str, is_not: bool) -> str:
    """Return a hint with the option that takes this name in another role; "" where no role has it."""
    try:
        found_id = resolve(connection, role, text) if role else ""
    except NoError:
        return ""
    name = shown(connection, role, found_id) if role else ""
    option = _typed(role, name, is_not)
    match role:
        case "agency":
            number = _number_of_sources(connection, (role, (found_id,)))
            return f"{name} is the agency of {'1 source' if number == 1 else f'{number:,} sources'}: {option}"
        case "publisher":
            return f"{name} is a publisher: {option}"
        case "actor" | "place":
            kind = "an actor" if role == "actor" else "a place"
            return f"{name} is {kind}: {option}, or {_typed('about', name, is_not)} for all that has to do with it"
        case _:
            return ""


def _typed(role: str, name: str, is_not: bool) -> str:
    from sahelcli.text.shell_quoting import join  # here: few answers name another question

    return join([f"--not-{role}" if is_not else f"--{role}", name])


def _number_of_sources(connection: Connection, group: Group, without: tuple[Group, ...] = ()) -> int:
    return record_search.tally(connection, Selection("source", groups=(group,), without=without)).matching

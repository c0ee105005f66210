"""What the names in a question mean: ids, role by role, and the way out where another role was meant."""

from sqlite3 import Connection

from sahelcli.errors import NoError
from sahelcli.index import found
from sahelcli.index.names import UnknownName, resolve, resolve_either, shown
from sahelcli.index.selection import ABOUT, Group, Selection

_INSTEAD = {"publisher": "agency", "agency": "publisher", "actor": "place", "place": "actor"}


class MeansAnother(UnknownName):
    """What was named is no thing of this kind, but one of another; the hint says how to ask for that."""

    def __init__(self, kind: str, text: str, hint: str) -> None:
        super().__init__(kind, text, [], 0)
        self.hint = hint


def groups(connection: Connection, named: list[tuple[str, tuple[str, ...]]]) -> tuple[Group, ...]:
    """Turn what was typed, role by role, into ids; UnknownName or AmbiguousName where that is not one thing."""
    return tuple(
        (role, tuple(dict.fromkeys(name for value in values for name in _ids(connection, role, value))))
        for role, values in named
        if values
    )


def names_of(connection: Connection, role: str, values: tuple[str, ...]) -> list[str]:
    """Return the names, as they are printed, of what the values name, once each."""
    ids = [name for _, names in groups(connection, [(role, values)]) for name in names]
    named = [tuple(name.split(":")) if role == ABOUT else (role, name) for name in ids]
    return list(dict.fromkeys(shown(connection, kind, name) for kind, name in named))


def also_agencies(connection: Connection, publishers: tuple[str, ...]) -> list[str]:
    """Return, of each publisher that is an agency too, how many more sources carry its copy, as a sentence."""
    said = []
    for text in publishers:
        publisher = resolve(connection, "publisher", text)
        number = _number_of_sources(connection, ("agency", (publisher,)), (("publisher", (publisher,)),))
        if number:
            name = shown(connection, "agency", publisher)
            some = "1 more source carries" if number == 1 else f"{number:,} more sources carry"
            said.append(f"{some} copy of {name}: {_typed('--agency', name)}")
    return said


def _ids(connection: Connection, role: str, text: str) -> list[str]:
    if role == ABOUT:
        return [f"{kind}:{name}" for kind, name in resolve_either(connection, text)]
    try:
        return [resolve(connection, role, text)]
    except UnknownName:
        if hint := _meant_instead(connection, _INSTEAD.get(role, ""), text):
            raise MeansAnother(role, text, hint) from None
        raise


def _meant_instead(connection: Connection, role: str, text: str) -> str:
    """Return how to ask for what a text names in another role; nothing where it names none."""
    try:
        found_id = resolve(connection, role, text) if role else ""
    except NoError:
        return ""
    name = shown(connection, role, found_id) if role else ""
    option = _typed(f"--{role}", name)
    match role:
        case "agency":
            number = _number_of_sources(connection, (role, (found_id,)))
            return f"{name} is the agency of {'1 source' if number == 1 else f'{number:,} sources'}: {option}"
        case "publisher":
            return f"{name} is a publisher: {option}"
        case "actor" | "place":
            kind = "an actor" if role == "actor" else "a place"
            return f"{name} is {kind}: {option}, or {_typed('--about', name)} for all that has to do with it"
        case _:
            return ""


def _typed(option: str, name: str) -> str:
    from sahelcli.shell import join  # here: few answers name another question

    return join([option, name])


def _number_of_sources(connection: Connection, group: Group, without: tuple[Group, ...] = ()) -> int:
    return found.tally(connection, Selection("source", groups=(group,), without=without)).matching

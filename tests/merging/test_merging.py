"""A merge by record: what both sides added is there, what neither touched is the same bytes, and nothing is lost."""

from __future__ import annotations

import pytest

from sahelcli.merging import Merged, merge
from sahelcli.merging.line_merge import Markers

EVENT = '[[events]]\nid = "{0}"\ndate = "2023-09-24"\ntitle = "{0}"\nsources = ["s"]\n'


def merged(base: str, ours: str, theirs: str, markers: Markers | None = None) -> Merged:
    return merge(base.encode(), ours.encode(), theirs.encode(), markers or Markers())


def text(base: str, ours: str, theirs: str) -> str:
    """Return what a merge without a conflict makes of three texts."""
    result = merged(base, ours, theirs)
    assert (result.conflicts, result.by_lines) == ((), False)
    return result.data.decode()


def events(*names: str) -> str:
    return "\n".join(EVENT.format(name) for name in names)


def test_what_both_added_at_the_end_is_there_ours_first() -> None:
    assert text(events("a"), events("a", "mine"), events("a", "yours")) == events("a", "mine", "yours")


def test_what_was_added_stays_behind_what_it_was_added_to() -> None:
    base = events("a", "b", "c")
    assert text(base, events("a", "mine", "b", "c"), events("a", "b", "yours", "c", "last")) == events(
        "a", "mine", "b", "yours", "c", "last"
    )


def test_files_that_both_begin() -> None:
    assert text("", events("mine"), events("yours")) == events("mine", "yours")


def test_what_both_added_alike_is_one() -> None:
    both = events("a", "new")
    assert text(events("a"), both + "\n" + events("mine"), both) == events("a", "new", "mine")


def test_the_same_words_in_another_form_are_alike() -> None:
    ours = events("a", "new")
    theirs = events("a") + "\n" + events("new").replace('sources = ["s"]', "sources = [\n  's',\n]")
    assert text(events("a"), ours, theirs + "\n" + events("b")) == events("a", "new", "b")


def test_another_comment_is_no_other_form() -> None:
    base = events("a")
    ours = base.replace("date =", "# checked twice\ndate =")
    theirs = base.replace("date =", "# wrong?\ndate =")
    assert merged(base, ours, theirs).conflicts == (("events", "a", 0),)


def test_each_side_changes_another_record_and_removes_one() -> None:
    base = "# Niger\n\n" + events("a", "b", "c", "d")
    ours = base.replace('title = "a"', 'title = "A" # sic').replace("\n" + EVENT.format("c"), "")
    theirs = base.replace('title = "b"', "title = 'B'").replace("\n" + EVENT.format("d"), "")
    wanted = "# Niger\n\n" + events("a", "b")
    assert text(base, ours, theirs) == wanted.replace('title = "a"', 'title = "A" # sic').replace(
        'title = "b"', "title = 'B'"
    )


def test_a_record_that_both_changed_stands_between_markers_alone() -> None:
    base = events("a", "b", "c")
    result = merged(base, base.replace('"b"\ns', '"ours"\ns'), base.replace('"b"\ns', '"theirs"\ns'))
    ours, theirs = (EVENT.format("b").replace('"b"\ns', f'"{side}"\ns') for side in ("ours", "theirs"))
    conflict = f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    assert result.data.decode() == "\n".join([EVENT.format("a"), conflict, EVENT.format("c")])
    assert result.conflicts == (("events", "b", 0),)


@pytest.mark.parametrize("removed", ["ours", "theirs"])
def test_one_side_removes_what_the_other_changed(removed: str) -> None:
    base, gone = events("a", "b", "c"), events("a", "c")
    changed = base.replace('"b"\ns', '"new"\ns')
    new = EVENT.format("b").replace('"b"\ns', '"new"\ns')
    sides = (gone, changed) if removed == "ours" else (changed, gone)
    inside = f"=======\n{new}" if removed == "ours" else f"{new}=======\n"
    result = merged(base, *sides)
    assert f"\n\n<<<<<<< ours\n{inside}>>>>>>> theirs\n\n" in result.data.decode()
    assert result.conflicts == (("events", "b", 0),)


def test_markers_as_git_asks_for_them() -> None:
    markers = Markers(9, "1a2b3c", "HEAD", "sahel/b\x1b", diff3=True)
    result = merged('[dataset]\ntitle = "x"\n', '[dataset]\ntitle = "y"\n', '[dataset]\ntitle = "z"', markers)
    assert result.data.decode() == (
        "[dataset]\n<<<<<<<<< HEAD\n"
        'title = "y"\n||||||||| 1a2b3c\ntitle = "x"\n=========\ntitle = "z"\n>>>>>>>>> sahel/b\\u001b\n'
    )


def test_tables_are_merged_key_by_key() -> None:
    base = '[dataset]\ntitle = "Mine"\nversion = "1"\n\n[tags]\n# violence\ncoup = "a seizure of power"\n'
    ours = base.replace('"1"', '"2"') + 'talks = "talks"\n\n[[actors]]\nid = "x"\n'
    theirs = base.replace('"Mine"', '"Ours"') + 'raid = "an attack"\n\n[x_own]\nkey = 1\n'
    wanted = base.replace('"1"', '"2"').replace('"Mine"', '"Ours"')
    wanted += 'talks = "talks"\nraid = "an attack"\n\n[[actors]]\nid = "x"\n\n[x_own]\nkey = 1\n'
    assert text(base, ours, theirs) == wanted


def test_what_a_dataset_lets_pass_is_merged_key_by_key() -> None:
    base = '[dataset]\ntitle = "Mine"\n\n[dataset.x_allow]\nsimilar-quote = "they are parts"\n\n' + events("a")
    line = 'similar-quote = "they are parts"\n'
    ours = base.replace(line, line + 'undated-source = "a poster"\n')
    theirs = base.replace(line, line + 'unused-actor = "to come"\n')
    assert text(base, ours, theirs) == base.replace(
        line, line + 'undated-source = "a poster"\nunused-actor = "to come"\n'
    )
    assert merged(base, ours, ours.replace("poster", "leaflet")).conflicts == (
        ("dataset", "x_allow", "undated-source"),
    )


def test_a_key_above_all_headers_never_slides_into_a_table() -> None:
    base = 'x_version = 1\n\n[tags]\ncoup = "a"\n'
    ours = base.replace("\n\n", '\nx_mine = "m"\n\n') + 'raid = "b"\n'
    theirs = base.replace("\n\n", '\nx_yours = "y"\n\n[dataset]\ntitle = "t"\n\n')
    assert text(base, ours, theirs) == (
        'x_version = 1\nx_mine = "m"\nx_yours = "y"\n\n[dataset]\ntitle = "t"\n\n[tags]\ncoup = "a"\nraid = "b"\n'
    )


def test_a_table_within_a_record_moves_with_it() -> None:
    actor = '[[actors]]\nid = "{0}"\nname = "{0}"\n\n# since the election\n\n[[actors.roles]]\ntitle = "Mayor"\n'
    base, mine, yours = (actor.format(name) for name in ("a", "mine", "yours"))
    assert text(base, f"{base}\n{mine}", f"{base}\n{yours}") == f"{base}\n{mine}\n{yours}"


def test_line_ends_and_byte_order_mark_stay() -> None:
    base = ("\ufeff" + events("a")).replace("\n", "\r\n")
    ours, theirs = (("\ufeff" + events("a", side)).replace("\n", "\r\n") for side in ("mine", "yours"))
    assert text(base, ours, theirs) == ("\ufeff" + events("a", "mine", "yours")).replace("\n", "\r\n")


def test_who_changes_all_line_ends_has_changed_nothing_else() -> None:
    base = events("a", "b")
    theirs = events("a", "b", "c").replace('title = "b"', 'title = "B"')
    assert text(base, base.replace("\n", "\r\n"), theirs) == theirs.replace("\n", "\r\n")
    assert text(base, theirs, "\ufeff" + base.replace("\n", "\r\n")) == "\ufeff" + theirs.replace("\n", "\r\n")


def test_mixed_line_ends_stay_each_as_it_is() -> None:
    base = EVENT.format("a").replace("\n", "\r\n") + "\r\n" + EVENT.format("b")
    assert text(base, f"{base}\n{EVENT.format('c')}", base.replace('"b"\ns', '"B"\ns')) == (
        base.replace('"b"\ns', '"B"\ns') + "\n" + EVENT.format("c")
    )


def test_a_file_without_a_last_line_end() -> None:
    base = events("a").removesuffix("\n")
    assert text(base, f"{base}\n\n{EVENT.format('b')}", base.replace('title = "a"', 'title = "A"')) == events(
        "a", "b"
    ).replace('title = "a"', 'title = "A"')


def test_two_that_were_each_first_are_not_run_together() -> None:
    base = events("z")
    assert text(base, events("a", "z"), events("b", "z")) == events("a", "b", "z")


def test_brackets_and_signs_in_values_are_no_headers() -> None:
    value = "'''\n[[events]]\n# no comment\n\nid = \"x\"'''"
    base = events("a").replace('"2023-09-24"', value) + "\n" + events("b")
    ours = base.replace('"b"\ns', '"B"\ns')
    assert text(base, ours, base.replace("no comment", "none")) == ours.replace("no comment", "none")


def test_comments_that_stand_alone_are_kept_in_their_places() -> None:
    base = "# My dataset\n\n" + events("a") + "\n# Second part\n\n" + events("b") + "\n# the end\n"
    ours = base.replace("My dataset", "My own dataset").replace("# Second", EVENT.format("mine") + "\n# Second")
    theirs = base.replace("part\n\n", "part\n\n" + EVENT.format("yours") + "\n").replace("# the end", "# The end")
    wanted = ["# My own dataset\n", events("a", "mine"), "# Second part\n", events("yours", "b"), "# The end\n"]
    assert text(base, ours, theirs) == "\n".join(wanted)


def test_an_order_that_one_side_changed_is_the_order() -> None:
    assert text(events("a", "b", "c"), events("c", "b", "a"), events("a", "b", "c", "d")) == events("c", "d", "b", "a")
    assert text(events("a", "b", "c"), events("a", "x", "b", "c"), events("b", "c", "a")) == events("b", "c", "a", "x")


def test_the_same_id_twice_and_none_at_all_lose_nothing() -> None:
    nameless = '[[events]]\ntitle = "{0}"\n'
    base = events("a", "a") + "\n" + nameless.format("n")
    ours = base + "\n" + nameless.format("mine")
    result = merged(base, ours, base.replace('"n"', '"N"') + "\n" + nameless.format("yours"))
    assert [title in result.data.decode() for title in ('"N"', '"mine"', '"yours"')] == [True, True, True]
    assert result.data.decode().count('id = "a"') == 2


def test_a_table_in_two_parts_is_never_joined_to_another_record() -> None:
    base = '[[actors]]\nid = "a"\n\n[[events]]\nid = "e"\n\n[[actors.roles]]\ntitle = "Mayor of a"\n'
    ours = base.replace("[[events]]", '[[actors]]\nid = "b"\n\n[[events]]')  # whose role it is now
    result = merged(base, ours, base.replace("Mayor of a", "Mayor of A"))
    assert result.by_lines
    assert text(base, ours.replace("of a", "of b"), base.replace('"e"', '"E"')) == ours.replace("of a", "of b").replace(
        '"e"', '"E"'
    )


@pytest.mark.parametrize("broken", ["base", "ours", "theirs"])
def test_a_side_that_cannot_be_read_is_merged_by_lines(broken: str) -> None:
    slip = "date = 2023-09\n"
    texts = {"base": events("a", "b"), "ours": events("x", "a", "b"), "theirs": events("a", "b", "y")}
    texts |= {"base": texts["base"] + slip} if broken == "base" else {}
    texts |= {"ours": slip + texts["ours"]} if broken == "ours" else {}
    texts |= {"theirs": texts["theirs"] + slip} if broken == "theirs" else {}
    result = merged(texts["base"], texts["ours"], texts["theirs"])
    assert result.unread is not None
    assert (result.unread.side, result.by_lines) == (broken, True)
    assert all(f'id = "{name}"' in result.data.decode() for name in "xaby")


def test_a_side_that_cannot_be_read_is_told_of_where_it_alone_has_changed() -> None:
    base, broken = b'[[events]]\nid = "a"\n', b"[[events]\n"
    result = merge(base, base, broken, Markers())
    assert (result.data, result.lines, result.by_lines) == (broken, 0, True)
    assert result.unread is not None
    assert result.unread.side == "theirs"


def test_bytes_that_are_no_text_are_both_kept() -> None:
    ours, theirs = b"\x00\xffours\n" * 3, b"\x89PNG\r\ntheirs"
    result = merge(b"[dataset]\n", ours, theirs, Markers())
    assert result.data == b"<<<<<<< ours\n" + ours + b"=======\n" + theirs + b"\n>>>>>>> theirs\n"
    assert result.lines == 1

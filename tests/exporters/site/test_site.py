"""The site, as files: every record has its page, every link leads somewhere, and what is as it was is not written."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given

from sahelcli.exporters.site import page_addresses
from sahelcli.exporters.site.folder_writer import LIST
from sahelcli.text.sanitize import paragraphs
from tests.exporters.site.reading import SitePages
from tests.terminal import Sahel

KINDS = {"event": "e", "quote": "q", "figure": "f", "actor": "a", "place": "p", "source": "s"}
COMMANDS = {"event": "timeline", "quote": "quote", "figure": "troops", "actor": "actor", "source": "source"}


def made(sahel: Sahel, folder: Path, *options: str) -> SitePages:
    result = sahel("export", "site", *options, "-o", str(folder), "-q")
    assert (result.code, result.stderr) == (0, "")
    return SitePages(folder)


def test_every_record_has_its_page_and_its_json(sahel: Sahel, shipped: SitePages) -> None:
    for kind, command in COMMANDS.items():
        for row in sahel(command, "-d", "shipped", "--json").json():
            path = f"{KINDS[kind]}/{page_addresses.segment(row['id'])}"
            assert f"{path}/index.html" in shipped.files
            beside = shipped.json(f"{path}.json")
            beside.pop("referred_by")
            assert beside == row


def test_the_json_is_that_of_show(sahel: Sahel, shipped: SitePages) -> None:
    for name in (
        "event:2023-09-24-france-announces-niger-withdrawal",
        "quote:2023-09-24-macron-fr-terrorisme",
        "actor:france",
        "place:niger",
        "source:seed-2023-09-26-france-niger-withdrawal",
    ):
        shown = sahel("show", name, "-d", "shipped", "--json").json()
        kind, _, identifier = name.partition(":")
        beside = shipped.json(f"{KINDS[kind]}/{identifier}.json")

        def listed(row: dict[str, object]) -> list[str]:
            referrers = row.pop("referred_by")
            assert isinstance(referrers, list)
            return sorted(map(json.dumps, referrers))

        assert listed(beside) == listed(shown)
        assert {**beside, "file": shown["file"], "line": shown["line"]} == shown


def test_no_link_is_broken_and_every_page_is_reached(shipped: SitePages) -> None:
    assert shipped.broken() == []
    assert set(shipped.links) - shipped.reached() == set()


def test_what_links_to_a_record_is_linked_from_it(sahel: Sahel, shipped: SitePages) -> None:
    event = "e/2023-09-24-france-announces-niger-withdrawal/index.html"
    quote = "q/2023-09-24-macron-fr-terrorisme/index.html"
    targets = {target for target, _ in shipped.within(event)}
    assert {quote, "a/emmanuel-macron/index.html", "p/niger/index.html", "t/withdrawal/index.html"} <= targets
    back = {target for target, _ in shipped.within(quote)}
    assert {event, "a/emmanuel-macron/index.html"} <= back
    for source in sahel("quote", "--text", "ne veulent plus lutter contre le terrorisme", "--json").json()[0][
        "sources"
    ]:
        assert quote in {target for target, _ in shipped.within(f"s/{source['id']}/index.html")}


def test_no_page_has_an_id_twice(shipped: SitePages) -> None:
    assert {path for path, ids in shipped.ids.items() if len(ids) != len(set(ids))} == set()


def test_every_quotation_is_verbatim_on_its_page(sahel: Sahel, shipped: SitePages) -> None:
    for row in sahel("quote", "-d", "shipped", "--json").json():
        page = unescape(shipped.text(f"q/{row['id']}/index.html"))
        assert paragraphs(row["text"]) in page
        for other in row["renderings"]:
            text = shipped.json(f"q/{other}.json")["text"]
            assert paragraphs(str(text)) in page


def test_every_page_keeps_to_the_policy(shipped: SitePages) -> None:
    for path in shipped.links:
        text = shipped.text(path)
        assert "default-src &#39;none&#39;" in text
        assert not re.search(r'\son[a-z]+="|\sstyle="|<script(?! type="application/ld\+json"| src="[^"]*")', text), path


def test_a_page_changes_with_its_own_records_alone(sahel: Sahel, tmp_path: Path) -> None:
    data = tmp_path / "data.toml"
    data.write_text(TWO, "utf-8")
    before = made(sahel, tmp_path / "site", "-d", str(data))
    was = {path: before.bytes(path) for path in before.files}
    data.write_text(TWO.replace("A bridge is closed", "A bridge is opened"), "utf-8")
    result = sahel("export", "site", "-d", str(data), "-o", str(tmp_path / "site"))
    now = SitePages(tmp_path / "site")
    changed = {path for path in now.files if now.bytes(path) != was[path]}
    assert f"{len(changed)} files written, 0 removed" in result.stderr
    assert "e/bridge/index.html" in changed
    assert (
        not {"q/words/index.html", "q/words.json", "f/guards/index.html", "a/mayor/index.html", "style.css"} & changed
    )


def state(file: Path) -> tuple[int, int, int]:
    """Return what tells whether a file was written: not when it was read."""
    about = file.stat()
    return about.st_ino, about.st_size, about.st_mtime_ns


def test_a_second_export_writes_nothing(sahel: Sahel, tmp_path: Path, edges: str) -> None:
    made(sahel, tmp_path / "site", "-d", edges)
    before = {path: state(path) for path in (tmp_path / "site").rglob("*") if path.is_file()}
    result = sahel("export", "site", "-d", edges, "-o", str(tmp_path / "site"))
    assert f"0 files written, 0 removed, {len(before) - 1} unchanged" in result.stderr
    assert {path: state(path) for path in before} == before


def test_what_is_gone_from_the_data_is_removed_and_what_is_foreign_stays(sahel: Sahel, tmp_path: Path) -> None:
    data, site = tmp_path / "data.toml", tmp_path / "site"
    data.write_text(TWO, "utf-8")
    made(sahel, site, "-d", str(data))
    (site / "CNAME").write_text("example.org\n", "utf-8")
    (site / "e" / "bridge" / "mine.txt").write_text("mine", "utf-8")
    data.write_text(TWO[: TWO.index('[[events]]\nid = "bridge"')], "utf-8")
    pages = made(sahel, site, "-d", str(data))
    assert "e/bridge/index.html" not in pages.files
    assert "e/bridge.json" not in pages.files
    assert {"CNAME", "e/bridge/mine.txt", "e/speech/index.html"} <= pages.files
    assert pages.broken() == []


def test_keys_of_the_editors_own_are_no_corrections(sahel: Sahel, tmp_path: Path) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(TWO, "utf-8")
    own = 'x_desk = "seen by the desk"\n'
    new.write_text(
        TWO.replace('id = "speech"\n', f'id = "speech"\n{own}').replace(
            'title = "A bridge is closed"\n', f'title = "A bridge is opened"\n{own}'
        ),
        "utf-8",
    )
    pages = made(sahel, tmp_path / "site", "-d", str(new), "--since-revision", str(old))
    assert "1 record changed" in pages.text("corrections/index.html")
    assert "Corrected since" not in pages.text("e/speech/index.html")
    assert "A bridge is<del> closed</del>" in pages.text("e/bridge/index.html")
    assert not any("x_desk" in pages.text(path) or "x desk" in pages.text(path) for path in pages.links)
    assert "x_desk" not in (pages.folder / "feed.atom").read_text("utf-8")


def test_what_others_put_there_is_not_overwritten(sahel: Sahel, tmp_path: Path, edges: str) -> None:
    (tmp_path / "index.html").write_text("mine", "utf-8")
    result = sahel("export", "site", "-d", edges, "-o", str(tmp_path))
    assert result.code == 3
    assert 'files in the way that sahel did not write: "index.html"' in result.stderr
    assert "hint: move them, or name another folder with -o" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    "options",
    [("--place", "niger", "--on", "2023-09"), ("--tag", "coup"), ("--max-sources", "1", "--on", "2023-12")],
)
def test_a_selection_is_a_site_without_broken_links(sahel: Sahel, tmp_path: Path, options: tuple[str, ...]) -> None:
    pages = made(sahel, tmp_path / "site", "-d", "shipped", *options)
    events = {row["id"] for row in sahel("timeline", "-d", "shipped", *options, "--json").json()}
    assert events == {path.split("/")[1] for path in pages.links if path.startswith("e/")}
    assert pages.broken() == []
    assert set(pages.links) - pages.reached() == set()
    assert "Selected:" in pages.text("index.html")


def test_hostile_text_is_text(sahel: Sahel, tmp_path: Path, edges: str) -> None:
    pages = made(sahel, tmp_path / "site", "-d", edges)
    assert pages.broken() == []
    for path, links in pages.links.items():
        assert "<script>" not in pages.text(path)
        assert "<img" not in pages.text(path)
        assert all(re.match(r"https?://|data:,$|[^:]*$", link) for link in links), path
    arabic = pages.text("q/arabic/index.html")
    assert '<blockquote class="words" lang="ar" dir="auto">' in arabic


def test_ids_that_windows_keeps_for_devices_have_a_page(sahel: Sahel, tmp_path: Path) -> None:
    data = tmp_path / "data.toml"
    data.write_text(TWO.replace('"bridge"', '"con"').replace('"speech"', '"lpt1"'), "utf-8")
    pages = made(sahel, tmp_path / "site", "-d", str(data))
    assert {"e/con_/index.html", "e/con_.json", "e/lpt1_/index.html"} <= pages.files
    assert pages.broken() == []


@given(...)
def test_a_segment_is_safe_and_tells_names_apart(first: str, second: str) -> None:
    parts = page_addresses.segment(first), page_addresses.segment(second)
    assert all(re.fullmatch(r"[a-z0-9_-]*", part) for part in parts)
    as_written = [name.encode(errors="replace") for name in (first, second)]
    assert (parts[0] == parts[1]) == (as_written[0] == as_written[1])


def test_long_lists_are_split_and_say_how_many(sahel: Sahel, tmp_path: Path) -> None:
    data = tmp_path / "many.toml"
    data.write_text(MANY, "utf-8")
    pages = made(sahel, tmp_path / "site", "-d", str(data))
    assert pages.broken() == []
    assert set(pages.links) - pages.reached() == set()
    sizes = {path: pages.text(path).count('<li class="line">') for path in pages.links}
    assert max(sizes.values()) <= 200
    assert {"p/here/events/2023/index.html", "p/here/events/2023/2/index.html"} <= pages.files
    listed = [f"p/here/events/{part}/index.html" for part in ("2022", "2023", "2023/2", "2023/3")]
    assert [sizes[path] for path in listed] == [100, 200, 200, 50]
    assert (
        sum(pages.text(f"timeline/2023/05/{part}index.html").count('class="entry"') for part in ("", "2/", "3/")) == 450
    )


def test_what_is_left_out_as_not_valid_is_said_on_the_site(sahel: Sahel, tmp_path: Path) -> None:
    data = tmp_path / "data.toml"
    data.write_text(TWO.replace('date = "2023-05-02"', 'date = "2023-05-32"'), "utf-8")
    result = sahel("export", "site", "-d", str(data), "-o", str(tmp_path / "site"))
    assert result.code == 0
    assert "1 record was left out as not valid" in result.stderr
    for page in ("index.html", "about/index.html"):
        assert "This site is not whole: 1 record was left out as not valid." in (tmp_path / "site" / page).read_text(
            "utf-8"
        )
    assert sahel("export", "site", "-d", str(data), "--strict", "-o", str(tmp_path / "strict")).code == 3
    assert not (tmp_path / "strict").exists()


def test_what_has_changed_since_a_version_is_shown(sahel: Sahel, tmp_path: Path) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(TWO, "utf-8")
    new.write_text(TWO.replace("A bridge is closed", "A bridge is opened").replace("about 100", "about 120"), "utf-8")
    pages = made(sahel, tmp_path / "site", "-d", str(new), "--since-revision", str(old))
    text = pages.text("corrections/index.html")
    assert "A bridge is<del> closed</del><ins> opened</ins>" in text
    assert "e/bridge/index.html" in {target for target, _ in pages.within("corrections/index.html")}
    assert "Corrected since" in pages.text("e/bridge/index.html")
    assert "Corrected since" not in pages.text("e/speech/index.html")
    assert str(tmp_path) not in text
    assert pages.broken() == []


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("site",), 2, "error: site is a folder of files\nhint: name the folder: -o FOLDER\n"),
        (("html", "--watch"), 2, "error: --watch is of a site alone, not of html\n"),
        (("ics", "--since-revision", "git:HEAD"), 2, "error: --since-revision is of a site alone, not of ics\n"),
        (("site", "-o", "x", "--since-revision", ""), 2, "error: --since-revision"),
        (("site", "-d", "-", "--watch", "-o", "x"), 2, "error: --watch looks at files again"),
        (("site", "--place", "atlantis", "-o", "x"), 1, 'error: no place matches "atlantis"\n'),
    ],
)
def test_what_cannot_be_done_is_said(sahel: Sahel, args: tuple[str, ...], code: int, message: str) -> None:
    result = sahel("export", *args)
    assert (result.code, result.output) == (code, b"")
    assert result.stderr.startswith(message)


def test_a_file_in_the_place_of_the_folder(sahel: Sahel, tmp_path: Path, edges: str) -> None:
    (tmp_path / "site").write_text("mine", "utf-8")
    result = sahel("export", "site", "-d", edges, "-o", str(tmp_path / "site"))
    assert (result.code, result.stderr.count("error:")) == (3, 1)
    assert "not a directory" in result.stderr
    assert (tmp_path / "site").read_text("utf-8") == "mine"


def test_a_list_that_is_none_is_said(sahel: Sahel, tmp_path: Path, edges: str) -> None:
    (tmp_path / LIST).write_text("{", "utf-8")
    result = sahel("export", "site", "-d", edges, "-o", str(tmp_path))
    assert result.code == 3
    assert "is not the list of files that sahel keeps there" in result.stderr


TWO = """
[dataset]
title = "Bridges"
version = "1.0.0"

[tags]
river = "What happens at the river"

[[sources]]
id = "press"
title = "All about bridges"
publisher = "The Press"
published = "2023-05-03"
url = "https://example.org/bridges"

[[places]]
id = "town"
name = "Town"
kind = "city"

[[actors]]
id = "mayor"
name = "The Mayor"
kind = "person"
description = "Mayor of the town."

[[actors]]
id = "nobody"
name = "Nobody"
kind = "person"
description = "Named by no record."

[[events]]
id = "speech"
date = "2023-05-01"
title = "The mayor speaks"
actors = ["mayor"]
sources = ["press"]

[[quotes]]
id = "words"
date = "2023-05-01"
speaker = "mayor"
text = "We leave."
language = "en"
event = "speech"
sources = ["press"]

[[figures]]
id = "guards"
date = "2023-05-01"
place = "town"
measure = "deployed"
low = 100
high = 100
counts = "guards"
wording = "about 100"
sources = ["press"]

[[events]]
id = "bridge"
date = "2023-05-02"
title = "A bridge is closed"
places = ["town"]
tags = ["river"]
related = ["speech"]
sources = ["press"]
"""
MANY = """
[[sources]]
id = "press"
title = "All"
publisher = "The Press"

[[places]]
id = "here"
name = "Here"
kind = "city"
""" + "".join(
    f'[[events]]\nid = "event-{number}"\ndate = "{2022 if number < 100 else 2023}-05"\ntitle = "Event {number}"\n'
    'places = ["here"]\nsources = ["press"]\n'
    for number in range(550)
)

"""Pictures for print: drawn by the command line, read by independent readers of SVG, PNG and PDF."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageStat
from pypdf import PdfReader

from sahelcli.text.sanitize import one_line
from tests.charts.golden_pictures import DATA, FOLDER, PICTURES, SHOWN, draw
from tests.terminal import Result, Sahel

CHART = ("troops", "-d", str(DATA), "--chart")
SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: bytes) -> ElementTree.Element:
    """Return a drawing as a reader of XML finds it."""
    return ElementTree.fromstring(svg)  # noqa: S314  # we drew it


def texts(svg: bytes) -> list[str]:
    """Return the lines of text in a drawing, as a reader of XML finds them."""
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def titles(svg: bytes) -> list[str]:
    """Return what the marks of a drawing say."""
    return [element.text or "" for element in parsed(svg).iterfind(f".//{SVG}g/{SVG}title")]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_as_it_was(environment: dict[str, str], tmp_path: Path, name: str) -> None:
    drawn = tmp_path / f"{name}.svg"
    assert draw(name, drawn, environment) == 0
    assert drawn.read_text("utf-8") == (FOLDER / f"{name}.svg").read_text(
        "utf-8"
    )  # python -m tests.charts.golden_pictures


def test_the_page_on_charts_shows_one() -> None:
    assert f"]({SHOWN.name})" in (SHOWN.parent / "charts.md").read_text("utf-8")
    assert texts(SHOWN.read_bytes())[0] == "People deployed · France · Niger · 2023"


def test_it_has_title_axis_legend_notes_sources_and_dataset(sahel: Sahel, tmp_path: Path) -> None:
    result = sahel(*CHART, "--width", "85", "-o", str(tmp_path / "chart.svg"))
    assert (result.code, result.stdout) == (0, "")
    assert "1 figure is not of people deployed and is not drawn: --measure draws it" in result.stderr
    svg = (tmp_path / "chart.svg").read_bytes()
    said = texts(svg)
    assert said[0] == "People deployed"
    assert said[1].startswith("Number of people")
    assert "Корпус · Niger: 4 figures" in said
    assert {"about", "at least", "at most", "counts only some of them, or others too"} <= set(said)
    assert {"the date is approximate or uncertain", "since when is not known", "until when is not known"} <= set(said)
    assert "1 figure is not of people deployed and is not drawn." in said
    assert "Figures differ for 3 Aug 2023, 24 Sep 2023, 1–31 Oct 2023." in said
    assert 'Sources: The Courier, <i>Press</i> & "Co" (reworded AFP), الجزيرة, 新华社' in said
    assert said[-1].startswith("Data: Signs & <wonders>, version 1.0, sha256:")
    assert len(titles(svg)) == 5
    root = parsed(svg)
    assert (root.get("width"), root.get("viewBox", "").split()[2]) == ("85mm", "240.94")


def test_every_figure_of_the_shipped_dataset_is_a_mark_that_says_itself(sahel: Sahel, tmp_path: Path) -> None:
    asked = ("troops", "france", "--place", "niger", "--on", "2023")
    rows = [row for row in sahel(*asked, "--json").json() if row["measure"] == "deployed"]
    sahel(*asked, "--chart", "-o", str(tmp_path / "chart.svg"))
    said = titles((tmp_path / "chart.svg").read_bytes())
    assert len(said) == len(rows) > 10
    for row in rows:
        name = row["sources"][0]["publisher"]
        assert any(f"{row['low'] or row['high']:,}" in each and name in each for each in said)


def test_latest_limit_and_measure_are_drawn_as_they_are_asked_for(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    result = sahel(*CHART, "-n", "1", "-o", str(file))
    assert "drawn 1 of 5 figures" in result.stderr
    assert "Drawn 1 of 5 figures." in texts(file.read_bytes())
    assert sahel(*CHART, "--measure", "withdrawn", "-o", str(file)).stderr == ""
    assert titles(file.read_bytes()) == ["22 Dec 2023: 1,500 withdrawn, The Courier"]
    latest = sahel("troops", "-d", str(DATA), "--latest", "--measure", "deployed", "--json").json()
    sahel(*CHART, "--latest", "-o", str(file))
    assert len(titles(file.read_bytes())) == len(latest)
    assert texts(file.read_bytes())[0] == "People deployed, newest figures"


def test_what_may_lie_outside_is_said(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    sahel("timeline", "-d", str(DATA), "--on", "2023-11", "--chart", "-o", str(file))
    assert "1 event may also lie outside the days asked for." in texts(file.read_bytes())
    sahel(*CHART, "--on", "2023-10-05", "-o", str(file))
    rows = sahel("troops", "-d", str(DATA), "--on", "2023-10-05", "--json").json()
    number = sum(not row["certain"] for row in rows)
    assert f"{number} figures may also lie outside the days asked for." in texts(file.read_bytes())


def test_what_the_dataset_lacks_and_sources_took_away_is_said(sahel: Sahel, tmp_path: Path) -> None:
    data, file = tmp_path / "data.toml", tmp_path / "chart.svg"
    broken = '\n[[events]]\nid = "bad"\ndate = "2023-13"\ntitle = "x"\n'
    data.write_text(DATA.read_text("utf-8") + broken, "utf-8")
    for command in ("timeline", "troops", "stats"):
        sahel(command, "-d", str(data), "--chart", "--not-source", "courier", "-o", str(file))
        said = texts(file.read_bytes())
        assert "1 record was left out as not valid." in said
        assert any("the sources left out alone and" in text for text in said)
        assert not any(text.startswith("Sources: ") and "The Courier" in text for text in said)


def test_bars_count_what_stats_count(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    rows = sahel("stats", "--by", "month", "--kind", "event", "--on", "2023", "--json").json()
    sahel("timeline", "--on", "2023", "--chart", "-o", str(file))
    precise = [row for row in rows if row["value"] != "imprecise"]
    pattern = re.compile(r"(\w{3} \d{4}): (\d+), of these (\d+) on one source")
    found = [pattern.fullmatch(title) for title in titles(file.read_bytes())]
    drawn = [(int(match[2]), int(match[3])) for match in found if match]
    assert drawn == [(row["total"], row["single_source"]) for row in precise]
    number = sum(row["total"] for row in rows if row["value"] == "imprecise")
    assert any(text.startswith(f"{number} event") and "no month" in text for text in texts(file.read_bytes()))


@pytest.mark.parametrize(("width", "period"), [("85", "quarter"), ("174", "month")])
def test_a_period_is_chosen_for_which_there_is_room(sahel: Sahel, tmp_path: Path, width: str, period: str) -> None:
    file = tmp_path / "chart.svg"
    assert sahel("timeline", "--chart", "--width", width, "-o", str(file)).code == 0
    assert texts(file.read_bytes())[0] == f"Events by {period}"
    bars = parsed(file.read_bytes()).iterfind(f".//{SVG}rect[@class='bar']")
    assert min(float(bar.get("width", "0")) for bar in bars) > 1


def test_too_many_periods_are_refused(sahel: Sahel, tmp_path: Path) -> None:
    asked = ("stats", "--by", "month", "--chart", "--width", "85", "-o", str(tmp_path / "chart.svg"))
    result = sahel(*asked)
    assert (result.code, list(tmp_path.iterdir())) == (2, [])
    assert result.stderr.startswith("error: the months are too many for a picture 85 millimetres wide\n")


def test_many_forces_are_counted_where_they_are_not_drawn(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    result = sahel("troops", "--chart", "-o", str(file))
    (said,) = re.findall(r"(\d+) forces or places more are not drawn: name a force, or a --place\n", result.stderr)
    assert f"{said} forces or places more are not drawn." in texts(file.read_bytes())
    drawn = [text for text in texts(file.read_bytes()) if re.fullmatch(r".*: \d+ figures?", text)]
    rows = sahel("troops", "--measure", "deployed", "--json").json()
    groups = {(row["force"]["id"] if row["force"] else row["counts"], row["place"]["id"]) for row in rows}
    assert len(drawn) + int(said) == len(groups)


def test_more_names_are_drawn_when_they_are_asked_for(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    total = len(sahel("stats", "--by", "publisher", "--json").json())
    result = sahel("stats", "--by", "publisher", "--chart", "-o", str(file))
    assert result.stderr == f"40 of {total} are drawn: --limit draws more\n"
    assert (len(titles(file.read_bytes())), f"40 of {total} are drawn." in texts(file.read_bytes())) == (40, True)
    result = sahel("stats", "--by", "publisher", "--chart", "-n", "60", "-o", str(file))
    assert (len(titles(file.read_bytes())), result.stderr) == (60, f"60 of {total} are drawn\n")


@pytest.mark.parametrize("command", [("troops",), ("timeline",), ("stats",), ("stats", "--by", "tag")])
def test_an_empty_answer_is_a_picture_that_says_so(sahel: Sahel, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "chart.svg"
    nothing = (*command, "--on", "1799", "--chart", "-o", str(file))
    result = sahel(*nothing)
    assert (result.code, result.code) == (0, sahel(*command, "--on", "1799").code)
    assert " match" in result.stderr
    assert any(text.startswith("No ") and text.endswith(" match.") for text in texts(file.read_bytes()))
    assert sahel(*nothing, "-e").code == sahel(*command, "--on", "1799", "-e").code == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--json", "-o", "c.svg"), "--chart is one drawing to look at, and the format json is for rows"),
        (("-f", "csv", "-o", "c.svg"), "--chart is one drawing to look at, and the format csv is for rows"),
        (("--fields", "id", "-o", "c.png"), "--chart is one drawing to look at, and --fields is for rows"),
        (("--count", "-o", "c.pdf"), "--chart is one drawing to look at, and --count is for rows"),
        (("--sources", "-o", "c.svg"), "--chart is one drawing to look at, and --sources is for rows"),
        (("-o", "c.json"), "--chart is one drawing to look at, and the format json is for rows"),
        (("-o", "c.jpg"), '--output "c.jpg": no chart is drawn in the form ".jpg"'),
        (("--width", "85"), "--width is for a picture"),
        (("--width", "85", "-o", "c.txt"), "--width is for a picture"),
        (("--width", "8", "-o", "c.svg"), "--width 8: a picture is from 60 to 420 millimetres wide"),
        (("--width", "4200", "-o", "c.svg"), "--width 4200: a picture is from 60 to 420 millimetres wide"),
        (("--width", "85mm", "-o", "c.svg"), '--width must be a whole number, not "85mm"'),
    ],
)
@pytest.mark.parametrize("command", ["troops", "timeline", "stats"])
def test_what_makes_no_picture_is_refused(
    sahel: Sahel, tmp_path: Path, command: str, options: tuple[str, ...], message: str
) -> None:
    result = sahel(command, "--chart", *options)
    assert (result.code, result.stdout, list(tmp_path.iterdir())) == (2, "", [])
    assert result.stderr.startswith(f"error: {message}\nhint: ")


def test_a_picture_without_chart_says_what_draws_it(sahel: Sahel) -> None:
    result = sahel("timeline", "-o", "c.svg")
    assert result.code == 2
    assert result.stderr.endswith("hint: `sahel troops`, `timeline` and `stats` draw a picture: add --chart\n")


def test_a_limit_of_events_is_not_of_bars(sahel: Sahel) -> None:
    result = sahel("timeline", "--chart", "-n", "3", "-o", "c.svg")
    assert (result.code, result.stderr.split("\n")[0]) == (
        2,
        "error: --limit is for a list, and --chart draws all that match",
    )


def test_on_a_terminal_a_chart_of_events_is_the_table_of_stats(sahel: Sahel) -> None:
    asked = ("--since", "2023-07", "--until", "2023-09")
    chart = sahel("timeline", *asked, "--chart")
    assert chart.stdout == sahel("stats", "--by", "month", "--kind", "event", *asked).stdout


def test_a_file_of_the_dataset_is_never_drawn_over(sahel: Sahel, tmp_path: Path) -> None:
    data = tmp_path / "data.svg"
    data.write_bytes(DATA.read_bytes())
    result = sahel("troops", "-d", str(data), "--chart", "-o", str(data))
    assert (result.code, data.read_bytes()) == (2, DATA.read_bytes())


def test_without_the_library_svg_is_drawn_and_the_rest_says_what_is_missing(
    sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert sahel(*CHART, "-o", str(tmp_path / "chart.svg")).code == 0
    result = sahel(*CHART, "-o", str(tmp_path / "chart.png"))
    assert result.stderr.endswith(
        'error: PNG and PDF need typst, which is not installed\nhint: pip install "sahel[pictures]", or write .svg\n'
    )
    assert not (tmp_path / "chart.png").exists()


LONG = "Forces of the " + "very " * 40 + "long name of the state of the Republic"


@pytest.mark.parametrize("name", [LONG, "WWWWWWWW" * 25, "国" * 90, "ا" * 150, "a\u202eb\u0007c [bold]x[/bold] &amp;"])
def test_long_and_hostile_names_stay_within_the_picture(sahel: Sahel, tmp_path: Path, name: str) -> None:
    data = tmp_path / "data.toml"
    changed = DATA.read_text("utf-8").replace(
        '"Корпус"', '"' + name.encode("unicode_escape").decode().replace("\\x", "\\u00") + '"'
    )
    data.write_text(changed, "utf-8")
    file = tmp_path / "chart.svg"
    assert sahel("troops", "corps", "-d", str(data), "--chart", "--width", "85", "-o", str(file)).code == 0
    content = file.read_bytes()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", content.decode())
    assert one_line(name).replace(" ", "") in "".join(texts(content)).replace(" ", "")


def drawn(sahel: Sahel, file: Path, *options: str, env: dict[str, str] | None = None) -> Result:
    """Draw figures of the dataset of all signs."""
    result = sahel(*CHART, *options, "-o", str(file), env=env)
    assert result.code == 0
    return result


@pytest.mark.parametrize(("width", "pixels"), [("85", 1004), ("174", 2055)])
def test_png_has_the_size_and_the_dots_of_print(sahel: Sahel, tmp_path: Path, width: str, pixels: int) -> None:
    drawn(sahel, tmp_path / "chart.png", "--width", width)
    with Image.open(tmp_path / "chart.png") as picture:
        picture.load()
        assert abs(picture.width - pixels) <= 1
        assert [round(dots) for dots in picture.info["dpi"]] == [300, 300]
        assert not {"Creation Time", "date:create", "date:modify"} & set(picture.info)


def test_pdf_is_one_page_of_that_size_with_text_as_text_and_no_time(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "chart.pdf"
    drawn(sahel, file, "--width", "85")
    reader = PdfReader(file)
    assert len(reader.pages) == 1
    assert float(reader.pages[0].mediabox.width) == pytest.approx(85 / 25.4 * 72, abs=0.1)
    text = reader.pages[0].extract_text()
    for words in ("People deployed", "Корпус", "counts only some of them", "The Courier", "not drawn."):
        assert words in text
    assert reader.metadata
    assert reader.metadata.title == "People deployed"
    assert (reader.metadata.creation_date, reader.metadata.modification_date) == (None, None)
    assert not re.search(rb"CreationDate|ModDate|xmp:CreateDate|xmp:ModifyDate|MetadataDate", file.read_bytes())
    assert b"FontFile" in file.read_bytes()  # fonts are within


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_the_same_answer_has_the_same_bytes(sahel: Sahel, tmp_path: Path, suffix: str) -> None:
    one, other = tmp_path / f"one.{suffix}", tmp_path / f"other.{suffix}"
    drawn(sahel, one)
    drawn(sahel, other, env={"TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C", "PYTHONHASHSEED": "7"})
    assert one.read_bytes() == other.read_bytes()


def samples(sahel: Sahel, tmp_path: Path, *asked: str) -> Iterator[tuple[str, float]]:
    """Yield what each sample of a legend says, and how light it is in grey, from 0 to 255."""
    svg, png = tmp_path / "chart.svg", tmp_path / "chart.png"
    for file in (svg, png):
        assert sahel(*asked, "-d", str(DATA), "--chart", "--width", "85", "-o", str(file)).code == 0
    root = parsed(svg.read_bytes())
    lines = [line.text or "" for line in root.iter(f"{SVG}text") if line.get("class") == "legend"]
    groups = [group for group in root.findall(f"{SVG}g") if not group.findall(f".//{SVG}text")]
    with Image.open(png) as picture:
        scale = picture.width / float(root.get("viewBox", "").split()[2])
        grey = picture.convert("L")
    words = [line for line in lines if line != "number"]  # the second line of the first sample
    for group, text in zip(groups, words, strict=True):
        x, y = (float(part) for part in re.findall(r"[\d.]+", group.get("transform", "")))
        rect = group.find(f".//{SVG}rect")
        assert rect is not None
        left, top = x + float(rect.get("x", "0")), y + float(rect.get("y", "0"))
        box = (left, top, left + float(rect.get("width", "0")), top + float(rect.get("height", "0")))
        yield text, ImageStat.Stat(grey.crop(tuple(round(edge * scale) for edge in box))).mean[0]  # type: ignore[arg-type]


def test_bars_are_told_apart_without_colour(sahel: Sahel, tmp_path: Path) -> None:
    light = dict(samples(sahel, tmp_path, "timeline"))
    several, one = (light[text] for text in light)
    assert several < 90
    assert 160 < one < 245  # hatched; paper is 255


def test_marks_are_told_apart_without_colour(sahel: Sahel, tmp_path: Path) -> None:
    light = dict(samples(sahel, tmp_path, "troops"))
    plain = next(value for text, value in light.items() if text.startswith("a figure"))
    part = next(value for text, value in light.items() if text.startswith("counts only"))
    assert plain < 150 < light["about"] < part
    assert light["about"] - plain > 50


def test_letters_that_no_font_has_are_named(sahel: Sahel, tmp_path: Path) -> None:
    data = tmp_path / "data.toml"
    data.write_text(DATA.read_text("utf-8").replace("Корпус", "\U000f1234\U00012000"), "utf-8")
    result = sahel("troops", "-d", str(data), "--chart", "-o", str(tmp_path / "chart.png"))
    assert (result.code, "no font here has" in result.stderr) == (0, True)
    assert "no font here has" not in drawn(sahel, tmp_path / "chart.svg").stderr


def test_a_picture_is_one_file_in_any_form(sahel: Sahel, tmp_path: Path) -> None:
    for suffix, begins in (("SVG", b"<?xml"), ("PNG", b"\x89PNG"), ("PDF", b"%PDF-")):
        file = tmp_path / f"chart.{suffix}"
        drawn(sahel, file)
        assert file.read_bytes().startswith(begins)
        drawn(sahel, file, "--measure", "deployed")  # written over, whole
    assert len(list(tmp_path.iterdir())) == 3

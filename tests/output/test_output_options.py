"""What is asked of the output is checked before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelcli.errors import UsageError
from sahelcli.exporters import EXPORTERS, Exporter
from sahelcli.formats import SUFFIXES, Format
from sahelcli.output import OutputOptions
from sahelcli.output.output_options import chosen_fields, chosen_format, refuse_protected


@pytest.mark.parametrize(("suffix", "form"), SUFFIXES.items())
def test_the_suffix_says_the_format(suffix: str, form: Format) -> None:
    assert chosen_format(OutputOptions(output=f"a.b{suffix.upper()}")) is form
    assert chosen_format(OutputOptions(Format.TSV, output=f"a{suffix}")) is Format.TSV


@pytest.mark.parametrize("output", [None, "-", "notes", "folder.d/notes"])
def test_without_one_it_is_text(output: str | None) -> None:
    assert chosen_format(OutputOptions(output=output)) is Format.TABLE


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (OutputOptions(output="a.yaml"), '--output "a.yaml": no list is written in the form ".yaml"'),
        (OutputOptions(output=""), '--output "": this names no file'),
        (OutputOptions(output=" "), '--output " ": this names no file'),
        (OutputOptions(output="a\0b"), "this names no file"),
        (OutputOptions(excel=True), "--excel is for csv and tsv, not for table"),
        (OutputOptions(Format.JSON, excel=True), "not for json"),
        (OutputOptions(Format.TSV, separator=";"), "--separator is for csv, not for tsv"),
        (OutputOptions(output="a.json", separator=";"), "--separator is for csv, not for json"),
    ],
)
def test_what_makes_no_sense_is_said(options: OutputOptions, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        chosen_format(options)
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("x.html", "`sahel export html -o x.html` writes that, with the same options"),
        ("my page.HTM", "`sahel export html -o 'my page.HTM'` writes that, with the same options"),
        (
            "x.docx",
            "write Markdown, of which Pandoc makes that: -o x.md, then `pandoc -f markdown-smart x.md -o x.docx`",
        ),
        (
            "a/x.odt",
            "write Markdown, of which Pandoc makes that: -o a/x.md, then `pandoc -f markdown-smart a/x.md -o a/x.odt`",
        ),
        ("x.xlsx", "`sahel export xlsx -o x.xlsx` writes that, with the same options"),
        ("x.ods", "write CSV, which such programs open: -o x.csv --excel"),
    ],
)
def test_what_is_no_list_is_had_in_another_way(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        chosen_format(OutputOptions(output=name))
    assert caught.value.hint == hint


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_every_export_is_named_for_its_suffix(exporter: Exporter) -> None:
    if exporter.suffix in {*SUFFIXES, ""}:
        return  # JSON, which lists are written as too, and folders
    with pytest.raises(UsageError) as caught:
        chosen_format(OutputOptions(output=f"x{exporter.suffix}"))
    assert caught.value.hint
    assert f"sahel export {exporter.name} -o x{exporter.suffix}`" in caught.value.hint


def test_fields_stand_once_and_as_asked() -> None:
    assert chosen_fields("event", OutputOptions(fields=("title", "id", "title"))) == ("title", "id")
    assert chosen_fields("event", OutputOptions(fields=())) == ()


def test_an_unknown_field_suggests_and_lists() -> None:
    with pytest.raises(UsageError) as caught:
        chosen_fields("event", OutputOptions(fields=("id", "titel")))
    assert caught.value.message == 'unknown value "titel" for --fields'
    assert caught.value.hint
    assert caught.value.hint.startswith('did you mean "title"? the keys are kind, id, date,')
    with pytest.raises(UsageError) as caught:
        chosen_fields("event", OutputOptions(fields=("",)))
    assert caught.value.hint
    assert caught.value.hint.startswith("the keys are")


def test_files_of_the_dataset_are_never_written(tmp_path: Path) -> None:
    data, link, hard = tmp_path / "events.toml", tmp_path / "a.csv", tmp_path / "b.csv"
    data.touch()
    link.symlink_to(data)
    hard.hardlink_to(data)
    for path in (data, link, hard, tmp_path / "x" / ".." / "events.toml"):
        with pytest.raises(UsageError, match="is a file of the dataset"):
            refuse_protected(OutputOptions(output=str(path)), [str(data)])
    with pytest.raises(UsageError, match="is a file to import"):
        refuse_protected(OutputOptions(output=str(data)), [str(data)], "a file to import")
    refuse_protected(OutputOptions(output=str(tmp_path / "c.csv")), [str(data), str(tmp_path / "gone.toml")])
    refuse_protected(OutputOptions(), [str(data)])

"""The address of a site: what --url takes, and that it refuses all else before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Sahel


@pytest.mark.parametrize("url", ["https://example.org/a/", "https://example.org/a", "http://localhost:8000/a"])
def test_an_address_ends_with_a_slash(sahel: Sahel, tmp_path: Path, edges: str, url: str) -> None:
    assert sahel("export", "site", "-d", edges, "--url", url, "-o", str(tmp_path / "site")).code == 0
    root = url if url.endswith("/") else f"{url}/"
    assert f"<loc>{root}</loc>" in (tmp_path / "site" / "sitemap.xml").read_text("utf-8")
    assert f'rel="self" type="application/atom+xml" href="{root}feed.atom"' in feed(tmp_path)
    assert f'"url": "{root}"' in (tmp_path / "site" / "index.html").read_text("utf-8")


def feed(folder: Path) -> str:
    return (folder / "site" / "feed.atom").read_text("utf-8")


def test_a_page_is_cited_with_its_address(sahel: Sahel, tmp_path: Path, edges: str) -> None:
    for url, number in (((), 0), (("--url", "https://example.org/a"), 1)):
        assert sahel("export", "site", "-d", edges, *url, "-o", str(tmp_path / "site")).code == 0
        for path in (tmp_path / "site").glob("[eqfaps]/*/index.html"):
            address = f"https://example.org/a/{path.parent.relative_to(tmp_path / 'site').as_posix()}/"
            assert path.read_text("utf-8").count(f'<a href="{address}">{address}</a></p>') == number


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.org", "ftp://example.org/", "file:///srv/", "https://", "https:///a", "https://[::1"),
        *("https://user:word@example.org/", "https://example.org/?q", "https://example.org/#a", "https://a b.org/"),
        *("javascript:alert(1)", "https://example.org:99999/", 'https://example.org/"', "https://exämple.org/"),
    ],
)
def test_what_is_no_address_is_refused(sahel: Sahel, tmp_path: Path, edges: str, url: str) -> None:
    result = sahel("export", "site", "-d", edges, "--url", url, "-o", str(tmp_path / "site"))
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: --url ")
    assert "hint: " in result.stderr
    assert not (tmp_path / "site").exists()


def test_other_forms_have_no_address(sahel: Sahel, edges: str) -> None:
    result = sahel("export", "html", "-d", edges, "--url", "https://example.org/")
    assert (result.code, result.stderr.splitlines()[0]) == (2, "error: --url is of a site alone, not of html")

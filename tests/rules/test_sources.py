"""Addresses of sources and of the dataset."""

from __future__ import annotations

import pytest

from tests.rules.small import said, source


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "HTTP://example.org:8080/a?b=c@d#e", "https://пример.рф/я", "https://[2001:db8::1]/"],
)
def test_addresses_of_the_web(address: str) -> None:
    assert said(source(url=address, archive_url=address), "web-address") == []


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/", "javascript:alert(1)", "example.org", "https://", "https:///a", "https://a b/", ""],
)
def test_what_is_no_address_of_the_web(address: str) -> None:
    result = said(source(url=address), "web-address")
    assert result == [f'5:7: "{address}" is not an address of the web']


@pytest.mark.parametrize(
    "address", ["https://me:secret@example.org/", "https://me@example.org", "http://@example.org/"]
)
def test_an_address_with_user_info(address: str) -> None:
    assert said(source(archive_url=address), "web-address") == ["5:15: the address has a user's name or password in it"]


def test_the_homepage_of_the_dataset() -> None:
    toml = '[dataset]\nhomepage = "mailto:me@example.org"\n\n' + source()
    assert [line.partition(": ")[0] for line in said(toml, "web-address")] == ["2:1"]


def test_archived_copies() -> None:
    archived = source("kept", url="https://example.org/a", archive_url="https://archive.example.org/a")
    lost = source("lost", url="https://example.org/b")
    assert said(archived + lost + source("on-paper"), "unarchived-source") == ["12:7: this source has no archived copy"]

"""URLs of engines: what they name, and that nobody's password is ever shown."""

from __future__ import annotations

import pytest

from sahelcli.engines.connections import EngineFailed
from sahelcli.engines.engine_url import NoSuchEngine, engine_url, without_secrets


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("duckdb:///srv/facts", "/srv/facts"),
        ("duckdb:facts", "facts"),
        ("duckdb:../our%20facts", "../our facts"),
        ("duckdb:///a%23b", "/a#b"),
        ("spark:///srv/facts?master=local-cluster[2,1,1024]", "/srv/facts"),
    ],
)
def test_a_folder_is_the_path(url: str, path: str) -> None:
    assert engine_url(url).path == path


def test_a_server_has_host_port_database_and_table() -> None:
    url = engine_url("postgresql://desk:s3cret%2Fword@db.example:5433/news/facts?dataset=a&dataset=b")
    assert (url.engine, url.host, url.port) == ("postgres", "db.example", 5433)
    assert (url.path, url.table, url.datasets) == ("news", "facts", ("a", "b"))
    assert (url.user, url.password) == ("desk", "s3cret/word")


def test_a_table_of_trino_is_in_a_schema_of_a_catalog() -> None:
    url = engine_url("trino://desk@h:8443/lake/news/facts?secure=1")
    assert (url.engine, url.user, url.host, url.port) == ("trino", "desk", "h", 8443)
    assert (url.path, url.table, url.options) == ("lake/news", "facts", {"secure": "1"})


def test_the_master_of_spark_stands_behind_the_folder() -> None:
    url = engine_url("spark:///f?master=local-cluster[2,1,1024]&dataset=a")
    assert (url.options, url.datasets) == ({"master": "local-cluster[2,1,1024]"}, ("a",))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("facts", "this names no engine"),
        ("", '"" names no engine'),
        ("oracle://h/d/t", 'no engine is called "oracle"'),
        ("bigquery://h/d/t", "bigquery is not connected to"),
        ("trino://h/d/t", "trino of which catalog, schema and table"),
        ("duckdb:", "duckdb of which folder"),
        ("duckdb:///f?threads=2", 'duckdb has no option "threads"'),
        ("duckdb:///f#g", "this has a # in it"),
        ("clickhouse://host/db", "clickhouse of which database and table"),
        ("clickhouse://host/db/a/b", "clickhouse of which database and table"),
        ("postgres://u:p4ss@host:port/db/t", "this is no URL"),
    ],
)
def test_what_is_no_engine_is_said_without_what_was_typed(url: str, message: str) -> None:
    with pytest.raises(NoSuchEngine) as caught:
        engine_url(url)
    assert caught.value.message == f"--engine: {message}"
    assert "p4ss" not in f"{caught.value.message}{caught.value.hint}"


def test_a_url_is_shown_without_user_and_password() -> None:
    assert without_secrets("clickhouse://desk:s3c@ret@host:8123/db/facts") == "clickhouse://host:8123/db/facts"
    assert without_secrets("duckdb:///a@b/facts") == "duckdb:///a@b/facts"
    assert without_secrets("duckdb:facts@home") == "duckdb:facts@home"


def test_what_an_engine_says_of_a_password_is_not_repeated() -> None:
    url = engine_url("postgres://desk:s3cret%2Fword@host/db/facts")
    for said in ("no: s3cret/word", "no: postgres://desk:s3cret%2Fword@host/db"):
        message = EngineFailed("postgres", ValueError(f"\n{said}\n  more"), url.secrets).message
        assert "s3cret" not in message
        assert message.startswith("postgres does not answer: no: ")

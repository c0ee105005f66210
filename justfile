# Recipes for those who change sahel; `just` alone lists them. CI needs none of this: it runs .ci/run.

python := ".venv/bin/python"

_list:
    @just --list

# make .venv with everything that development needs
[group("set-up")]
setup:
    python3 -m venv .venv
    .venv/bin/pip install --editable '.[dev]'

# run the tests, or those named: just test tests/dates
[group("gates")]
test *paths:
    {{ python }} -m pytest {{ if paths == "" { "-n auto --cov" } else { paths } }}

# lint, form, types and layers
[group("gates")]
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    .venv/bin/lint-imports

# all of it from nothing, as CI does
[group("gates")]
ci:
    .ci/run

# the laws, with a hundred times as many examples, other ones at every run
[group("gates")]
torture:
    {{ python }} -m pytest --hypothesis-profile torture

# the law of engines on all of them: a Java runtime and a PostgreSQL of the system are needed, the rest is installed
[group("gates")]
engines:
    .venv/bin/pip install --quiet --constraint constraints.txt --editable '.[test,spark]'
    SAHEL_EVERY_ENGINE=1 {{ python }} -m pytest tests/engines

# measure against other tools, on data it makes; goes on where it was: just bench --sizes 1000 --parts start-up month
[group("gates")]
bench *options:
    {{ python }} -m benchmarks {{ options }}

# the tests with the oldest versions that pyproject.toml allows
[group("gates")]
lowest:
    uv run --isolated --no-project --with-editable '.[test]' --resolution lowest-direct python -m pytest

# make dist/, check it, and try the wheel on each Python that is there; nothing is published
[group("gates")]
release:
    .ci/release

# put every file into the common form
[group("writing")]
format:
    .venv/bin/ruff check --fix .
    .venv/bin/ruff format .

# write what README's examples print now into README.md
[group("writing")]
readme:
    {{ python }} -m tests.readme

# write the man page, the completion scripts and docs/commands.md from the commands themselves
[group("writing")]
reference:
    {{ python }} -m tests.reference

# write what changed in the dataset since its first version into data/CHANGES.md
[group("writing")]
changes:
    {{ python }} -m tests.correction_note

# write the versions of today, with which .ci/run installs, into constraints.txt
[group("writing")]
lock:
    uv pip compile --quiet --upgrade --universal --extra dev --extra release --extra test-ftm --no-emit-package sahel \
        --no-annotate --no-header --no-emit-index-url --no-emit-find-links --output-file constraints.txt pyproject.toml

# take the picture of the page that README shows
[group("writing")]
picture:
    {{ python }} -m tests.exporters.picture

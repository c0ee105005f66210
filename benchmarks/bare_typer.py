"""A Typer application of twelve commands that does nothing: what a start costs before there is anything of ours."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


def _add(number: int) -> None:
    @app.command(f"command{number}")
    def command(name: str = typer.Option("", "--name"), limit: int = typer.Option(0, "--limit")) -> None:
        pass


for each in range(12):
    _add(each)

if __name__ == "__main__":
    app(["command3", "--limit", "3"])

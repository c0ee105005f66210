"""`sahel init`: a dataset of one's own, begun."""

from typing import Annotated

from sahelcli import output
from sahelcli.cli import options
from sahelcli.cli.completion import FOLDERS
from sahelcli.dataset.locate import named
from sahelcli.text import shell_quoting


def init(
    folder: Annotated[str, options.argument("DIR", "A new folder, or an empty one.", FOLDERS)],
    quiet: Annotated[bool, options.option("Output", "-q", "--quiet", help="Do not say what to do next.")] = False,
) -> None:
    """Begin a dataset of your own: commented files and a README.

    A folder that holds something is left as it is.

    \b
    Example:
      sahel init my-chronology
    """
    from sahelcli.authoring.new_dataset import begin  # here: `--help` needs no models

    written = begin(folder)
    output.note(f"begun in {folder}: {len(written)} files, which {folder}/README.md explains", quiet=quiet)
    for what, words in (("see it", "timeline"), ("add to it", "add event"), ("check it", "check")):
        command = shell_quoting.join(["sahel", *words.split(), "--data", named(folder)])
        output.note(f"to {what}: {command}", quiet=quiet)

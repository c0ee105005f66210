"""`sahel completion`: the script with which a shell completes what is typed."""

from typing import Annotated

from sahelcli.cli import options
from sahelcli.cli.completion import of_words
from sahelcli.cli.reference.completion_scripts import SCRIPTS
from sahelcli.option_values import choice
from sahelcli.output import streams


def completion(
    shell: Annotated[str, options.argument("SHELL", "bash, zsh, fish or powershell.", of_words(*SCRIPTS))],
) -> None:
    """Print the script with which a shell completes what you type.

    It completes commands, options, names, ids and paths. Names are those of the dataset that is meant, once it has been
    asked anything; they may be begun in capitals or small letters, with accents or without.

    \b
    Where it goes:
      bash        eval "$(sahel completion bash)" in ~/.bashrc
      zsh         eval "$(sahel completion zsh)" in ~/.zshrc, after compinit
      fish        sahel completion fish | source, in ~/.config/fish/config.fish
      powershell  sahel completion powershell | Out-String | Invoke-Expression, in $PROFILE

    \b
    Example:
      sahel completion bash
    """
    streams.print_out([SCRIPTS[choice("SHELL", shell, tuple(SCRIPTS))]], "utf-8")

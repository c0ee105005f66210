"""Completion scripts of Bash, zsh, fish and PowerShell: each asks the program what a word can become.

What it is asked with, and what it answers, stands in `command_line`. Paths are left to the shell, which knows them
best; a script quotes what it inserts as its shell wants it.
"""

from __future__ import annotations

from sahelcli.cli.reference import COMPLETE, LINE

_BASH = r"""# Completion of sahel for Bash. In ~/.bashrc: eval "$(sahel completion bash)"

_sahel() {
    local program=${1/#\~/$HOME} line=${COMP_LINE:0:COMP_POINT} current=$2
    local before=${line%"$current"} quote='' answer kind prefix text value meaning
    [[ $before == *[\"\'] ]] && quote=${before: -1}
    COMPREPLY=()
    answer=$(@COMPLETE@=line "$program" "$line" 2>/dev/null) || return 0
    {
        IFS=$'\001' read -r kind prefix text
        while IFS=$'\001' read -r value meaning; do
            _sahel_add "$value"
        done
    } < <(printf '%s\n' "${answer//$'\t'/$'\001'}")
    _sahel_paths "$kind" "$text"
}

# Adds a value as it is to be inserted: quoted as the word is begun, and without what Bash keeps of it before a colon.
_sahel_add() {
    local value=$1 colons=${before##*[[:space:]]}
    if [[ ! $quote && $before == *: ]]; then
        colons=${colons//[^:]/}
        while [[ $colons ]]; do
            value=${value#*:} colons=${colons#:}
        done
    fi
    case $quote in
    \") value=${value//\\/\\\\} value=${value//\"/\\\"} value=${value//\$/\\\$} value=${value//\`/\\\`} ;;
    \') value=${value//\'/\'\\\'\'} ;;
    *) printf -v value %q "$value" ;;
    esac
    COMPREPLY+=("$value")
}

# Adds paths: of files, of folders, or of what can be a dataset. After a list of keys no blank is put.
_sahel_paths() {
    local IFS=$'\n' path
    case $1 in
    list) compopt -o nospace 2>/dev/null ;;
    files | folders | dataset) compopt -o filenames 2>/dev/null ;;
    esac
    case $1 in
    files) COMPREPLY+=($(compgen -f -- "$2")) ;;
    folders) COMPREPLY+=($(compgen -d -- "$2")) ;;
    dataset)
        for path in $(compgen -f -- "$2"); do
            [[ $path == *.toml || -d ${path/#\~/$HOME} ]] && COMPREPLY+=("$path")
        done
        ;;
    esac
}

complete -F _sahel sahel
"""

_ZSH = r"""#compdef sahel
# Completion of sahel for zsh. In ~/.zshrc, after compinit: eval "$(sahel completion zsh)"

_sahel() {
    local program=${~words[1]} line value meaning
    local -a answer header values shown after
    integer width=0
    answer=("${(@f)$(@COMPLETE@=words $program "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    header=("${(@s:	:)answer[1]}")
    values=("${(@)answer[2,-1]%%	*}")
    for value in $values; do
        (( $#value > width && (width = $#value) ))
    done
    for line in "${(@)answer[2,-1]}"; do
        value=${line%%	*} meaning=${line#*	}
        shown+=("${(r:width:)value}${meaning:+  -- $meaning}")
    done
    [[ $header[1] == list ]] && after=(-S '')
    (( $#values )) && compadd -U -P "$header[2]" -V sahel -l "${(@)after}" -d shown -a values
    [[ -n $header[2] ]] && compset -P '*='
    case $header[1] in
    files) _files ;;
    folders) _files -/ ;;
    dataset) _files -g '*.toml(-.)' ;;
    esac
    # What is common to the values may be less than what is typed, as they may differ in case: then nothing is inserted.
    [[ $compstate[insert] == *unambiguous && $compstate[nmatches] -gt 1 ]] &&
        (( $#compstate[unambiguous] < $#PREFIX )) && compstate[insert]='' compstate[list]='list force'
    (( compstate[nmatches] ))
}

if [[ $funcstack[1] == _sahel ]]; then
    _sahel "$@"
else
    compdef _sahel sahel
fi
"""

_FISH = r"""# Completion of sahel for fish. In ~/.config/fish/config.fish: sahel completion fish | source

function __sahel_complete
    set -l program (commandline -opc)[1]
    set -l answer (@COMPLETE@=line $program (commandline -cp | string collect) 2>/dev/null)
    set -l header (string split \t -- $answer[1])
    for line in $answer[2..]
        echo -- $header[2]$line
    end
    switch "$header[1]"
        case files
            __sahel_paths "$header[2]"
        case folders
            __sahel_paths "$header[2]" | string match -r '.*/(?:\t.*)?$'
        case dataset
            __sahel_paths "$header[2]" | string match -r '.*(?:/|\.toml)(?:\t.*)?$'
    end
end

function __sahel_paths -a prefix
    for path in (complete -C "'' "(string sub --start (math (string length -- $prefix) + 1) -- (commandline -ct)))
        echo -- $prefix$path
    end
end

complete -c sahel -f -k -a '(__sahel_complete)'
"""

_POWERSHELL = r"""# Completion of sahel for PowerShell. In $PROFILE:
# sahel completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName sahel -ScriptBlock {
    param($word, $command, $cursor)
    $program = $command.CommandElements[0].Value
    $length = $cursor - $command.Extent.StartOffset
    $env:@COMPLETE@ = 'powershell'
    $env:@LINE@ = $command.Extent.Text.PadRight($length).Substring(0, $length)
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
    try {
        $answer = @(& $program 2>$null)
    }
    finally {
        [Console]::OutputEncoding = $encoding
        $env:@COMPLETE@ = $null
        $env:@LINE@ = $null
    }
    if ($answer.Count -eq 0) { return }
    $kind, $prefix, $text = $answer[0] -split "`t"
    $answer | Select-Object -Skip 1 | ForEach-Object {
        $value, $meaning = $_ -split "`t", 2
        $typed = $prefix + $value
        if ($value -match "[^\w.:=,/-]") { $typed = $prefix + "'" + $value.Replace("'", "''") + "'" }
        if (-not $meaning) { $meaning = $value }
        [System.Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $meaning)
    }
    if ($kind -in 'files', 'folders', 'dataset') {
        [System.Management.Automation.CompletionCompleters]::CompleteFilename($text) | Where-Object {
            $kind -eq 'files' -or $_.ResultType -eq 'ProviderContainer' -or
            ($kind -eq 'dataset' -and $_.ListItemText -like '*.toml')
        } | ForEach-Object {
            $typed = $prefix + $_.CompletionText
            [System.Management.Automation.CompletionResult]::new($typed, $_.ListItemText, $_.ResultType, $_.ToolTip)
        }
    }
}
"""


def _filled(script: str) -> str:
    return script.replace("@COMPLETE@", COMPLETE).replace("@LINE@", LINE)


SCRIPTS = {
    "bash": _filled(_BASH),
    "zsh": _filled(_ZSH),
    "fish": _filled(_FISH),
    "powershell": _filled(_POWERSHELL),
}
"""The script of each shell, by its name."""

# Completion of sahel for fish. In ~/.config/fish/config.fish: sahel completion fish | source

function __sahel_complete
    set -l program (commandline -opc)[1]
    set -l answer (_SAHEL_COMPLETE=line $program (commandline -cp | string collect) 2>/dev/null)
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

# Completion of sahel for PowerShell. In $PROFILE:
# sahel completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName sahel -ScriptBlock {
    param($word, $command, $cursor)
    $program = $command.CommandElements[0].Value
    $length = $cursor - $command.Extent.StartOffset
    $env:_SAHEL_COMPLETE = 'powershell'
    $env:_SAHEL_LINE = $command.Extent.Text.PadRight($length).Substring(0, $length)
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
    try {
        $answer = @(& $program 2>$null)
    }
    finally {
        [Console]::OutputEncoding = $encoding
        $env:_SAHEL_COMPLETE = $null
        $env:_SAHEL_LINE = $null
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

# Writes to the file CAPTURE what PowerShell completes each line to.
fgw completion pwsh | Out-String | Invoke-Expression
foreach ($line in $args) {
  $completed = TabExpansion2 -inputScript $line -cursorColumn $line.Length
  foreach ($match in $completed.CompletionMatches) {
    "suggested: $($match.CompletionText)" | Add-Content $env:CAPTURE
  }
  "line: $($line.Substring(0, $completed.ReplacementIndex))$($completed.CompletionMatches[0].CompletionText)" | Add-Content $env:CAPTURE
}

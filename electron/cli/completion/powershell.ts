import { type Candidate, type CommandNode, choicesOf, stepsOf, valueOptionsOf } from './commandTree.ts'

/** For Windows PowerShell 5.1 and PowerShell 7. */
export function powershellCompletion(nodes: readonly CommandNode[]): string {
  return `# PowerShell completion for till-agent: till-agent completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName 'till-agent', 'till-agent.cmd' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $steps = @(${stepsOf(nodes).map(quoted).join(', ')})
  $valued = @(${valueOptionsOf(nodes).map(quoted).join(', ')})
  $takesValue = { param($at, $word) $valued -ccontains "*|$word" -or $valued -ccontains "$at|$word" }
  $choices = @{
${choicesOf(nodes)
  .map(([option, choices]) => `    ${quoted(option)} = @(${choices.map(quoted).join(', ')})`)
  .join('\n')}
  }
  $candidates = @{
${nodes.map((node) => `    ${quoted(node.path)} = @(${tableOf([...node.commands, ...node.options])})`).join('\n')}
  }
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $command = ''
  $previous = ''
  foreach ($word in $words) {
    if (-not (& $takesValue $command $previous) -and $steps -ccontains "$command|$word") { $command = "$command $word".Trim() }
    $previous = $word
  }
  $place = @("*|$previous", "$command|$previous") | Where-Object { $choices.ContainsKey($_) }
  if ($place) { $found = @($choices[$place] | ForEach-Object { , @($_, $_) }) }
  elseif (& $takesValue $command $previous) { return }
  else { $found = $candidates[$command] }
  $found | Where-Object { $_[0].StartsWith($wordToComplete) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])
  }
}
`
}

function tableOf(candidates: readonly Candidate[]): string {
  const rows = candidates.map(({ word, description }) => `@(${quoted(word)}, ${quoted(description || word)})`)
  // One row alone would be taken apart.
  return rows.length === 1 ? `, ${rows[0]}` : rows.join(', ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

export const SHELLS = ['bash', 'zsh', 'fish', 'pwsh'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * Each asks `lodestar __complete` at every press of the key: candidates one a line, behind a tab what each is, and `:files`
 * where the shell completes file names by itself. So no script knows a command, and none has to be made anew.
 *
 * Bash takes `:` and `=` for ends of words: what stands before the last one is taken off again. Its own words are not
 * used, because they are cut there too.
 */
const BASH = `# Completion of lodestar for bash.
_lodestar() {
  local line="\${COMP_LINE:0:COMP_POINT}" current="" value about kept quoted
  local -a words=()
  read -ra words <<< "$line"
  if [[ "$line" != *[[:space:]] ]]; then
    current="\${words[\${#words[@]}-1]}"
    unset "words[\${#words[@]}-1]"
  fi
  kept="\${current%"\${current##*[:=]}"}"
  COMPREPLY=()
  while IFS=$'\\t' read -r value about; do
    if [[ "$value" == ":files" ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$current")
      return
    fi
    value="\${value#"$kept"}"
    if [[ "$value" == *[[:space:]\\'\\"\\\\\\$\\\`\\&\\;\\|\\<\\>\\(\\)*?]* ]]; then
      printf -v quoted '%q' "$value"
      value="$quoted"
    fi
    COMPREPLY+=("$value")
  done < <("\${words[0]}" __complete -- "\${words[@]:1}" "$current" 2>/dev/null)
}
complete -F _lodestar lodestar
`;

const ZSH = `#compdef lodestar
# Completion of lodestar for zsh.
_lodestar() {
  local line value
  local -a candidates
  for line in "\${(@f)$("\${words[1]}" __complete -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)words[CURRENT]}" 2>/dev/null)}"; do
    if [[ "$line" == ":files" ]]; then
      _files
      return
    fi
    value="\${\${line%%$'\\t'*}//:/\\\\:}"
    [[ -z "$value" ]] && continue
    [[ "$line" == *$'\\t'* ]] && value+=":\${line#*$'\\t'}"
    candidates+=("$value")
  done
  _describe 'lodestar' candidates
}
if [[ "\${funcstack[1]}" == "_lodestar" ]]; then
  _lodestar "$@"
else
  compdef _lodestar lodestar
fi
`;

const FISH = `# Completion of lodestar for fish.
function __lodestar_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($words[1] __complete -- $words[2..-1] "$current" 2>/dev/null)
    if test "$lines[1]" = ":files"
        __fish_complete_path "$current"
    else
        printf '%s\\n' $lines
    end
end
complete -c lodestar -f -a '(__lodestar_complete)'
`;

const PWSH = `# Completion of lodestar for PowerShell.
Register-ArgumentCompleter -Native -CommandName lodestar -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -le $cursorPosition } |
        ForEach-Object { $_.Extent.Text })
    $before = @($words | Select-Object -Skip 1)
    if ($wordToComplete -ne '' -and $before.Count -gt 0) {
        $before = @($before | Select-Object -SkipLast 1)
    }
    & $words[0] __complete -- @before "$wordToComplete" 2>$null | ForEach-Object {
        if ($_ -ne ':files') {
            $value, $about = $_ -split "\`t", 2
            if (-not $about) { $about = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
        }
    }
}
`;

export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH, pwsh: PWSH };

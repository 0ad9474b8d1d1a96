/*
 * A script for each shell. It asks keeper itself, so that it is never behind the command line. The word under the cursor
 * comes last, behind `=`, because Windows PowerShell passes no empty word. An answer is a line each: the word, a tab and
 * what it means. The line `:files` says that names of files are completed too.
 */

/** The shells that a script is written for; PowerShell under both of its names. */
export const SHELLS = ["bash", "zsh", "fish", "powershell", "pwsh"] as const;

/** A shell that a script is written for. */
export type Shell = (typeof SHELLS)[number];

/** The verb that answers the scripts; no verb of people. */
export const COMPLETE = "__complete";

/** Starts keeper: the one on PATH, or that of this folder's packages. Never asks a registry. */
const POSIX_RUN = `__keeper_complete() {
  if type -P keeper > /dev/null 2>&1; then command keeper ${COMPLETE} "$@"
  else npx --no -- keeper ${COMPLETE} "$@"
  fi 2> /dev/null
}`;

const BASH = `# bash completion of keeper. In ~/.bashrc: source <(keeper completion bash)
${POSIX_RUN}
__keeper() {
  local current="\${COMP_WORDS[COMP_CWORD]}" word about file
  local -a typed=("\${COMP_WORDS[@]:1:COMP_CWORD-1}")
  # bash breaks words at =
  if [ "$current" = "=" ]; then typed+=("="); current=""; fi
  COMPREPLY=()
  while IFS=$'\\t' read -r word about; do
    if [ "$word" = ":files" ]; then
      compopt -o filenames 2> /dev/null
      while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$current")
    else
      # bash begins a word behind =
      case "$word" in --*=*) word="\${word#*=}" ;; esac
      COMPREPLY+=("$word")
    fi
  done < <(__keeper_complete "\${typed[@]}" "=$current")
}
complete -F __keeper keeper
`;

const ZSH = `#compdef keeper
# zsh completion of keeper. In ~/.zshrc, behind compinit: source <(keeper completion zsh)
__keeper_complete() {
  if whence -p keeper > /dev/null; then command keeper ${COMPLETE} "$@"
  else npx --no -- keeper ${COMPLETE} "$@"
  fi 2> /dev/null
}
_keeper() {
  local word about
  local -i files=0
  local -a found
  while IFS=$'\\t' read -r word about; do
    if [[ "$word" == ":files" ]]; then files=1
    elif [[ -n "$about" ]]; then found+=("\${word//:/\\\\:}:$about")
    else found+=("\${word//:/\\\\:}")
    fi
  done < <(__keeper_complete "\${(@)words[2,CURRENT-1]}" "=\${words[CURRENT]}")
  (( \${#found} )) && _describe -t words keeper found
  (( files )) && _files
  return 0
}
compdef _keeper keeper
`;

const FISH = `# fish completion of keeper. keeper completion fish > ~/.config/fish/completions/keeper.fish
function __keeper_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -e typed[1]
    set -l found
    if type -fq keeper
        set found (command keeper ${COMPLETE} $typed "=$current" 2> /dev/null)
    else
        set found (npx --no -- keeper ${COMPLETE} $typed "=$current" 2> /dev/null)
    end
    for line in $found
        if test "$line" = ":files"
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c keeper -f -a "(__keeper_complete)"
`;

const POWERSHELL = `# PowerShell completion of keeper. In $PROFILE: keeper completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName keeper -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $typed = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text.Trim("'", '"') })
    $found = @(& keeper ${COMPLETE} @typed "=$wordToComplete" 2> $null)
    foreach ($line in $found) {
        if ($line -eq ":files") {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
        } else {
            $word, $about = $line -split "\`t", 2
            if (-not $about) { $about = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, "ParameterValue", $about)
        }
    }
}
`;

/** The script of each shell, which teaches it to complete `keeper`. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
  pwsh: POWERSHELL,
};

# Writes to the file CAPTURE what fgw suggested, and the line after the Tab.
autoload -Uz compinit && compinit -u -D
eval "$(fgw completion zsh)"
compadd() {
  print -rl -- "suggested: "${^found} >> $CAPTURE
  builtin compadd "$@"
}
capture() {
  print -r -- "line: $BUFFER" >> $CAPTURE
  BUFFER=
  print CAPTURED
}
zle -N capture
bindkey '^G' capture
print READY

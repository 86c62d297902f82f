# Writes to the file CAPTURE what bash was told, and the line after the Tab.
eval "$(fgw completion bash)"
eval "real$(declare -f _fgw)"
_fgw() {
  real_fgw "$@"
  printf 'suggested: %s\n' "${COMPREPLY[@]}" >> "$CAPTURE"
}
capture() {
  printf 'line: %s\n' "$READLINE_LINE" >> "$CAPTURE"
  READLINE_LINE=
  READLINE_POINT=0
  echo CAPTURED
}
bind -x '"\C-g": capture'
echo READY

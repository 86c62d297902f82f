# Types lines into an interactive shell on a terminal, each with a Tab and then the key that the set-up binds to "capture".
# Usage: zsh -f type.zsh SHELL SETUP LINE …
zmodload zsh/zpty
shell=$1 setup=$2
shift 2
zpty typed $shell
zpty -w typed "source $setup"
zpty -r typed seen '*READY*'
for line; do
  zpty -w -n typed "$line"$'\t\a'
  zpty -r typed seen '*CAPTURED*'
done
zpty -d typed

#!/bin/bash
# An upgrade restarts the service; a removal ends it, and says no while a till is in the middle of something.
set -e
case "$1" in
  upgrade) exit 0 ;;
esac
for home in $(getent passwd | awk -F: '$3 >= 1000 && $3 < 60000 { print $6 }'); do
  socket="$home/.config/till-agent/pipe/agent.sock"
  [ -S "$socket" ] || continue
  user=$(stat -c %U "$socket")
  # Only a clear "something is under way" keeps the package; an agent that cannot be asked does not.
  answer=0
  runuser -u "$user" -- timeout 20 till-agent reset --check >/dev/null 2>&1 || answer=$?
  if [ "$answer" = 3 ]; then
    echo "The till agent of $user is in the middle of something. Try again when the sale is over." >&2
    exit 1
  fi
done
if [ -d /run/systemd/system ]; then systemctl disable --now till-agent.service 2>/dev/null || true; fi
exit 0

#!/bin/bash
# An upgrade restarts the service. A removal stops it, but is refused while a till serves a sale. TILL_AGENT_FORCE=1 removes
# it all the same: any user of this machine can have an agent, or what looks like one, that is always busy.
set -e
case "$1" in
  upgrade) exit 0 ;;
esac
busy=''
if [ -z "$TILL_AGENT_FORCE" ]; then
  while IFS=: read -r user _ uid _ _ home _; do
    # All users together may take a minute.
    if [ "$uid" -lt 1000 ] || [ "$uid" -ge 60000 ] || [ "$SECONDS" -ge 60 ]; then continue; fi
    if [ ! -S "$home/.config/till-agent/pipe/agent.sock" ]; then continue; fi
    # Without this terminal, or that user could type commands into it (TIOCSTI, CVE-2016-2779). Only exit code 3
    # ("something is under way") refuses the removal. An agent that does not answer allows it.
    answer=0
    setsid --wait runuser -u "$user" -- timeout 20 till-agent reset --check </dev/null >/dev/null 2>&1 || answer=$?
    if [ "$answer" = 3 ]; then busy="$busy $user"; fi
  done < <(getent passwd)
fi
if [ -n "$busy" ]; then
  echo "A till agent is in the middle of something, of:$busy. Try again when the sale is over," >&2
  echo "or remove it all the same, with TILL_AGENT_FORCE=1 in front of the command (sudo TILL_AGENT_FORCE=1 apt-get …)." >&2
  exit 1
fi
if [ -d /run/systemd/system ]; then
  systemctl disable --now till-agent-update.path till-agent-update.service 2>/dev/null || true
  systemctl disable --now till-agent.service 2>/dev/null || true
fi
exit 0

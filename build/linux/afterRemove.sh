#!/bin/bash
set -e
case "$1" in
  upgrade | failed-upgrade | abort-install | abort-upgrade | disappear) exit 0 ;;
esac
rm -f '/usr/bin/${executable}'
if [ -f '/etc/apparmor.d/${executable}' ]; then
  if command -v apparmor_parser >/dev/null && ! ischroot 2>/dev/null; then apparmor_parser --remove '/etc/apparmor.d/${executable}' || true; fi
  rm -f '/etc/apparmor.d/${executable}'
fi
# The autostart files in the home directories start only this program. Each is removed as its user and without this terminal:
# what a user's folders lead to is that user's choice.
while IFS=: read -r user _ uid _ _ home _; do
  if [ "$uid" -lt 1000 ] || [ "$uid" -ge 60000 ]; then continue; fi
  autostart="$home/.config/autostart/till-agent.desktop"
  if [ ! -e "$autostart" ]; then continue; fi
  setsid --wait runuser -u "$user" -- timeout 20 rm -f "$autostart" </dev/null >/dev/null 2>&1 || true
done < <(getent passwd)
# What "till-agent service install" has put above the unit of the package.
unit=/etc/systemd/system/till-agent.service
if [ -f "$unit" ] && grep -q '^# Made by "till-agent service install"' "$unit"; then
  rm -f "$unit" /etc/systemd/system/multi-user.target.wants/till-agent.service
fi
# What installs updates for it, and the packages that it kept for a way back.
rm -f /etc/systemd/system/till-agent-update.service /etc/systemd/system/till-agent-update.path \
  /etc/systemd/system/multi-user.target.wants/till-agent-update.{service,path}
rm -rf /var/lib/till-agent-update
if [ "$1" = purge ]; then rm -rf /etc/till-agent /var/lib/private/till-agent /var/lib/till-agent; fi
if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
command -v update-desktop-database >/dev/null && update-desktop-database -q /usr/share/applications || true
exit 0

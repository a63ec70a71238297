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
# Start-up entries are files in people's homes that name this program alone.
getent passwd | awk -F: '$3 >= 1000 && $3 < 60000 { print $6 }' | while read -r home; do
  rm -f "$home/.config/autostart/till-agent.desktop"
done
if [ "$1" = purge ]; then rm -rf /etc/till-agent /var/lib/private/till-agent /var/lib/till-agent; fi
if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
command -v update-desktop-database >/dev/null && update-desktop-database -q /usr/share/applications || true
exit 0

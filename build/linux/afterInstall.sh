#!/bin/bash
set -e
ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
profiled=no
if command -v apparmor_parser >/dev/null && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  install -m 0644 "$profile" '/etc/apparmor.d/${executable}'
  if ! ischroot 2>/dev/null && apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}'; then profiled=yes; fi
fi
# Chromium's sandbox needs user namespaces, which the profile grants where they are restricted, or else the setuid bit.
# Root may always make one, so another user is asked, without root's terminal.
asUser() { setsid --wait runuser -u nobody -- "$@" </dev/null >/dev/null 2>&1; }
if [ "$profiled" = yes ] || asUser unshare --user --map-root-user true; then chmod 0755 '/opt/${sanitizedProductName}/chrome-sandbox'
else chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'; fi
command -v update-desktop-database >/dev/null && update-desktop-database -q /usr/share/applications || true
if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
exit 0

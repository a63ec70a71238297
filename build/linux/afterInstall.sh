#!/bin/bash
set -e
ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'
# Chromium's sandbox needs user namespaces, or else this bit.
if unshare --user true 2>/dev/null; then chmod 0755 '/opt/${sanitizedProductName}/chrome-sandbox'
else chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'; fi
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
if command -v apparmor_parser >/dev/null && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  install -m 0644 "$profile" '/etc/apparmor.d/${executable}'
  if ! ischroot 2>/dev/null; then apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true; fi
fi
command -v update-desktop-database >/dev/null && update-desktop-database -q /usr/share/applications || true
if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
exit 0

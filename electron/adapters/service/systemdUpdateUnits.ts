import { quoted } from './systemdUnit.ts'

/** Name of the units that install updates for the service, which itself may write nothing but its own data. */
export const updaterName = 'till-agent-update'

/** Where systemd keeps the data of the service: nobody but root and the service can look into it (systemd.exec(5), `DynamicUser=`). */
const dataDir = '/var/lib/private/till-agent'

/**
 * Two units by file name: one watches for a request of the service (systemd.path(5)), and starts the other one, which verifies it
 * and installs. That one is also started with the machine, for an update that a power cut has ended.
 *
 * @param program `till-agent` without a command, as for the service
 */
export function updateUnits(program: readonly string[]): Record<string, string> {
  const comment = '# Made by "till-agent service install".'
  const command = [...program, 'update-machine', '--data-dir', dataDir].map(quoted).join(' ')
  return {
    [`${updaterName}.path`]: `${comment}
[Unit]
Description=Requests of the Till Agent to install an update

[Path]
PathChanged=${dataDir}/updates/machine/request.json

[Install]
WantedBy=multi-user.target
`,
    [`${updaterName}.service`]: `${comment}
[Unit]
Description=Update of the Till Agent

[Service]
Type=oneshot
ExecStart=${command}
# It installs, and then watches the new version until that works.
TimeoutStartSec=30min
# An update that installs has to be whole before the machine is down.
TimeoutStopSec=10min
UMask=0022
PrivateTmp=yes
ProtectHome=read-only
ProtectKernelLogs=yes
ProtectClock=yes
LimitCORE=0

[Install]
WantedBy=multi-user.target
`,
  }
}

import { type ServiceDefinition, serveArguments } from './serviceManager.ts'

/** How the unit gets at what only root can read: the credential's name, and its file. */
export interface UnitCredential {
  name: string
  file: string
  /** Whether the file was encrypted by `systemd-creds`, for this machine alone. */
  isEncrypted: boolean
}

interface UnitOptions {
  credentials: readonly UnitCredential[]
  /** The unit does nothing while this is missing. */
  condition?: string
  /** Lines above the unit. */
  comment: readonly string[]
}

/** The unit of systemd that runs the agent for all users of the machine (systemd.service(5), systemd.exec(5)). */
export function systemdUnit(definition: ServiceDefinition, options: UnitOptions): string {
  const { credentials, condition, comment } = options
  const groups = [definition.administrators, definition.users].filter((name) => name && name !== 'everyone')
  const lines = [
    ...comment.map((line) => `# ${line}`.trim()),
    '[Unit]',
    'Description=Till Agent',
    'Documentation=https://till-agent.example/docs/operations',
    'After=network-online.target',
    'Wants=network-online.target',
    ...(condition === undefined ? [] : [`ConditionPathExists=${condition}`]),
    '',
    '[Service]',
    '# The agent starts sooner with what V8 compiled at an earlier start.',
    'Environment=NODE_COMPILE_CACHE=%S/till-agent/compiled',
    `ExecStart=${commandLine(definition)}`,
    ...credentials.map(
      ({ name, file, isEncrypted }) =>
        `LoadCredential${isEncrypted ? 'Encrypted' : ''}=${name}:${file.replaceAll('%', '%%')}`,
    ),
    ...(groups.length === 0 ? [] : [`SupplementaryGroups=${[...new Set(groups)].join(' ')}`]),
    ...fixed,
  ]
  return `${lines.join('\n')}\n`
}

/** The same for every definition. */
const fixed = [
  'DynamicUser=yes',
  'StateDirectory=till-agent',
  'StateDirectoryMode=0700',
  '# For port.json and the control sockets. Groups of the system decide who can open those.',
  'RuntimeDirectory=till-agent',
  'RuntimeDirectoryMode=0755',
  'UMask=0077',
  'Restart=on-failure',
  '# Pauses grow to five minutes where systemd knows how (254 and newer); others keep to the first.',
  'RestartSec=2',
  'RestartSteps=8',
  'RestartMaxDelaySec=300',
  'TimeoutStopSec=40',
  '',
  'NoNewPrivileges=yes',
  'CapabilityBoundingSet=',
  'AmbientCapabilities=',
  'ProtectSystem=strict',
  'ProtectHome=yes',
  'ProtectClock=yes',
  'ProtectControlGroups=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelTunables=yes',
  'ProtectProc=invisible',
  'PrivateTmp=yes',
  'PrivateDevices=yes',
  '# No PrivateUsers: the agent has to see which user a caller is, and to give its sockets to groups.',
  'RemoveIPC=yes',
  'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'LockPersonality=yes',
  'SystemCallArchitectures=native',
  'SystemCallFilter=@system-service',
  'SystemCallFilter=~@privileged @resources @mount @debug',
  '# What gives a socket to a group is among the privileged calls.',
  'SystemCallFilter=@chown',
  '# No MemoryDenyWriteExecute: V8 compiles at run time.',
  'LimitCORE=0',
  '',
  '[Install]',
  'WantedBy=multi-user.target',
]

/** Both are set by systemd for the service. */
const dataDir = '$' + '{STATE_DIRECTORY}'
const credentialsDirectory = '$' + '{CREDENTIALS_DIRECTORY}'

function commandLine(definition: ServiceDefinition): string {
  const provisioning = definition.provisioning === undefined ? undefined : `${credentialsDirectory}/provision.json`
  const args = serveArguments(definition, { dataDir, provisioning })
  const isVariable = (word: string) => word.startsWith(dataDir) || word.startsWith(credentialsDirectory)
  return [...definition.program.map(quoted), ...args.map((word) => (isVariable(word) ? word : quoted(word)))].join(' ')
}

/** One word of a command line (systemd.service(5), "Command lines"). */
export function quoted(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')
  return /^[A-Za-z0-9_./=:@+,-]+$/.test(word) ? word : `"${escaped}"`
}

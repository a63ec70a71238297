/** A file by which the browsers of a machine let a page call the till agent without asking. */
export interface PolicyFile {
  name: string
  /** Where it goes, or how it is applied. */
  goes: string
  content: string
}

/** Both while versions before 146 are in use: the second one is not known to them (docs/web-pos.md 4). */
const policies = ['LoopbackNetworkAllowedForUrls', 'LocalNetworkAccessAllowedForUrls']

/** The policy of each system and browser for one origin. */
export function policyFilesFor(origin: string): PolicyFile[] {
  const json = `{\n${policies.map((name) => `  "${name}": ["${origin}"]`).join(',\n')}\n}\n`
  return [
    {
      name: 'till-agent.json',
      goes: 'Linux: /etc/chromium/policies/managed/ or /etc/opt/chrome/policies/managed/',
      content: json,
    },
    {
      name: 'till-agent-chrome.reg',
      goes: 'Windows, Chrome: double click as administrator',
      content: registryFile('Google\\Chrome', origin),
    },
    {
      name: 'till-agent-edge.reg',
      goes: 'Windows, Edge: double click as administrator',
      content: registryFile('Microsoft\\Edge', origin),
    },
    {
      name: 'till-agent-chrome.mobileconfig',
      goes: 'macOS, Chrome: by device management',
      content: profile('com.google.Chrome', origin),
    },
    {
      name: 'till-agent-edge.mobileconfig',
      goes: 'macOS, Edge: by device management',
      content: profile('com.microsoft.Edge', origin),
    },
  ]
}

function registryFile(browser: string, origin: string): string {
  const keys = policies.map(
    (name) => `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${browser}\\${name}]\r\n"1"="${origin}"\r\n`,
  )
  return `Windows Registry Editor Version 5.00\r\n\r\n${keys.join('\r\n')}`
}

/** @param origin has none of the characters that mean something to XML */
function profile(browser: string, origin: string): string {
  const lists = policies.map((name) => `      <key>${name}</key>\n      <array><string>${origin}</string></array>`)
  const id = `till-agent.${browser}`
  const head = (uuid: string, type: string) =>
    `<key>PayloadType</key><string>${type}</string>
    <key>PayloadVersion</key><integer>1</integer>
    <key>PayloadIdentifier</key><string>${id}.${type}</string>
    <key>PayloadUUID</key><string>${uuid}</string>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
    ${head('6F1B8E0A-0C1E-4E5A-9A53-7D1F5B0E2C01', 'Configuration')}
    <key>PayloadDisplayName</key><string>Till Agent: ${origin}</string>
    <key>PayloadContent</key>
    <array>
    <dict>
      ${head('6F1B8E0A-0C1E-4E5A-9A53-7D1F5B0E2C02', browser)}
${lists.join('\n')}
    </dict>
    </array>
</dict>
</plist>
`
}

// npm run policy:templates   writes templates for managing settings centrally: ADMX and ADML for Group Policy and Intune, a
// manifest for Jamf, a configuration profile and an example policy.json. They are made from the settings themselves.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { settingDescriptors } from '../../electron/core/settings/settingDescriptors.ts'
import { en } from '../../words/en/en.ts'

const domain = 'agent.till.TillAgent'
const key = 'Software\\Policies\\TillAgent'

/** For settings without a default, or with none to show. */
const examples = {
  'store.name': 'Pune 4',
  'store.country': 'IN',
  'codes.countries': 'AE, SG',
  'start.language': 'ar',
  'start.provisioning': '/etc/till-agent/provision.json',
  'start.administrators': 'till-administrators',
  'start.users': 'tills',
  'updates.mode': 'automatic',
  'updates.feed': 'https://updates.example.com/till-agent',
  'updates.ring': 'pilot',
  'updates.quietHours': '22:00-06:00',
  'updates.pin': '1.2.0',
  'counter.asks': 'cashier',
  'outbox.approvalAbove': 5000,
  'fleet.channel': 'tills',
  'fleet.hosts': 'api.example.com',
  'fleet.bundleHosts': 'support.example.com',
  'telemetry.endpoint': 'https://collector.example.com',
  'telemetry.caFile': '/etc/till-agent/collector-ca.pem',
  'telemetry.store': 'Pune 4',
  'telemetry.till': '2',
  'fleet.keys': '0Y9zdoUyC-JX0gzPNm7L5BhZ3P6HclMn4MePvmGsigY',
}

const settings = settingDescriptors().map(({ facts: { name, kind, least, most, fallback, unit, choices } }) => {
  const [group, own] = name.split('.')
  const title = en.settings.names[group]?.[own] ?? name
  const isNumber = kind === 'number'
  const about = [
    unit && `Counted in: ${unit}.`,
    choices && `One of: ${choices.join(', ')}.`,
    fallback !== undefined && `Without it: ${fallback}.`,
  ]
    .filter(Boolean)
    .join(' ')
  const example = examples[name] ?? fallback ?? ''
  return { name, id: name.replaceAll('.', '_'), title, about, isNumber, least, most, example }
})

/** The content of each file, by its name. */
export function templates() {
  return {
    'TillAgent.admx': admx(),
    'en-US/TillAgent.adml': adml(),
    'jamf-manifest.json': `${JSON.stringify(jamf(), null, 2)}\n`,
    [`${domain}.mobileconfig`]: profile(),
    'policy.example.json': `${JSON.stringify(Object.fromEntries(settings.map(({ name, example }) => [name, example])), null, 2)}\n`,
  }
}

function admx() {
  const policies = settings.map(({ id, name, isNumber, least = 1, most }) => {
    // A registry number is one of 32 bits and whole; what may be a fraction or larger is taken as text.
    const isWhole = isNumber && Number.isInteger(least) && most <= 0xffff_ffff
    const element = isWhole
      ? `<decimal id="${id}_value" valueName="${name}" minValue="${least}" maxValue="${most}" required="true" />`
      : `<text id="${id}_value" valueName="${name}" required="true" maxLength="2000" />`
    return `    <policy name="${id}" class="Machine" displayName="$(string.${id})" explainText="$(string.${id}_help)" presentation="$(presentation.${id})" key="${key}">
      <parentCategory ref="TillAgent" />
      <supportedOn ref="SUPPORTED_TillAgent" />
      <elements>
        ${element}
      </elements>
    </policy>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="tillagent" namespace="TillAgent.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="SUPPORTED_TillAgent" displayName="$(string.SUPPORTED_TillAgent)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="TillAgent" displayName="$(string.TillAgent)" />
  </categories>
  <policies>
${policies.join('\n')}
  </policies>
</policyDefinitions>
`
}

function adml() {
  const strings = settings.flatMap(({ id, title, about, name }) => [
    `      <string id="${id}">${escaped(title)}</string>`,
    `      <string id="${id}_help">${escaped(`${title} (${name}). ${about} What is set here cannot be changed at the till.`)}</string>`,
  ])
  const presentations = settings.map(({ id, title, isNumber, least = 1, most }) =>
    isNumber && Number.isInteger(least) && most <= 0xffff_ffff
      ? `      <presentation id="${id}"><decimalTextBox refId="${id}_value">${escaped(title)}</decimalTextBox></presentation>`
      : `      <presentation id="${id}"><textBox refId="${id}_value"><label>${escaped(title)}</label></textBox></presentation>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <displayName>Till Agent</displayName>
  <description>Settings of the Till Agent</description>
  <resources>
    <stringTable>
      <string id="TillAgent">Till Agent</string>
      <string id="SUPPORTED_TillAgent">Till Agent 0.1 or newer</string>
${strings.join('\n')}
    </stringTable>
    <presentationTable>
${presentations.join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`
}

function jamf() {
  const properties = settings.map(({ name, title, about, isNumber, least, most }, at) => [
    name,
    {
      title,
      description: about,
      property_order: at,
      anyOf: [
        { type: 'null', title: 'Not configured' },
        {
          type: isNumber ? 'number' : 'string',
          title: 'Configured',
          ...(isNumber && { minimum: least, maximum: most }),
        },
      ],
    },
  ])
  return {
    title: `Till Agent (${domain})`,
    description: 'Settings of the Till Agent',
    properties: Object.fromEntries(properties),
  }
}

function profile() {
  const values = settings.map(({ name, isNumber, example }) => {
    const kind = !isNumber ? 'string' : Number.isInteger(example) ? 'integer' : 'real'
    return `        <key>${name}</key><${kind}>${escaped(String(example))}</${kind}>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- Leave out what the shop may decide. Both UUIDs are yours to make: uuidgen. -->
<plist version="1.0">
  <dict>
    <key>PayloadContent</key>
    <array>
      <dict>
        <key>PayloadType</key><string>${domain}</string>
        <key>PayloadIdentifier</key><string>${domain}.settings</string>
        <key>PayloadUUID</key><string>00000000-0000-0000-0000-000000000001</string>
        <key>PayloadVersion</key><integer>1</integer>
${values.join('\n')}
      </dict>
    </array>
    <key>PayloadDisplayName</key><string>Till Agent</string>
    <key>PayloadIdentifier</key><string>${domain}</string>
    <key>PayloadScope</key><string>System</string>
    <key>PayloadType</key><string>Configuration</string>
    <key>PayloadUUID</key><string>00000000-0000-0000-0000-000000000002</string>
    <key>PayloadVersion</key><integer>1</integer>
  </dict>
</plist>
`
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(import.meta.dirname, '../../out/policy')
  mkdirSync(join(folder, 'en-US'), { recursive: true })
  for (const [name, content] of Object.entries(templates())) {
    writeFileSync(join(folder, name), content)
    process.stdout.write(`out/policy/${name}\n`)
  }
}

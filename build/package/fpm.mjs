#!/usr/bin/env node
// Stands in for fpm on machines with only dpkg-deb: lays out the tree and packs it. Releases are made with fpm.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const flags = new Set(['--force', '--debug'])
const lists = { '-d': [], '--deb-recommends': [] }
const options = {}
const mappings = []
const words = process.argv.slice(2)
while (words.length > 0) {
  const word = words.shift()
  if (flags.has(word)) continue
  if (word in lists) lists[word].push(words.shift())
  else if (word.startsWith('-')) {
    const [name, value] = word.split(/=(.*)/s)
    options[name] = value ?? words.shift()
  } else mappings.push(word)
}
if (options['-t'] !== 'deb') throw new Error('This stand-in for fpm makes deb packages only.')

const root = mkdtempSync(join(tmpdir(), 'till-agent-deb-'))
const control = join(root, 'DEBIAN')
mkdirSync(control)
// Every user must be able to read the root directory of a package.
chmodSync(root, 0o755)
for (const mapping of mappings) {
  const at = mapping.lastIndexOf('=')
  const [from, to] = [mapping.slice(0, at), join(root, mapping.slice(at + 1))]
  mkdirSync(from.endsWith('/') ? to : dirname(to), { recursive: true })
  if (from.endsWith('/')) execFileSync('cp', ['-a', `${from}.`, to])
  else copyFileSync(from, to)
}
for (const [option, script] of Object.entries({
  '--after-install': 'postinst',
  '--after-remove': 'postrm',
  '--before-remove': 'prerm',
})) {
  if (!options[option]) continue
  copyFileSync(options[option], join(control, script))
  chmodSync(join(control, script), 0o755)
}
const [synopsis, ...description] = options['--description'].trim().split('\n')
const lines = [
  `Package: ${options['--name']}`,
  `Version: ${options['--version']}`,
  `Architecture: ${options['--architecture']}`,
  `Maintainer: ${options['--maintainer']}`,
  `Depends: ${lists['-d'].join(', ')}`,
  `Recommends: ${lists['--deb-recommends'].join(', ')}`,
  `Priority: ${options['--deb-priority']}`,
  `Homepage: ${options['--url']}`,
  `Description: ${synopsis}`,
  ...description.map((line) => ` ${line.trim() || '.'}`),
]
writeFileSync(join(control, 'control'), `${lines.join('\n')}\n`)
execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', root, options['--package']], { stdio: 'inherit' })
rmSync(root, { recursive: true })

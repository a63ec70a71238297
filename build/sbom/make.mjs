// npm run sbom   lists the npm packages in what is shipped: out/sbom.cdx.json (CycloneDX) for security scanners, and
// out/renderer/licenses.json, which is shipped and which the window shows.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { shippedPackages } from './shipped.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'))
const own = read('package.json')
const locked = read('package-lock.json').packages
const packages = await shippedPackages()

const components = packages.map(({ name, version, license }) => {
  const [group, short] = name.startsWith('@') ? name.split('/') : [undefined, name]
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const integrity = locked[`node_modules/${name}`]?.integrity
  const isOne = /^[\w.-]+$/.test(license ?? '')
  return {
    ...{ type: 'library', 'bom-ref': purl, ...(group && { group }), name: short, version, purl },
    ...(license && { licenses: [isOne ? { license: { id: license } } : { expression: license }] }),
    ...(integrity?.startsWith('sha512-') && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }],
    }),
  }
})
const bom = {
  ...{ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 },
  metadata: {
    component: {
      type: 'application',
      name: own.name,
      version: own.version,
      licenses: [{ license: { id: own.license } }],
    },
  },
  components,
}
mkdirSync(join(root, 'out/renderer'), { recursive: true })
writeFileSync(join(root, 'out/sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`)
writeFileSync(join(root, 'out/renderer/licenses.json'), `${JSON.stringify(packages, null, 1)}\n`)
process.stdout.write(`${packages.length} packages: out/sbom.cdx.json, out/renderer/licenses.json\n`)

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))
const packages = Object.entries<Locked>(read('package-lock.json').packages).filter(([path]) => path !== '')
const { allowScripts, dependencies, devDependencies, optionalDependencies } = read('package.json')

test('every package is the one that was looked at: the lock file has the hash of each', () => {
  expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([])
})

// The native module that sees every secret came unchecked by such a script once.
test('no package runs a script when it is installed, which could fetch what has no hash here', () => {
  const withScript = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path))
  expect(withScript).toContain('keytar')
  expect(withScript.map((name) => [name, allowScripts[name]])).toEqual(withScript.map((name) => [name, false]))
  expect(Object.values(allowScripts)).not.toContain(true)
})

test('what this project asks for is asked for by one exact version', () => {
  const asked = Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies })
  const exact = /^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/
  expect(asked.filter(([, version]) => !exact.test(version))).toEqual([])
})

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

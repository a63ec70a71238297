import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildMissingParts } from '#test/support/builtParts.ts'

const out = join(import.meta.dirname, '../../out')
const read = (path: string) => readFileSync(join(out, path), 'utf8')
const assets = () => readdirSync(join(out, 'renderer/assets')).filter((name) => name.endsWith('.js'))

beforeAll(buildMissingParts, 120_000)

// Electron's list of twenty points (standards.md 11), as far as what is built can show them.
describe('the built main', () => {
  test.each([
    ...['contextIsolation: false', 'sandbox: false', 'webSecurity: false', 'nodeIntegration: true'],
    ...['nodeIntegrationInWorker: true', 'nodeIntegrationInSubFrames: true', 'webviewTag: true'],
    ...['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'enableRemoteModule'],
    ...['setUsePlainTextEncryption', 'no-sandbox', 'ignore-certificate-errors', 'remote-debugging-port'],
    ...['.loadFile(', 'executeJavaScript(', 'setCertificateVerifyProc', 'appendSwitch('],
  ])('does not contain %s', (word) => {
    expect(read('main/main.js')).not.toContain(word)
  })

  test.each([
    ...['enableSandbox()', 'contextIsolation: true', 'sandbox: true', 'nodeIntegration: false'],
    ...['setPermissionRequestHandler(', 'setPermissionCheckHandler(', 'setWindowOpenHandler('],
    ...['will-navigate', 'will-attach-webview', 'requestSingleInstanceLock('],
  ])('contains %s', (word) => {
    expect(read('main/main.js')).toContain(word)
  })

  test('loads no page but its own', () => {
    const loads = [...read('main/main.js').matchAll(/\.loadURL\(([^)]*)\)/g)].map(([, what = '']) => what)
    expect(loads.length).toBeGreaterThan(0)
    expect(loads.filter((what) => /https?:|file:|data:text\/html,</.test(what))).toEqual([])
  })

  test('evaluates text as code only in known libraries, with text of our own', () => {
    const lines = read('main/main.js')
      .split('\n')
      .map((line) => line.trim())
    const made = lines.filter((line) =>
      /\beval\(|\bFunction\(|['"](node:)?vm['"]|runInNewContext|runInThisContext/.test(line),
    )
    const known = [
      // A comment of quickjs-wasi.
      '/** `eval()` and `Function()` constructor. */',
      // zod asks whether it may.
      'new Function("");',
      // ajv, for a schema of the settings that is written in the program.
      'const validate = new Function(',
      // lodash, which electron-updater compares with: for systems without globalThis.
      'var root = freeGlobal || freeSelf || Function("return this")();',
      // ssh2, to ask for a number that old Node versions could not read.
      'return new Function("return 2n ** 32n")();',
      // function-bind, for systems older than any that Electron runs on.
      'bound = Function("binder", ',
      // Of our own: the only way to V8's collector, which a start is followed by (releaseMemory.ts).
      'const { runInNewContext } = globalThis.process.getBuiltinModule("node:vm");',
      'const collect = runInNewContext("gc");',
    ]
    expect(made.filter((line) => !known.some((one) => line.startsWith(one)))).toEqual([])
  })
})

describe('the built preload', () => {
  test('imports only Electron, and exposes one object', () => {
    const text = read('preload/preload.cjs')
    expect([...text.matchAll(/require\(([^)]*)\)/g)].map(([, what]) => what)).toEqual(['"electron"'])
    expect(text.match(/exposeInMainWorld\(/g)).toHaveLength(1)
    expect(text).not.toMatch(
      /exposeInMainWorld\([^)]*ipcRenderer\s*[,)]|\beval\(|Function\(|process\.|sendSync|webFrame/,
    )
    expect(text.length).toBeLessThan(4_000)
  })
})

describe('the built page', () => {
  test('has no external and no inline script, style or picture', () => {
    const page = read('renderer/index.html')
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|javascript:/)
  })

  test('evaluates no text as code and loads none from other origins', () => {
    expect(assets().length).toBeGreaterThan(3)
    for (const name of assets()) {
      const text = read(join('renderer/assets', name))
      expect(text, name).not.toMatch(/\beval\(|\bnew Function\(|import\(\s*["'`]https?:|importScripts\(/)
    }
  })
})

test('every shipped package is listed with its licence, and all licences are permissive', () => {
  const file = 'renderer/licenses.json'
  expect(existsSync(join(out, file))).toBe(true)
  const packages = JSON.parse(read(file)) as { name: string; version: string; license?: string }[]
  const names = packages.map(({ name }) => name)
  for (const name of ['electron', '@github/keytar', 'axios', 'react', 'zod', 'pino']) expect(names).toContain(name)
  for (const name of ['vitest', 'playwright-core', 'vite', 'typescript', 'oidc-provider', 'electron-builder'])
    expect(names).not.toContain(name)
  const free = [
    'MIT',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'Apache-2.0',
    'Unlicense',
    'Python-2.0',
    'CC0-1.0',
    'BlueOak-1.0.0',
  ]
  const choices = (license: string) => license.replace(/^\((.*)\)$/, '$1').split(' OR ')
  expect(packages.filter(({ license = '' }) => !choices(license).some((one) => free.includes(one)))).toEqual([])
})

test('the SBOM has the locked versions', () => {
  const bom = JSON.parse(read('sbom.cdx.json')) as {
    bomFormat: string
    components: { purl: string; hashes?: unknown[] }[]
  }
  expect(bom.bomFormat).toBe('CycloneDX')
  expect(bom.components.length).toBe(JSON.parse(read('renderer/licenses.json')).length)
  for (const { purl } of bom.components) expect(purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d/)
})

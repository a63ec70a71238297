import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildMissingParts } from '../support/builtParts.ts'

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
  ])('does not say %s', (word) => {
    expect(read('main/main.js')).not.toContain(word)
  })

  test.each([
    ...['enableSandbox()', 'contextIsolation: true', 'sandbox: true', 'nodeIntegration: false'],
    ...['setPermissionRequestHandler(', 'setPermissionCheckHandler(', 'setWindowOpenHandler('],
    ...['will-navigate', 'will-attach-webview', 'requestSingleInstanceLock('],
  ])('says %s', (word) => {
    expect(read('main/main.js')).toContain(word)
  })

  test('loads no page but its own', () => {
    const loads = [...read('main/main.js').matchAll(/\.loadURL\(([^)]*)\)/g)].map(([, what = '']) => what)
    expect(loads.length).toBeGreaterThan(0)
    expect(loads.filter((what) => /https?:|file:|data:text\/html,</.test(what))).toEqual([])
  })

  test('makes code out of text only where a known library does, which is given no text of others', () => {
    const lines = read('main/main.js')
      .split('\n')
      .map((line) => line.trim())
    const made = lines.filter((line) => /\beval\(|\bFunction\(|\bvm\.|runInNewContext|runInThisContext/.test(line))
    const known = [
      // zod asks whether it may.
      'new Function("");',
      // ajv, for a schema of the settings that is written in the program.
      'const validate = new Function(',
      // lodash, which electron-updater compares with: for systems without globalThis.
      'var root = freeGlobal || freeSelf || Function("return this")();',
      // function-bind, for systems older than any that Electron runs on.
      'bound = Function("binder", ',
    ]
    expect(made.filter((line) => !known.some((one) => line.startsWith(one)))).toEqual([])
  })
})

describe('the built preload', () => {
  test('asks for nothing but Electron, and hands out one small thing', () => {
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
  test('has no script, style or picture of elsewhere, and none between its lines', () => {
    const page = read('renderer/index.html')
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|javascript:/)
  })

  test('makes no code out of text and fetches none from elsewhere', () => {
    expect(assets().length).toBeGreaterThan(3)
    for (const name of assets()) {
      const text = read(join('renderer/assets', name))
      expect(text, name).not.toMatch(/\beval\(|\bnew Function\(|import\(\s*["'`]https?:|importScripts\(/)
    }
  })
})

test('every package that is shipped is named with its licence, and none asks for more than to be named', () => {
  const file = 'renderer/licenses.json'
  expect(existsSync(join(out, file))).toBe(true)
  const packages = JSON.parse(read(file)) as { name: string; version: string; license?: string }[]
  const names = packages.map(({ name }) => name)
  for (const name of ['electron', 'keytar', 'axios', 'react', 'zod', 'undici', 'pino']) expect(names).toContain(name)
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
  expect(packages.filter(({ license = '' }) => !free.includes(license))).toEqual([])
})

test('the bill of materials says what was locked', () => {
  const bom = JSON.parse(read('sbom.cdx.json')) as {
    bomFormat: string
    components: { purl: string; hashes?: unknown[] }[]
  }
  expect(bom.bomFormat).toBe('CycloneDX')
  expect(bom.components.length).toBe(JSON.parse(read('renderer/licenses.json')).length)
  for (const { purl } of bom.components) expect(purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d/)
})

import { expect, test } from 'vitest'
import { isDirectHost } from '#adapters/systemProxy/exceptions.ts'
import { parseEnvironment, parseGnomeSettings, settingsIn } from '#adapters/systemProxy/linuxSettings.ts'
import { parseMacSettings } from '#adapters/systemProxy/macSettings.ts'
import { waysIn } from '#adapters/systemProxy/pacResult.ts'
import { fixedWays, type ProxySettings } from '#adapters/systemProxy/proxySettings.ts'
import { parseInternetSettings, parseWinHttp } from '#adapters/systemProxy/windowsSettings.ts'
import { wayText } from '#core/network/systemProxy.ts'

const cloud = 'eu.api.example.com'

/** The PAC file, or the ways to a host, in one text. */
function inShort(settings: ProxySettings | undefined, host = cloud): string {
  if (!settings) return 'none'
  return settings.pacUrl ?? fixedWays(settings, host, 443).map(wayText).join(', ')
}

const gnome = (...lines: string[]) => lines.map((line) => `org.gnome.system.proxy${line}`).join('\n')
const gnomeHost = [".https host 'proxy.store'", '.https port 3128', ".http host 'other'", '.http port 1']

test.for<[output: string, host: string, expected: string]>([
  ['', cloud, 'none'],
  ['No such schema “org.gnome.system.proxy”', cloud, 'none'],
  [gnome(" mode 'none'", ...gnomeHost), cloud, 'none'],
  [gnome(" mode 'manual'", ...gnomeHost, ' ignore-hosts @as []'), cloud, 'http://proxy.store:3128'],
  [gnome(" mode 'manual'", ...gnomeHost, " ignore-hosts ['localhost', '*.example.com']"), cloud, 'direct'],
  [gnome(" mode 'manual'", ...gnomeHost, " ignore-hosts ['10.0.0.0/8', '::1']"), '10.1.2.3', 'direct'],
  [gnome(" mode 'manual'", ".https host ''", '.https port 0'), cloud, 'direct'],
  [gnome(" mode 'auto'", " autoconfig-url 'http://wpad.store/proxy.pac'"), cloud, 'http://wpad.store/proxy.pac'],
  [gnome(" mode 'auto'", " autoconfig-url ''"), cloud, 'direct'],
])('GNOME: %j to %s', ([output, host, expected]) => {
  expect(inShort(parseGnomeSettings(output), host)).toBe(expected)
})

test.for<[text: string, expected: string]>([
  ['PATH="/usr/bin"\n', 'none'],
  ['HTTPS_PROXY="http://proxy.store:3128"\n', 'http://proxy.store:3128'],
  ["export https_proxy='proxy.store:3128'", 'http://proxy.store:3128'],
  ['# HTTPS_PROXY=http://old:1\nALL_PROXY=http://proxy.store:8080', 'http://proxy.store:8080'],
  ['HTTPS_PROXY=http://proxy.store:3128\nNO_PROXY=example.com', 'direct'],
  ['HTTP_PROXY=http://proxy.store:3128', 'none'],
  ['HTTPS_PROXY=http://till:one;two@proxy.store:3128', 'http://proxy.store:3128'],
  ['HTTPS_PROXY=HTTPS://till:a%20b@proxy.store/', 'https://proxy.store'],
  ['HTTPS_PROXY="socks5://proxy.store:1080"', ''],
  ['HTTPS_PROXY="http://proxy.store:3128" # of the store\n', 'http://proxy.store:3128'],
  ['HTTPS_PROXY=http://proxy.store:3128\r\nNO_PROXY=example.org\r\n', 'http://proxy.store:3128'],
])('/etc/environment: %j', ([text, expected]) => {
  expect(inShort(settingsIn(parseEnvironment(text), new URL(`https://${cloud}`)))).toBe(expected)
})

const scutil = (...lines: string[]) => ['<dictionary> {', ...lines.map((line) => `  ${line}`), '}'].join('\n')
const macProxy = ['HTTPSEnable : 1', 'HTTPSPort : 3128', 'HTTPSProxy : proxy.store']
const macExceptions = ['ExceptionsList : <array> {', '  0 : *.local', '  1 : 169.254/16', '  2 : *.example.com', '}']

test.for<[output: string, host: string, expected: string]>([
  ['', cloud, 'none'],
  [scutil('HTTPEnable : 0', 'HTTPSEnable : 0'), cloud, 'none'],
  [scutil(...macProxy), cloud, 'http://proxy.store:3128'],
  [scutil(...macProxy.with(0, 'HTTPSEnable : 0')), cloud, 'none'],
  [scutil(...macExceptions, ...macProxy), cloud, 'direct'],
  [scutil(...macExceptions, ...macProxy), '169.254.7.7', 'direct'],
  [scutil(...macExceptions, ...macProxy), '169.255.7.7', 'http://proxy.store:3128'],
  [scutil('ExcludeSimpleHostnames : 1', ...macProxy), 'gateway', 'direct'],
  [scutil('ProxyAutoConfigEnable : 1', 'ProxyAutoConfigURLString : http://wpad/a.pac'), cloud, 'http://wpad/a.pac'],
  [scutil('ProxyAutoConfigEnable : 0', 'ProxyAutoConfigURLString : http://wpad/a.pac'), cloud, 'none'],
  [scutil('HTTPSEnable : 0', '__SCOPED__ : <dictionary> {', '  en1 : <dictionary> {', ...macProxy), cloud, 'none'],
])('macOS: %j to %s', ([output, host, expected]) => {
  expect(inShort(parseMacSettings(output), host)).toBe(expected)
})

const registry = (...rows: [name: string, type: string, data: string][]) =>
  ['', 'HKEY_CURRENT_USER\\Software\\…', ...rows.map((row) => `    ${row.join('    ')}`), ''].join('\r\n')
const on = ['ProxyEnable', 'REG_DWORD', '0x1'] as [string, string, string]
const server = (data: string) => ['ProxyServer', 'REG_SZ', data] as [string, string, string]
const override = (data: string) => ['ProxyOverride', 'REG_SZ', data] as [string, string, string]

test.for<[output: string, host: string, expected: string]>([
  ['ERROR: The system was unable to find the specified registry key or value.', cloud, 'none'],
  [registry(on, server('proxy.store:8080')), cloud, 'http://proxy.store:8080'],
  [registry(['ProxyEnable', 'REG_DWORD', '0x0'], server('proxy.store:8080')), cloud, 'none'],
  [registry(on, server('http=a:80;https=proxy.store:8080;ftp=b:21')), cloud, 'http://proxy.store:8080'],
  [registry(on, server('http=a:80')), cloud, 'none'],
  [registry(on, server('p:1'), override('*.example.com;<local>')), cloud, 'direct'],
  [registry(on, server('p:1'), override('*.example.com;<local>')), 'gateway', 'direct'],
  [registry(on, server('p:1'), override('10.*;<local>')), cloud, 'http://p:1'],
  [registry(['AutoConfigURL', 'REG_SZ', 'http://wpad/a.pac']), cloud, 'http://wpad/a.pac'],
  [registry(on, server('p:1'), ['AutoConfigURL', 'REG_SZ', 'http://wpad/a.pac']), cloud, 'http://wpad/a.pac'],
])('Windows: %j to %s', ([output, host, expected]) => {
  expect(inShort(parseInternetSettings(output), host)).toBe(expected)
})

/** As `netsh winhttp set proxy` stores it. */
function winHttp(flags: number, proxy: string, exceptions: string): string {
  const number = (value: number) => Buffer.from(Uint32Array.of(value).buffer)
  const text = (value: string) => Buffer.concat([number(value.length), Buffer.from(value, 'latin1')])
  const bytes = Buffer.concat([number(0x28), number(0), number(flags), text(proxy), text(exceptions)])
  return registry(['WinHttpSettings', 'REG_BINARY', bytes.toString('hex').toUpperCase()])
}

test.for<[output: string, expected: string]>([
  [registry(), 'none'],
  [winHttp(1, '', ''), 'none'],
  [winHttp(3, 'proxy.store:8080', ''), 'http://proxy.store:8080'],
  [winHttp(3, 'https=proxy.store:8080', '*.example.com'), 'direct'],
  [registry(['WinHttpSettings', 'REG_BINARY', '280000000000000003000000F']), 'none'],
])('WinHTTP: %j', ([output, expected]) => {
  expect(inShort(parseWinHttp(output))).toBe(expected)
})

test.for<[answer: string, expected: string]>([
  ['DIRECT', 'direct'],
  ['', 'direct'],
  ['PROXY a:3128; PROXY b:3128; DIRECT', 'http://a:3128, http://b:3128, direct'],
  ['proxy a:3128;HTTPS b', 'http://a:3128, https://b'],
  ['SOCKS a:1080; SOCKS5 b:1080', ''],
  ['SOCKS a:1080; PROXY b:1; PROXY b:1', 'http://b:1'],
  ['PROXY ; PROXY a b; NONSENSE', ''],
  [
    Array.from({ length: 20 }, (_, at) => `PROXY p${at}:1`).join(';'),
    Array.from({ length: 8 }, (_, at) => `http://p${at}:1`).join(', '),
  ],
])('a PAC file answers %j', ([answer, expected]) => {
  expect(waysIn(answer).map(wayText).join(', ')).toBe(expected)
})

test.for<[entry: string, host: string, expected: boolean]>([
  ['example.com', 'example.com', true],
  ['example.com', 'eu.example.com', false],
  ['.example.com', 'eu.example.com', true],
  ['*example.com', 'badexample.com', true],
  ['EXAMPLE.com', 'example.COM.', true],
  ['http://example.com', 'example.com', true],
  ['10.*.1', '10.9.9.1', true],
  ['192.168/16', '192.168.3.4', true],
  ['::1', '0:0:0:0:0:0:0:1', true],
  ['<local>', '10.0.0.1', false],
  ['example.com:8443', 'example.com', true],
  ['example.com:443', 'example.com', false],
  ['*.example.com:8443', 'eu.example.com', true],
  ['10.0.0.1:8443', '10.0.0.1', true],
  ['10.0.0.1:443', '10.0.0.1', false],
  ['[::1]:8443', '::1', true],
  ['[::1]:443', '::1', false],
  ['fe80::/10', 'fe80::1', true],
  ['', 'example.com', false],
  [`${'*a'.repeat(30)}b`, 'a'.repeat(60_000), false],
])('the exception %s and port 8443 of the host %s', ([entry, host, expected]) => {
  expect(isDirectHost([entry], host, 8443)).toBe(expected)
})

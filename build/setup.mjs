// Installs what is missing and says so in one line a step; silent and instant when nothing is.
//
//   node build/setup.mjs            npm packages, and the keychain library where that needs nobody's help
//   node build/setup.mjs --system   also what the tests run against: a message bus, a keyring, openssl, Chromium,
//                                   and clients that a cloud's vendor publishes
//   node build/setup.mjs --windows  also what the tests for Windows run in: Wine, Node for Windows, NSIS
//   node build/setup.mjs --bench    also what the bench runs against: nginx, wrk
//
// It runs before anything is installed, so: any Node from 18 on, no dependency, no TypeScript.
import { alone } from './setup/alone.mjs'
import { hasOwnNode, installPackages, keytarLoads, requireKeytar, whyPackagesAreStale } from './setup/packages.mjs'
import { forBench, forTests, forWindows, Stop, together } from './setup/step.mjs'
import { lacksLibsecret, libsecret, partsMissingForBench, partsMissingForTests, provide } from './setup/system.mjs'
import { fetchVendorClients, lacksVendorClients } from './setup/vendorClients.mjs'
import { isWindowsDue, partsMissingForWindows, provideWindows } from './setup/windows.mjs'

const isDue = () =>
  systemPartsDue().length > 0 ||
  whyPackagesAreStale() !== undefined ||
  lacksKeytar() ||
  lacksVendorClients() ||
  (forWindows && isWindowsDue())

/** Side by side, as far as one needs no other: they wait for the network, and unpack. */
async function setUp() {
  const system = provide(systemPartsDue(), forWindows && isWindowsDue() ? partsMissingForWindows() : [])
  const stale = whyPackagesAreStale()
  const packages = stale === undefined ? undefined : installPackages(stale)
  const windows = forWindows && isWindowsDue() ? provideWindows(system) : undefined
  await together([system, packages, windows])
  if (lacksKeytar()) await requireKeytar()
  if (lacksVendorClients()) fetchVendorClients()
}

const lacksKeytar = () => forTests && !keytarLoads()

function systemPartsDue() {
  if (forTests) return partsMissingForTests()
  const forKeychain = lacksLibsecret() && whyPackagesAreStale() !== undefined ? [libsecret] : []
  return forBench ? [...forKeychain, ...partsMissingForBench()] : forKeychain
}

function requireNode24() {
  if (Number.parseInt(process.versions.node, 10) >= 24 || hasOwnNode()) return
  throw new Stop(
    `Node 24 or newer is needed, and this is ${process.version}. Install it from nodejs.org and try again.`,
  )
}

try {
  if (isDue())
    await alone(async () => {
      if (isDue()) await setUp()
    })
  requireNode24()
} catch (thrown) {
  if (!(thrown instanceof Stop)) throw thrown
  process.stderr.write(`${thrown.message}\n`)
  process.exitCode = 1
}

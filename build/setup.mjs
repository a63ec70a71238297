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
import { forBench, forTests, forWindows, Stop } from './setup/step.mjs'
import { lacksLibsecret, libsecret, partsMissingForBench, partsMissingForTests, provide } from './setup/system.mjs'
import { fetchVendorClients, lacksVendorClients } from './setup/vendorClients.mjs'
import { isWindowsDue, provideWindows } from './setup/windows.mjs'

const steps = [
  {
    isDue: () => systemPartsDue().length > 0,
    work: () => provide(systemPartsDue()),
  },
  {
    isDue: () => whyPackagesAreStale() !== undefined,
    work: () => installPackages(whyPackagesAreStale()),
  },
  {
    isDue: () => forTests && !keytarLoads(),
    work: requireKeytar,
  },
  {
    isDue: lacksVendorClients,
    work: fetchVendorClients,
  },
  {
    isDue: () => forWindows && isWindowsDue(),
    work: provideWindows,
  },
]

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
  if (steps.some((step) => step.isDue())) {
    await alone(() => {
      for (const step of steps) if (step.isDue()) step.work()
    })
  }
  requireNode24()
} catch (thrown) {
  if (!(thrown instanceof Stop)) throw thrown
  process.stderr.write(`${thrown.message}\n`)
  process.exitCode = 1
}

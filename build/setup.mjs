// Installs what is missing and says so in one line a step; silent and instant when nothing is.
//
//   node build/setup.mjs            npm packages, and the keychain library where that needs nobody's help
//   node build/setup.mjs --system   also what the tests run against: a message bus, a keyring, openssl, Chromium
//   node build/setup.mjs --bench    also what the bench runs against: nginx, wrk
//
// It runs before anything is installed, so: any Node from 18 on, no dependency, no TypeScript.
import { alone } from './setup/alone.mjs'
import { buildKeytar, hasOwnNode, installPackages, keytarLoads, whyPackagesAreStale } from './setup/packages.mjs'
import { forBench, forTests, Stop } from './setup/step.mjs'
import {
  buildToolsMissing,
  lacksLibsecret,
  libsecret,
  partsMissingForBench,
  partsMissingForTests,
  provide,
} from './setup/system.mjs'

/** In this order: keytar builds only where libsecret is. */
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
    work() {
      const missing = process.platform === 'linux' ? buildToolsMissing() : []
      if (missing.length > 0) provide(missing)
      buildKeytar()
    },
  },
]

function systemPartsDue() {
  if (forTests) return partsMissingForTests()
  const forBuilding = lacksLibsecret() && whyPackagesAreStale() !== undefined ? [libsecret] : []
  return forBench ? [...forBuilding, ...partsMissingForBench()] : forBuilding
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

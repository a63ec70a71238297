// npm run release:plan -- --ring pilot=100 --ring '*=0'   decides what the next release says beside its packages, for the
// version in package.json. Commit what it writes together with that version: the release job signs it, and the build trusts
// no older release.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compareVersions } from '#core/releases/version.ts'
import { maxCounterStep } from '#core/signing/bounds.ts'
import { checkNotLowered, decide, ringsIn } from './decision.mjs'
import { channels, planFile } from './plannedRelease.mjs'
import { demand } from './signing.mjs'

const usage = `Usage: npm run release:plan -- [--ring NAME=PERCENT …] [--floor VERSION] [--urgent] [--days N] [--counter N] [--first CHANNEL …]
       npm run release:plan -- --check

  --counter N           when releases were signed by hand since the last plan; one further unless given
  --first CHANNEL       this channel was never published: ${channels.join(', ')}
  --check               only says whether the plan is for the version in package.json
`

try {
  const { values } = parseArgs({
    options: {
      ring: { type: 'string', multiple: true },
      floor: { type: 'string' },
      urgent: { type: 'boolean', default: false },
      days: { type: 'string', default: '30' },
      counter: { type: 'string' },
      first: { type: 'string', multiple: true },
      check: { type: 'boolean', default: false },
      file: { type: 'string', default: planFile },
      version: { type: 'string', default: versionOfPackage() },
    },
  })
  const { first: firstBefore, ...kept } = JSON.parse(readFileSync(values.file, 'utf8'))
  if (values.check) check(kept, values.version)
  else write(values, kept, firstBefore)
} catch (thrown) {
  process.stderr.write(`${thrown.message}\n`)
  process.exitCode = 2
}

function check({ version, counter }, wanted) {
  demand(version === wanted && counter > 0, `The plan is for ${version} and not for ${wanted}: npm run release:plan`)
}

function write(values, kept, firstBefore) {
  const { file, version, ring, floor, urgent, days, first = [] } = values
  demand(
    first.every((channel) => channels.includes(channel)),
    usage,
  )
  const rings = ring && ringsIn(ring)
  const wanted = {
    rings,
    floor,
    urgent,
    days: Number(days),
    ...(values.counter && { counter: Number(values.counter) }),
  }
  const { counter, ...decision } = decide(kept, wanted)
  const step = counter - kept.counter
  demand(
    step > 0 && step <= maxCounterStep,
    `The counter goes up, by ${maxCounterStep} at most: ${kept.counter} was planned.`,
  )
  checkNotLowered(kept, { floor: decision.floor, version }, 'planned')
  demand(compareVersions(decision.floor, version) <= 0, `The floor ${decision.floor} is above the version ${version}.`)
  // Nothing was published before the first plan.
  const plan = { version, counter, ...decision, first: kept.counter === 0 ? firstBefore : first }
  writeFileSync(file, `${JSON.stringify(plan, null, 2)}\n`)
  process.stdout.write(
    `${file}: ${version}, counter ${counter}, floor ${decision.floor}. Commit it with that version.\n`,
  )
}

function versionOfPackage() {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
}

import { claimantOf, makeClaim, ownerByMount, ownerInTime } from '#adapters/system/callerClaim.ts'

/** Looks at the claim `<name>` in `<directory>`, and at an honest one beside it. Prints what each way of looking found. */
const [directory = '', name = ''] = process.argv.slice(2)
const honest = makeClaim(directory)
const findings = {
  byMount: [await claimantOf(directory, name, ownerByMount), await claimantOf(directory, honest.name, ownerByMount)],
  inTime: await claimantOf(directory, honest.name, ownerInTime),
  late: await Promise.all([name, name].map((claim) => claimantOf(directory, claim, ownerInTime))),
  whileTwoHang: await claimantOf(directory, honest.name, ownerInTime),
}
// A call that hangs would hang the end of the process as well.
process.stdout.write(`${JSON.stringify(findings, (_, value) => value ?? 'nobody')}\n`)

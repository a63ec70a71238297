import type { Correction, ShownField, WriteFieldName } from '#contract/outbox/people.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { framed } from '#core/outbox/acceptance.ts'
import type { KeptWrite } from '#core/outbox/contents.ts'
import { ExactJson } from '#core/outbox/decisions/exactJson.ts'
import { maskEmail, maskIdentifier, maskMobile } from '#core/personalData/masking.ts'
import type { OutboxRules, PlannedWrite, WriteField } from '#core/scheme/outboxRules.ts'

/** What names a customer is shown in part. */
const masks: Partial<Record<WriteFieldName, (value: string) => string>> = {
  mobile: maskMobile,
  email: maskEmail,
  'external-id': maskIdentifier,
  customer: maskIdentifier,
}

/** What a write says, for people. A field that the write lacks is there without a value. */
export function shownFields(write: KeptWrite, rules: Pick<OutboxRules, 'fieldsOf'>): ShownField[] {
  const body = ExactJson.parse(write.body.toString('utf8'))
  return rules.fieldsOf(write).map(({ name, at }) => {
    const value = 'query' in at ? new URLSearchParams(write.query).get(at.query) : body?.textAt(at.body)
    const mask = masks[name]
    return { name, value: value && mask ? mask(value) : (value ?? ''), isMasked: mask !== undefined }
  })
}

/**
 * The write with other values in it, to be sent as a new one. What the client sent is kept beside it.
 *
 * @param makeKey as for `OutboxRules.plan`
 * @throws Fault `INVALID_INPUT` for a field that the write cannot have, and for what the scheme would not let wait
 */
export function correctWrite(
  write: KeptWrite,
  values: Correction,
  rules: OutboxRules,
  makeKey: () => string,
): { write: KeptWrite; planned: PlannedWrite } {
  const fields = rules.fieldsOf(write)
  const changed = Object.entries(values).reduce((current, [name, value]) => {
    const field = fields.find((candidate) => candidate.name === name)
    const next = field && isPossible(field, value) && withValue(current, field, value)
    if (!next)
      throw invalid([{ path: `fields.${name}`, message: field ? 'is not possible here' : 'is no field of it' }])
    return next
  }, write)
  const request = { ...changed, headers: rules.withoutKey(changed) }
  const planned = rules.plan(request, makeKey)
  if (!planned) throw invalid([{ path: 'fields', message: 'must leave a write that can be told from others' }])
  const original = write.original ?? {
    ...{ target: write.target, query: write.query },
    body: write.body.toString('base64'),
  }
  return { planned, write: { ...request, body: planned.body, headers: framed(planned), original } }
}

function isPossible({ name }: WriteField, value: string): boolean {
  return name !== 'amount' || /^\d{1,12}(?:\.\d{1,4})?$/.test(value)
}

function withValue(write: KeptWrite, { at }: WriteField, value: string): KeptWrite | undefined {
  if ('query' in at) {
    const parameters = new URLSearchParams(write.query)
    parameters.set(at.query, value)
    const query = `?${parameters}`
    return { ...write, query, target: write.target.split('?')[0] + query }
  }
  const body = ExactJson.parse(write.body.toString('utf8'))?.with(at.body, value)
  return body && { ...write, body: Buffer.from(body.toString()) }
}

import { z } from 'zod'
import { UpstreamId } from './values.ts'

const method = z.string().regex(/^([A-Z]{1,20}|\*)$/, 'must be a method in capitals, such as GET, or *')

/** `*` matches one segment. `**` matches the rest and may only stand at the end. */
const pathPattern = z
  .string()
  .regex(/^\/[^?#\\]*$/, 'must be a path that begins with / and has no query')
  .refine((path) => !/\*\*./.test(path), '** may only stand at the end')
  .refine((path) => path.split('/').every((part) => !part.includes('*') || part === '*' || part === '**'), {
    error: '* stands for a whole segment',
  })

export const Route = z.strictObject({ methods: z.array(method).min(1), path: pathPattern })
export type Route = z.infer<typeof Route>

/** A named set of routes that a scheme offers, such as `capillary:sell`. */
export const Preset = z.string().regex(/^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*$/, 'must be a preset such as capillary:sell')
export type Preset = z.infer<typeof Preset>

/** Lets a client fetch a short-lived token of the upstream at `POST /v1/upstreams/{id}/token`, and call the upstream itself. */
export const HandOver = z.literal('hand-over')

export const Grant = z.strictObject({
  upstream: UpstreamId,
  allow: z
    .array(
      z.union([Preset, HandOver, Route], {
        error: 'must be a preset such as "capillary:sell", {methods, path} or "hand-over"',
      }),
    )
    .min(1),
})
export type Grant = z.infer<typeof Grant>

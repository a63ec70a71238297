import { decodeOtlp, type Message, type Received, receivedIn, type Value } from './otlp.ts'
import { type Seen, startUpstream, type TestUpstream } from './upstream.ts'

export interface Collector extends Pick<TestUpstream, 'url' | 'seen' | 'answerWith' | 'forget'> {
  received(): Received
}

/** A receiver of OTLP over HTTP in Protocol Buffers. */
export async function startCollector(options: Parameters<typeof startUpstream>[1] = {}): Promise<Collector> {
  const server = await startUpstream(
    // As the collector's exporter for Prometheus serves it.
    ({ url }, response) => response.end(url === '/metrics' ? exposition(server.seen.map(decode)) : undefined),
    options,
  )
  const { url, seen, answerWith, forget } = server
  return { url, seen, answerWith, forget, received: () => receivedIn(seen.map(decode)) }
}

function decode({ target, headers, body }: Seen): Message {
  return decodeOtlp(target, headers, body)
}

/** The last numbers of each till that has reported, by the names that `fleet/collector` gives its series. */
function exposition(messages: readonly Message[]): string {
  const ofTills = new Map<Value, string>()
  for (const message of messages) {
    const { metrics, resources } = receivedIn([message])
    const { 'service.name': job, 'service.instance.id': instance, store, till } = resources[0] ?? {}
    if (metrics.length > 0)
      ofTills.set(instance, metrics.map((metric) => lineOf(metric, { job, instance, store, till })).join(''))
  }
  return [...ofTills.values()].join('')
}

/** Of a histogram its count alone. */
function lineOf({ name, type, labels, point }: Received['metrics'][number], own: Record<string, Value>): string {
  const all = Object.entries({ ...labels, ...own }).map(([key, value]) => `${key}=${JSON.stringify(String(value))}`)
  return `${name}${type === 'histogram' ? '_count' : ''}{${all.join(',')}} ${point.asDouble ?? point.count}\n`
}

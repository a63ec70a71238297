/** One number of a series, as Prometheus keeps it. */
export interface Sample {
  /** With `__name__`. */
  labels: Readonly<Record<string, string>>
  value: number
}

/**
 * Writes samples of one moment into a Prometheus, as the remote-write exporter of a collector does (Prometheus Remote-Write 1.0).
 *
 * @param at milliseconds since 1970
 * @throws when Prometheus does not take them
 */
export async function remoteWrite(prometheus: string, samples: readonly Sample[], at: number): Promise<void> {
  const body = snappyBlock(Buffer.concat(samples.map((sample) => field(1, timeSeries(sample, at)))))
  const response = await fetch(`${prometheus}/api/v1/write`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-protobuf',
      'Content-Encoding': 'snappy',
      'X-Prometheus-Remote-Write-Version': '0.1.0',
    },
    body: new Uint8Array(body),
  })
  if (!response.ok) throw new Error(`Prometheus answered ${response.status}: ${await response.text()}`)
}

function timeSeries({ labels, value }: Sample, at: number): Buffer {
  const sorted = Object.entries(labels).toSorted(([left], [right]) => (left < right ? -1 : 1))
  const named = sorted.map(([name, text]) => field(1, Buffer.concat([field(1, name), field(2, text)])))
  const double = Buffer.alloc(9)
  double[0] = (1 << 3) | 1
  double.writeDoubleLE(value, 1)
  return Buffer.concat([...named, field(2, Buffer.concat([double, Buffer.from([2 << 3]), varint(at)]))])
}

/** Of Protocol Buffers, with its length. */
function field(number: number, content: Buffer | string): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return Buffer.from([...bytes, rest])
}

const maxLiteralBytes = 65_536

/** In the format of Snappy, with nothing made smaller. */
function snappyBlock(bytes: Buffer): Buffer {
  const parts = [varint(bytes.length)]
  for (let at = 0; at < bytes.length; at += maxLiteralBytes) {
    const literal = bytes.subarray(at, at + maxLiteralBytes)
    const head = Buffer.alloc(3)
    // A literal whose length, less one, follows in two bytes.
    head[0] = 61 << 2
    head.writeUInt16LE(literal.length - 1, 1)
    parts.push(head, literal)
  }
  return Buffer.concat(parts)
}

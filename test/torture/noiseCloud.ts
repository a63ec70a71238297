import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'

// A thread with a cloud that answers at once, and tells its port to whoever started it.

const bytes = 256 * 1024
/** What the till sends but for its last characters, so that each place may be where the credential begins. */
const credential = Buffer.from(`noise:${createHash('md5').update('noise').digest('hex')}`).toString('base64')
const bodies: Record<string, string> = {
  '/long': 'x'.repeat(bytes),
  // Once a KiB, as a cloud that shows requests in its errors does.
  '/held': credential.padEnd(1024, 'x').repeat(bytes / 1024),
  '/near': credential
    .slice(0, -3)
    .padEnd(1024, 'x')
    .repeat(bytes / 1024),
}

const server = createServer((request, response) => {
  const body = bodies[request.url ?? ''] ?? 'sold'
  request.resume().on('end', () => response.writeHead(200, { 'Content-Length': body.length }).end(body))
  request.on('error', () => response.destroy())
})
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))

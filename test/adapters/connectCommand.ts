import { once } from 'node:events'
import { connect } from 'node:net'

/** Connects to `<host> <port>`, perhaps from a port of its own choice, and stays until it is killed. Prints that port. */
const [host = '', port, localPort] = process.argv.slice(2)
const own = Number(localPort) > 0 ? { localAddress: host, localPort: Number(localPort) } : {}
const socket = connect({ host, port: Number(port), ...own })
await once(socket, 'connect')
process.stdout.write(`${socket.localPort}\n`)

import { once } from 'node:events'
import { connect } from 'node:net'

/** Connects to `<host> <port> [<localPort>]` and stays connected until it is killed. Prints the local port. */
const [host = '', port, localPort] = process.argv.slice(2)
const own = Number(localPort) > 0 ? { localAddress: host, localPort: Number(localPort) } : {}
const socket = connect({ host, port: Number(port), ...own })
await once(socket, 'connect')
process.stdout.write(`${socket.localPort}\n`)

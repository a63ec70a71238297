// node trustingRun.mjs …   runs the agent with the system's store of certificates replaced by TEST_SYSTEM_STORE, in a mount
// namespace of its own. Only root can.
const built = new URL('../../out/headless/till-agent.js', import.meta.url).pathname
const script = 'mount --bind "$1" /etc/ssl/certs/ca-certificates.crt && shift && exec "$@"'
const { TEST_SYSTEM_STORE: store = '' } = process.env
const command = ['sh', '-c', script, 'sh', store, process.execPath, built, ...process.argv.slice(2)]
process.execve('/usr/bin/unshare', ['unshare', '-m', ...command], process.env)

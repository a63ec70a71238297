// electron-builder's channel files, such as latest-linux.yml: version, and the name and hash of each package. They are read
// line by line, because the process that reads them to sign holds the release key and loads no package.

/** @param name of the file, for the sentence that says what is wrong */
export function readChannel(text, name) {
  const lines = text.split(/\r?\n/)
  const version = valueIn(lines, 'version: ')
  const end = lines.findIndex((line, at) => at > lines.indexOf('files:') && /^\S/.test(line))
  const entries = lines.slice(lines.indexOf('files:') + 1, end === -1 ? undefined : end)
  const files = entries.flatMap((line, at) => {
    if (!line.startsWith('  - url: ')) return []
    const next = entries.findIndex((other, index) => index > at && other.startsWith('  - '))
    const own = entries.slice(at, next === -1 ? undefined : next)
    return [{ url: plain(line.slice('  - url: '.length)), sha512: valueIn(own, '    sha512: ') }]
  })
  if (!version || files.length === 0 || files.some(({ sha512 }) => !sha512))
    throw new Error(`${name} is no channel file of electron-builder.`)
  return { version, files }
}

export function channelText({ version, files }) {
  const entries = files.map(({ url, sha512 }) => `  - url: ${url}\n    sha512: ${sha512}\n`)
  return `version: ${version}\nfiles:\n${entries.join('')}`
}

function valueIn(lines, start) {
  const line = lines.find((candidate) => candidate.startsWith(start))
  return line === undefined ? undefined : plain(line.slice(start.length))
}

function plain(value) {
  return value.trim().replace(/^'(.*)'$/, '$1')
}

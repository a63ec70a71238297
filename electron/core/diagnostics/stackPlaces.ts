/** Longer names were made by somebody. */
const maxPlace = 80

function withoutFolders(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

/**
 * The functions and files of a stack. Its message is left out, which may hold anything, and so are folders, which may be
 * named after people.
 */
export function placesIn(stack: string): string {
  const places = stack.split('\n').flatMap((line) => {
    const call = /^ +at (?:(?:async |new )?([\w.#$<>]+) \()?/.exec(line)
    const [, file = ''] = (call && /^([\w.-]+:\d+):\d+\)?$/.exec(withoutFolders(line.slice(call[0].length)))) ?? []
    const name = call?.[1] ?? ''
    return file === '' || file.length > maxPlace ? [] : [`${name.length > maxPlace ? '' : name} ${file}`.trim()]
  })
  return places.slice(0, 12).join(' < ')
}

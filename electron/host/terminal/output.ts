import { printable } from '#contract/text/characters.ts'

/** Results go to standard output, everything else to standard error. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printError(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** One line of JSON for programs, sentences for people. */
export function printResult(json: boolean | undefined, value: unknown, sentences: () => string): void {
  print(json ? JSON.stringify(value) : sentences())
}

/** As `printResult`, of what was done and leaves nothing to read: with --quiet the exit code says it. */
export function printDone({ json, quiet }: Printing, value: unknown, sentences: () => string): void {
  if (!quiet) printResult(json, value, sentences)
}

interface Printing {
  json?: boolean
  quiet?: boolean
}

let endsWithReader = true

/** Exits quietly when the reader of the output has closed it (`till-agent openapi | head`). */
export function exitWhenReaderCloses(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE' && endsWithReader) process.exit()
    })
}

/** A server goes on when nobody reads what it prints. */
export function outliveReader(): void {
  endsWithReader = false
}

/** Text from an upstream or a file, without what could steer a terminal or turn the rest of a line around. */
export function withoutControls(text: string): string {
  return printable(text)
}

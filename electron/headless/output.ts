/** What was asked for goes to standard output, everything else to standard error. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** One line of JSON for programs, sentences for people. */
export function answer(json: boolean | undefined, value: unknown, sentences: () => string): void {
  print(json ? JSON.stringify(value) : sentences())
}

/** A reader that has seen enough (`till-agent openapi | head`) is no reason to fail. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE') process.exit()
    })
}

/** Without what could steer a terminal: some of what is shown was said by an upstream or stands in a file. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}

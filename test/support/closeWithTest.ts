import { onTestFinished, TestRunner } from 'vitest'

/** Whether a test runs; in `beforeAll` none does. */
export function isInTest(): boolean {
  return TestRunner.getCurrentTest() !== undefined
}

/** Closes what a test has opened once the test has finished. What `beforeAll` opens is closed by the file itself. */
export function closeWithTest(close: () => unknown): void {
  if (isInTest()) onTestFinished(async () => void (await close()))
}

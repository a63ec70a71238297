/** For `expect.poll`: a process on a busy machine takes its time. */
export const pollTimeout = { timeout: 10_000 }

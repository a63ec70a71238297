/** Every server takes as much at a time (draft-ietf-secsh-filexfer-02, 3). */
const pieceBytes = 32 * 1024
/** On their way at a time: a long line is filled by them, and over a slow one each is still answered in time. */
const maxInFlight = 8

/** Goes over so many bytes, some pieces at a time. What one piece meets ends it. */
export async function inPieces(length: number, act: (at: number, length: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < length) {
      const at = next
      next += pieceBytes
      await act(at, Math.min(pieceBytes, length - at)).catch((thrown) => {
        next = length
        throw thrown
      })
    }
  }
  await Promise.all(Array.from({ length: maxInFlight }, lane))
}

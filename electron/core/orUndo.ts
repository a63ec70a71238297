/** Runs the second half of a change; if it fails, the first half is taken back. */
export async function orUndo(undo: () => Promise<void>, act: () => void): Promise<void> {
  try {
    act()
  } catch (thrown) {
    await undo()
    throw thrown
  }
}

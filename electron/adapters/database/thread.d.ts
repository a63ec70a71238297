/** The program of a thread, as one script that the build puts into the agent (build/threadSource.ts). */
declare module '*?thread' {
  const source: string
  export default source
}

/** A file that the build puts into the program, as `data:application/wasm;base64,…`. */
declare module '*.wasm?inline' {
  const address: string
  export default address
}

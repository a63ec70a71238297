/** The build puts the picture into the file that asks for it, so that none is ever left behind. */
declare module '*.png?inline' {
  const dataUrl: string
  export default dataUrl
}

/** The build inlines the picture as a data URL, so the package needs no separate file. */
declare module '*.png?inline' {
  const dataUrl: string
  export default dataUrl
}

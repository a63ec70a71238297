/** The same for both hosts, which share the files. */
export const storeFileOptions = {
  fileExtension: 'json',
  configFileMode: 0o600,
  accessPropertiesByDotNotation: false,
} as const

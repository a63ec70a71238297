import { FuseV1Options as Fuse } from '@electron/fuses'

/** What Electron's binary may still be asked to do (standards.md 11; attacks.md T31, T32). */
export const wantedFuses = {
  [Fuse.RunAsNode]: false,
  [Fuse.EnableCookieEncryption]: true,
  [Fuse.EnableNodeOptionsEnvironmentVariable]: false,
  [Fuse.EnableNodeCliInspectArguments]: false,
  [Fuse.EnableEmbeddedAsarIntegrityValidation]: true,
  [Fuse.OnlyLoadAppFromAsar]: true,
  [Fuse.LoadBrowserProcessSpecificV8Snapshot]: false,
  [Fuse.GrantFileProtocolExtraPrivileges]: false,
  [Fuse.WasmTrapHandlers]: true,
}

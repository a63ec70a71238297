/** The channel of this machine's releases, named as electron-builder names its channel files. @param processor as Node names it */
export function channelOf(platform: NodeJS.Platform, processor: string): string {
  if (platform === 'darwin') return 'latest-mac'
  if (platform === 'win32') return 'latest'
  return processor === 'x64' ? 'latest-linux' : `latest-linux-${processor}`
}

export const doctor = {
  title: 'Doctor',
  tabs: { findings: 'Check-up', bundle: 'Support bundle', audit: 'Audit trail' },
  run: 'Check again',
  running: 'Looking at everything. Each cloud is asked once…',
  checkedAt: 'Checked',
  allFine: 'Nothing is wrong.',
  someTrouble: 'Something is wrong. See what to do below.',
  someAttention: 'It works. Something needs your attention.',
  thisMachine: 'This machine',
  outcomes: { fine: 'Fine', attention: 'Attention', trouble: 'Trouble', skipped: 'Not checked' },
  checks: {
    keychain: 'Keychain',
    settings: 'Settings',
    port: 'Port',
    audit: 'Audit trail',
    dns: 'Name',
    proxy: 'Proxy',
    tls: 'Encryption',
    clock: 'Clock',
    credential: 'Credential',
  },
  findings: {
    keychain: {
      fine: { sentence: 'The keychain keeps and returns secrets.' },
      attention: {
        sentence: 'Secrets are kept only until the till agent ends.',
        remedy: 'Nothing, if that is meant so: the till is then set up anew at each start.',
      },
      trouble: {
        sentence: 'The keychain of this machine keeps no secrets.',
        remedy: 'Unlock the keychain by signing in to this computer, then check again.',
      },
      skipped: { sentence: 'The keychain was not checked.' },
    },
    settings: {
      fine: { sentence: 'The settings can be read and written.' },
      attention: {
        sentence: 'The settings were damaged once. A copy of them was kept.',
        remedy: 'See whether all clouds and programs are still there, and give the copy to support.',
      },
      trouble: {
        sentence: 'The settings cannot be read or written.',
        remedy: 'Check that the disk has space left, then check again.',
      },
      skipped: { sentence: 'The settings were not checked.' },
    },
    port: {
      fine: { sentence: 'The checkout can reach the agent.' },
      attention: { sentence: 'The checkout reaches the agent in one way only.', remedy: 'Ask a technician.' },
      trouble: {
        sentence: 'The checkout cannot reach the agent.',
        remedy: 'Start the agent again. If it stays so, another program may be in its place: call support.',
      },
      skipped: { sentence: 'The port was not checked.' },
    },
    audit: {
      fine: { sentence: 'The audit trail is written.' },
      attention: {
        sentence: 'The audit trail was damaged once. What was left of it was kept.',
        remedy: 'Find out why, and keep the old file for whoever looks into it.',
      },
      trouble: {
        sentence: 'The audit trail cannot be written.',
        remedy: 'Check that the disk has space left. Nothing is recorded until then.',
      },
      skipped: { sentence: 'The audit trail was not checked.' },
    },
    dns: {
      fine: { sentence: 'The name of the cloud is known.' },
      attention: { sentence: 'The name of the cloud leads to an odd address.', remedy: 'Ask a technician.' },
      trouble: {
        sentence: 'The name of the cloud leads nowhere.',
        remedy: 'Check the network of the store and the address of the cloud.',
      },
      skipped: { sentence: 'The name need not be looked up.' },
    },
    proxy: {
      fine: { sentence: 'The way to the cloud is clear.' },
      attention: {
        sentence: 'The way to the cloud leads through a proxy, and nothing came back.',
        remedy: 'Ask whoever runs the network of the store.',
      },
      trouble: { sentence: 'The proxy does not let us through.', remedy: 'Ask whoever runs the network of the store.' },
      skipped: { sentence: 'The proxy was not checked.' },
    },
    tls: {
      fine: { sentence: 'The cloud proves who it is.' },
      attention: {
        sentence: 'Somebody in between may read the connection to the cloud.',
        remedy: 'Ask whoever runs the network of the store whether that is meant so.',
      },
      trouble: {
        sentence: 'No safe connection to the cloud could be made.',
        remedy: 'Check the network of the store. If it works, ask whoever runs it: somebody may be in between.',
      },
      skipped: { sentence: 'The encryption was not checked.' },
    },
    clock: {
      fine: { sentence: 'The clock is right.' },
      attention: { sentence: 'The clock is a little off.', remedy: 'Let this machine set its clock by itself.' },
      trouble: {
        sentence: 'The clock is so wrong that clouds may refuse this till.',
        remedy: 'Set date, time and time zone of this machine.',
      },
      skipped: { sentence: 'The clock could not be compared.' },
    },
    credential: {
      fine: { sentence: 'The cloud takes the credential of this till.' },
      attention: {
        sentence: 'The cloud could not be asked whether the credential is right.',
        remedy: 'Test again later.',
      },
      trouble: {
        sentence: 'The credential of this till does not work.',
        remedy: 'Enter the right one, or sign in again.',
      },
      skipped: { sentence: 'The credential was not tried.' },
    },
  },
  actions: {
    'test-upstream': 'Test this cloud',
    'rotate-upstream': 'Enter new credential',
    'sign-in-upstream': 'Sign in',
    'open-settings': 'Open settings',
    'check-again': 'Check again',
  },
  bundle: {
    explain:
      'What support needs to help you, in one file. It holds no secret and no customer. Read every line before you pass it on.',
    preview: 'Show what is in it',
    lines_one: '{{lines}} line',
    lines_other: '{{lines}} lines',
    save: 'Save the file',
    saved: '{{fileName}} was saved among your downloads.',
    contentOf: 'Content of {{name}}',
  },
} as const

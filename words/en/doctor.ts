import { doctorReasons } from './doctorReasons.ts'

export const doctor = {
  title: 'Doctor',
  tabs: { findings: 'Check-up', bundle: 'Support bundle', audit: 'Audit trail' },
  run: 'Check again',
  running: 'Checking everything. Each cloud gets one request…',
  checkedAt: 'Checked',
  allFine: 'Nothing is wrong.',
  someTrouble: 'Something is wrong. See what to do below.',
  someAttention: 'It works. Something needs your attention.',
  thisComputer: 'This computer',
  outcomes: { fine: 'Fine', attention: 'Attention', trouble: 'Trouble', skipped: 'Not checked' },
  checks: {
    keychain: 'Keychain',
    settings: 'Settings',
    environment: 'Settings of the system',
    port: 'Port',
    audit: 'Audit trail',
    verifications: 'Codes to customers',
    log: 'Log',
    drops: 'Folders for files',
    telemetry: 'Reports to head office',
    dns: 'Name',
    proxy: 'Proxy',
    tls: 'Encryption',
    certificate: 'Certificate of the till',
    clock: 'Clock',
    credential: 'Credential',
  },
  findings: {
    keychain: {
      fine: { sentence: 'The keychain keeps and returns secrets.' },
      attention: {
        sentence: 'Secrets are kept only until the till agent stops.',
        remedy: 'No action needed if this till is provisioned at every start.',
      },
      trouble: {
        sentence: 'The keychain of this computer does not keep secrets.',
        remedy: 'Unlock the keychain by signing in to this computer, then check again.',
      },
      skipped: { sentence: 'The keychain was not checked.' },
    },
    settings: {
      fine: { sentence: 'The settings can be read and written.' },
      attention: {
        sentence: 'The settings were damaged. A copy of the damaged ones was kept.',
        remedy: 'Check that all clouds and programs are still there, and give the copy to support.',
      },
      trouble: {
        sentence: 'The settings cannot be read or written.',
        remedy: 'Check that the disk has free space, then check again.',
      },
      skipped: { sentence: 'The settings were not checked.' },
    },
    environment: {
      fine: { sentence: 'Nothing in the system’s settings makes connections less safe.' },
      attention: {
        sentence: 'This computer asks its programs for less safety. The agent does not listen to it, others do.',
        remedy: 'Show this to the people who look after this computer.',
      },
      trouble: { sentence: 'The settings of the system could not be read.', remedy: 'Ask a technician.' },
      skipped: { sentence: 'The settings of the system were not checked.' },
    },
    port: {
      fine: { sentence: 'The checkout can reach the agent.' },
      attention: { sentence: 'The checkout can reach the agent in one way only.', remedy: 'Ask a technician.' },
      trouble: {
        sentence: 'The checkout cannot reach the agent.',
        remedy: 'Restart the agent. If this does not help, another program may use its port: call support.',
      },
      skipped: { sentence: 'The port was not checked.' },
    },
    audit: {
      fine: { sentence: 'The audit trail is being written.' },
      attention: {
        sentence: 'The audit trail was damaged. What was left of it was kept.',
        remedy: 'Find out why, and keep the old file for the people who look into it.',
      },
      trouble: {
        sentence: 'The audit trail cannot be written.',
        remedy: 'Check that the disk has free space. Nothing is recorded until then.',
      },
      skipped: { sentence: 'The audit trail was not checked.' },
    },
    verifications: {
      fine: { sentence: 'Codes to customers are being counted.' },
      attention: {
        sentence: 'Some verifications of customers were damaged. They were kept.',
        remedy: 'Have the disk of this computer checked, and give the file to support.',
      },
      trouble: {
        sentence: 'No customer can be verified: codes cannot be counted.',
        remedy: 'Check that the disk has free space, then check again.',
      },
      skipped: { sentence: 'Codes to customers were not checked.' },
    },
    drops: {
      fine: { sentence: 'The server for files takes files.' },
      attention: {
        sentence: 'Some files were not sent.',
        remedy: 'Look into the subfolder "refused" of the folder: a note beside each file says why.',
      },
      trouble: {
        sentence: 'Files cannot be sent to their server.',
        remedy: 'They wait. Tell support if the connection is fine.',
      },
      skipped: { sentence: 'The server for files was not checked.' },
    },
    telemetry: {
      fine: { sentence: 'Head office gets the reports of this till.' },
      attention: {
        sentence: 'Head office does not get the reports of this till. It sells all the same.',
        remedy: 'Show this to the people who look after this till.',
      },
      trouble: { sentence: 'Reports to head office could not be checked.', remedy: 'Check again later.' },
      skipped: { sentence: 'Reports to head office were not checked.' },
    },
    log: {
      fine: { sentence: 'The log is written.' },
      attention: {
        sentence: 'Some lines of the log are lost.',
        remedy: 'Find out why the disk of this computer was full.',
      },
      trouble: {
        sentence: 'The log cannot be written.',
        remedy: 'Check that the disk of this computer is not full, then check again.',
      },
      skipped: { sentence: 'The log was not checked.' },
    },
    dns: {
      fine: { sentence: 'The name of the cloud is known.' },
      attention: { sentence: 'The name of the cloud leads to an unusual address.', remedy: 'Ask a technician.' },
      trouble: {
        sentence: 'The name of the cloud cannot be found.',
        remedy: 'Check the store’s network and the address of the cloud.',
      },
      skipped: { sentence: 'The name did not have to be looked up.' },
    },
    proxy: {
      fine: { sentence: 'The way to the cloud is open.' },
      attention: {
        sentence: 'The way to the cloud leads through a proxy, and no answer came back.',
        remedy: 'Ask the people who run the store’s network.',
      },
      trouble: {
        sentence: 'The proxy does not let the till through.',
        remedy: 'Ask the people who run the store’s network.',
      },
      skipped: { sentence: 'The proxy was not checked.' },
    },
    tls: {
      fine: { sentence: 'The cloud proved that it is the right one.' },
      attention: {
        sentence: 'Someone in between may be able to read the connection to the cloud.',
        remedy: 'Ask the people who run the store’s network whether this is intended.',
      },
      trouble: {
        sentence: 'No secure connection to the cloud could be made.',
        remedy: 'Check the store’s network. If it works, ask the people who run it: someone may be in between.',
      },
      skipped: { sentence: 'The encryption was not checked.' },
    },
    certificate: {
      fine: { sentence: 'The certificate of this till is good.' },
      attention: { sentence: 'The certificate of this till ends soon.', remedy: 'Ask a technician for a new one.' },
      trouble: { sentence: 'The certificate of this till has ended.', remedy: 'Ask a technician for a new one.' },
      skipped: { sentence: 'The certificate of this till was not checked.' },
    },
    clock: {
      fine: { sentence: 'The clock is right.' },
      attention: { sentence: 'The clock is a little off.', remedy: 'Let this computer set its clock automatically.' },
      trouble: {
        sentence: 'The clock is so wrong that clouds may refuse this till.',
        remedy: 'Set the date, the time and the time zone of this computer.',
      },
      skipped: { sentence: 'The clock could not be checked.' },
    },
    credential: {
      fine: { sentence: 'The cloud accepts the credential of this till.' },
      attention: {
        sentence: 'It could not be checked whether the cloud accepts the credential.',
        remedy: 'Test again later.',
      },
      trouble: {
        sentence: 'The credential of this till does not work.',
        remedy: 'Enter the right one, or sign in again.',
      },
      skipped: { sentence: 'The credential was not tested.' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'the desktop’s settings',
    'etc-environment': 'the variables in /etc/environment',
    windows: 'the Internet settings of Windows',
    winhttp: 'the WinHTTP settings of Windows',
    macos: 'the network settings of macOS',
    chromium: 'the system’s settings',
    none: 'the system’s settings',
  },
  settingsWithPac: '{{settings}} (PAC file {{pac}})',
  panelOpened: 'It opened on this computer. Check again when you’re done.',
  actions: {
    'test-upstream': 'Test this cloud',
    'rotate-upstream': 'Enter new credential',
    'sign-in-upstream': 'Sign in',
    'change-network': 'Change the network',
    'open-settings': 'Open settings',
    'open-keychain': 'Unlock the keychain',
    'open-clock': 'Open the clock’s settings',
    'check-again': 'Check again',
  },
  bundle: {
    explain:
      'Everything that support needs to help you, in one file. It contains no secret and no customer. Review it before you send it.',
    preview: 'Show what is in it',
    lines_one: '{{lines}} line',
    lines_other: '{{lines}} lines',
    save: 'Save the file',
    saved: '{{fileName}} was saved to your downloads.',
    contentOf: 'Content of {{name}}',
  },
} as const

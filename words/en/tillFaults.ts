/** What happened to this till and what is set up on it, and what to do. */
export const tillFaults = {
  UNKNOWN_CLIENT: {
    title: 'This program is not set up on this till.',
    remedy: 'See under Programs which ones are set up.',
  },
  ALREADY_EXISTS: {
    title: 'This name is already in use.',
    remedy: 'Choose another name. What is there can get a new credential, or be replaced by a file.',
  },
  UPSTREAM_IN_USE: {
    title: 'Programs still use this cloud.',
    remedy: 'Remove their access under Programs first.',
  },
  SECRET_MISSING: {
    title: 'A password could not be read from the place where it should be.',
    remedy: 'Tell the person who set this till up.',
  },
  CREDENTIAL_REFUSED: {
    title: 'The cloud did not accept the name or the password. Nothing was saved.',
    remedy: 'Check both with head office. The password is case-sensitive. Too many wrong attempts can lock the till.',
  },
  PACK_INVALID: {
    title: 'This file is not what head office made.',
    remedy: 'Copy it again, or ask head office for another. Nothing was changed.',
  },
  PACK_KEY_UNKNOWN: {
    title: 'This file does not come from your head office.',
    remedy: 'Don’t use it, and tell head office. Nothing was changed.',
  },
  PACK_EXPIRED: {
    title: 'This file can no longer be used.',
    remedy: 'Check the date of this computer. If it is right, ask head office for a new file.',
  },
  PACK_SUPERSEDED: {
    title: 'This till has already used this file, or a newer one.',
    remedy: 'Ask head office for a new file.',
  },
  PACK_CODE_WRONG: {
    title: 'This is not the code of this file.',
    remedy: 'Compare it with what head office gave you. After too many wrong codes the file is of no use here.',
  },
  PACK_DEAD: {
    title: 'Too many wrong codes were entered. This file can no longer be used here.',
    remedy: 'Ask head office for a new file and a new code.',
  },
  PACK_OF_OTHER_TILL: {
    title: 'This file was made for another till.',
    remedy: 'Use the file of this till.',
  },
  CREDENTIAL_UNEXPECTED: {
    title: 'This is the password of another till.',
    remedy: 'Enter the one of this till. If this is the right one, ask head office which till is expected here.',
  },
  CREDENTIAL_UNPROVEN: {
    title: 'Couldn’t reach the service. Nothing was saved.',
    remedy: 'Check that the store’s internet works and that the address is right, then try again.',
  },
  SIGN_IN_FAILED: {
    title: 'Nobody was signed in.',
    remedy: 'Start the sign-in again.',
  },
  TILL_BARRED: {
    title: 'Head office has barred this till.',
    remedy: 'Call head office. Only a new set-up file of theirs gets this till going again.',
  },
  KEYCHAIN_UNAVAILABLE: {
    title: 'This computer has no safe place for passwords.',
    remedy: 'The people who look after this computer have to set one up. Until then nothing is saved.',
  },
  KEYCHAIN_LOCKED: {
    title: 'The safe place for passwords of this computer is locked.',
    remedy: 'Sign in to this computer again, then try again.',
  },
  KEYCHAIN_REFUSED: {
    title: 'This computer did not let the till agent save its password.',
    remedy: 'If this computer asks for permission, allow it. Then try again.',
  },
  SETTINGS_DAMAGED: {
    title: 'The settings of this till are damaged.',
    remedy: 'Call support: this till has to be set up again. A copy of the old settings was kept.',
  },
  SETTINGS_UNWRITABLE: {
    title: 'The settings could not be saved.',
    remedy: 'Check that the disk of this computer is not full, then try again.',
  },
  SETTING_MANAGED: {
    title: 'Head office decides this setting.',
    remedy: 'Ask head office to change it.',
  },
  AUDIT_UNAVAILABLE: {
    title: 'The record of what happened at this till cannot be read or written.',
    remedy: 'Check that the disk of this computer is not full. Nothing is recorded until then.',
  },
  LOG_UNAVAILABLE: {
    title: 'The log of the till agent cannot be written.',
    remedy: 'Check that the disk of this computer is not full. Until then support cannot see what happened.',
  },
  FILE_UNREADABLE: {
    title: 'A file could not be read.',
    remedy: 'Check that the file is there and that it may be read.',
  },
  PORT_TAKEN: {
    title: 'Another program uses the till agent’s port.',
    remedy: 'End that program, then restart the till agent.',
  },
  ADMINISTRATOR_REQUIRED: {
    title: 'Only an administrator of this computer can do this while the till has no manager PIN.',
    remedy: 'Open this window with a new link, or ask the people who look after this computer to set a PIN.',
  },
  SERVICE_REFUSED: {
    title: 'This computer refused to change the service of the till agent.',
    remedy: 'Ask the people who look after this computer.',
  },
  SAFE_MODE: {
    title: 'The till agent crashed several times in a row, so it sells nothing until somebody has looked at it.',
    remedy: 'Send support the file from the check-up. Then restart this computer.',
  },
  ALREADY_RUNNING: {
    title: 'The till agent is already running.',
    remedy: 'Use the window that is already open.',
  },
  INTERNAL: {
    title: 'Something went wrong inside the till agent.',
    remedy: 'Try again. If that does not help, give the reference below to support.',
  },
} as const

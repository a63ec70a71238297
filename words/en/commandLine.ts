/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine = {
  running: 'Till Agent {{version}} is running: {{condition}}.',
  notRunning: 'Till Agent is not running. Start it with “{{command}}”.',
  whatToDo: 'What to do:',
  inEnglish: 'Details in English:',
  thisTill: 'Till',
  columns: {
    upstream: 'Cloud',
    scheme: 'Kind',
    state: 'State',
    requests: 'Requests',
    connections: 'Connections',
    outcome: 'Result',
    check: 'Check',
    found: 'Found',
  },
  somethingWrong: 'Something is wrong. What to do:',
  warnings_one: 'No errors, {{count, number}} warning:',
  warnings_other: 'No errors, {{count, number}} warnings:',
  nothingWrong: 'Nothing is wrong.',
} as const

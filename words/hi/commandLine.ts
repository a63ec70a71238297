import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'hi', typeof english> = {
  running: 'Till Agent {{version}} चल रहा है: {{condition}}।',
  notRunning: 'Till Agent नहीं चल रहा। इसे “{{command}}” से शुरू करें।',
  whatToDo: 'क्या करना है:',
  inEnglish: 'अंग्रेज़ी में विवरण:',
  thisTill: 'टिल',
  columns: {
    upstream: 'सेवा',
    scheme: 'प्रकार',
    state: 'स्थिति',
    requests: 'अनुरोध',
    connections: 'कनेक्शन',
    outcome: 'परिणाम',
    check: 'जाँच',
    found: 'पाया गया',
  },
  somethingWrong: 'कुछ गड़बड़ है। क्या करना है:',
  warnings_one: 'कोई त्रुटि नहीं, {{count, number}} चेतावनी:',
  warnings_other: 'कोई त्रुटि नहीं, {{count, number}} चेतावनियाँ:',
  nothingWrong: 'सब ठीक है।',
}

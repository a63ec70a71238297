import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'hi', typeof english> = {
  busy: 'Till Agent अभी व्यस्त है। बिक्री पूरी होने पर फिर कोशिश करें।',
  forget: 'कीचेन से टिल के रहस्य भी हटाएँ? तब टिल फिर सेट करना होगा।',
  summary: 'बिलिंग को लॉयल्टी और दूसरी क्लाउड सेवाओं से जोड़ता है',
}

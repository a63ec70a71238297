import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'hi', typeof english> = {
  title: 'Till Agent',
  screens: 'स्क्रीन',
  customer: 'ग्राहक',
  status: 'स्थिति',
  outbox: 'आउटबॉक्स',
  clients: 'प्रोग्राम',
  upstreams: 'सेवाएँ',
  settings: 'सेटिंग्स',
  condition: {
    ready: 'तैयार',
    attention: 'ध्यान दें',
    blocked: 'अवरुद्ध',
    offline: 'ऑफ़लाइन',
    disconnected: 'नहीं चल रहा',
    unknown: 'एक पल…',
  },
  conditionLink: 'इस टिल की स्थिति: {{condition}}',
  language: 'भाषा',
  colorScheme: { label: 'रूप', light: 'हल्का', dark: 'गहरा', auto: 'सिस्टम जैसा' },
  signedOut: {
    title: 'आप साइन आउट हो गए हैं।',
    remedy: 'बिक्री जारी रखें, और मैनेजर से कहें कि यह स्क्रीन नए लिंक से फिर खोलें। लिंक इस कंप्यूटर पर दस मिनट तक एक बार काम करता है।',
    command: 'मैनेजर को इस कंप्यूटर पर लिंक इस कमांड से मिलता है',
    remember: 'ताकि ऐसा हर दिन न हो, मैनेजर “सेटिंग्स” में “साइन इन रहें” चुन सकते हैं।',
  },
  testMode: 'परीक्षण मोड: {{upstreams}}। वहाँ किया गया कुछ भी गिना नहीं जाता।',
  trainingCode: 'ग्राहक को कोड {{code}} भेजा गया।',
  training: '{{time}} तक अभ्यास। यहाँ किया गया कुछ भी गिना नहीं जाता।',
  offline: {
    title: 'Till Agent जवाब नहीं दे रहा। आप बिक्री जारी रख सकते हैं।',
    remedy: 'Till Agent के चलते ही यह स्क्रीन अपने आप फिर काम करेगी।',
  },
}

import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'hi', typeof english> = {
  title: 'अपडेट',
  version: 'संस्करण',
  offered: 'नया संस्करण',
  ring: 'स्टोर का समूह',
  quietHours: 'शांत घंटे',
  fresh: 'पिछली सफल जाँच',
  never: 'अभी कोई नहीं',
  steps: {
    idle: 'इस स्टोर के लिए यह सबसे नया संस्करण है।',
    checking: 'नया संस्करण खोज रहे हैं…',
    available: 'नया संस्करण उपलब्ध है।',
    downloading: '{{version}} डाउनलोड हो रहा है…',
    ready: 'डाउनलोड और जाँच हो गई। टिल खाली होने पर लगेगा।',
    installing: 'लग रहा है। विंडो अपने आप लौटेगी।',
    proving: 'जाँच रहे हैं कि नया संस्करण चलता है या नहीं।',
    'rolling-back': 'नया संस्करण नहीं चला। पिछला लौटाया जा रहा है।',
  },
  waits: {
    paused: 'अपडेट रोके गए हैं।',
    pinned: 'मुख्यालय इस स्टोर को इसी संस्करण पर रखता है।',
    'not-in-ring': 'दूसरे स्टोर को पहले मिलता है।',
    'failed-before': 'यह पहले यहाँ नहीं चला। नए संस्करण की प्रतीक्षा।',
    'request-under-way': 'एक अनुरोध पूरा होने की प्रतीक्षा।',
    'sale-just-now': 'शांत पल की प्रतीक्षा।',
    'verification-open': 'ग्राहक का सत्यापन होने की प्रतीक्षा।',
    'pairing-open': 'पहुँच माँगने वाले प्रोग्राम को जवाब मिलने की प्रतीक्षा।',
    'outside-quiet-hours': 'स्टोर के शांत घंटों की प्रतीक्षा।',
  },
  outcomes: {
    done: 'संस्करण {{version}} {{when}} लगाया गया।',
    'rolled-back': 'संस्करण {{version}} नहीं चला और {{when}} हटाया गया।',
    stuck: 'संस्करण {{version}} {{when}} हटाया नहीं जा सका। सहायता को फ़ोन करें।',
  },
  progress: '{{of}} में से {{bytes}}',
  check: 'अपडेट खोजें',
  install: 'अभी लगाएँ',
  installTitle: 'संस्करण {{version}} अभी लगाएँ?',
  installExplain: 'Till Agent रुककर फिर शुरू होता है। लगभग आधे मिनट तक बिलिंग सॉफ़्टवेयर सेवाओं तक नहीं पहुँच सकता।',
}

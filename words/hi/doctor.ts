import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'hi', typeof english> = {
  title: 'निदान',
  tabs: { findings: 'जाँच', bundle: 'सहायता पैकेज', audit: 'ऑडिट ट्रेल' },
  run: 'फिर जाँचें',
  running: 'सब कुछ जाँच रहे हैं। हर सेवा को एक अनुरोध जाता है…',
  checkedAt: 'जाँचा गया',
  allFine: 'सब ठीक है।',
  someTrouble: 'कुछ गड़बड़ है। क्या करना है, नीचे देखें।',
  someAttention: 'काम चल रहा है। कुछ पर ध्यान देना है।',
  thisComputer: 'यह कंप्यूटर',
  outcomes: { fine: 'ठीक', attention: 'ध्यान दें', trouble: 'समस्या', skipped: 'नहीं जाँचा' },
  checks: {
    keychain: 'कीचेन',
    settings: 'सेटिंग्स',
    environment: 'सिस्टम की सेटिंग्स',
    port: 'पोर्ट',
    audit: 'ऑडिट ट्रेल',
    verifications: 'ग्राहकों को कोड',
    log: 'लॉग',
    drops: 'फ़ाइलों के फ़ोल्डर',
    telemetry: 'मुख्यालय को रिपोर्टें',
    dns: 'नाम',
    proxy: 'प्रॉक्सी',
    tls: 'एन्क्रिप्शन',
    certificate: 'टिल का प्रमाणपत्र',
    clock: 'घड़ी',
    credential: 'क्रेडेंशियल',
  },
  findings: {
    keychain: {
      fine: { sentence: 'कीचेन रहस्य रखती और लौटाती है।' },
      attention: {
        sentence: 'रहस्य केवल Till Agent के रुकने तक रखे जाते हैं।',
        remedy: 'यह टिल हर बार शुरू होने पर सेट होता हो तो कुछ नहीं करना।',
      },
      trouble: {
        sentence: 'इस कंप्यूटर की कीचेन रहस्य नहीं रखती।',
        remedy: 'इस कंप्यूटर में साइन इन करके कीचेन खोलें, फिर जाँचें।',
      },
      skipped: { sentence: 'कीचेन नहीं जाँची गई।' },
    },
    settings: {
      fine: { sentence: 'सेटिंग्स पढ़ी और लिखी जा सकती हैं।' },
      attention: {
        sentence: 'सेटिंग्स खराब थीं। खराब की एक प्रति रखी गई।',
        remedy: 'जाँचें कि सभी सेवाएँ और प्रोग्राम मौजूद हैं, और प्रति सहायता को दें।',
      },
      trouble: { sentence: 'सेटिंग्स पढ़ी या लिखी नहीं जा सकतीं।', remedy: 'जाँचें कि डिस्क पर जगह है, फिर जाँचें।' },
      skipped: { sentence: 'सेटिंग्स नहीं जाँची गईं।' },
    },
    environment: {
      fine: {
        sentence: 'सिस्टम की सेटिंग्स में कुछ भी कनेक्शन को कम सुरक्षित नहीं करता।',
      },
      attention: {
        sentence: 'यह कंप्यूटर अपने प्रोग्राम से कम सुरक्षा माँगता है। Till Agent नहीं मानता, दूसरे मानते हैं।',
        remedy: 'यह इस कंप्यूटर को सँभालने वालों को दिखाएँ।',
      },
      trouble: { sentence: 'सिस्टम की सेटिंग्स पढ़ी नहीं जा सकीं।', remedy: 'तकनीशियन से पूछें।' },
      skipped: { sentence: 'सिस्टम की सेटिंग्स नहीं जाँची गईं।' },
    },
    port: {
      fine: { sentence: 'बिलिंग सॉफ़्टवेयर Till Agent तक पहुँच सकता है।' },
      attention: { sentence: 'बिलिंग सॉफ़्टवेयर Till Agent तक केवल एक तरह से पहुँच सकता है।', remedy: 'तकनीशियन से पूछें।' },
      trouble: {
        sentence: 'बिलिंग सॉफ़्टवेयर Till Agent तक नहीं पहुँच सकता।',
        remedy: 'Till Agent दोबारा चालू करें। काम न बने तो शायद दूसरा प्रोग्राम उसका पोर्ट इस्तेमाल करता है: सहायता को फ़ोन करें।',
      },
      skipped: { sentence: 'पोर्ट नहीं जाँचा गया।' },
    },
    audit: {
      fine: { sentence: 'ऑडिट ट्रेल लिखा जा रहा है।' },
      attention: {
        sentence: 'ऑडिट ट्रेल खराब था। जो बचा, वह रखा गया।',
        remedy: 'कारण खोजें, और जाँच करने वालों के लिए पुरानी फ़ाइल रखें।',
      },
      trouble: {
        sentence: 'ऑडिट ट्रेल लिखा नहीं जा सकता।',
        remedy: 'जाँचें कि डिस्क पर जगह है। तब तक कुछ दर्ज नहीं होता।',
      },
      skipped: { sentence: 'ऑडिट ट्रेल नहीं जाँचा गया।' },
    },
    verifications: {
      fine: { sentence: 'ग्राहकों को भेजे कोड गिने जा रहे हैं।' },
      attention: {
        sentence: 'ग्राहकों के कुछ सत्यापन खराब थे। उन्हें रखा गया।',
        remedy: 'इस कंप्यूटर की डिस्क जँचवाएँ, और फ़ाइल सहायता को दें।',
      },
      trouble: {
        sentence: 'किसी ग्राहक का सत्यापन नहीं हो सकता: कोड गिने नहीं जा सकते।',
        remedy: 'जाँचें कि डिस्क पर जगह है, फिर जाँचें।',
      },
      skipped: { sentence: 'ग्राहकों को भेजे कोड नहीं जाँचे गए।' },
    },
    drops: {
      fine: { sentence: 'फ़ाइलों का सर्वर फ़ाइलें लेता है।' },
      attention: {
        sentence: 'कुछ फ़ाइलें नहीं भेजी गईं।',
        remedy: 'फ़ोल्डर के “refused” सबफ़ोल्डर में देखें: हर फ़ाइल के पास एक नोट कारण बताता है।',
      },
      trouble: { sentence: 'फ़ाइलें अपने सर्वर को नहीं भेजी जा सकतीं।', remedy: 'वे रुकी हैं। कनेक्शन ठीक हो तो सहायता को बताएँ।' },
      skipped: { sentence: 'फ़ाइलों का सर्वर नहीं जाँचा गया।' },
    },
    telemetry: {
      fine: { sentence: 'मुख्यालय को इस टिल की रिपोर्टें मिल रही हैं।' },
      attention: {
        sentence: 'मुख्यालय को इस टिल की रिपोर्टें नहीं मिल रहीं। बिक्री फिर भी चलती है।',
        remedy: 'यह उन लोगों को दिखाएँ जो इस टिल की देखभाल करते हैं।',
      },
      trouble: { sentence: 'मुख्यालय को रिपोर्टों की जाँच नहीं हो सकी।', remedy: 'बाद में फिर जाँचें।' },
      skipped: { sentence: 'मुख्यालय को रिपोर्टों की जाँच नहीं की गई।' },
    },
    log: {
      fine: { sentence: 'लॉग लिखा जाता है।' },
      attention: { sentence: 'लॉग की कुछ पंक्तियाँ खो गईं।', remedy: 'पता करें कि इस कंप्यूटर की डिस्क क्यों भर गई थी।' },
      trouble: {
        sentence: 'लॉग लिखा नहीं जा सकता।',
        remedy: 'जाँचें कि इस कंप्यूटर की डिस्क भरी न हो, फिर जाँचें।',
      },
      skipped: { sentence: 'लॉग नहीं जाँचा गया।' },
    },
    dns: {
      fine: { sentence: 'सेवा का नाम मिलता है।' },
      attention: { sentence: 'सेवा का नाम एक असामान्य पते पर ले जाता है।', remedy: 'तकनीशियन से पूछें।' },
      trouble: { sentence: 'सेवा का नाम नहीं मिलता।', remedy: 'स्टोर का नेटवर्क और सेवा का पता जाँचें।' },
      skipped: { sentence: 'नाम खोजने की ज़रूरत नहीं पड़ी।' },
    },
    proxy: {
      fine: { sentence: 'सेवा तक रास्ता खुला है।' },
      attention: {
        sentence: 'सेवा तक रास्ता प्रॉक्सी से जाता है, और कोई जवाब नहीं लौटा।',
        remedy: 'स्टोर का नेटवर्क चलाने वालों से पूछें।',
      },
      trouble: { sentence: 'प्रॉक्सी टिल को जाने नहीं देता।', remedy: 'स्टोर का नेटवर्क चलाने वालों से पूछें।' },
      skipped: { sentence: 'प्रॉक्सी नहीं जाँचा गया।' },
    },
    tls: {
      fine: { sentence: 'सेवा ने साबित किया कि वह सही है।' },
      attention: {
        sentence: 'बीच में कोई सेवा का कनेक्शन पढ़ सकता है।',
        remedy: 'स्टोर का नेटवर्क चलाने वालों से पूछें कि क्या यह जानबूझकर है।',
      },
      trouble: {
        sentence: 'सेवा से सुरक्षित कनेक्शन नहीं बन सका।',
        remedy: 'स्टोर का नेटवर्क जाँचें। चलता हो तो चलाने वालों से पूछें: शायद बीच में कोई है।',
      },
      skipped: { sentence: 'एन्क्रिप्शन नहीं जाँचा गया।' },
    },
    certificate: {
      fine: { sentence: 'इस टिल का प्रमाणपत्र ठीक है।' },
      attention: { sentence: 'इस टिल का प्रमाणपत्र जल्द समाप्त होगा।', remedy: 'तकनीशियन से नया माँगें।' },
      trouble: { sentence: 'इस टिल का प्रमाणपत्र समाप्त हो गया है।', remedy: 'तकनीशियन से नया माँगें।' },
      skipped: { sentence: 'इस टिल का प्रमाणपत्र नहीं जाँचा गया।' },
    },
    clock: {
      fine: { sentence: 'घड़ी सही है।' },
      attention: { sentence: 'घड़ी थोड़ी गलत है।', remedy: 'इस कंप्यूटर को घड़ी अपने आप मिलाने दें।' },
      trouble: {
        sentence: 'घड़ी इतनी गलत है कि सेवाएँ इस टिल को अस्वीकार कर सकती हैं।',
        remedy: 'इस कंप्यूटर की तारीख, समय और समय क्षेत्र ठीक करें।',
      },
      skipped: { sentence: 'घड़ी जाँची नहीं जा सकी।' },
    },
    credential: {
      fine: { sentence: 'सेवा इस टिल का क्रेडेंशियल स्वीकार करती है।' },
      attention: {
        sentence: 'जाँचा नहीं जा सका कि सेवा क्रेडेंशियल स्वीकार करती है।',
        remedy: 'बाद में फिर जाँचें।',
      },
      trouble: { sentence: 'इस टिल का क्रेडेंशियल काम नहीं करता।', remedy: 'सही लिखें, या फिर साइन इन करें।' },
      skipped: { sentence: 'क्रेडेंशियल नहीं जाँचा गया।' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'डेस्कटॉप की सेटिंग्स',
    'etc-environment': '/etc/environment के वेरिएबल',
    windows: 'Windows की इंटरनेट सेटिंग्स',
    winhttp: 'Windows की WinHTTP सेटिंग्स',
    macos: 'macOS की नेटवर्क सेटिंग्स',
    chromium: 'सिस्टम की सेटिंग्स',
    none: 'सिस्टम की सेटिंग्स',
  },
  settingsWithPac: '{{settings}} (PAC फ़ाइल {{pac}})',
  panelOpened: 'इस कंप्यूटर पर खुल गया। पूरा होने पर फिर जाँचें।',
  actions: {
    'test-upstream': 'यह सेवा जाँचें',
    'rotate-upstream': 'नया क्रेडेंशियल लिखें',
    'sign-in-upstream': 'साइन इन करें',
    'change-network': 'नेटवर्क बदलें',
    'open-settings': 'सेटिंग्स खोलें',
    'open-keychain': 'कीचेन अनलॉक करें',
    'open-clock': 'घड़ी की सेटिंग खोलें',
    'check-again': 'फिर जाँचें',
  },
  bundle: {
    explain: 'सहायता को आपकी मदद के लिए जो चाहिए, एक फ़ाइल में। इसमें न रहस्य है, न ग्राहक। भेजने से पहले देख लें।',
    preview: 'दिखाएँ कि इसमें क्या है',
    lines_one: '{{lines}} पंक्ति',
    lines_other: '{{lines}} पंक्तियाँ',
    save: 'फ़ाइल सहेजें',
    saved: '{{fileName}} आपके डाउनलोड में सहेजी गई।',
    contentOf: '{{name}} की सामग्री',
  },
}

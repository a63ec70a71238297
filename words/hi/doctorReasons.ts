import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'hi', typeof english> = {
  'no-proxy': { sentence: 'सेवा तक प्रॉक्सी के बिना पहुँचा जाता है।' },
  'proxy-used': { sentence: 'सेवा तक रास्ता प्रॉक्सी {{proxy}} से जाता है।' },
  'proxy-of-system': {
    sentence: 'सेवा तक रास्ता {{proxy}} से जाता है, {{settings}} के अनुसार।',
  },
  'no-proxy-of-system': { sentence: 'सेवा तक प्रॉक्सी के बिना पहुँचा जाता है, {{settings}} के अनुसार।' },
  'proxy-unsupported': {
    sentence: '{{settings}} में बताए प्रॉक्सी ऐसे हैं जिनसे Till Agent बात नहीं करता, जैसे SOCKS।',
    remedy: 'स्टोर का नेटवर्क चलाने वालों से HTTP प्रॉक्सी माँगें।',
  },
  'pac-unreachable': {
    sentence: 'PAC फ़ाइल {{pac}} नहीं मिल सकी, इसलिए सेवा को प्रॉक्सी के बिना बुलाया जाता है।',
    remedy: 'स्टोर का नेटवर्क चलाने वालों से पूछें कि उसका पता सही है या नहीं।',
  },
  'pac-broken': {
    sentence: 'PAC फ़ाइल {{pac}} काम नहीं करती, इसलिए सेवा को प्रॉक्सी के बिना बुलाया जाता है।',
    remedy: 'इसे स्टोर का नेटवर्क चलाने वालों को दें।',
  },
  'proxy-wants-sign-in': {
    sentence: 'प्रॉक्सी {{proxy}} यूज़र नाम और पासवर्ड चाहता है।',
    remedy: 'प्रॉक्सी को यूज़र नाम के साथ लिखें, जैसे http://till@proxy.store:3128, और उसका पासवर्ड भी।',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'प्रॉक्सी {{proxy}} ऐसा साइन-इन माँगता है जिसे Till Agent नहीं जानता, जैसे NTLM या Kerberos।',
    remedy: 'स्टोर का नेटवर्क चलाने वालों से कहें कि इस टिल को साइन-इन के बिना या Basic से जाने दें।',
  },
  'proxy-untrusted': {
    sentence: 'प्रॉक्सी {{proxy}} साबित नहीं कर सका कि वह कौन है, इसलिए उसे कुछ नहीं बताया गया।',
    remedy: 'स्टोर का नेटवर्क चलाने वालों से प्रॉक्सी का प्रमाणपत्र प्राधिकारी माँगें।',
  },
  'proxy-unreadable': {
    sentence: 'प्रॉक्सी का पता पढ़ा नहीं जा सकता।',
    remedy: 'उसे ठीक करें, जैसे http://proxy.store:3128।',
  },
  'proxy-refused': {
    sentence: 'प्रॉक्सी {{proxy}} टिल को जाने नहीं देता ({{status}})।',
    remedy: 'स्टोर का नेटवर्क चलाने वालों से सेवा के होस्ट की अनुमति माँगें।',
  },
  'proxy-silent': {
    sentence: 'सेवा तक रास्ता प्रॉक्सी {{proxy}} से जाता है, और कुछ नहीं लौटा ({{code}})।',
    remedy: 'जाँचें कि प्रॉक्सी सही है और चल रहा है।',
  },
  're-signed': {
    sentence: 'सेवा के जवाबों पर “{{issuer}}” फिर हस्ताक्षर करता है, और इस तरह भेजी बातें पढ़ सकता है।',
    remedy: 'यह स्टोर का अपना फ़िल्टर हो तो कुछ नहीं करना। किसी को न पता हो तो सहायता को फ़ोन करें।',
  },
  'private-authority': {
    sentence: '“{{issuer}}”, जो सेवा की ज़मानत देता है, सार्वजनिक प्राधिकारी नहीं है।',
    remedy: 'स्टोर का नेटवर्क जानबूझकर कनेक्शन खोलता हो तो कुछ नहीं करना। किसी को न पता हो तो सहायता को फ़ोन करें।',
  },
  'certificate-required': {
    sentence: 'सेवा पूछती है कि कौन जुड़ता है, और इस टिल के पास दिखाने को प्रमाणपत्र नहीं है।',
    remedy: 'तकनीशियन से वह प्रमाणपत्र लगवाएँ जो सेवा चलाने वाले ने इस टिल के लिए जारी किया।',
  },
  'certificate-refused': {
    sentence: 'सेवा इस टिल का प्रमाणपत्र नहीं लेती।',
    remedy: 'तकनीशियन से वह प्रमाणपत्र लगवाएँ जो सेवा चलाने वाले ने इस टिल के लिए जारी किया।',
  },
  'certificate-valid': { sentence: 'इस टिल का प्रमाणपत्र, “{{subject}}”, ठीक है।' },
  'certificate-expiring': {
    sentence: 'इस टिल का प्रमाणपत्र, “{{subject}}”, जल्द समाप्त होगा। बाकी दिन: {{days}}।',
    remedy: 'अभी नया प्रमाणपत्र माँगें, और तकनीशियन से लगवाएँ।',
  },
  'certificate-expired': {
    sentence: 'इस टिल का प्रमाणपत्र, “{{subject}}”, समाप्त हो गया है।',
    remedy: 'नया प्रमाणपत्र माँगें, और तकनीशियन से लगवाएँ।',
  },
}

import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'ar', typeof english> = {
  'no-proxy': { sentence: 'يتصل الصندوق بالخدمة السحابية مباشرة، دون خادم وكيل.' },
  'proxy-used': { sentence: 'يمر الطريق إلى الخدمة السحابية عبر الوكيل ⁦{{proxy}}⁩.' },
  'proxy-of-system': { sentence: 'يمر الطريق إلى الخدمة السحابية عبر ⁦{{proxy}}⁩، كما تقول {{settings}}.' },
  'no-proxy-of-system': { sentence: 'يتصل الصندوق بالخدمة السحابية دون خادم وكيل، كما تقول {{settings}}.' },
  'proxy-unsupported': {
    sentence: 'الوكلاء الذين تذكرهم {{settings}} من نوع لا يتعامل معه البرنامج، مثل SOCKS.',
    remedy: 'اطلب من القائمين على شبكة المتجر وكيلًا من نوع HTTP.',
  },
  'pac-unreachable': {
    sentence: 'تعذّر جلب ملف PAC من ⁦{{pac}}⁩، لذلك تُستدعى الخدمة السحابية دون وكيل.',
    remedy: 'اسأل القائمين على شبكة المتجر هل عنوانه صحيح.',
  },
  'pac-broken': {
    sentence: 'ملف PAC ⁦{{pac}}⁩ لا يعمل، لذلك تُستدعى الخدمة السحابية دون وكيل.',
    remedy: 'سلّمه إلى القائمين على شبكة المتجر.',
  },
  'proxy-wants-sign-in': {
    sentence: 'يطلب الوكيل ⁦{{proxy}}⁩ اسم مستخدم وكلمة مرور.',
    remedy: 'أدخلهما: يعرفهما القائمون على شبكة المتجر.',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'يطلب الوكيل ⁦{{proxy}}⁩ تسجيل دخول لا يعرفه البرنامج، مثل NTLM أو Kerberos.',
    remedy: 'اطلب من القائمين على شبكة المتجر السماح لهذا الصندوق دون تسجيل دخول، أو بطريقة Basic.',
  },
  'proxy-untrusted': {
    sentence: 'لم يستطع الوكيل ⁦{{proxy}}⁩ إثبات هويته، فلم يُرسل إليه شيء.',
    remedy: 'اطلب من القائمين على شبكة المتجر جهة إصدار شهادة الوكيل.',
  },
  'proxy-unreadable': { sentence: 'لا يمكن قراءة عنوان الوكيل.', remedy: 'صحّحه، مثلًا إلى ⁦http://proxy.store:3128⁩.' },
  'proxy-refused': {
    sentence: 'لا يسمح الوكيل ⁦{{proxy}}⁩ للصندوق بالمرور ({{status}}).',
    remedy: 'اطلب من القائمين على شبكة المتجر السماح بعنوان الخدمة السحابية.',
  },
  'proxy-silent': {
    sentence: 'يمر الطريق إلى الخدمة السحابية عبر الوكيل ⁦{{proxy}}⁩، ولم يصل أي رد (⁦{{code}}⁩).',
    remedy: 'تحقّق من أن الوكيل هو الصحيح وأنه يعمل.',
  },
  're-signed': {
    sentence: 'يعيد «{{issuer}}» توقيع ردود الخدمة السحابية، فيستطيع قراءة ما يُرسل.',
    remedy: 'إن كان هو مرشّح شبكة المتجر فلا بأس. وإن لم يعرفه أحد فاتصل بالدعم الفني.',
  },
  'private-authority': {
    sentence: '«{{issuer}}» التي تضمن الخدمة السحابية ليست جهة إصدار عامة.',
    remedy: 'إن كانت شبكة المتجر تفتح الاتصالات عن قصد فلا بأس. وإن لم يعرفها أحد فاتصل بالدعم الفني.',
  },
  'certificate-required': {
    sentence: 'تسأل الخدمة السحابية من المتصل، وليس لدى هذا الصندوق شهادة يقدّمها.',
    remedy: 'اطلب من فني تثبيت الشهادة التي أصدرها مشغّل الخدمة السحابية لهذا الصندوق.',
  },
  'certificate-refused': {
    sentence: 'لا تقبل الخدمة السحابية شهادة هذا الصندوق.',
    remedy: 'اطلب من فني تثبيت الشهادة التي أصدرها مشغّل الخدمة السحابية لهذا الصندوق.',
  },
  'certificate-valid': { sentence: 'شهادة هذا الصندوق «⁦{{subject}}⁩» صالحة.' },
  'certificate-expiring': {
    sentence: 'ستنتهي شهادة هذا الصندوق «⁦{{subject}}⁩» قريبًا. الأيام المتبقية: {{days}}.',
    remedy: 'اطلب شهادة جديدة الآن، واطلب من فني تثبيتها.',
  },
  'certificate-expired': {
    sentence: 'انتهت شهادة هذا الصندوق «⁦{{subject}}⁩».',
    remedy: 'اطلب شهادة جديدة، واطلب من فني تثبيتها.',
  },
}

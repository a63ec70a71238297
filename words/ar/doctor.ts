import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'ar', typeof english> = {
  title: 'الفحص',
  tabs: { findings: 'فحص شامل', bundle: 'ملف الدعم', audit: 'سجل التدقيق' },
  run: 'إعادة الفحص',
  running: 'يجري فحص كل شيء، وتُسأل كل خدمة سحابية مرة واحدة…',
  checkedAt: 'فُحص',
  allFine: 'كل شيء على ما يرام.',
  someTrouble: 'هناك خلل. انظر أدناه ما ينبغي فعله.',
  someAttention: 'كل شيء يعمل، لكن هناك أمرًا يحتاج إلى انتباهك.',
  thisComputer: 'هذا الجهاز',
  outcomes: { fine: 'سليم', attention: 'يحتاج إلى انتباه', trouble: 'خلل', skipped: 'لم يُفحص' },
  checks: {
    keychain: 'خزنة المفاتيح',
    settings: 'الإعدادات',
    environment: 'إعدادات النظام',
    port: 'المنفذ',
    audit: 'سجل التدقيق',
    verifications: 'رموز العملاء',
    log: 'سجل التشغيل',
    drops: 'مجلدات الملفات',
    dns: 'الاسم',
    proxy: 'الوكيل',
    tls: 'التشفير',
    certificate: 'شهادة الصندوق',
    clock: 'الساعة',
    credential: 'بيانات الدخول',
  },
  findings: {
    keychain: {
      fine: { sentence: 'خزنة المفاتيح تحفظ الأسرار وتعيدها.' },
      attention: {
        sentence: 'لا تُحفظ الأسرار إلا إلى أن يتوقف وكيل الصندوق.',
        remedy: 'لا شيء، إن كان ذلك مقصودًا: يُضبط الصندوق عندئذ من جديد عند كل تشغيل.',
      },
      trouble: {
        sentence: 'خزنة المفاتيح في هذا الجهاز لا تحفظ أي سر.',
        remedy: 'افتح الخزنة بتسجيل الدخول إلى هذا الحاسوب، ثم أعد الفحص.',
      },
      skipped: { sentence: 'لم تُفحص خزنة المفاتيح.' },
    },
    settings: {
      fine: { sentence: 'يمكن قراءة الإعدادات وكتابتها.' },
      attention: {
        sentence: 'تلفت الإعدادات ذات مرة، وحُفظت نسخة منها.',
        remedy: 'تأكّد من وجود كل الخدمات والبرامج، وسلّم النسخة إلى فريق الدعم.',
      },
      trouble: {
        sentence: 'لا يمكن قراءة الإعدادات أو كتابتها.',
        remedy: 'تأكّد من وجود مساحة كافية على القرص، ثم أعد الفحص.',
      },
      skipped: { sentence: 'لم تُفحص الإعدادات.' },
    },
    environment: {
      fine: { sentence: 'لا شيء في إعدادات النظام يجعل الاتصالات أقل أمانًا.' },
      attention: {
        sentence: 'يطلب هذا الحاسوب من برامجه أمانًا أقل. لا يستجيب الوكيل لذلك، وقد تستجيب برامج أخرى.',
        remedy: 'اعرض ذلك على من يتولى هذا الحاسوب.',
      },
      trouble: { sentence: 'تعذّرت قراءة إعدادات النظام.', remedy: 'اسأل فنيًا.' },
      skipped: { sentence: 'لم تُفحص إعدادات النظام.' },
    },
    port: {
      fine: { sentence: 'يستطيع برنامج البيع الوصول إلى الوكيل.' },
      attention: { sentence: 'يصل برنامج البيع إلى الوكيل بطريقة واحدة فقط.', remedy: 'اسأل فنيًا.' },
      trouble: {
        sentence: 'لا يستطيع برنامج البيع الوصول إلى الوكيل.',
        remedy: 'أعد تشغيل الوكيل. وإن استمر ذلك فقد يكون برنامج آخر في مكانه: اتصل بالدعم.',
      },
      skipped: { sentence: 'لم يُفحص المنفذ.' },
    },
    audit: {
      fine: { sentence: 'يُكتب سجل التدقيق كما ينبغي.' },
      attention: {
        sentence: 'تلف سجل التدقيق ذات مرة، وحُفظ ما بقي منه.',
        remedy: 'ابحث عن السبب، واحتفظ بالملف القديم لمن سيفحصه.',
      },
      trouble: {
        sentence: 'تتعذّر الكتابة في سجل التدقيق.',
        remedy: 'تأكّد من وجود مساحة كافية على القرص. لن يُسجَّل شيء حتى ذلك الحين.',
      },
      skipped: { sentence: 'لم يُفحص سجل التدقيق.' },
    },
    verifications: {
      fine: { sentence: 'تُحصى الرموز المرسلة إلى العملاء كما ينبغي.' },
      attention: {
        sentence: 'تلفت بعض عمليات التحقق من العملاء، وحُفظ ما بقي منها.',
        remedy: 'اطلب فحص قرص هذا الحاسوب، وسلّم الملف إلى الدعم الفني.',
      },
      trouble: {
        sentence: 'لا يمكن التحقق من أي عميل: لا يمكن إحصاء الرموز.',
        remedy: 'تأكد من وجود مساحة خالية على القرص ثم أعد الفحص.',
      },
      skipped: { sentence: 'لم تُفحص رموز العملاء.' },
    },
    drops: {
      fine: { sentence: 'يستقبل خادم الملفات الملفات كما ينبغي.' },
      attention: {
        sentence: 'لم تُرسل بعض الملفات.',
        remedy: 'انظر في المجلد الفرعي "refused": بجانب كل ملف ملاحظة تذكر السبب.',
      },
      trouble: {
        sentence: 'لا يمكن إرسال الملفات إلى خادمها.',
        remedy: 'الملفات تنتظر. أبلغ الدعم الفني إذا كان الاتصال سليمًا.',
      },
      skipped: { sentence: 'لم يُفحص خادم الملفات.' },
    },
    log: {
      fine: { sentence: 'يُكتب سجل التشغيل كما ينبغي.' },
      attention: { sentence: 'فُقدت بعض أسطر سجل التشغيل.', remedy: 'ابحث عن سبب امتلاء قرص هذا الحاسوب.' },
      trouble: { sentence: 'لا يمكن كتابة سجل التشغيل.', remedy: 'تأكد من وجود مساحة خالية على القرص ثم أعد الفحص.' },
      skipped: { sentence: 'لم يُفحص سجل التشغيل.' },
    },
    dns: {
      fine: { sentence: 'اسم الخدمة السحابية معروف.' },
      attention: { sentence: 'اسم الخدمة السحابية يقود إلى عنوان غريب.', remedy: 'اسأل فنيًا.' },
      trouble: {
        sentence: 'اسم الخدمة السحابية لا يقود إلى أي مكان.',
        remedy: 'تحقّق من شبكة المتجر ومن عنوان الخدمة.',
      },
      skipped: { sentence: 'لا حاجة إلى البحث عن الاسم.' },
    },
    proxy: {
      fine: { sentence: 'الطريق إلى الخدمة السحابية سالك.' },
      attention: {
        sentence: 'الطريق إلى الخدمة السحابية يمر عبر خادم وكيل، ولم يعد منه شيء.',
        remedy: 'اسأل المسؤول عن شبكة المتجر.',
      },
      trouble: { sentence: 'الخادم الوكيل لا يسمح لنا بالمرور.', remedy: 'اسأل المسؤول عن شبكة المتجر.' },
      skipped: { sentence: 'لم يُفحص الخادم الوكيل.' },
    },
    tls: {
      fine: { sentence: 'الخدمة السحابية تثبت هويتها.' },
      attention: {
        sentence: 'قد يكون هناك من يقرأ الاتصال بالخدمة السحابية في الطريق.',
        remedy: 'اسأل المسؤول عن شبكة المتجر إن كان ذلك مقصودًا.',
      },
      trouble: {
        sentence: 'تعذّر إنشاء اتصال آمن بالخدمة السحابية.',
        remedy: 'تحقّق من شبكة المتجر. وإن كانت تعمل فاسأل المسؤول عنها، فقد يكون هناك من يعترض الطريق.',
      },
      skipped: { sentence: 'لم يُفحص التشفير.' },
    },
    certificate: {
      fine: { sentence: 'شهادة هذا الصندوق صالحة.' },
      attention: { sentence: 'ستنتهي شهادة هذا الصندوق قريبًا.', remedy: 'اطلب من فني شهادة جديدة.' },
      trouble: { sentence: 'انتهت شهادة هذا الصندوق.', remedy: 'اطلب من فني شهادة جديدة.' },
      skipped: { sentence: 'لم تُفحص شهادة هذا الصندوق.' },
    },
    clock: {
      fine: { sentence: 'الساعة مضبوطة.' },
      attention: { sentence: 'الساعة غير دقيقة قليلًا.', remedy: 'دع هذا الجهاز يضبط ساعته تلقائيًا.' },
      trouble: {
        sentence: 'الساعة خاطئة إلى حد أن الخدمات السحابية قد ترفض هذا الصندوق.',
        remedy: 'اضبط التاريخ والوقت والمنطقة الزمنية لهذا الجهاز.',
      },
      skipped: { sentence: 'تعذّرت مقارنة الساعة.' },
    },
    credential: {
      fine: { sentence: 'الخدمة السحابية تقبل بيانات دخول هذا الصندوق.' },
      attention: { sentence: 'تعذّر سؤال الخدمة السحابية إن كانت بيانات الدخول صحيحة.', remedy: 'جرّب مرة أخرى لاحقًا.' },
      trouble: {
        sentence: 'بيانات دخول هذا الصندوق لا تعمل.',
        remedy: 'أدخل البيانات الصحيحة، أو سجّل الدخول مرة أخرى.',
      },
      skipped: { sentence: 'لم تُجرَّب بيانات الدخول.' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'إعدادات سطح المكتب',
    'etc-environment': 'المتغيرات في ⁦/etc/environment⁩',
    windows: 'إعدادات الإنترنت في Windows',
    winhttp: 'إعدادات WinHTTP في Windows',
    macos: 'إعدادات الشبكة في macOS',
    chromium: 'إعدادات النظام',
    none: 'إعدادات النظام',
  },
  settingsWithPac: '{{settings}} (ملف PAC ⁦{{pac}}⁩)',
  actions: {
    'test-upstream': 'اختبار هذه الخدمة',
    'rotate-upstream': 'إدخال بيانات دخول جديدة',
    'sign-in-upstream': 'تسجيل الدخول',
    'change-network': 'تغيير الشبكة',
    'open-settings': 'فتح الإعدادات',
    'check-again': 'إعادة الفحص',
  },
  bundle: {
    explain: 'كل ما يحتاج إليه فريق الدعم لمساعدتك في ملف واحد، دون أي سر أو بيانات عميل. اقرأ كل سطر قبل إرساله.',
    preview: 'عرض المحتوى',
    lines_zero: 'بلا أسطر',
    lines_one: 'سطر واحد',
    lines_two: 'سطران',
    lines_few: '{{lines}} أسطر',
    lines_many: '{{lines}} سطرًا',
    lines_other: '{{lines}} سطر',
    save: 'حفظ الملف',
    saved: 'حُفظ {{fileName}} ضمن التنزيلات.',
    contentOf: 'محتوى {{name}}',
  },
}

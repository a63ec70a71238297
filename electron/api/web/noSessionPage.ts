import { hash } from 'node:crypto'

const style = `
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif }
body { max-width: 40rem; margin: 10vh auto 2rem; padding: 0 1.25rem }
section { margin-block-end: 2.5rem; padding: 1.5rem; border: 1px solid light-dark(#868e96, #828282); border-radius: 1rem }
h1, h2 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.25 }
p { margin: 0.5rem 0 }
code { padding: 0.125rem 0.5rem; border-radius: 0.25rem; background: light-dark(#e9ecef, #3b3b3b); unicode-bidi: isolate }
`

/**
 * The page for a browser without a session, whatever it asked for. It reveals nothing of the till, its version or its store
 * (attacks.md T16). The browser has no session whose language it could go by, so it is in all of them.
 */
export const noSessionPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Till Agent: a link is needed</title>
<style>${style}</style>
</head>
<body>
<main>
<section>
<h1>This browser has to be let in</h1>
<p>Go on selling, and ask the manager for a new link. It works once, within ten minutes, on this computer.</p>
<p>For the manager: run <code>till-agent ui</code> on this computer. Afterwards, Settings can have this browser stay signed in.</p>
</section>
<section lang="ar" dir="rtl">
<h2>يجب السماح لهذا المتصفح بالدخول</h2>
<p>تابع البيع واطلب من المدير رابطًا جديدًا. يعمل الرابط مرة واحدة خلال عشر دقائق على هذا الجهاز.</p>
<p>للمدير: شغّل <code dir="ltr">till-agent ui</code> على هذا الجهاز. بعد ذلك يمكن من الإعدادات إبقاء هذا المتصفح مسجّل الدخول.</p>
</section>
</main>
</body>
</html>
`

/** Admits the page's one style, by its digest, and nothing else. */
export const noSessionPolicy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

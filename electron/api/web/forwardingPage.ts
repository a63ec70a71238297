/**
 * Leads on to the page. The step is the browser UI's own, so that a browser which came by a link of another site sends its
 * SameSite=Strict cookie from here on.
 *
 * @param path made here alone: it holds no text of the request's
 */
export function forwardingPage(path: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=${path}">
<title>Till Agent</title>
</head>
<body>
<p><a href="${path}">Go on to the till agent</a></p>
</body>
</html>
`
}

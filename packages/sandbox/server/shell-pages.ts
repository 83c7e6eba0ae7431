import { Hono } from 'hono';

/** A page of the app has every address below its own, as in Jira: what stands there is the app's. */
const PAGES = [
  '/',
  '/browse/:key',
  '/admin',
  '/admin/*',
  '/desk',
  '/desk/*',
  '/automation',
  '/dashboard',
] as const;

/** The shell's six pages: one document, whose script looks at the address. */
export function shellPages(parts: {
  readonly script: string;
  readonly style: string;
  readonly themeCss: string;
  readonly facesOrigin: string;
}): Hono {
  const app = new Hono();
  const policy = `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src ${parts.facesOrigin}; frame-ancestors 'none'`;
  for (const path of PAGES)
    app.get(path, (c) =>
      c.html(PAGE, 200, { 'content-security-policy': policy, 'cache-control': 'no-store' }),
    );
  app.get('/_shell/shell.js', (c) =>
    c.body(parts.script, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/_shell/style.css', (c) =>
    c.body(parts.themeCss + parts.style, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  app.get('/favicon.ico', (c) => c.body(null, 204));
  return app;
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Jira Sandbox</title>
<link rel="stylesheet" href="/_shell/style.css">
</head>
<body><main>…</main><script src="/_shell/shell.js"></script></body>
</html>
`;

import type { Lang } from '../kernel/lang';
import { plain } from '../kernel/text';
import { say } from '../texts/say';

/** The page a person sees after logging in at DATEV, outside of Jira. */
export type LoginPage =
  | {
      readonly is: 'confirm';
      readonly site: string;
      readonly startedBy: string;
      readonly about: string;
      readonly link: string;
    }
  | { readonly is: 'confirmed' | 'denied' | 'over' };

/** What the approval is for, in words. */
export function aboutOf(mandant: string | undefined, lang: Lang): string {
  return mandant === undefined ? say('login.all', lang) : `Mandant ${mandant}`;
}

/** A whole HTML document without scripts; everything that came from outside is escaped, and cannot turn or hide what is around it. */
export function loginPage(page: LoginPage, lang: Lang): string {
  const { startedBy, site, about } = { startedBy: '', site: '', about: '', ...page };
  const text = escaped(plain(say(`login.${page.is}`, lang, { startedBy, site, about })));
  const link =
    page.is === 'confirm'
      ? `<p><a href="${escaped(page.link)}">${escaped(say('login.button', lang))}</a></p>`
      : '';
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>DATEV for Jira</title><style>${STYLE}</style></head><body><main><h1>DATEV for Jira</h1><p>${text}</p>${link}</main></body></html>`;
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f7f8f9;color:#1e1f21}main{max-width:34rem;margin:10vh auto;padding:2rem;background:#fff;border-radius:8px}a{display:inline-block;padding:.6rem 1rem;background:#0c66e4;color:#fff;border-radius:4px;text-decoration:none}@media(prefers-color-scheme:dark){body{background:#161a1d;color:#dee4ea}main{background:#22272b}}';

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Nobody may frame it, keep it, or learn its address from a link; it loads nothing. */
export const LOGIN_PAGE_HEADERS: Readonly<Record<string, readonly string[]>> = {
  'Content-Type': ['text/html; charset=utf-8'],
  'Cache-Control': ['no-store'],
  'Referrer-Policy': ['no-referrer'],
  'X-Content-Type-Options': ['nosniff'],
  'Content-Security-Policy': [
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  ],
};

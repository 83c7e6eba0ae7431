/// <reference lib="dom" />
import type { ShellFace } from '../shell-types';
import { session } from './session';

/**
 * Where `router.navigate` and `router.getUrl` lead: an address, or one of Forge's targets.
 * @throws for a target the sandbox has no page for
 */
export function destination(to: Readonly<Record<string, string>>): string {
  if (to['url'] !== undefined) return webAddress(to['url']);
  if (to['target'] === 'issue') return `${location.origin}/browse/${to['issueKey'] ?? ''}`;
  if (to['target'] === 'module') return `${location.origin}${pageOf(to['moduleKey'] ?? '')}`;
  throw new Error(`The sandbox has no page for the navigation target "${to['target'] ?? ''}".`);
}

function webAddress(text: string): string {
  const url = new URL(text, location.origin);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(`Not a web address: ${text}`);
  // DATEV's login page is one of the fakes.
  if (url.host === 'login.datev.de') return `${location.origin}/datev${url.pathname}${url.search}`;
  return url.href;
}

/** The address of a page of the app, under which its own paths stand; parts of other pages have none. */
export function basePath({ type }: Pick<ShellFace, 'type'>): string | undefined {
  if (type === 'jira:adminPage') return '/admin';
  return type === 'jira:globalPage' ? '/desk' : undefined;
}

/** Whether the address bar shows this page, or an address below it. */
export function isBelow(base: string): boolean {
  return location.pathname === base || location.pathname.startsWith(`${base}/`);
}

function pageOf(moduleKey: string): string {
  const face = session.config.faces.find((each) => each.key === moduleKey);
  const base = face === undefined ? undefined : basePath(face);
  if (base !== undefined) return base;
  throw new Error(`The sandbox has no page for the module "${moduleKey}".`);
}

/// <reference lib="dom" />
import type { HistoryAction, HistoryLocation } from '../bridge/messages';
import type { ShellFace } from '../shell-types';
import { basePath } from './navigation';

/** What the browser keeps with an entry of ours. */
type Entry = { readonly key?: string; readonly state?: unknown };
type Heard = (location: HistoryLocation, action: HistoryAction) => void;

/**
 * `view.createHistory()` seen from Jira: the address of the page, and behind it the app's own path, in the browser's real history. A
 * reload, the back button and a colleague who opens the link find it there.
 */
export const subPaths = {
  first: (face: ShellFace) => here(baseOf(face)),
  push: (face: ShellFace, to: HistoryLocation) => history.pushState(entry(to), '', addressOf(face, to)),
  replace: (face: ShellFace, to: HistoryLocation) => history.replaceState(entry(to), '', addressOf(face, to)),
  go: (face: ShellFace, by: number) => {
    baseOf(face);
    history.go(by);
  },
  /** Back and forward are heard by the page that stands here. */
  onPop: (face: ShellFace, heard: Heard) =>
    window.addEventListener('popstate', () => heard(here(baseOf(face)), 'POP')),
};

/** @throws where the app has no page of its own: a panel has no address to change */
function baseOf(face: ShellFace): string {
  const base = basePath(face);
  if (base === undefined) throw new Error(`createHistory is for full pages only, not for ${face.type}.`);
  return base;
}

function entry({ key, state }: HistoryLocation): Entry {
  return { ...(key === undefined ? {} : { key }), state };
}

function addressOf(face: ShellFace, { pathname, search, hash }: HistoryLocation): string {
  return `${baseOf(face)}${pathname}${search}${hash}`;
}

/** As `history` 4 reads an address: the path decoded, query and hash as they are. */
function here(base: string): HistoryLocation {
  const { pathname, search, hash } = location;
  const { key, state } = (history.state ?? {}) as Entry;
  const path = decodeURI(pathname.slice(base.length)) || '/';
  return { pathname: path, search, hash, state, ...(key === undefined ? {} : { key }) };
}

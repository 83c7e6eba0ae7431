import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  const plain = heading.replace(/[`*_]|\[([^\]]*)\]\([^)]*\)/g, '$1').trim();
  return plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/g, '-');
}

function anchorsIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
}

/** Links of a document, pictures among them, as they stand. */
function linksIn(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
}

/** Links of `file` (below `root`) that lead nowhere; of addresses outside only whether they are https. */
export function linkFaults(root: string, file: string, text: string): readonly string[] {
  return linksIn(text)
    .filter((to) => !leadsSomewhere(root, file, { text, to }))
    .map((to) => `${file}: ${to} leads nowhere`);
}

function leadsSomewhere(root: string, file: string, { text, to }: { text: string; to: string }): boolean {
  // What only the publisher knows leads somewhere once it is filled in.
  if (to.startsWith('{{')) return true;
  if (/^[a-z]+:/.test(to)) return to.startsWith('https://');
  const [path = '', anchor] = to.split('#');
  const target = path === '' ? file : normalize(join(dirname(file), path));
  if (!existsSync(join(root, target))) return false;
  if (anchor === undefined) return true;
  return anchorsIn(target === file ? text : readFileSync(join(root, target), 'utf8')).has(anchor);
}

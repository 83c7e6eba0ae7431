import type { DeskMandant } from '../../src/contract/answers';

/** Mandanten that have every word somewhere in name or number: parts are enough. */
export function foundMandanten(all: readonly DeskMandant[], typed: string): readonly DeskMandant[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  return all.filter(({ id, name = '' }) => {
    const text = `${plain(name)} ${id}`;
    return words.every((word) => text.includes(word));
  });
}

/** How a text is compared: no capitals, no dots over letters. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase().trim();
}

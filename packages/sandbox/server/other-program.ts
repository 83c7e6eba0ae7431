import { type BookingFile, monthFile, practiceFile } from '../booking-files';
import { postElsewhere } from '../world/showcase-hands';
import type { Sandbox } from './sandbox';

const MANDANT = '455148-1';

/**
 * What Kanzlei-Export writes: Sachkontenlänge 3, for which DATEV rejects it later, and a row without a side, which DATEV
 * would find at booking only. The label tells one from the other.
 */
export function faultyFile(label: string): BookingFile {
  return monthFile({
    ...{ mandant: MANDANT, month: '2026-11', label },
    header: { 14: '3' },
    cells: { 5: { 2: 'X' } },
  });
}

/** It gives DATEV a file that will fail; answers the label. */
export async function sendFaultyFile(sandbox: Sandbox, wish: unknown): Promise<string> {
  const world = sandbox.world();
  const label =
    labelOf(wish) ??
    `Kasse ${new Date(world.clock.now()).toISOString().slice(0, 16).replace('T', ' ').replace(':', '')}`;
  postElsewhere({ world }, faultyFile(label), MANDANT);
  await world.idle();
  return label;
}

/** The files people may take from here. */
export function fileNamed(name: string, label: string | undefined): BookingFile | undefined {
  if (name === 'practice') return practiceFile();
  const known = labelOf(label);
  return name === 'story' && known !== undefined ? faultyFile(known) : undefined;
}

function labelOf(wish: unknown): string | undefined {
  return typeof wish === 'string' && /^[\w .-]{1,30}$/.test(wish) ? wish : undefined;
}

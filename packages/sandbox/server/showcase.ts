import { seedShowcase } from '../world/showcase';
import { type Firm, issues } from '../world/showcase-hands';
import type { ShowcaseView } from './shell-types';

/** The example firm as it stands when it has been lived through once. */
export type Made = { readonly world: unknown; readonly panels: readonly string[] };
export type ShowcaseMaker = {
  /** Made once, however often it is wanted; a failure is forgotten, so that one can try again. */
  made(): Promise<Made>;
  view(): ShowcaseView;
};

/** Lives the firm through in a world of its own, beside the one that people work in. */
export function showcaseMaker(newFirm: () => Promise<Omit<Firm, 'breathe'>>): ShowcaseMaker {
  let making: Promise<Made> | undefined;
  let view: ShowcaseView = { is: 'none' };
  const make = async (): Promise<Made> => {
    view = { is: 'making', done: 0, of: 1 };
    try {
      return await lived(await newFirm(), (done, of) => {
        view = { is: 'making', done, of };
      });
    } catch (error) {
      making = undefined;
      throw error;
    } finally {
      view = { is: 'none' };
    }
  };
  return {
    made() {
      making ??= make();
      return making;
    },
    view: () => view,
  };
}

async function lived(firm: Omit<Firm, 'breathe'>, tell: (done: number, of: number) => void): Promise<Made> {
  const { world } = firm;
  try {
    await seedShowcase({ ...firm, breathe }, tell);
    // Somebody added the panel on each issue long ago.
    return { world: world.snapshot(), panels: issues(world).map(({ id }) => `${id}/datev-panel`) };
  } finally {
    await world.close();
  }
}

/** Whoever looks at a page meanwhile is answered. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
